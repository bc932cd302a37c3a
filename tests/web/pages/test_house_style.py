"""An organisation gives its papers its own name, words, logotype and Word template on pages."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.documents.houses import own_template, png
from tests.operations.reading import row
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import house_style
from workflow.store import tables as t

URL = "/register/organisation/1"
LOGO = Path("documents/sample/profil/marke-exempelregionen.png")


def sent(client: Client, page: str, **fields: str) -> Page:
    url = f"{URL}/{page}"
    return client.send(url, {**client.see(url).form(), **fields})


def uploaded(client: Client, page: str, content: bytes, name: str, **fields: str) -> Page:
    url = f"{URL}/{page}"
    file = (BytesIO(content), name)
    return client.send(url, {**client.see(url).form(), **fields, "upload": file})


def test_the_organisation_is_renamed_and_the_record_says_so(site: Site) -> None:
    administrator = site.client("administrator")
    page = sent(administrator, "andra", name="Region Exempel", address="Storgatan 1\nBox 2")
    assert page.has("Uppgifterna är sparade.")
    assert page.has("Storgatan 1, Box 2")
    noted = row(site.office.engine, t.register_event, step="change_region")
    assert '"name":"Region Exempel"' in noted.body


def test_headings_get_other_words_and_another_order(site: Site) -> None:
    changed = {"heading_beslut": "Beslut i ärendet", "place_beslut": "1"}
    changed |= {"place_arendebeskrivning": "4"}
    assert sent(site.client("administrator"), "andra", **changed).has("Beslut i ärendet")
    headings = house_style.of(site.office, 1).house.headings
    assert headings[:2] == (("beslut", "Beslut i ärendet"), ("underskrift", ""))
    assert headings[4][0] == "arendebeskrivning"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"place_beslut": "1"}, "Två delar har samma plats."),
        ({"place_beslut": "7"}, "Skriv ett tal från 1 till 6."),
        ({"heading_utdrag": ""}, "Skriv rubriken."),
        ({"address": "a\nb\nc\nd\ne"}, "högst fyra rader"),
        ({"font": "Comic <Sans>"}, "är inget typsnitt"),
        ({"name": ""}, "Skriv organisationens hela namn."),
    ],
)
def test_a_style_that_papers_cannot_have_is_refused(
    site: Site, fields: dict[str, str], says: str
) -> None:
    before = house_style.of(site.office, 1)
    page = sent(site.client("administrator"), "andra", **fields)
    assert page.status == 422
    assert page.has(says)
    assert house_style.of(site.office, 1) == before


def test_in_english_the_parts_and_their_faults_are_said_in_english(site: Site) -> None:
    administrator = site.client("administrator")
    form = administrator.see(f"{URL}/andra?sprak=en").form() | {"place_beslut": ["1"]}
    page = administrator.send(f"{URL}/andra", form)
    assert page.has("The description of the matter")
    assert page.has("Two parts have the same place. Give each its own.")


def test_a_logotype_is_shown_and_taken_away_again(site: Site) -> None:
    administrator = site.client("administrator")
    page = uploaded(administrator, "logotyp", LOGO.read_bytes(), "l.png", alt="Exempels märke")
    assert page.has("Logotypen är bytt.")
    assert administrator.http.get(f"{URL}/logotyp/bild").data == LOGO.read_bytes()
    assert administrator.send(f"{URL}/logotyp/ta-bort").has("Logotypen är borttagen.")
    assert house_style.of(site.office, 1).house.logo is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Välj en fil."),
        (b"GIF89a", "måste vara PNG eller JPEG"),
        (png(b"\0\1\2\3", 1, 1)[:-20], "Bilden är trasig."),
        (b"\x89PNG\r\n\x1a\n" + bytes(300_000), "större än 200 kB"),
    ],
)
def test_what_is_no_whole_picture_is_refused(site: Site, content: bytes, says: str) -> None:
    page = uploaded(site.client("administrator"), "logotyp", content, "l.png", alt="Märke")
    assert page.status == 422
    assert page.has(says)
    assert house_style.of(site.office, 1).house.logo is None


def test_the_next_paper_is_written_in_the_organisations_template(site: Site) -> None:
    page = uploaded(site.client("administrator"), "mall", own_template(), "mall.dotx")
    assert page.has("Wordmallen är bytt.")
    assert page.has("Organisationens egen")
    assert house_style.of(site.office, 1).house.template == own_template()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (own_template(), "mall.docm", "måste sluta på .docx eller .dotx"),
        (b"PK\x03\x04 nej", "mall.docx", "Spara"),
        (bytes(500_001), "mall.docx", "större än 500 kB"),
    ],
)
def test_a_template_that_papers_cannot_be_written_in_is_refused(
    site: Site, content: bytes, name: str, says: str
) -> None:
    page = uploaded(site.client("administrator"), "mall", content, name)
    assert page.status == 422
    assert page.has(says)
    assert house_style.of(site.office, 1).house.template == b""


@pytest.mark.parametrize("page", ["andra", "logotyp", "mall"])
def test_only_the_administrator_changes_the_style(site: Site, page: str) -> None:
    assert site.client("secretary").http.get(f"{URL}/{page}").status_code == 403
    assert site.client("secretary").see(URL).has("Så ser organisationens handlingar ut")


def test_an_organisation_that_is_not_there_has_no_style(site: Site) -> None:
    assert site.client("officer").http.get("/register/organisation/99").status_code == 404

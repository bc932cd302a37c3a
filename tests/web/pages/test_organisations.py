"""The pages of organisations: changed, verified, grouped, saved as a file and read in from one."""

from io import BytesIO

import pytest

from tests.operations.reading import everything, row, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from web import sheets
from workflow.store import tables as t

ALL = "/register/organisationer"
HOSTILE = "<script>alert(1)</script>"
HEADS = "Namn;Slag;Organisationsnummer;E-post;Grupper\r\n"
NEW = "Ragunda kommun;Kommun;2120002452;registrator@ragunda.example;Länets kommuner\r\n"


def of(site: Site, key: str) -> str:
    return f"{ALL}/{site.world.parties[key].id}"


def sent(client: Client, url: str, **fields: str) -> Page:
    return client.send(url, {**client.see(url).form(), **fields})


def uploaded(client: Client, text: str, name: str = "lista.csv") -> Page:
    file = (BytesIO(text.encode("utf-8-sig")), name)
    return client.send(f"{ALL}/las-in", {**client.see(f"{ALL}/las-in").form(), "upload": file})


def test_an_organisation_is_changed_and_told_of(site: Site) -> None:
    administrator = site.client("administrator")
    page = sent(
        administrator,
        f"{of(site, 'berg')}/andra",
        channel="post",
        contact="Box 73, 840 40 Svenstavik",
        valid_to="31/12 2026",
    )
    assert page.has("Bergs kommun är ändrad. Beslut som redan är fattade behåller sin lista.")
    assert page.has("Får utdrag med Post")
    assert page.has("till och med 2026-12-31")
    listed = administrator.see(ALL)
    assert listed.has("Box 73, 840 40 Svenstavik (med post)")


def test_a_channel_needs_its_address(site: Site) -> None:
    page = sent(site.client("administrator"), f"{of(site, 'berg')}/andra", channel="post")
    assert page.status == 422
    assert page.has("Skriv postadressen, eftersom utdragen går med post.")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"channel": "fax"}, "Välj ett av alternativen."),
        ({"kind": "region"}, "Välj ett av alternativen."),
        ({"valid_from": "2024-02-01", "valid_to": "2024-01-01"}, "ligger före den första"),
        ({"name": "Åre kommun"}, "finns redan i registret"),
        ({"name": ""}, "Skriv organisationens hela namn."),
    ],
)
def test_a_change_that_can_not_be_right_is_told_at_its_field(
    site: Site, fields: dict[str, str], says: str
) -> None:
    before = everything(site.office.engine, "form_use", "web_session")
    page = sent(site.client("administrator"), f"{of(site, 'berg')}/andra", **fields)
    assert page.status == 422
    assert page.has(says)
    assert row(site.office.engine, t.party, key="berg") in before["party"]


def test_saving_what_was_there_changes_nothing(site: Site) -> None:
    page = sent(site.client("administrator"), f"{of(site, 'berg')}/andra")
    assert page.has("Inget var ändrat.")
    assert rows(site.office.engine, t.register_event) == []


@pytest.mark.parametrize("who", ["administrator", "registrar"])
def test_an_address_is_verified_with_one_click(site: Site, who: str) -> None:
    client = site.client(who)
    page = client.see(of(site, "are"))
    assert page.has("Adressen kontrollerad aldrig")
    done = client.send(f"{of(site, 'are')}/kontrollerad", page.form("kontrollerad"))
    assert done.has("Det är antecknat att adressen är kontrollerad i dag.")
    assert done.has("2023-10-24 av")


def test_an_address_that_moved_meanwhile_is_shown_anew(site: Site) -> None:
    administrator = site.client("administrator")
    form = administrator.see(of(site, "are")).form("kontrollerad")
    sent(administrator, f"{of(site, 'are')}/andra", email="ny@are.example")
    page = administrator.send(f"{of(site, 'are')}/kontrollerad", form)
    assert page.status == 409
    assert page.has("Adressen har ändrats till ny@are.example")
    assert row(site.office.engine, t.party, key="are").verified_on is None


@pytest.mark.parametrize("who", ["officer", "secretary"])
def test_others_see_no_button_and_verify_nothing(site: Site, who: str) -> None:
    client = site.client(who)
    assert client.see(of(site, "are")).buttons == []
    assert client.send(f"{of(site, 'are')}/kontrollerad", {"seen": "x"}).status == 403


def test_an_organisation_that_is_not_in_force_is_told_as_such(site: Site) -> None:
    administrator = site.client("administrator")
    page = sent(administrator, f"{of(site, 'are')}/andra", valid_to="2023-10-23")
    assert page.has("Organisationen gäller inte i dag")
    assert administrator.see(ALL).has("Gäller inte")


def test_our_own_organisation_is_no_choice_for_a_group(site: Site) -> None:
    page = site.client("administrator").see(f"{ALL}/grupper/ny")
    assert page.has("Bergs kommun")
    assert "Region Jämtland Härjedalen" not in page.text.split("Organisationer i gruppen")[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_is_saved_as_a_file_and_read_in_again_without_a_change(
    site: Site, kind: str
) -> None:
    answer = site.client("officer").http.get(f"{ALL}.{kind}")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(sheets.read(answer.data)) == 5
    administrator = site.client("administrator")
    file = (BytesIO(answer.data), f"organisationer.{kind}")
    page = administrator.send(f"{ALL}/las-in", {"upload": file})
    assert page.has("Oförändrade 4")
    assert page.has("Filen ändrar ingenting.")
    assert page.buttons == []


def test_a_file_is_looked_through_before_anything_is_saved(site: Site) -> None:
    administrator = site.client("administrator")
    changed = "Åre kommun;;;ny@are.example;Länets kommuner|Service Z\r\n"
    page = uploaded(administrator, HEADS + NEW + changed.replace(";;;", ";;212000-2494;"))
    assert page.has("Nya 1")
    assert page.has("Ändrade 1")
    assert page.has("2 Ragunda kommun Läggs till")
    assert page.has("E-post: registrator@are.example → ny@are.example")
    assert rows(site.office.engine, t.party, number="212000-2452") == []
    done = administrator.send(f"{ALL}/las-in/granska", page.form())
    assert done.has("Filen är inläst: 1 nya och 1 ändrade organisationer.")
    assert row(site.office.engine, t.party, number="212000-2452").name == "Ragunda kommun"
    assert row(site.office.engine, t.party, key="are").email == "ny@are.example"
    administrator.see(f"{ALL}/las-in/granska", 303)


def test_a_fault_is_told_by_row_and_column_and_nothing_is_saved(site: Site) -> None:
    wrong = "Krokoms kommun;Kommun;212000-2495;krokom;\r\n"
    page = uploaded(site.client("administrator"), HEADS + NEW + wrong)
    assert page.status == 422
    assert page.has("Inget är sparat. Rätta raderna i filen och läs in den igen.")
    assert page.has("3 Organisationsnummer organisationsnumret 212000-2495 har fel kontrollsiffra")
    assert page.has("3 E-post «krokom» är ingen e-postadress.")
    assert rows(site.office.engine, t.party, name="Ragunda kommun") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Filen är tom."),
        ("Adr;Namn\r\nA;B\r\n", "Kolumnen ”Adr” är okänd."),
        (HEADS, "inga organisationer"),
    ],
)
def test_what_is_no_such_table_is_refused_at_the_field(site: Site, text: str, says: str) -> None:
    page = uploaded(site.client("administrator"), text)
    assert page.status == 422
    assert page.has(says)
    assert page.title.startswith("Fel:")


def test_no_file_is_told(site: Site) -> None:
    page = site.client("administrator").send(f"{ALL}/las-in", {})
    assert (page.status, page.has("Filen är tom.")) == (422, True)


def test_a_register_that_moved_while_it_was_looked_at_is_shown_anew(site: Site) -> None:
    administrator = site.client("administrator")
    page = uploaded(administrator, HEADS + NEW)
    sent(administrator, f"{ALL}/ny", name="Ragunda kommun", kind="municipality")
    again = administrator.send(f"{ALL}/las-in/granska", page.form())
    assert again.status == 409
    assert again.has("Registret har ändrats sedan filen granskades.")
    assert row(site.office.engine, t.party, name="Ragunda kommun").number == ""


def test_only_the_administrator_reads_in_files(site: Site) -> None:
    for who in ("officer", "registrar"):
        client = site.client(who)
        for url in (f"{ALL}/las-in", f"{ALL}/las-in/granska"):
            client.see(url, 403)
            assert client.send(url, {}).status == 403


def test_a_hostile_file_is_only_text(site: Site) -> None:
    hostile = f"{HOSTILE};Kommun;;;{HOSTILE}\r\n"
    page = uploaded(site.client("administrator"), HEADS + hostile)
    assert page.has(HOSTILE)
    assert HOSTILE not in page.html

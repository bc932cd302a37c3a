"""A new region from nothing to its first decision through the pages alone, with its own logo."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from documents import HouseRenderer
from tests.operations.reading import row, rows
from tests.web.pages.site import Client
from tests.web.pages.test_from_first_start import (
    Empty,
    empty,
    the_mandate,
    the_organisation,
    the_plan,
    the_programme,
    the_staff,
)
from tests.web.pages.test_preparing import PDF
from workflow.store import tables as t

__all__ = ["empty"]  # the installation on its first day

LOGO = Path("documents/sample/profil/marke-exempelregionen.png")
TARGET = {"text": "Tre butiker får stöd.", "indicator": "Butiker", "unit": "butiker"}
TARGET |= {"baseline": "0", "goal": "3", "source": "Regionens uppföljning"}


@pytest.fixture
def new(empty: Empty) -> Empty:  # the fixture of the other module
    """The same installation, where papers are really drawn up."""
    office = replace(empty.site.office, renderer=HouseRenderer())
    world = replace(empty.site.world, office=office)
    return Empty(replace(empty.site, world=world))


def the_logo(administrator: Client) -> None:
    url = "/register/organisation/1/logotyp"
    file = (BytesIO(LOGO.read_bytes()), "marke.png")
    form = administrator.see(url).form()
    sent = administrator.send(url, {**form, "upload": file}, alt="Regionens märke")
    assert sent.has("Logotypen är bytt.")


def the_telephone(officer: Client) -> None:
    form = officer.see("/konto/uppgifter").form()
    page = officer.send("/konto/uppgifter", {**form, "phone": "063-14 66 03"})
    assert page.has("Dina uppgifter är ändrade.")


def the_target(new: Empty, officer: Client) -> None:
    url = f"/planer/{new.id('plan')}/insatser/{new.id('measure')}"
    form = officer.send(url, officer.see(url).form(), do="add:targets").form()
    written = {f"targets-0-{name}": said for name, said in TARGET.items()}
    written |= {"starts_on": "2024-01-01", "ends_on": "2024-12-31"}
    written |= {"responsible_person": "landsbygdsstrateg"}
    assert officer.send(url, {**form, **written}, do="save").has("Tre butiker får stöd.")


def the_matter(new: Empty, officer: Client, case: str) -> str:
    """The decision prepared with its basis and handed over; gives its address."""
    page = officer.see(f"{case}/beslut/nytt")
    file = (BytesIO(PDF), "protokoll.pdf")
    page = officer.send(f"{case}/beslut/nytt", {**page.form(), "upload": file}, do="upload")
    given = {"direction": "no", "groups": "Länets kommuner", "parties": "Tillväxtverket"}
    given |= {"basis-0-title": "Protokollsutdrag § 89/2023", "basis-0-day": "2023-05-23"}
    officer.send(f"{case}/beslut/nytt", {**page.form(), **given}, do="save")
    url = f"/delegationsbeslut/{new.id('decision')}"
    done = officer.send(f"{url}/lamna", officer.see(url).form("lamna"))
    assert done.has("Ärendet är lämnat för beslut"), done.text
    return url


def test_a_new_region_comes_to_its_first_decision_with_its_own_logo(new: Empty) -> None:
    administrator = new.administrator()
    the_organisation(new, administrator)
    the_logo(administrator)
    clients = the_staff(new, administrator)
    the_programme(new, administrator)
    the_mandate(new, clients["secretary"])
    case = the_plan(new, clients["officer"])
    the_target(new, clients["officer"])
    the_telephone(clients["officer"])
    url = the_matter(new, clients["officer"], case)
    check = clients["director"].see(f"{url}/kontrollera")
    done = clients["director"].send(f"{url}/besluta", check.form("besluta"))
    assert done.title.startswith("Beslutet är fattat")
    assert row(new.site.office.engine, t.decision).state == "decided"
    assert LOGO.read_bytes() in pictures_of(new, "delegationsbeslut")


def pictures_of(new: Empty, kind: str) -> list[bytes]:
    """The pictures in the Word file of a kind of paper."""
    engine, files = new.site.office.engine, new.site.office.files
    (word,) = [each for each in rows(engine, t.paper, kind=kind) if each.name.endswith(".docx")]
    with ZipFile(BytesIO(files.get(word.sha256))) as package:
        return [package.read(name) for name in package.namelist() if "/media/" in name]

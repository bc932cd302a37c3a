"""With a virus scanner, a file from a page is neither kept nor read before it is called clean."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.clamd import EICAR, NOWHERE, Started, as_clamd, guarded
from tests.operations import walking as w
from tests.operations.reading import everything, findings, newest_token, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.web.pages.test_organisations import HEADS, NEW
from workflow.operations import house_style
from workflow.states import LetterKind
from workflow.store import tables as t

LOGO = Path("documents/sample/profil/marke-exempelregionen.png")
REGION, PARTIES = "/register/organisation/1", "/register/organisationer/las-in"
# What changes whenever anybody sends a form.
_ALWAYS = ("form_use", "web_session")


@dataclass(frozen=True)
class Door:
    """A page where somebody uploads a file: who, where, and whether it is to a case."""

    who: str | None
    url: Callable[[Site], str]
    name: str
    of_case: bool = False

    def __str__(self) -> str:
        return self.name


def of_draft(site: Site) -> str:
    matter = w.drafted(site.world)
    site.at("2023-09-28")
    return f"/delegationsbeslut/{matter.decision_id}/utkast/fil"


def of_plan(site: Site) -> str:
    site.at("2023-09-02")
    return f"/planer/{w.opened(site.world)}/fil"


def of_officer(site: Site) -> str:
    matter = w.asked_for_outcomes(site.world)
    site.at("2024-01-16", 14)
    return f"/uppfoljning/{matter.plan_id}/organisation/{site.world.parties['are'].id}/fil"


def of_link(site: Site) -> str:
    of_officer(site)
    email = site.world.parties["are"].email
    return f"/lank/{newest_token(site.office, email, LetterKind.OUTCOME_REQUEST)}/fil"


DOORS = (
    Door("officer", of_draft, "utkast.docx", of_case=True),
    Door("officer", of_plan, "plan.docx", of_case=True),
    Door("officer", of_officer, "utfall.xlsx", of_case=True),
    Door(None, of_link, "svar.xlsx", of_case=True),
    Door("administrator", lambda _site: f"{REGION}/logotyp", "logotyp.png"),
    Door("administrator", lambda _site: f"{REGION}/mall", "mall.dotx"),
    Door("administrator", lambda _site: PARTIES, "lista.csv"),
    Door("secretary", lambda _site: "/sammantraden/hamta-in", "moten.ics"),
)
EACH_DOOR = pytest.mark.parametrize("door", DOORS, ids=str)


class Meeting:
    """Somebody at a door, with the scanner at this address, and all that there is before."""

    def __init__(self, site: Site, door: Door, where: str) -> None:
        self.door, self.url = door, door.url(site)
        world = replace(site.world, office=guarded(site.office, where))
        self.site = replace(site, world=world)
        self.client: Client = self.site.client(door.who)
        self.form = self.client.see(self.url).form()
        self.before = self.rows()

    def rows(self) -> object:
        written = ("event", "matter_case") if self.door.of_case else ()
        registers = () if self.door.of_case else ("register_event", "register_head")
        return everything(self.site.office.engine, *_ALWAYS, *written, *registers)

    def send(self, content: bytes) -> Page:
        file = (BytesIO(content), self.door.name)
        return self.client.send(self.url, {**self.form, "upload": file}, alt="Märke")

    def noted(self) -> list[str]:
        table = t.event if self.door.of_case else t.register_event
        return [row.body for row in rows(self.site.office.engine, table, step="refuse_file")]


@EACH_DOOR
@pytest.mark.case("F08")
def test_an_infected_file_is_refused_unread_and_stands_in_the_record(
    site: Site, scanner: Started, door: Door
) -> None:
    with scanner(as_clamd) as where:
        met = Meeting(site, door, where)
        page = met.send(EICAR)
    assert page.status == 422
    assert page.has("Filen innehåller skadlig kod (Eicar-Signature) och är inte sparad.")
    (body,) = met.noted()
    assert f"Filen {door.name} innehöll Eicar-Signature." in body
    assert met.rows() == met.before
    assert findings(met.site.office) == []


@EACH_DOOR
@pytest.mark.case("F08")
def test_a_file_waits_while_the_scanner_is_down(site: Site, door: Door) -> None:
    met = Meeting(site, door, NOWHERE)
    page = met.send(EICAR)
    assert page.status == 422
    assert page.has("Filen väntar på viruskontroll: kontrollen svarar inte just nu")
    assert (met.rows(), met.noted()) == (met.before, [])


def test_what_was_chosen_beside_the_file_stays(site: Site) -> None:
    met = Meeting(site, DOORS[-1], NOWHERE)
    page = met.client.send(met.url, {**met.form, "only": "nämnd", "upload": (BytesIO(b"x"), "a")})
    assert page.form()["only"] == ["nämnd"]


@EACH_DOOR
def test_a_clean_file_is_read(site: Site, scanner: Started, door: Door) -> None:
    with scanner(as_clamd) as where:
        page = Meeting(site, door, where).send(b"ren men obegriplig")
    assert page.status == 422
    assert "skadlig kod" not in page.text
    assert "viruskontroll" not in page.text


def test_a_clean_file_does_what_it_does_without_a_scanner(site: Site, scanner: Started) -> None:
    logo, parties = DOORS[4], DOORS[6]
    with scanner(as_clamd) as where:
        assert Meeting(site, logo, where).send(LOGO.read_bytes()).has("Logotypen är bytt.")
        page = Meeting(site, parties, where).send((HEADS + NEW).encode())
    assert page.has("Ragunda kommun")
    shown = house_style.of(site.office, 1).house.logo
    assert shown is not None
    assert shown.content == LOGO.read_bytes()


def test_the_log_says_in_words_that_a_file_was_refused(site: Site, scanner: Started) -> None:
    with scanner(as_clamd) as where:
        Meeting(site, DOORS[6], where).send(EICAR)
    log = site.client("administrator").see("/logg?arende=Registren")
    assert log.has("Fil med skadlig kod nekad")

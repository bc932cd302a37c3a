"""An empty installation is filled in through its pages, up to a decision that is prepared."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.operations.builders import World, an_office, when
from tests.operations.reading import row, rows
from tests.web.pages.page import Page, words
from tests.web.pages.site import Client, Clock, Site
from web.sign_in import first_start
from workflow.settings import Settings
from workflow.store import tables as t
from workflow.store.engine import open_database

OWN, DAY = "vinbär stege åtta dragspel", "2023-09-01"
REGION = "Region Jämtland Härjedalen"
STAFF = {
    "officer": ("Malin Nyqvist Ljungberg", "officer"),
    "secretary": ("Nämndsekreteraren", "secretary"),
    "registrar": ("Registratorn", "registrar"),
    "director": ("Magnus Aspegren", ""),
}


@dataclass
class Empty:
    """An installation on its first day, with the browsers of those who fill it."""

    site: Site

    def post(self, client: Client, url: str, **fields: str | Sequence[str]) -> Page:
        """The form of a page, filled in and sent; it must be taken."""
        page = client.send(url, {**client.see(url).form(), **fields})
        assert page.status == 200, (url, page.status, page.text)
        assert not page.title.startswith("Fel"), (url, page.text)
        return page

    def administrator(self) -> Client:
        client, name = self.site.client(), "administrator@region.example"
        code = first_start.code(self.site.office)
        given = {"name": "Administratören", "email": name, "new_password": OWN, "code": code}
        self.post(client, "/forsta-start", **given)
        return client

    def id(self, table: str, **columns: str) -> str:
        return str(row(self.site.office.engine, t.metadata.tables[table], **columns).id)


@pytest.fixture
def empty(tmp_path: Path, _migrated_sqlite: Path, settings: Settings) -> Iterator[Empty]:
    shutil.copy(_migrated_sqlite, tmp_path / "chain.db")
    engine = open_database(f"sqlite:///{tmp_path / 'chain.db'}")
    office = replace(an_office(engine), base_url=settings.office.base_url)
    nobody = World(office, 0, 0, 0, 0, {}, {}, {}, {})
    yield Empty(Site(nobody, Clock(when(DAY)), settings))
    engine.dispose()


def the_organisation(empty: Empty, administrator: Client) -> None:
    page = administrator.see("/register/namnder")
    assert page.has("Organisationen är inte inlagd. Lägg in den först")
    new = page.links["Lägg in organisationen"]
    given = {"name": REGION, "number": "232100-0214", "unit": "Samhällsutveckling"}
    empty.post(administrator, new, **given, network="Service Z", contact="Östersund")
    given = {"name": "regionala utvecklingsnämnden", "code": "RUN"}
    genitive = "regionala utvecklingsnämndens"
    page = empty.post(administrator, "/register/namnder/ny", **given, genitive=genitive)
    assert page.has("Nämnden RUN är inlagd.")


def the_staff(empty: Empty, administrator: Client) -> dict[str, Client]:
    """Everybody with a role and an account, signed in with a password of their own."""
    for key, (name, role) in STAFF.items():
        mail = f"{key}@region.example"
        empty.post(administrator, "/register/personer/ny", name=name, email=mail)
        url = f"/register/personer/{empty.id('person', email=mail)}"
        if role:
            empty.post(administrator, f"{url}/roll", role=role)
    title = "Regional utvecklingsdirektör"
    empty.post(administrator, "/register/befattningar/ny", title=title)
    holding = f"/register/befattningar/{empty.id('post', title=title)}/innehav"
    director = empty.id("person", email="director@region.example")
    empty.post(administrator, holding, person_id=director, valid_from=DAY)
    return {key: signed_in(empty, administrator, key) for key in STAFF}


def signed_in(empty: Empty, administrator: Client, key: str) -> Client:
    """A browser that came in by the one-time password, and chose another."""
    mail = f"{key}@region.example"
    url = f"/register/personer/{empty.id('person', email=mail)}/konto"
    page = empty.post(administrator, url)
    (shown,) = [words(e) for e in page.main.iter("strong") if e.get("class") == "checksum"]
    client = empty.site.client()
    chosen = client.send("/logga-in", user_name=mail, password=shown)
    assert chosen.title.startswith("Välj ett eget lösenord")
    client.send("/logga-in/nytt-losenord", {**chosen.form(), "new_password": f"{OWN} {key}"})
    client.see("/konto")
    return client


def the_programme(empty: Empty, administrator: Client) -> None:
    for name, kind, number in (
        ("Tillväxtverket", "agency", "202100-6149"),
        ("Åre kommun", "municipality", "212000-2494"),
    ):
        given = {"name": name, "kind": kind, "number": number, "email": "post@ort.example"}
        empty.post(administrator, "/register/organisationer/ny", **given)
    are = empty.id("party", name="Åre kommun")
    empty.post(
        administrator, "/register/organisationer/grupper/ny", name="Länets kommuner", parties=[are]
    )
    empty.post(
        administrator,
        "/register/program/nytt",
        title="Regionalt serviceprogram 2023–2030",
        short_title="Regionalt serviceprogram",
        first_year="2023",
        last_year="2030",
        ground_label="§ 89/2023",
        ground_decided_on="2023-05-23",
        agency_party_id=empty.id("party", name="Tillväxtverket"),
    )


def the_mandate(empty: Empty, secretary: Client) -> None:
    page = empty.post(secretary, "/sammantraden/nytt", held_on="2023-10-17", stop_on="2023-10-02")
    assert page.has("Sammanträdet 2023-10-17 är inlagt.")
    empty.post(
        secretary,
        "/register/delegationer/ny",
        ground_kind="committee_decision",
        ground_label="§ 89/2023",
        ground_decided_on="2023-05-23",
        post_id=empty.id("post"),
        matter="handlingsplan",
        valid_from="2023-05-23",
    )


def the_plan(empty: Empty, officer: Client) -> str:
    """A case and its first plan with one measure; gives the address of the case."""
    page = empty.post(
        officer, "/arenden/ny", reference="RUN/536/2021", title="Regionalt serviceprogram"
    )
    assert page.has("Nästa steg är den första planen.")
    case = f"/arenden/{empty.id('matter_case')}"
    empty.post(officer, f"{case}/planer/ny", year="2024", title="Handlingsplan 2024")
    plan = f"/planer/{empty.id('plan')}"
    officer_writes = {
        "area": "Grundläggande service",
        "activity": "Stöd till butiker",
        "responsible": empty.id("party", name=REGION),
        "do": "save",
    }
    page = empty.post(officer, f"{plan}/insatser/ny", **officer_writes)
    assert page.has("Stöd till butiker")
    assert officer.see(f"{plan}/forhandsvisning").has("Stöd till butiker")
    return case


def test_an_empty_installation_is_filled_up_to_a_prepared_decision(empty: Empty) -> None:
    administrator = empty.administrator()
    the_organisation(empty, administrator)
    clients = the_staff(empty, administrator)
    the_programme(empty, administrator)
    the_mandate(empty, clients["secretary"])
    case = the_plan(empty, clients["officer"])
    group, agency = "Länets kommuner", "Tillväxtverket"
    given = {"direction": "no", "groups": group, "parties": agency, "do": "save"}
    page = empty.post(clients["officer"], f"{case}/beslut/nytt", **given)
    assert page.has("Utkastet till beslut är sparat.")
    decision = row(empty.site.office.engine, t.decision)
    assert (decision.state, decision.matter) == ("drafting", "handlingsplan")
    assert decision.delegation_id == row(empty.site.office.engine, t.delegation).id
    assert {each.step for each in rows(empty.site.office.engine, t.register_event)} >= {
        *("add_region", "add_committee", "add_person", "grant_role", "add_post", "add_holding"),
        *("add_account", "add_party", "add_group", "add_programme", "add_meeting"),
        *("add_delegation", "open_case"),
    }


@pytest.mark.parametrize(
    "url",
    [
        *("/register", "/register/namnder", "/register/personer", "/register/befattningar"),
        *("/register/organisationer", "/register/program", "/register/program/nytt"),
        *("/register/delegationer", "/register/namnder/ny", "/register/organisation/ny"),
        *("/register/organisationer/grupper/ny", "/logg", "/", "/konto", "/beslut", "/akta"),
    ],
)
def test_every_page_of_the_administrator_stands_in_an_empty_installation(
    empty: Empty, url: str
) -> None:
    assert empty.administrator().see(url).title


def test_the_organisation_is_entered_once(empty: Empty) -> None:
    administrator = empty.administrator()
    the_organisation(empty, administrator)
    page = administrator.see("/register/organisation/ny", status=303)
    assert page.location == "/register/namnder"
    assert "Lägg in organisationen" not in administrator.see("/register/namnder").links


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Skriv organisationens hela namn."),
        ("number", "", "Skriv organisationsnumret."),
        ("number", "232100-0215", "fel kontrollsiffra"),
        ("unit", "", "Skriv den förvaltning eller det område"),
        ("clause_style", "sung", "Välj ett av alternativen."),
        ("name", "Region\u202e", "osynliga tecknet"),
    ],
)
def test_an_organisation_that_can_not_be_right_is_not_entered(
    empty: Empty, field: str, value: str, said: str
) -> None:
    administrator = empty.administrator()
    form = administrator.see("/register/organisation/ny").form()
    right = {"name": REGION, "number": "232100-0214", "unit": "Samhällsutveckling"}
    page = administrator.send("/register/organisation/ny", {**form, **right, field: value})
    assert page.status == 422
    assert page.has(said)
    assert not rows(empty.site.office.engine, t.region)

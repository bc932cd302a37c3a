"""The registers' pages: who reads and changes what, and that a change counts at once."""

from dataclasses import replace

import pytest

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.page import Page, words
from tests.web.pages.site import Client, Site
from workflow.store import tables as t

HOSTILE = "<script>alert(1)</script> {{7*7}}"
PAGES = (
    "/register",
    "/register/delegationer",
    "/register/delegationer/1",
    "/register/befattningar",
    "/register/befattningar/1",
    "/register/personer",
    "/register/personer/1",
    "/register/organisationer",
    "/register/organisationer/1",
    "/register/namnder",
    "/register/program",
    "/register/program/1",
)
ADMINISTRATORS = (
    "/register/befattningar/ny",
    "/register/befattningar/1/innehav",
    "/register/befattningar/1/innehav/1",
    "/register/personer/ny",
    "/register/personer/1/roll",
    "/register/personer/1/roll/1",
    "/register/personer/1/konto",
    "/register/personer/1/identitet",
    "/register/organisationer/ny",
    "/register/organisationer/1/andra",
    "/register/organisationer/las-in",
    "/register/organisationer/grupper/ny",
    "/register/organisationer/grupper/1",
    "/register/namnder/ny",
    "/register/program/nytt",
)
SECRETARYS = ("/register/delegationer/ny", "/register/delegationer/1/aterkalla")


def sent(client: Client, url: str, **fields: str) -> Page:
    """The form of a page as it stands, with these fields filled in."""
    return client.send(url, {**client.see(url).form(), **fields})


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["officer", "secretary", "administrator"])
def test_staff_and_the_administrator_read_every_register(site: Site, url: str, who: str) -> None:
    assert site.client(who).see(url).title


@pytest.mark.parametrize("url", [*PAGES, *ADMINISTRATORS, *SECRETARYS])
def test_somebody_without_a_role_reads_no_register(site: Site, url: str) -> None:
    site.client("stranger").see(url, status=403)


@pytest.mark.parametrize("url", ADMINISTRATORS)
def test_only_the_administrator_opens_the_forms_of_people_and_organisations(
    site: Site, url: str
) -> None:
    assert site.client("administrator").see(url).forms()
    site.client("officer").see(url, status=403)
    site.client("secretary").see(url, status=403)


@pytest.mark.parametrize("url", SECRETARYS)
def test_only_the_secretary_opens_the_forms_of_mandates(site: Site, url: str) -> None:
    assert site.client("secretary").see(url).forms()
    site.client("administrator").see(url, status=403)


def test_an_officer_can_give_nobody_a_role(site: Site) -> None:
    before = len(rows(site.office.engine, t.role_grant))
    fields = {"role": "administrator", "valid_from": "2023-10-24"}
    answer = site.client("officer").send("/register/personer/1/roll", fields)
    assert answer.status == 403
    assert len(rows(site.office.engine, t.role_grant)) == before


@pytest.mark.case("A17")
@pytest.mark.parametrize("url", ["/sammantraden", "/expediering", "/delegationsbeslut/1"])
def test_an_administrator_reads_no_case_by_that_role(site: Site, url: str) -> None:
    w.submitted(site.world)
    site.client("administrator").see(url, status=403)


@pytest.mark.case("A17")
def test_an_administrator_can_not_decide(site: Site) -> None:
    matter = w.submitted(site.world)
    url = f"/delegationsbeslut/{matter.decision_id}/besluta"
    assert site.client("administrator").send(url).status == 403
    assert row(site.office.engine, t.decision).state == "submitted"


@pytest.mark.case("A07")
def test_revoking_in_the_page_closes_the_decision_at_once(site: Site) -> None:
    matter = w.submitted(site.world)
    director, url = site.client("director"), f"/delegationsbeslut/{matter.decision_id}"
    form = director.see(f"{url}/kontrollera").form("besluta")
    sent(site.client("secretary"), "/register/delegationer/1/aterkalla", revoked_on="2023-10-24")
    # Whoever has this one to decide meets its pages; the rules say no, and why.
    answer = director.send(f"{url}/besluta", form)
    assert answer.status == 409
    assert answer.has("Delegationen § 89/2023 är återkallad")
    assert row(site.office.engine, t.decision).state == "submitted"


def test_the_page_of_a_mandate_shows_what_rests_on_it_before_it_is_revoked(site: Site) -> None:
    w.submitted(site.world)
    page = site.client("secretary").see("/register/delegationer/1/aterkalla")
    assert page.has("RUN/536/2021")


MANDATE = {
    "ground_kind": "committee_decision",
    "ground_decided_on": "2023-05-23",
    "post_id": "2",
    "matter": "handlingsplan",
    "valid_from": "2023-05-23",
}


def test_a_paragraph_of_another_year_is_told_at_its_field_and_nothing_is_entered(
    site: Site,
) -> None:
    before = len(rows(site.office.engine, t.delegation))
    client = site.client("secretary")
    page = sent(client, "/register/delegationer/ny", **MANDATE, ground_label="§ 89/2022")
    assert page.has("§ 89/2022 är från 2022, men nämndens beslutsdag är 2023-05-23")
    assert page.has("skriver du ändå numret, ett snedstreck och beslutsårets årtal")
    assert page.form()["ground_label"] == ["§ 89/2022"]
    assert len(rows(site.office.engine, t.delegation)) == before
    sent(client, "/register/delegationer/ny", **MANDATE, ground_label="§89/2023")
    assert rows(site.office.engine, t.delegation)[-1].ground_label == "§ 89/2023"


def test_a_revocation_from_before_a_decision_names_it_before_it_is_made(site: Site) -> None:
    w.decided(site.world)
    site.at("2023-11-01")
    client, url = site.client("secretary"), "/register/delegationer/1/aterkalla"
    assert not client.see(url).has("Beslut 1/2023")
    page = sent(client, url, revoked_on="2023-10-01")
    assert page.status == 200
    assert page.has("Beslut 1/2023, 24 oktober 2023, ärende RUN/536/2021: Handlingsplan 2023")
    assert row(site.office.engine, t.delegation, id=1).revoked_on is None
    done = client.send(url, page.form())
    assert done.has("återkallad från och med 2023-10-01. Redan fattade beslut står fast: 1/2023.")
    assert str(row(site.office.engine, t.delegation, id=1).revoked_on) == "2023-10-01"
    assert row(site.office.engine, t.decision).state == "decided"


def test_a_day_that_is_none_is_told_also_after_decisions_were_named(site: Site) -> None:
    w.decided(site.world)
    site.at("2023-11-01")
    client, url = site.client("secretary"), "/register/delegationer/1/aterkalla"
    page = sent(client, url, revoked_on="2023-10-01")
    again = client.send(url, page.form() | {"revoked_on": ["i går"]})
    assert again.status == 422
    assert again.has("Skriv dagen som år-månad-dag")


def test_the_delegation_register_is_downloaded_as_a_paper(site: Site) -> None:
    office = replace(site.office, renderer=HouseRenderer())
    printing = replace(site, world=replace(site.world, office=office))
    client = printing.client("secretary")
    links = client.see("/register/delegationer").links
    (url,) = [links[text] for text in links if text.startswith("Delegationsförteckning som PDF")]
    answer = client.http.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert "delegationsf" in answer.headers["Content-Disposition"].lower()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("who", "number", "status"), [("stranger", 1, 403), ("officer", 99, 404)])
def test_the_delegation_register_is_no_paper_for_strangers_or_of_nobody(
    site: Site, who: str, number: int, status: int
) -> None:
    site.client(who).see(f"/register/delegationer/forteckning/{number}", status=status)


def test_a_new_person_gets_an_account_a_role_and_is_on_record(site: Site) -> None:
    administrator = site.client("administrator")
    sent(administrator, "/register/personer/ny", name="Arkivarien", email="arkiv@region.example")
    person_id = row(site.office.engine, t.person, name="Arkivarien").id
    url = f"/register/personer/{person_id}"
    page = sent(administrator, f"{url}/konto")
    assert page.title.startswith("Engångslösenord")
    sent(
        administrator,
        f"{url}/roll",
        role="registrar",
        valid_from="2023-10-24",
        valid_to="2023-12-31",
    )
    account = row(site.office.engine, t.account, person_id=person_id)
    assert (account.user_name, account.must_change) == ("arkiv@region.example", True)
    steps = [each.step for each in rows(site.office.engine, t.register_event)]
    assert steps == ["add_person", "add_account", "grant_role"]


def test_a_closed_account_ends_the_sessions_and_can_be_opened(site: Site) -> None:
    administrator, officer = site.client("administrator"), site.client("officer")
    url = f"/register/personer/{site.person('officer')}"
    sent(administrator, f"{url}/konto")
    page = administrator.see(url)
    administrator.send(f"{url}/konto/stang", page.form("stang"))
    assert officer.http.get("/register").status_code == 303
    opened = administrator.send(f"{url}/konto/oppna", administrator.see(url).form("oppna"))
    assert opened.has("kan logga in igen")


def test_an_administrator_does_not_close_their_own_account(site: Site) -> None:
    administrator = site.client("administrator")
    url = f"/register/personer/{site.person('administrator')}"
    sent(administrator, f"{url}/konto")
    answer = administrator.send(f"{url}/konto/stang", administrator.see(url).form("stang"))
    assert answer.status == 422
    assert answer.has("Be en annan administratör.")


def test_a_person_is_linked_to_a_service_for_signing_in_and_let_go(site: Site) -> None:
    administrator = site.client("administrator")
    url = f"/register/personer/{site.person('officer')}"
    page = sent(administrator, f"{url}/identitet", issuer="https://id.example", subject="42")
    assert row(site.office.engine, t.identity).subject == "42"
    administrator.send(f"{url}/identitet/1/ta-bort", page.form("ta-bort"))
    assert not rows(site.office.engine, t.identity)


@pytest.mark.parametrize(
    ("url", "fields", "said"),
    [
        ("/register/personer/ny", {"name": "Arkivarien", "email": "arkiv"}, "«arkiv»"),
        (
            "/register/organisationer/ny",
            {"name": "Krokoms kommun", "kind": "municipality", "number": "212000"},
            "Skriv sex siffror, bindestreck och fyra siffror",
        ),
        (
            "/register/organisationer/ny",
            {"name": "Krokoms kommun", "kind": "municipality", "number": "212000-2495"},
            "fel kontrollsiffra",
        ),
    ],
)
def test_what_can_not_be_right_is_refused_and_everything_typed_is_kept(
    site: Site, url: str, fields: dict[str, str], said: str
) -> None:
    page = sent(site.client("administrator"), url, **fields)
    assert page.status == 422
    assert page.has(said)
    assert {name: page.form()[name][0] for name in fields} == fields


@pytest.mark.case("W01")
def test_a_hostile_name_is_only_text(site: Site) -> None:
    administrator = site.client("administrator")
    sent(administrator, "/register/befattningar/ny", title=HOSTILE)
    page = administrator.see("/register/befattningar")
    assert page.has(HOSTILE)
    assert "<script>alert" not in page.html


@pytest.mark.parametrize(
    ("who", "url"),
    [("secretary", "/register/delegationer/ny"), ("administrator", "/register/program/nytt")],
)
def test_a_committee_is_chosen_by_its_name_as_names_are_written(
    site: Site, who: str, url: str
) -> None:
    page = site.client(who).see(url)
    assert "Regionala utvecklingsnämnden" in [words(each) for each in page.main.iter("option")]

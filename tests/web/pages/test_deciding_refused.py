"""Who may not decide is told by which rule, when the form is sent, and nothing is decided."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from tests.operations import walking as w
from tests.operations.builders import BEGAN, a_mandate, when
from tests.operations.reading import row, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.web.pages.test_deciding import opened
from workflow.operations import deciding, preparing, registers
from workflow.states import Role
from workflow.store import tables as t
from workflow.store.engine import writing

Change = Callable[[Site, w.Matter], object]


def form_of(matter: w.Matter) -> dict[str, str]:
    """The form as somebody could write it by hand, with every paper seen."""
    return {"seen": " ".join(matter.seen()), "deputy_reason": w.AWAY}


def is_undecided(site: Site) -> bool:
    return all(each.state != "decided" for each in rows(site.office.engine, t.decision))


# A07: the mandate's days, when the form is sent


def days(**columns: date | str) -> Change:
    """The delegation gets other days, as it might have had from the start."""

    def change(site: Site, matter: w.Matter) -> None:
        with writing(site.office.engine) as connection:
            connection.execute(t.delegation.update().values(**columns))

    return change


def revoke(site: Site, matter: w.Matter) -> None:
    """As the secretary does it in the register, while the check page is open."""
    at = when("2023-10-24", 14)
    secretary = site.world.actor("secretary", at)
    delegation_id = site.world.delegation_id
    registers.revoke_delegation(site.office, delegation_id, date(2023, 10, 24), secretary, at)


def leave_the_post(site: Site, matter: w.Matter) -> None:
    with writing(site.office.engine) as connection:
        mine = t.holding.c.id == site.world.holdings["director"]
        connection.execute(t.holding.update().where(mine).values(valid_to=date(2023, 10, 23)))
    # Another mandate of theirs, so that they still meet the deciders' pages.
    post = registers.add_post(site.office, "Avdelningschef")
    registers.add_holding(site.office, post, site.world.people["director"], BEGAN)
    mandate = replace(a_mandate(site.world.committee_id, site.world.posts), post_id=post)
    registers.add_delegation(site.office, mandate)


@pytest.mark.case("A07")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (days(valid_to=date(2023, 10, 23)), "gällde till och med 2023-10-23"),
        (days(valid_from=date(2023, 10, 25)), "börjar gälla 2023-10-25"),
        (days(matter="upphandling"), "omfattar inte detta ärende (handlingsplan)"),
        (revoke, "är återkallad från och med 2023-10-24"),
        (leave_the_post, "har inte den befattning som delegationen § 89/2023 är given till"),
    ],
    ids=["ended yesterday", "starts tomorrow", "other matter", "revoked", "left the post"],
)
def test_a_mandate_that_does_not_hold_when_the_form_is_sent_decides_nothing(
    site: Site, change: Change, said: str
) -> None:
    client, url, matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    change(site, matter)
    page = client.send(f"{url}/besluta", form)
    assert page.status == 409
    assert page.has(said)
    assert is_undecided(site)
    assert client.see(url).has(said)  # and the reading page says why
    assert "Gå till beslut" not in client.see(url).links


# A05, A06, A10, A17: the wrong state, the wrong person


@pytest.mark.case("A05")
def test_a_draft_is_not_decided(site: Site) -> None:
    matter = w.drafted(site.world)
    site.at("2023-10-24")
    page = site.client("director").send(
        f"/delegationsbeslut/{matter.decision_id}/besluta", form_of(matter)
    )
    assert page.status == 409
    assert page.has("beslutet är under beredning")
    assert is_undecided(site)


@pytest.mark.parametrize("who", ["officer", "secretary", "registrar", "stranger", "administrator"])
def test_who_decides_nothing_meets_no_page_to_decide_on(site: Site, who: str) -> None:
    client, url, matter = opened(site, who)
    for way in ("kontrollera", "skicka-tillbaka", "hanskjut", "ratta"):
        client.see(f"{url}/{way}", 403)
    assert client.send(f"{url}/besluta", form_of(matter)).status == 403
    assert is_undecided(site)


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_part_in_cases_does_not_read_them(site: Site, who: str) -> None:
    client, url, _matter = opened(site, who)
    client.see(url, 403)


def test_nobody_signed_in_is_led_to_sign_in(site: Site) -> None:
    client, url, matter = opened(site)
    nobody = site.client(None)
    answer = nobody.http.get(url)
    assert answer.status_code == 303
    assert answer.location.startswith("/logga-in?next=")
    assert nobody.send(f"{url}/besluta", form_of(matter), follow=False).status == 303
    assert is_undecided(site)
    assert client.see(url).status == 200


def test_a_deputy_who_wrote_in_the_draft_does_not_decide(site: Site) -> None:
    world = site.world
    registers.grant_role(site.office, world.people["deputy"], Role.OFFICER, BEGAN)
    matter = w.drafted(world)
    deputy = world.actor("deputy", w.PREPARED)
    preparing.revise(site.office, matter.decision_id, w.text(world), deputy, w.PREPARED)
    w.submit(matter)
    site.at("2023-10-24")
    page = site.client("deputy").send(
        f"/delegationsbeslut/{matter.decision_id}/besluta", form_of(matter)
    )
    assert page.status == 409
    assert page.has("En annan person måste besluta.")
    assert is_undecided(site)


@pytest.mark.case("A10")
def test_after_a_declared_conflict_of_interest_the_decision_is_closed(site: Site) -> None:
    client, url, _matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    page = client.see(f"{url}/jav")
    client.send(f"{url}/jav", page.form(), reason="Närstående.")
    page = client.send(f"{url}/besluta", form)
    assert page.status == 409
    assert page.has("har anmält jäv i ärendet (Närstående.)")
    assert is_undecided(site)
    assert site.client("deputy").see(f"{url}/kontrollera").has("Du beslutar som ersättare")


@pytest.mark.case("A03")
def test_a_decision_of_another_committee_is_unknown_to_the_decider(site: Site) -> None:
    matter, world = w.submitted(site.world), site.world
    region = row(site.office.engine, t.region)
    other = registers.add_committee(site.office, region.id, "HSN", "hälsonämnden", "hälsonämndens")
    post = registers.add_post(site.office, "Hälsodirektör")
    registers.add_holding(site.office, post, world.people["stranger"], BEGAN)
    registers.add_delegation(site.office, replace(a_mandate(other, world.posts), post_id=post))
    site.at("2023-10-24")
    client = site.client("stranger")
    url = f"/delegationsbeslut/{matter.decision_id}"
    client.see(url, 404)
    assert client.send(f"{url}/besluta", form_of(matter)).status == 404
    assert is_undecided(site)


@pytest.mark.parametrize("url", ["/delegationsbeslut/9999", "/delegationsbeslut/0"])
def test_there_is_no_page_of_a_decision_that_is_not_there(site: Site, url: str) -> None:
    site.client("director").see(url, 404)


# A04: what the form carries


@pytest.mark.parametrize(
    "seen",
    ["", "a" * 64, "inte en kontrollsumma", "{half}"],
    ids=["nothing", "another", "nonsense", "not all"],
)
def test_papers_that_were_not_seen_are_not_decided_on(site: Site, seen: str) -> None:
    client, url, matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    page = client.send(f"{url}/besluta", form, seen=seen.format(half=min(matter.seen())))
    assert page.status == 409
    assert page.has("Handlingarna har ändrats sedan du öppnade dem")
    assert "Besluta" not in page.buttons
    assert is_undecided(site)


def test_papers_that_changed_while_the_page_was_open_are_read_anew(site: Site) -> None:
    client, url, matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    at = when("2023-10-24", 14)
    director, officer = site.world.actor("director", at), site.world.actor("officer", at)
    deciding.send_back(site.office, matter.decision_id, "Ändra.", director, at)
    new = w.text(site.world, "Ny ärendemening")
    preparing.revise(site.office, matter.decision_id, new, officer, at)
    preparing.submit(site.office, matter.decision_id, officer, at)
    page = client.send(f"{url}/besluta", form)
    assert page.status == 409
    assert page.has("Läs dem som de är nu")
    assert is_undecided(site)


@pytest.mark.case("A04")
def test_fields_that_nobody_asked_for_are_never_used(site: Site) -> None:
    client, url, _matter = opened(site)
    form = client.see(f"{url}/kontrollera").form("besluta")
    forged = {
        "decider_id": "1",
        "decided_on": "2022-01-01",
        "number": "99/2022",
        "version": "0",
        "decision_id": "2",
        "deputy_for": "Regiondirektör",
    }
    client.send(f"{url}/besluta", {**form, **forged})
    decision = row(site.office.engine, t.decision)
    assert decision.decider_id == site.world.people["director"]
    assert (str(decision.decided_on), decision.number_serial) == ("2023-10-24", 1)
    assert decision.deputy_for == ""


def test_a_form_without_the_token_decides_nothing(site: Site) -> None:
    client, url, matter = opened(site)
    page = client.send(f"{url}/besluta", form_of(matter), csrf_token="forged")
    assert page.status == 400
    assert is_undecided(site)


# A11: at once


def at_once(clients: list[tuple[Client, dict[str, list[str]]]], url: str) -> list[Page]:
    """Everybody presses the button at the same time."""
    barrier = Barrier(len(clients))

    def press(client: Client, form: dict[str, list[str]]) -> Page:
        barrier.wait()
        return client.send(f"{url}/besluta", form, follow=False)

    with ThreadPoolExecutor(len(clients)) as pool:
        return [each.result() for each in [pool.submit(press, *each) for each in clients]]


@pytest.mark.case("A11")
def test_of_several_who_decide_at_once_one_does_and_the_rest_are_told_who(site: Site) -> None:
    _client, url, _matter = opened(site)
    clients = []
    for who in ("director", "deputy", "director", "deputy"):
        client = site.client(who)
        form = client.see(f"{url}/kontrollera").form("besluta")
        clients.append((client, {**form, "deputy_reason": [w.AWAY]}))
    answers = at_once(clients, url)
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]
    name = row(site.office.engine, t.decision).decider_name
    for answer in answers:
        if answer.status == 409:
            assert name in answer.text
            assert "2023-10-24 kl. 14.10" in answer.text
    assert len(rows(site.office.engine, t.event, step="decide", refused=False)) == 1

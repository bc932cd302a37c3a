"""A recipient's personal link: it shows the copy, and only a pressed button confirms it."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.reading import newest_token, row, rows
from tests.web.pages.found import delivery
from tests.web.pages.site import Site
from workflow.operations import dispatching
from workflow.states import LetterKind
from workflow.store import tables as t

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def sent(site: Site) -> w.Matter:
    """A decision that was dispatched the day before."""
    found = w.dispatched(site.world)
    site.at("2023-10-26")
    return found


def link(site: Site, party: str = "are") -> str:
    token = newest_token(site.office, f"registrator@{party}.example", LetterKind.UTDRAG)
    return f"/lank/{token}"


def test_the_link_shows_what_it_is_and_from_whom_without_an_account(
    site: Site, sent: w.Matter
) -> None:
    page = site.client().see(link(site))
    assert page.has("Region Jämtland Härjedalen har skickat ett beslut till Åre kommun.")
    assert page.has("RUN/536/2021, Handlingsplan 2023 och 2024")
    assert page.has("Delegationsbeslut 1/2023, 24 oktober 2023")
    assert page.buttons == ["Kvittera"]


def test_one_click_confirms_and_the_page_thanks_with_the_day(site: Site, sent: w.Matter) -> None:
    client, url = site.client(), link(site)
    page = client.send(f"{url}/kvittera", client.see(url).form("kvittera"))
    assert page.has("Tack, ni har kvitterat Åre kommun kvitterade 26 oktober 2023.")
    assert delivery(site) == ("acknowledged", "Åre kommun", "personlig länk")
    site.at("2023-11-30")
    again = site.client().see(url)
    assert again.has("Åre kommun kvitterade 26 oktober 2023.")
    assert again.buttons == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("end", ["", "/kvittera"])
def test_whoever_only_fetches_the_link_confirms_nothing(
    site: Site, sent: w.Matter, method: str, end: str
) -> None:
    http, before = site.client().http, len(rows(site.office.engine, t.event))
    for _ in range(3):
        assert http.open(link(site) + end, method=method).status_code in {200, 303}
    assert delivery(site)[0] == "waiting"
    assert len(rows(site.office.engine, t.event)) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_other_method_is_taken(site: Site, sent: w.Matter, method: str) -> None:
    answer = site.client().http.open(f"{link(site)}/kvittera", method=method)
    assert answer.status_code in {400, 405}
    assert delivery(site)[0] == "waiting"


def test_a_post_without_the_token_of_the_page_confirms_nothing(site: Site, sent: w.Matter) -> None:
    answer = site.client().http.post(f"{link(site)}/kvittera", data={})
    assert (answer.status_code, delivery(site)[0]) == (400, "waiting")


def test_confirming_again_is_told_calmly_and_leaves_no_trace(site: Site, sent: w.Matter) -> None:
    client, url = site.client(), link(site)
    form = client.see(url).form("kvittera")
    client.send(f"{url}/kvittera", form, confirmed_by="Registratorn")
    before = len(rows(site.office.engine, t.event))
    site.at("2023-11-30")
    page = client.send(f"{url}/kvittera", form, once="another", confirmed_by="Någon annan")
    assert page.has("Åre kommun kvitterade 26 oktober 2023.")
    assert delivery(site)[2] == "personlig länk, av Registratorn"
    assert len(rows(site.office.engine, t.event)) == before


def test_a_confirmation_that_the_registrar_noted_is_told_as_it_stands(
    site: Site, sent: w.Matter
) -> None:
    who = site.world.actor("registrar", w.ACKNOWLEDGED)
    party = site.world.parties["are"].id
    dispatching.acknowledge_otherwise(
        site.office, sent.decision_id, party, "Telefon", who, w.ACKNOWLEDGED
    )
    page = site.client().see(link(site))
    assert page.has("Tack, ni har kvitterat")
    assert page.has("2023-10-26, Telefon")


def test_the_recipient_may_leave_a_name_and_a_reference_of_its_own(
    site: Site, sent: w.Matter
) -> None:
    client, url = site.client(), link(site)
    own = {"confirmed_by": "Registratorn", "own_reference": "KS 2023/412"}
    client.send(f"{url}/kvittera", {**client.see(url).form("kvittera"), **own})
    assert delivery(site)[2] == "personlig länk, av Registratorn, dnr KS 2023/412"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"confirmed_by": "R" * 101}, "Texten är 101 tecken lång."),
        ({"own_reference": "1" * 61}, "Texten är 61 tecken lång."),
        ({"own_reference": "KS\u202e2023"}, "får inte finnas i texten"),
        ({"confirmed_by": "a\nb"}, "Skriv texten på en rad."),
    ],
)
def test_what_is_wrong_comes_back_as_it_was_written(
    site: Site, sent: w.Matter, wrong: Mapping[str, str], says: str
) -> None:
    client, url = site.client(), link(site)
    page = client.send(f"{url}/kvittera", {**client.see(url).form("kvittera"), **wrong})
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has(says)
    assert delivery(site)[0] == "waiting"


@pytest.mark.case("W01")
def test_hostile_text_is_kept_and_shown_as_text(site: Site, sent: w.Matter) -> None:
    client, url = site.client(), link(site)
    form = client.see(url).form("kvittera")
    page = client.send(f"{url}/kvittera", form, confirmed_by=HOSTILE)
    assert page.has(HOSTILE)
    assert HOSTILE not in page.html


def test_a_link_opens_its_own_papers_and_no_others(site: Site, sent: w.Matter) -> None:
    client, url = site.client(), link(site)
    papers = [each for each in client.see(url).links.values() if "/handling/" in each]
    assert len(papers) == 4
    for each in papers:
        assert each.startswith(url)
        assert client.http.get(each).status_code == 200
    others = site.client().see(link(site, "berg")).links.values()
    utdrag = next(each for each in others if "_utdrag_berg_" in each)
    client.see(utdrag.replace(link(site, "berg"), url), 404)
    for paper in rows(site.office.engine, t.paper_use, kind="tjansteskrivelse"):
        client.see(f"{url}/handling/{paper.sha256}/{paper.name}", 404)


def test_a_link_of_one_decision_confirms_no_other(site: Site, sent: w.Matter) -> None:
    first = link(site)
    second = w.decided(site.world, case_id=site.world.another_case("RUN/12/2022"))
    registrar = site.world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(site.office, second.decision_id, registrar, w.DISPATCHED)
    client = site.client()
    assert client.send(f"{first}/kvittera").has("Tack, ni har kvitterat")
    are = site.world.parties["are"].id
    states = [each.state for each in rows(site.office.engine, t.delivery, party_id=are)]
    assert states == ["acknowledged", "waiting"]


def test_a_link_with_another_purpose_confirms_nothing(site: Site) -> None:
    w.circulated(site.world)
    token = newest_token(site.office, "registrator@are.example", LetterKind.CIRCULATION)
    client = site.client()
    assert client.send(f"/lank/{token}/kvittera").status == 404
    client.see(f"/lank/{token}/handling/{'0' * 64}/x.pdf", 404)


@pytest.mark.case("M08")
@pytest.mark.parametrize("end", ["", "/kvittera"])
def test_a_link_whose_day_has_passed_says_what_to_do(site: Site, sent: w.Matter, end: str) -> None:
    url = link(site)
    last = row(site.office.engine, t.personal_link, party_id=site.world.parties["are"].id)
    site.clock.at = when(str(last.expires_on + timedelta(days=1)))
    client = site.client()
    page = client.send(url + end) if end else client.see(url, 404)
    assert page.status == 404
    assert page.has("Länken har slutat gälla")
    assert delivery(site)[0] == "waiting"

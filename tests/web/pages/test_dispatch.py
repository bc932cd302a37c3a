"""The registrar's pages: the check before sending, how each copy stands, confirmations by hand."""

from collections.abc import Mapping

import pytest

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS
from tests.operations.reading import rows
from tests.web.pages.found import delivery
from tests.web.pages.site import Site
from workflow.delivery.fakes import Outbasket
from workflow.jobs import sender
from workflow.operations import dispatching
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import writing

HOSTILE = "<script>alert(1)</script>"
CONFIRMED = {"who": "Registratorn i Bergs kommun", "way": "Telefon", "day": "2023-10-26"}


@pytest.fixture
def matter(site: Site) -> w.Matter:
    """A decision that is to be dispatched, the day after it."""
    found = w.decided(site.world)
    site.at("2023-10-25", 11)
    return found


@pytest.fixture
def sent(site: Site) -> w.Matter:
    """A decision that was dispatched the day before, its letters gone."""
    found = w.dispatched(site.world)
    sender.send_due(site.office, Outbasket(), "w1", w.DISPATCHED)
    site.at("2023-10-26")
    return found


def letters(site: Site) -> int:
    return len(rows(site.office.engine, t.letter, kind="utdrag"))


def confirmation(site: Site, matter: w.Matter, party: str = "berg") -> str:
    return f"/expediering/{matter.decision_id}/kvittens/{site.world.parties[party].id}"


def test_a_decision_is_dispatched_to_everybody_with_two_clicks(
    site: Site, matter: w.Matter
) -> None:
    registrar = site.client("registrar")
    overview = registrar.see("/expediering")
    assert overview.has("2023-10-25")
    check = registrar.see(overview.links["Kontrollera och expediera beslut 1/2023"])
    assert check.buttons == ["Expediera till 3 mottagare"]
    page = registrar.send(f"/expediering/{matter.decision_id}/skicka", check.form("skicka"))
    assert page.has("Beslutet är expedierat. 3 utdrag skickas strax.")
    assert letters(site) == len(RECIPIENTS)


@pytest.mark.case("M13")
def test_the_check_shows_each_name_and_address_and_what_is_sent(
    site: Site, matter: w.Matter
) -> None:
    page = site.client("registrar").see(f"/expediering/{matter.decision_id}")
    for name in ("Bergs kommun", "Tillväxtverket", "Åre kommun"):
        assert page.has(name)
    assert page.has("registrator@are.example")
    for paper in ("_foljebrev_berg_", "_utdrag_berg_", "_handlingsplan-2023_"):
        assert paper in page.html
    assert page.has("(TXT, ")


def test_a_recipients_own_paper_can_be_read_before_it_is_sent(site: Site, matter: w.Matter) -> None:
    registrar = site.client("registrar")
    page = registrar.see(f"/expediering/{matter.decision_id}")
    link = next(each for each in page.links.values() if "utdrag_berg" in each)
    answer = registrar.http.get(link)
    assert "Bergs kommun" in answer.get_data(as_text=True)
    assert rows(site.office.engine, t.paper_use, kind="utdrag") == []
    registrar.see(link.replace("utdrag_berg", "utdrag_are"), 404)


def test_a_double_click_dispatches_once(site: Site, matter: w.Matter) -> None:
    registrar, url = site.client("registrar"), f"/expediering/{matter.decision_id}"
    form = registrar.see(url).form("skicka")
    first = registrar.send(f"{url}/skicka", form, follow=False)
    second = registrar.send(f"{url}/skicka", form, follow=False)
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert letters(site) == len(RECIPIENTS)


def test_a_page_that_is_older_than_the_dispatch_sends_nothing_more(
    site: Site, matter: w.Matter
) -> None:
    registrar, url = site.client("registrar"), f"/expediering/{matter.decision_id}"
    registrar.send(f"{url}/skicka", registrar.see(url).form("skicka"))
    page = registrar.send(f"{url}/skicka")
    assert (page.status, letters(site)) == (409, len(RECIPIENTS))
    assert page.has("expedieringen är gjord och väntar på kvittenser")


def test_a_recipient_without_an_address_is_told_before_anything_is_sent(
    site: Site, matter: w.Matter
) -> None:
    with writing(site.office.engine) as connection:
        mine = t.delivery.c.party_id == site.world.parties["berg"].id
        connection.execute(t.delivery.update().where(mine).values(address=""))
    registrar, url = site.client("registrar"), f"/expediering/{matter.decision_id}"
    page = registrar.see(url)
    assert page.has("Adress saknas")
    assert page.has("Bergs kommun saknar adress i registret.")
    assert page.forms() == []
    assert (registrar.send(f"{url}/skicka").status, letters(site)) == (409, 0)


@pytest.mark.parametrize("who", ["officer", "secretary", "director"])
def test_who_is_no_registrar_sees_whose_turn_it_is_and_sends_nothing(
    site: Site, matter: w.Matter, who: str
) -> None:
    client, url = site.client(who), f"/expediering/{matter.decision_id}"
    page = client.see(url)
    assert page.has("Kan göras av: registratorn")
    assert page.forms() == []
    assert (client.send(f"{url}/skicka").status, letters(site)) == (403, 0)


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_part_in_cases_meets_no_page_of_the_dispatch(
    site: Site, matter: w.Matter, who: str
) -> None:
    client = site.client(who)
    for url in ("/expediering", "/expediering/matris", f"/expediering/{matter.decision_id}"):
        client.see(url, 403)


def test_each_copy_is_shown_in_one_word(site: Site, sent: w.Matter) -> None:
    bearer = sent.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(site.office, sent.decision_id, bearer, w.ACKNOWLEDGED)
    page = site.client("officer").see(f"/expediering/{sent.decision_id}")
    assert page.has("1 av 3 mottagare har kvitterat.")
    assert page.has("Skickad 2023-10-25 10:00")
    assert page.has("2023-10-26, Åre kommun")
    assert page.has("personlig länk")


def test_a_letter_that_could_not_leave_is_told(site: Site, matter: w.Matter) -> None:
    registrar = site.world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(site.office, matter.decision_id, registrar, w.DISPATCHED)
    post = Outbasket()
    post.down = True
    sender.send_due(site.office, post, "w1", w.DISPATCHED)
    page = site.client("registrar").see(f"/expediering/{matter.decision_id}")
    assert page.has("3 utdrag har inte gått att skicka.")
    assert page.has("Tillfälligt fel")
    assert page.has("Försök 1: the post is down")
    assert site.client("registrar").see("/expediering").has("3 med fel")


def test_the_registrar_notes_a_confirmation_that_came_by_phone(site: Site, sent: w.Matter) -> None:
    registrar, url = site.client("registrar"), confirmation(site, sent)
    page = registrar.send(url, {**registrar.see(url).form(), **CONFIRMED})
    assert page.has("Kvittensen från Bergs kommun är antecknad.")
    assert delivery(site, "berg") == (
        "acknowledged_otherwise",
        "Registratorn",
        "Telefon, 2023-10-26, bekräftat av Registratorn i Bergs kommun",
    )
    assert registrar.see(url).has("Bergs kommun har redan kvitterat 2023-10-26")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"who": ""}, "Skriv vem hos mottagaren som bekräftade."),
        ({"who": "B" * 201}, "Texten är 201 tecken lång."),
        ({"way": ""}, "Välj hur mottagaren har bekräftat."),
        ({"way": HOSTILE}, "Välj ett av alternativen."),
        ({"day": ""}, "Skriv vilken dag mottagaren bekräftade."),
        ({"day": "i går"}, "Skriv dagen som år-månad-dag"),
        ({"day": "2023-10-27"}, "efter i dag (2023-10-26). Ange dagen då det hände."),
        ({"day": "2023-10-24"}, "(2023-10-25). Ange den dagen eller en senare."),
        ({"note": "x" * 501}, "Texten är 501 tecken lång."),
    ],
)
def test_a_wrong_confirmation_comes_back_as_it_was_written(
    site: Site, sent: w.Matter, wrong: Mapping[str, str], says: str
) -> None:
    written = {**CONFIRMED, "note": "Ringde upp.", **wrong}
    page = site.client("registrar").send(confirmation(site, sent), written)
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has(says)
    form = page.form()
    for name in ("who", "day", "note"):
        assert form[name] == [written[name]]
    assert HOSTILE not in page.html
    assert delivery(site, "berg")[0] == "sent"


def test_a_confirmation_is_noted_once(site: Site, sent: w.Matter) -> None:
    first = site.client("registrar")
    first.send(confirmation(site, sent), CONFIRMED)
    page = first.send(confirmation(site, sent), {**CONFIRMED, "way": "Brev"})
    assert page.status == 409
    assert page.has("Bergs kommun har redan kvitterat")
    assert delivery(site, "berg")[2].startswith("Telefon")


def test_nothing_is_confirmed_before_it_is_sent(site: Site, matter: w.Matter) -> None:
    registrar, url = site.client("registrar"), confirmation(site, matter)
    assert registrar.see(url).has("Beslutet är inte expedierat.")
    page = registrar.send(url, {**CONFIRMED, "day": "2023-10-25"})
    assert (page.status, delivery(site, "berg")[0]) == (409, "waiting")


def test_only_the_registrar_notes_a_confirmation(site: Site, sent: w.Matter) -> None:
    for who in ("officer", "secretary", "stranger"):
        assert site.client(who).send(confirmation(site, sent), CONFIRMED).status == 403
    assert delivery(site, "berg")[0] == "sent"


def test_a_reminder_on_paper_is_a_file_for_who_has_not_confirmed(
    site: Site, sent: w.Matter
) -> None:
    registrar = site.client("registrar")
    url = confirmation(site, sent).replace("kvittens", "paminnelsebrev")
    assert "Bergs kommun" in registrar.http.get(url).get_data(as_text=True)
    registrar.send(confirmation(site, sent), CONFIRMED)
    registrar.see(url, 404)


def test_a_dispatch_that_everybody_has_confirmed_is_completed(site: Site, sent: w.Matter) -> None:
    registrar, url = site.client("registrar"), f"/expediering/{sent.decision_id}"
    assert registrar.send(f"{url}/slutfor").has("Alla mottagare har inte kvitterat")
    for party in RECIPIENTS:
        bearer = sent.bearer(party, LetterKind.UTDRAG)
        dispatching.acknowledge(site.office, sent.decision_id, bearer, w.ACKNOWLEDGED)
    page = registrar.send(f"{url}/slutfor", registrar.see(url).form("slutfor"))
    assert page.has("Expedieringen är klar. Alla mottagare har kvitterat.")
    overview = registrar.see("/expediering")
    assert overview.has("Ingen expediering väntar på kvittens.")


def test_the_matrix_shows_decisions_against_recipients(site: Site, sent: w.Matter) -> None:
    bearer = sent.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(site.office, sent.decision_id, bearer, w.ACKNOWLEDGED)
    page = site.client("officer").see("/expediering/matris")
    assert page.has("Bergs kommun Tillväxtverket Åre kommun Kvitterat")
    assert page.has("Skickad Skickad Kvitterad 1 av 3")
    assert page.has("Kvitterat 0 av 1 0 av 1 1 av 1")


@pytest.mark.parametrize("query", ["", "?visa=klara", "?visa=pagar&sida=9", "?visa=x&sida=-1"])
def test_the_overview_opens_whatever_is_asked_of_it(site: Site, query: str) -> None:
    page = site.client("registrar").see(f"/expediering{query}")
    assert page.title == "Expediering – Beslutskedjan"


@pytest.mark.parametrize("url", ["/expediering/99", "/expediering/99/kvittens/1"])
def test_what_is_not_there_has_no_page(site: Site, url: str) -> None:
    site.client("registrar").see(url, 404)


def test_hostile_text_is_shown_as_text(site: Site, sent: w.Matter) -> None:
    with writing(site.office.engine) as connection:
        connection.execute(t.delivery.update().values(party_name=HOSTILE, settled_how=HOSTILE))
    for url in (f"/expediering/{sent.decision_id}", "/expediering/matris"):
        page = site.client("registrar").see(url)
        assert page.has(HOSTILE)
        assert HOSTILE not in page.html

"""The registrar mends a dispatch: sends again, settles, stops, reminds; and sees it in one word."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.inbound.messages import report, written
from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.site import Site
from workflow.delivery.fakes import Outbasket
from workflow.jobs.sender import send_due
from workflow.operations import deciding, incoming
from workflow.store import tables as t
from workflow.store.engine import writing

NEW = "diarium@are.example"


@pytest.fixture
def sent(site: Site) -> w.Matter:
    """A decision that was dispatched two days before, its letters gone."""
    found = w.dispatched(site.world)
    send_due(site.office, Outbasket(), "w1", w.DISPATCHED + timedelta(minutes=1))
    site.at("2023-10-27")
    return found


def page_of(matter: w.Matter) -> str:
    return f"/expediering/{matter.decision_id}"


def are(site: Site) -> int:
    return site.world.parties["are"].id


def put(site: Site, **columns: object) -> None:
    """Åre's letter stands in a state, as the sender or a bounce leaves it."""
    mine = (t.letter.c.kind == "utdrag") & (t.letter.c.to_name == "Åre kommun")
    with writing(site.office.engine) as connection:
        connection.execute(update(t.letter).where(mine), columns)


def bounce(site: Site) -> None:
    letter = row(site.office.engine, t.letter, kind="utdrag", to_name="Åre kommun")
    incoming.file(site.office, report(letter.message_id), site.clock.at)


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        ({"state": "waiting", "attempts": 0}, "Väntar"),
        ({"state": "claimed"}, "Skickas"),
        ({"state": "sent"}, "Skickad"),
        ({"state": "maybe"}, "Kanske skickad"),
        ({"state": "held"}, "Kanske skickad"),
        ({"state": "waiting", "attempts": 1, "problem": "nere"}, "Tillfälligt fel"),
        ({"state": "failed", "problem": "550"}, "Permanent fel"),
        ({"state": "bounced", "problem": "5.1.1"}, "Studsad"),
        ({"state": "withdrawn", "problem": "Registratorn: fel"}, "Avbruten"),
    ],
)
def test_every_state_is_one_word_on_the_dispatch_the_matrix_and_the_case(
    site: Site, sent: w.Matter, columns: dict[str, object], word: str
) -> None:
    put(site, **columns)
    registrar = site.client("registrar")
    case = f"/arenden/{site.world.case_id}"
    for url in (page_of(sent), "/expediering/matris", case):
        assert registrar.see(url).has(word)


def test_a_bounce_is_told_with_its_reason_and_mended_to_a_new_address(
    site: Site, sent: w.Matter
) -> None:
    bounce(site)
    registrar = site.client("registrar")
    page = registrar.see(page_of(sent))
    assert page.has("Adressen finns inte hos mottagaren (5.1.1).")
    form = registrar.see(page.links["Sänd igen"])
    assert form.has("Sändes till")
    url = f"{page_of(sent)}/sand-igen/{are(site)}"
    told = registrar.send(url, form.form(), address=NEW, reason="Rättad per telefon.")
    assert told.has("Utdraget till Åre kommun sänds igen.")
    newest = rows(site.office.engine, t.letter, kind="utdrag", to_name="Åre kommun")[-1]
    assert (newest.to_email, newest.state) == (NEW, "waiting")


def test_sending_again_asks_why_and_keeps_what_was_written(site: Site, sent: w.Matter) -> None:
    registrar, url = site.client("registrar"), f"{page_of(sent)}/sand-igen/{are(site)}"
    page = registrar.send(url, registrar.see(url).form(), address=NEW, reason="")
    assert page.status == 422
    assert page.has("Skriv varför utdraget sänds igen.")
    assert page.form()["address"] == [NEW]
    wrong = registrar.send(url, page.form(), address="diarium", reason="Fel.")
    assert wrong.status == 409
    assert wrong.has("Det går inte att sända till ”diarium”.")


def test_the_register_is_changed_too_by_whoever_may(site: Site, sent: w.Matter) -> None:
    url = f"{page_of(sent)}/sand-igen/{are(site)}"
    registrar = site.client("registrar")
    assert "register_too" not in registrar.see(url).form()
    given = {"address": NEW, "reason": "Fel.", "register_too": "y"}
    registrar.send(url, {**registrar.see(url).form(), **given})
    assert row(site.office.engine, t.party, id=are(site)).email == "registrator@are.example"


def test_a_held_letter_is_settled_from_its_page(site: Site, sent: w.Matter) -> None:
    put(site, state="held")
    registrar = site.client("registrar")
    url = registrar.see(page_of(sent)).links["Avgör om brevet har gått iväg"]
    page = registrar.send(url, registrar.see(url).form(), says="sent")
    assert page.has("Det är antecknat vad som hände med brevet till Åre kommun.")
    assert row(site.office.engine, t.letter, kind="utdrag", to_name="Åre kommun").state == "sent"


def test_what_became_of_a_held_letter_has_to_be_chosen(site: Site, sent: w.Matter) -> None:
    put(site, state="held")
    registrar = site.client("registrar")
    url = registrar.see(page_of(sent)).links["Avgör om brevet har gått iväg"]
    page = registrar.send(url, registrar.see(url).form())
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has("Välj vad som hände med brevet.")


def test_a_letter_that_waits_is_stopped_from_its_page(site: Site, sent: w.Matter) -> None:
    put(site, state="waiting")
    registrar = site.client("registrar")
    url = registrar.see(page_of(sent)).links["Avbryt försändelsen"]
    page = registrar.send(url, registrar.see(url).form(), why="Fel kommun.")
    assert page.has("Avbruten")
    assert page.has("Registratorn, 2023-10-27: Fel kommun.")


def test_who_has_not_answered_is_reminded_in_two_clicks(site: Site, sent: w.Matter) -> None:
    registrar = site.client("registrar")
    check = registrar.see(registrar.see(page_of(sent)).links["Påminn dem som inte har svarat"])
    assert check.buttons == ["Skicka 3 påminnelser"]
    page = registrar.send(f"{page_of(sent)}/paminn", check.form())
    assert page.has("Påminnelser skickas strax till Bergs kommun, Tillväxtverket och Åre kommun.")
    assert len(rows(site.office.engine, t.letter, kind="reminder")) == 3


def test_everybody_in_the_matrix_is_reminded_in_two_clicks(site: Site, sent: w.Matter) -> None:
    registrar = site.client("registrar")
    matrix = registrar.see("/expediering/matris")
    check = registrar.see(matrix.links["Påminn dem som inte har svarat"])
    page = registrar.send("/expediering/paminn", check.form())
    assert page.has("Påminnelser som skickas strax: 3.")
    again = registrar.send("/expediering/paminn", check.form(), once="another")
    assert again.status == 409


def test_who_has_had_a_letter_today_is_named_before_and_after(site: Site, sent: w.Matter) -> None:
    of_berg = (t.letter.c.kind == "utdrag", t.letter.c.to_name == "Bergs kommun")
    with writing(site.office.engine) as connection:
        connection.execute(update(t.letter).where(*of_berg).values(created_at=site.clock.at))
    registrar = site.client("registrar")
    check = registrar.see(f"{page_of(sent)}/paminn")
    assert check.has("Tillväxtverket, Åre kommun Har redan fått ett brev i dag: Bergs kommun.")
    page = registrar.send(f"{page_of(sent)}/paminn", check.form())
    assert page.has("till Tillväxtverket och Åre kommun. Har redan fått ett brev i dag: Bergs")


def test_the_matrix_shows_only_those_who_have_not_answered(site: Site, sent: w.Matter) -> None:
    client = site.client()
    url = f"/lank/{_token(site)}"
    client.send(f"{url}/kvittera", client.see(url).form("kvittera"))
    registrar = site.client("registrar")
    page = registrar.see("/expediering/matris?visa=obesvarade")
    assert page.has("Bergs kommun")
    assert not page.has("Åre kommun")
    assert page.has("1 av 3")


def _token(site: Site) -> str:
    letter = row(site.office.engine, t.letter, kind="utdrag", to_name="Åre kommun")
    return str(letter.body.split("/lank/")[1][:43])


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"state": "bounced", "problem": "x"}, "ett brev till Åre kommun kom i retur"),
        ({"state": "failed", "problem": "x"}, "ett brev till Åre kommun kunde inte skickas"),
        ({"state": "held"}, "ett brev till Åre kommun kanske är skickat"),
        ({"state": "waiting"}, "Brev som har väntat mer än en timme: 1"),
    ],
)
def test_the_start_page_tells_what_has_gone_wrong_with_letters(
    site: Site, sent: w.Matter, columns: dict[str, object], says: str
) -> None:
    with writing(site.office.engine) as connection:
        connection.execute(update(t.letter).values(state="sent"))
    put(site, **columns)
    page = site.client("registrar").see("/")
    assert page.has(says)
    assert sent.decision_id


def test_an_answer_is_on_the_officers_start_page_the_dispatch_and_the_case(
    site: Site, sent: w.Matter
) -> None:
    letter = row(site.office.engine, t.letter, kind="utdrag", to_name="Åre kommun")
    raw = written(In_Reply_To=letter.message_id, Subject="SV: Utdrag <script>").as_bytes()
    incoming.file(site.office, raw, site.clock.at)
    officer = site.client("officer")
    start = officer.see("/")
    assert start.has("registrator@are.example har svarat på ett brev.")
    for url in (page_of(sent), f"/arenden/{site.world.case_id}"):
        assert officer.see(url).has("SV: Utdrag <script>")
    message = officer.see("/inkommet/1")
    assert message.has("Vi har tagit emot utdraget.")
    handled = officer.send("/inkommet/1/hanterat", message.form("hanterat"), note="Läst.")
    assert handled.has("Meddelandet är hanterat.")
    assert not officer.see("/").has("har svarat på ett brev")


def test_what_is_nobodys_waits_on_the_pile_and_is_filed_on_a_case(site: Site) -> None:
    incoming.file(site.office, written(Subject="Fråga om planen").as_bytes(), site.clock.at)
    registrar = site.client("registrar")
    assert registrar.see("/").has("Inkommet som inte hör till något ärende: 1.")
    url = registrar.see("/inkommet").links["Fråga om planen"]
    wrong = registrar.send(f"{url}/till-arende", registrar.see(url).form("arende"), reference="X/1")
    assert wrong.has("Det finns inget ärende med diarienumret ”X/1”.")
    form = registrar.see(url).form("arende")
    page = registrar.send(f"{url}/till-arende", form, reference="run/536/2021")
    assert page.has("Meddelandet är fört till ärendet.")
    assert row(site.office.engine, t.paper_use, kind="inkommet").case_id == site.world.case_id
    assert registrar.see("/inkommet").has("Ingenting väntar här.")


def test_the_pile_is_the_registrars_alone(site: Site) -> None:
    incoming.file(site.office, written().as_bytes(), site.clock.at)
    officer = site.client("officer")
    officer.see("/inkommet", 403)
    officer.see("/inkommet/1", 404)
    officer.see("/inkommet/1/meddelande.eml", 404)


def test_a_message_is_saved_and_never_opened(site: Site) -> None:
    raw = written(Subject="<script>alert(1)</script>").as_bytes()
    incoming.file(site.office, raw, site.clock.at)
    answer = site.client("registrar").http.get("/inkommet/1/meddelande.eml")
    assert answer.data == raw
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_an_outdated_link_offers_a_new_one_to_the_official_address(
    site: Site, sent: w.Matter
) -> None:
    client, token = site.client(), _token(site)
    last = row(site.office.engine, t.personal_link, party_id=are(site)).expires_on
    site.at(str(last + timedelta(days=1)))
    page = client.see(f"/lank/{token}", 404)
    assert page.has("Länken har slutat gälla")
    told = client.send(f"/lank/{token}/ny-lank", page.form())
    assert told.has("En ny länk är på väg")
    letter = row(site.office.engine, t.letter, kind="reminder")
    assert letter.to_email == "registrator@are.example"
    assert token not in letter.body
    again = client.send(f"/lank/{token}/ny-lank", page.form(), once="another")
    assert again.status == 409
    assert sent.decision_id


def test_a_corrected_decision_says_what_counts(site: Site, sent: w.Matter) -> None:
    at = site.clock.at
    director = site.world.actor("director", at)
    deciding.correct(site.office, sent.decision_id, "Målvärdet ska vara 75.", director, at)
    client, url = site.client(), f"/lank/{_token(site)}"
    page = client.see(url)
    assert page.has("Beslutet är rättat.")
    paper = next(each for each in page.links.values() if "rattelse" in each)
    assert client.http.get(paper).status_code == 200
    assert client.send(f"{url}/kvittera", page.form("kvittera")).has("Tack, ni har kvitterat")


def test_who_confirmed_before_the_correction_need_not_do_it_again(
    site: Site, sent: w.Matter
) -> None:
    client, url = site.client(), f"/lank/{_token(site)}"
    client.send(f"{url}/kvittera", client.see(url).form("kvittera"))
    at = site.at("2023-10-30")
    director = site.world.actor("director", at)
    deciding.correct(site.office, sent.decision_id, "Målvärdet.", director, at)
    assert client.see(url).has("Ni behöver inte kvittera igen.")

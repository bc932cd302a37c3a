"""The numbers: how many clicks each thing takes, counted in a browser; typing is not a click."""

from datetime import date

from sqlalchemy import select

from tests.browser.acts import (
    circulates,
    decides,
    goes_on_to,
    opens_plan,
    prepares,
)
from tests.browser.live import Hand, Live
from workflow.operations import registers
from workflow.store import tables as t
from workflow.store.engine import reading

MEMBER = "kommun@krokom.example"
WAITING = "/delegationsbeslut/4"
YEAR_AFTER = "2027-01-04"
MOST_FOR_THE_OFFICER = 12
_RESPONSIBLE = (
    MEMBER,
    "kommun@are.example",
    "kommun@harjedalen.example",
    "lansstyrelsen@jamtland.example",
)


def test_a_new_plan_from_last_year_takes_two_clicks(live: Live) -> None:
    officer = Hand(live.page("handlaggare"))
    opens_plan(officer)
    officer.sees("Handlingsplan 2027")
    officer.sees("Planens insatser")
    assert officer.clicks == 2


def test_a_member_writes_its_own_measure_one_click_from_the_letter(live: Live) -> None:
    officer, member = Hand(live.page("handlaggare")), Hand(live.page())
    opens_plan(officer)
    circulates(officer, "2026-12-08")
    member.goes_to(live.link(MEMBER, "Samråd om Handlingsplan 2027 för Service"))
    member.clicks_on("Lägg till insats")
    assert member.clicks == 1
    member.types("Insatsområde", "Service")
    member.types("Insats", "Öppna servicepunkt i Rötviken")
    member.clicks_on("Spara insatsen")
    member.sees("Öppna servicepunkt i Rötviken")


def test_submitting_takes_one_click(live: Live) -> None:
    officer = Hand(live.page("handlaggare"))
    decision = prepares(officer, opens_plan(officer))
    officer.goes_to(decision)
    before = officer.clicks
    officer.clicks_on("Lämna för beslut")
    officer.sees("Ärendet är lämnat för beslut.")
    assert officer.clicks - before == 1


def test_deciding_takes_three_clicks_at_most_and_no_field(live: Live) -> None:
    director = Hand(live.page("direktor"))
    decides(director, WAITING)
    director.sees("Delegationsbeslut nr 2/2026 i ärende RUN/536/2021")
    director.sees("Registratorn expedierar utdragen senast")
    director.sees("Nämndsekreteraren anmäler beslutet vid sammanträdet 10 december 2026")
    assert director.clicks <= 3


def test_deciding_from_the_list_takes_three_clicks(live: Live) -> None:
    director = Hand(live.page("direktor"))
    director.goes_to("/")
    director.clicks_on("Besluta")
    director.clicks_on("Gå till beslut")
    director.clicks_on("Besluta")
    director.sees("Beslutet är fattat")
    assert director.clicks == 3


def test_deciding_works_on_a_telephone(live: Live) -> None:
    director = Hand(live.page("direktor", 320))
    decides(director, WAITING)
    director.sees("Delegationsbeslut nr 2/2026")


def test_the_committees_list_takes_one_click(live: Live) -> None:
    secretary = Hand(live.page("sekreterare"))
    decides(Hand(live.page("direktor")), WAITING)
    secretary.goes_to("/anmalan/4")
    secretary.clicks_on("Ta upp på listan")
    secretary.sees("Beslutet är upptaget på anmälningslistan.")
    assert secretary.clicks == 1


def test_dispatch_to_ten_takes_two_clicks(live: Live) -> None:
    registrar = Hand(live.page("registrator"))
    registrar.goes_to("/")
    registrar.clicks_on("Expediera")
    registrar.clicks_on("Expediera till 10 mottagare")
    registrar.sees("Beslutet är expedierat. 10 utdrag skickas strax.")
    assert registrar.clicks == 2


def test_an_outcome_takes_the_link_a_number_and_klar(live: Live) -> None:
    goes_on_to(live, YEAR_AFTER)
    responsible = Hand(live.page())
    responsible.goes_to(live.link(MEMBER, "Handlingsplan 2026 för Regionalt"))
    responsible.types("Utfall (", "3")
    responsible.clicks_on("Klar")
    responsible.sees("Sparat. Ett mål saknar fortfarande utfall.")
    assert responsible.clicks == 1


def test_the_whole_chain_takes_the_officer_twelve_clicks(live: Live) -> None:
    officer = Hand(live.page("handlaggare"))
    plan_id = opens_plan(officer)
    circulates(officer, "2026-12-08")
    _answers(live)
    officer.page = live.page("handlaggare")  # another day, another session
    _prepares_and_submits(officer, plan_id)
    decision_id = _is_decided(live, officer.page.url)
    _is_noted_and_dispatched(live, decision_id)
    goes_on_to(live, "2028-01-03")
    _has_a_meeting_in_the_spring(live)
    _reports_of_others(live)
    _reports(live, plan_id, officer.clicks)


def _answers(live: Live) -> None:
    member = Hand(live.page())
    member.goes_to(live.link(MEMBER, "Samråd om Handlingsplan 2027 för Service"))
    member.clicks_on("Inga synpunkter")
    member.sees("Tack, ert yttrande är lämnat")
    goes_on_to(live, "2026-12-09")


def _prepares_and_submits(officer: Hand, plan_id: int) -> None:
    prepares(officer, plan_id)
    officer.clicks_on("Lämna för beslut")
    officer.sees("Ärendet är lämnat för beslut.")


def _is_decided(live: Live, decision: str) -> int:
    director = Hand(live.page("direktor"))
    decides(director, decision)
    director.sees("Beslutet är fattat")
    return int(decision.rsplit("/", 1)[1])


def _is_noted_and_dispatched(live: Live, decision_id: int) -> None:
    registrar, secretary = Hand(live.page("registrator")), Hand(live.page("sekreterare"))
    registrar.goes_to(f"/expediering/{decision_id}")
    registrar.clicks_on("Expediera till")
    registrar.sees("Beslutet är expedierat.")
    secretary.goes_to(f"/anmalan/{decision_id}")
    secretary.clicks_on("Ta upp på listan")
    secretary.sees("Beslutet är upptaget")


def _has_a_meeting_in_the_spring(live: Live) -> None:
    """The secretary has entered the meeting that the report goes to."""
    with reading(live.office.engine) as connection:
        committee_id = connection.execute(select(t.committee.c.id)).scalar_one()
    registers.add_meeting(live.office, committee_id, date(2028, 4, 4), date(2028, 3, 20))


def _reports_of_others(live: Live) -> None:
    """Each organisation outside gives its numbers by the link in its letter."""
    for email in _RESPONSIBLE:
        responsible = Hand(live.page())
        responsible.goes_to(live.link(email, "Handlingsplan 2027 för Service"))
        responsible.fills_all("Utfall (", "3")
        responsible.clicks_on("Klar")
        responsible.sees("Tack, utfallen är lämnade")


def _reports(live: Live, plan_id: int, before: int) -> None:
    """From the officer's letter to the report back; each page leads to the next."""
    officer = Hand(live.page("handlaggare"), before)
    officer.goes_to(f"/uppfoljning/{plan_id}")
    officer.clicks_on("Fyll i utfall")
    officer.fills_all("Utfall (", "3")
    officer.clicks_on("Spara utfallen")
    officer.sees("Så här blir handlingen")
    officer.clicks_on("Avsluta uppföljningen")
    officer.clicks_on("Lämna årsrapporten")
    officer.clicks_on("Återrapportera till nämnden")
    officer.sees("Återrapporteringen är upprättad")
    assert officer.clicks <= MOST_FOR_THE_OFFICER

"""What is done once more or given up: plans discarded, time given, follow-ups opened again."""

from dataclasses import replace
from datetime import date

import pytest

from tests.workflow.builders import (
    BERG,
    a_decision,
    a_plan,
    a_plans_situation,
    ready,
    reasons,
    stepped,
    why_not,
    why_with,
)
from workflow.duties import RULES
from workflow.duty_steps import BEGUN_BY, SETTLED_BY
from workflow.expansion import addressees, duties, paper_asks, settled
from workflow.facts import Given, Meeting, Opinion, Plan
from workflow.orders import Duty, Paper, Settle
from workflow.reasons import sentence
from workflow.states import DecisionState, DutyKind, PaperKind, Per, PlanState, To

APRIL, MAY = (
    Meeting(7, date(2024, 4, 9), date(2024, 3, 21)),
    Meeting(8, date(2024, 5, 14), date(2024, 4, 29)),
)
REASON = Given(reason="Inställt.", meeting_id=APRIL.id)


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (DecisionState.DRAFTING, ("plan_stands_in_decision",)),
        (DecisionState.SUBMITTED, ("plan_stands_in_decision",)),
        (DecisionState.DISCARDED, ()),
    ],
)
def test_a_plan_is_discarded_when_no_decision_on_its_way_covers_it(
    state: DecisionState, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("discard_plan")
    assert why_not(replace(situation, decision=a_decision(state)), ask) == codes


def test_a_discarded_draft_leaves_its_plans_as_they_were() -> None:
    before, _ = ready("discard")
    outcome, after, _ = stepped("discard")
    assert after.plans == before.plans
    assert (after.the_decision().state, outcome.orders) == (DecisionState.DISCARDED, ())


def test_a_discarded_plan_settles_what_was_asked_of_all_members() -> None:
    _, after, ask = stepped("discard_plan")
    found = settled(Settle(DutyKind.ANSWER), "discard_plan", after, ask)
    assert found is not None
    assert found.all_parties


def test_more_time_begins_no_duty_anew() -> None:
    outcome, after, ask = stepped("extend_answer")
    (duty,) = (order for order in outcome.orders if isinstance(order, Duty))
    assert (duty.anew, duty.begins) == (True, False)
    assert {each.due_on for each in duties(duty, after, ask)} == {date(2023, 10, 6)}
    assert BEGUN_BY[DutyKind.ANSWER] == ("circulate",)


def test_a_noted_answer_is_its_members_and_settles_only_its_duty() -> None:
    _, after, ask = stepped("note_answer")
    opinion = after.opinions[after.plans[0].id][-1]
    assert opinion == Opinion("Bergs kommun", "Vi tillstyrker.", date(2023, 9, 25), "med brev")
    assert [each.party_id for each in addressees(To.ANSWERING_MEMBER, after, ask)] == [BERG.id]
    found = settled(Settle(DutyKind.ANSWER), "note_answer", after, ask)
    assert found is not None
    assert (found.party_id, found.all_parties) == (BERG.id, False)
    assert "note_answer" in SETTLED_BY[DutyKind.ANSWER]


def test_an_answer_has_not_come_tomorrow() -> None:
    situation, ask = ready("note_answer")
    given = ask.given or Given()
    tomorrow = replace(given, day=date(2023, 9, 26))
    assert why_with(situation, ask, tomorrow) == ("answer_came_ahead",)


def test_what_is_done_once_more_has_some_working_days() -> None:
    situation, _ = ready("reopen_follow_up")
    rule, friday = RULES[DutyKind.CLOSE_FOLLOW_UP], date(2024, 3, 15)
    first = a_plan(PlanState.FOLLOWING_UP)
    again = replace(first, followed_up_on=date(2024, 2, 13))
    assert rule.due_on(situation, first, friday) == date(2024, 2, 15)
    assert rule.due_on(situation, again, friday) == date(2024, 3, 22)
    assert rule.due_on(situation, again, date(2024, 1, 15)) == date(2024, 2, 15)


@pytest.mark.parametrize("state", [PlanState.FOLLOWED_UP, PlanState.REPORTED])
def test_a_follow_up_is_opened_again_until_the_committee_has_its_report(state: PlanState) -> None:
    _, ask = ready("reopen_follow_up")
    assert why_not(a_plans_situation(a_plan(state)), ask) == ()
    told = a_plans_situation(a_plan(PlanState.REPORTED_BACK))
    assert why_not(told, ask) == ("wrong_state",)


def test_a_new_report_to_the_agency_knows_which_one_it_replaces() -> None:
    situation, ask = ready("report_agency")
    assert stepped("report_agency")[1].plans[0].replaces_on is None
    earlier = replace(situation.plans[0], reported_on=date(2024, 3, 1))
    assert why_not(replace(situation, plans=(earlier,)), ask) == ()


def at_april(plan: Plan | None = None) -> Plan:
    return replace(plan or a_plan(PlanState.REPORTED_BACK), meeting=APRIL)


def test_a_report_is_moved_to_the_next_other_meeting_and_drawn_up_for_it() -> None:
    situation, ask = ready("move_report")
    found = replace(situation, plans=(at_april(),), meetings=(APRIL, MAY))
    assert why_with(found, ask, REASON) == ()
    moved = replace(found, plans=(replace(at_april(), meeting=MAY),))
    (paper,) = paper_asks(Paper(PaperKind.ATERRAPPORTERING, Per.PLAN), moved, ask)
    assert paper.meeting == MAY


def test_a_report_stays_where_no_other_meeting_takes_papers() -> None:
    situation, ask = ready("move_report")
    found = replace(situation, plans=(at_april(),), meetings=(APRIL,))
    assert why_with(found, ask, REASON) == ("no_other_meeting_for_report",)


@pytest.mark.parametrize(("day", "codes"), [(8, ("report_meeting_not_held",)), (9, ())])
def test_a_plan_is_closed_from_the_day_of_the_reports_meeting(
    day: int, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("close")
    on = replace(ask, at=ask.at.replace(day=day))
    found = replace(situation, plans=(at_april(),))
    assert why_not(found, on) == codes
    assert all("2024-04-09" in sentence(each) for each in reasons(found, on))

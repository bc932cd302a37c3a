"""Duties: the day on which each falls due by the seed's calendar, and what it is called."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workflow.builders import (
    a_plan,
    a_plans_situation,
    a_situation,
)
from tests.workflow.notices import a_notice
from workflow.chain import STEPS
from workflow.duties import RULES
from workflow.facts import Plan, Situation, YearCalendar
from workflow.orders import Duty, Settle
from workflow.states import DecisionState, DutyKind, NoticeState, PlanState
from workflow.year import is_working_day, reminder_days

DECIDED = a_situation(DecisionState.DECIDED)
PLAN_2023 = replace(a_plan(PlanState.ADOPTED), answer_by=None)
PLAN_2024 = a_plan(PlanState.ADOPTED, 2024, 2)


def due(kind: DutyKind, on: date, situation: Situation = DECIDED, plan: Plan | None = None) -> date:
    return RULES[kind].due_on(situation, plan, on)


def noticed(state: NoticeState) -> Situation:
    return replace(DECIDED, notice=a_notice(state))


def with_calendar(calendar: YearCalendar) -> Situation:
    return replace(DECIDED, region=replace(DECIDED.region, calendar=calendar))


@pytest.mark.parametrize(
    ("kind", "on", "expected"),
    [
        (DutyKind.DECIDE, date(2023, 10, 12), date(2023, 10, 26)),
        (DutyKind.DECIDE, date(2023, 12, 22), date(2024, 1, 10)),
        (DutyKind.DISPATCH, date(2023, 10, 24), date(2023, 10, 25)),
        (DutyKind.DISPATCH, date(2023, 10, 27), date(2023, 10, 30)),
        (DutyKind.NOTIFY, date(2023, 10, 24), date(2023, 11, 21)),
        (DutyKind.NOTIFY, date(2023, 11, 8), date(2024, 4, 9)),
        (DutyKind.ACKNOWLEDGE, date(2023, 10, 25), date(2023, 11, 8)),
    ],
)
def test_a_duty_of_the_decision_is_due_so_many_working_days_on(
    kind: DutyKind, on: date, expected: date
) -> None:
    assert due(kind, on) == expected


@pytest.mark.parametrize(
    ("kind", "plan", "on", "expected"),
    [
        (DutyKind.ANSWER, a_plan(), date(2023, 9, 4), date(2023, 9, 29)),
        (DutyKind.ANSWER, PLAN_2023, date(2023, 9, 4), date(2023, 9, 18)),
        (DutyKind.OPEN_FOLLOW_UP, PLAN_2023, date(2023, 10, 24), date(2023, 12, 31)),
        (DutyKind.OPEN_FOLLOW_UP, PLAN_2024, date(2023, 10, 24), date(2024, 12, 31)),
        (DutyKind.OUTCOME, PLAN_2023, date(2023, 12, 31), date(2024, 1, 31)),
        (DutyKind.CLOSE_FOLLOW_UP, PLAN_2023, date(2023, 12, 31), date(2024, 2, 15)),
        (DutyKind.REPORT_AGENCY, PLAN_2023, date(2023, 10, 24), date(2024, 3, 31)),
        (DutyKind.REPORT_AGENCY, PLAN_2024, date(2023, 10, 24), date(2025, 3, 31)),
        (DutyKind.REPORT_COMMITTEE, PLAN_2023, date(2024, 3, 15), date(2024, 3, 26)),
    ],
)
def test_a_duty_of_a_plan_is_due_by_the_plans_year(
    kind: DutyKind, plan: Plan, on: date, expected: date
) -> None:
    assert due(kind, on, a_plans_situation(plan), plan) == expected


@pytest.mark.parametrize(
    ("kind", "state", "on", "expected"),
    [
        (DutyKind.ADJUST, NoticeState.NOTIFIED, date(2023, 11, 24), date(2023, 12, 5)),
        (DutyKind.POST, NoticeState.ADJUSTED, date(2023, 12, 1), date(2023, 11, 30)),
        (DutyKind.CONFIRM_FORCE, NoticeState.POSTED, date(2023, 11, 30), date(2023, 12, 21)),
    ],
)
def test_a_duty_of_the_notice_is_counted_from_what_happened_and_not_from_when_it_was_noted(
    kind: DutyKind, state: NoticeState, on: date, expected: date
) -> None:
    assert due(kind, on, noticed(state)) == expected


def test_without_a_meeting_somebody_is_asked_within_ten_working_days() -> None:
    none = replace(DECIDED, meetings=())
    assert due(DutyKind.NOTIFY, date(2023, 10, 24), none) == date(2023, 11, 7)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 3, 15), date(2024, 4, 1)), (date(2024, 5, 13), date(2024, 5, 13))],
)
def test_without_a_meeting_the_committees_report_waits_for_its_month(
    on: date, expected: date
) -> None:
    situation = replace(a_plans_situation(PLAN_2023), meetings=())
    assert due(DutyKind.REPORT_COMMITTEE, on, situation, PLAN_2023) == expected


def test_another_regions_year_wheel_gives_other_days() -> None:
    calendar = YearCalendar(
        follow_up_opens=(12, 1), outcomes_due=(1, 15), follow_up_closes=(2, 29),
        agency_report_due=(3, 1), decide_working_days=5, dispatch_working_days=2,
        acknowledge_working_days=3,
    )  # fmt: skip
    situation, on = with_calendar(calendar), date(2023, 10, 24)
    assert due(DutyKind.OPEN_FOLLOW_UP, on, situation, PLAN_2023) == date(2023, 12, 1)
    assert due(DutyKind.OUTCOME, on, situation, PLAN_2023) == date(2024, 1, 15)
    assert due(DutyKind.CLOSE_FOLLOW_UP, on, situation, PLAN_2023) == date(2024, 2, 29)
    assert due(DutyKind.CLOSE_FOLLOW_UP, on, situation, PLAN_2024) == date(2025, 2, 28)
    assert due(DutyKind.REPORT_AGENCY, on, situation, PLAN_2023) == date(2024, 3, 1)
    assert due(DutyKind.DECIDE, on, situation) == date(2023, 10, 31)
    assert due(DutyKind.DISPATCH, on, situation) == date(2023, 10, 26)
    assert due(DutyKind.ACKNOWLEDGE, on, situation) == date(2023, 10, 27)


@pytest.mark.parametrize("kind", [kind for kind in DutyKind if RULES[kind].of_plan])
def test_a_duty_of_a_plan_asked_without_one_is_a_fault_of_the_caller(kind: DutyKind) -> None:
    with pytest.raises(LookupError, match="belongs to a plan"):
        due(kind, date(2024, 4, 1), replace(DECIDED, meetings=()))


@pytest.mark.parametrize("kind", list(DutyKind))
def test_every_duty_has_a_name_and_a_reason_in_a_sentence(kind: DutyKind) -> None:
    rule = RULES[kind]
    assert rule.swedish == rule.swedish.lower()
    assert rule.why.endswith(".")
    assert rule.why[0].isupper()


def test_every_duty_is_begun_by_a_step_and_settled_by_a_step() -> None:
    orders = [order for step in STEPS for order in step.orders]
    # An utdrag that does not arrive begins a duty without a step: a message comes back.
    assert {o.kind for o in orders if isinstance(o, Duty)} == set(DutyKind) - {DutyKind.MEND}
    assert {o.kind for o in orders if isinstance(o, Settle)} == set(DutyKind)


@pytest.mark.parametrize("kind", list(DutyKind))
def test_no_reminder_comes_sooner_than_the_duty_needs(kind: DutyKind) -> None:
    calendar, due_on = YearCalendar(), date(2024, 3, 28)
    before = [days for days in calendar.days_before if days <= RULES[kind].lead]
    found = reminder_days(due_on, before, calendar.days_after, date(2000, 1, 1))
    ahead = [day for level, day in found if level >= 0]
    assert all(is_working_day(day) for _, day in found)
    assert bool(ahead) == (RULES[kind].lead >= 0)
    assert all(due_on - day <= timedelta(RULES[kind].lead + 4) for day in ahead)


FIRST_REMINDER = {
    DutyKind.ANSWER: 7,
    DutyKind.DECIDE: 3,
    DutyKind.DISPATCH: 0,
    DutyKind.NOTIFY: 0,
    DutyKind.ADJUST: 3,
    DutyKind.POST: 1,
    DutyKind.CONFIRM_FORCE: 0,
    DutyKind.ACKNOWLEDGE: 3,
    DutyKind.RECORD: 0,
    DutyKind.MEND: 0,
    DutyKind.OPEN_FOLLOW_UP: None,  # the calendar does it by itself
    DutyKind.OUTCOME: 14,
    DutyKind.CLOSE_FOLLOW_UP: 7,
    DutyKind.REPORT_AGENCY: 30,
    DutyKind.REPORT_COMMITTEE: 14,
}


def test_the_first_reminder_of_each_duty_comes_so_many_days_ahead() -> None:
    levels = YearCalendar().days_before
    found = {
        kind: max((days for days in levels if days <= rule.lead), default=None)
        for kind, rule in RULES.items()
    }
    assert found == FIRST_REMINDER


def test_only_what_can_still_be_done_is_chased_after_its_day() -> None:
    assert {kind for kind in DutyKind if not RULES[kind].chased} == {DutyKind.ANSWER}

"""Appeal, repeal and legal force: what stops what, on which day, and what goes along."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.builders import (
    DIRECTOR,
    SECRETARY,
    a_situation,
    an_ask,
    ready,
    ready_ask,
    reasons,
    standing,
    stepped,
    why_not,
    why_with,
)
from tests.workflow.notices import a_notice, appealed, not_notified
from workflow.after import after
from workflow.duties import RULES
from workflow.expansion import duties
from workflow.facts import Ask, Given, Situation
from workflow.machine import Outcome as Taken
from workflow.machine import take
from workflow.orders import Duty, Settle
from workflow.states import (
    AppealOutcome,
    DecisionState,
    DutyKind,
    NoticeState,
    PlanState,
    Thing,
    To,
)
from workflow.year import last_appeal_day

DAY = date(2023, 12, 20)


def posted(*, is_appealed: bool = False) -> Situation:
    notice = a_notice(NoticeState.POSTED)
    situation = standing(Thing.NOTICE, NoticeState.POSTED)
    return replace(situation, notice=appealed(notice) if is_appealed else notice)


# The last day, by a calendar of its own: Easter by Gauss, and the days that follow from it.


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l_) // 451
    month, day = divmod(h + l_ - 7 * m + 114, 31)
    return date(year, month, day + 1)


def free_days(year: int) -> set[date]:
    sunday = easter(year)
    moving = {sunday + timedelta(days) for days in (-2, 0, 1, 39, 49)}
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    eve = next(d for n in range(19, 26) if (d := date(year, 6, n)).weekday() == 4)
    return moving | {date(year, *each) for each in fixed} | {eve}


def by_hand(posted_on: date) -> date:
    last = posted_on + timedelta(days=21)
    while last.weekday() > 4 or last in free_days(last.year):
        last += timedelta(days=1)
    return last


@given(st.dates(date(2015, 1, 1), date(2050, 12, 1)))
def test_the_last_day_of_appeal_is_that_of_a_calendar_reckoned_by_hand(posted_on: date) -> None:
    assert last_appeal_day(posted_on) == by_hand(posted_on)


# An appeal


@pytest.mark.parametrize(
    ("day", "on", "codes"),
    [
        (DAY, date(2024, 1, 8), ()),
        (DAY + timedelta(1), date(2024, 1, 8), ("appealed_too_late",)),
        (date(2023, 10, 23), date(2024, 1, 8), ("appeal_day_wrong",)),
        (DAY, date(2023, 12, 19), ("appeal_day_wrong",)),
        (None, date(2024, 1, 8), ("appeal_day_wrong",)),
    ],
    ids=["on the last day", "the day after", "before the decision", "tomorrow", "no day"],
)
def test_an_appeal_is_in_time_until_the_last_day(
    day: date | None, on: date, codes: tuple[str, ...]
) -> None:
    assert why_not(posted(), an_ask("appeal", SECRETARY, on, Given(day=day))) == codes


def test_a_late_appeal_is_refused_with_its_day() -> None:
    ask = an_ask("appeal", SECRETARY, date(2024, 1, 8), Given(day=date(2023, 12, 21)))
    (refusal,) = reasons(posted(), ask)
    assert refusal.code == "appealed_too_late"
    assert (refusal.param("day"), refusal.param("last")) == ("2023-12-21", "2023-12-20")


def test_an_appeal_in_time_that_was_passed_on_late_takes_legal_force_back() -> None:
    in_force = standing(Thing.NOTICE, NoticeState.IN_FORCE)
    found = taken(in_force, an_ask("appeal", SECRETARY, date(2024, 1, 8), Given(day=DAY)))[1]
    assert found.notice is not None
    assert (found.notice.state, found.notice.in_force_on) == (NoticeState.POSTED, None)
    late = Given(day=DAY + timedelta(1))
    asked = an_ask("appeal", SECRETARY, date(2024, 1, 8), late)
    assert why_not(in_force, asked) == ("appealed_too_late",)


def test_an_appeal_to_a_higher_court_has_a_time_of_its_own() -> None:
    settled = taken(posted(is_appealed=True), ready_ask("close_appeal"))[1]
    asked = an_ask("appeal", SECRETARY, date(2024, 3, 1), Given(day=date(2024, 2, 20)))
    assert why_not(settled, asked) == ()


def test_while_an_appeal_is_open_nothing_gains_force_and_no_other_begins() -> None:
    found = posted(is_appealed=True)
    assert why_not(found, ready_ask("gain_force")) == ("appeal_is_open",)
    assert why_not(found, ready_ask("appeal")) == ("appeal_is_open",)
    assert why_not(found, ready_ask("appeal_late")) == ("appeal_is_open",)


# One that came too late


LATE = date(2024, 1, 4)


def too_late(state: NoticeState = NoticeState.POSTED) -> Situation:
    return taken(standing(Thing.NOTICE, state), ready_ask("appeal_late"))[1]


@pytest.mark.parametrize("state", [NoticeState.POSTED, NoticeState.IN_FORCE])
def test_an_appeal_that_came_too_late_is_noted_and_moves_nothing(state: NoticeState) -> None:
    before, found = standing(Thing.NOTICE, state).notice, too_late(state).notice
    assert before is not None
    assert found is not None
    assert (found.appealed_on, found.appeal_reference) == (LATE, "7-24")
    assert (found.appeal_is_open, found.appeal_is_late) == (True, True)
    assert (found.state, found.in_force_on) == (before.state, before.in_force_on)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (DAY, ("appealed_in_time",)),
        (DAY + timedelta(1), ()),
        (date(2024, 1, 9), ("appeal_day_wrong",)),
        (date(2023, 10, 23), ("appeal_day_wrong",)),
        (None, ("appeal_day_wrong",)),
    ],
)
def test_only_what_came_after_the_last_day_is_noted_as_too_late(
    day: date | None, codes: tuple[str, ...]
) -> None:
    assert why_with(posted(), ready_ask("appeal_late"), Given(day=day)) == codes


def test_legal_force_came_by_the_days_though_a_late_appeal_was_dismissed_later() -> None:
    assert why_not(too_late(), ready_ask("gain_force")) == ()
    closed = taken(too_late(), ready_ask("close_appeal"))[1]
    asked = an_ask("gain_force", SECRETARY, date(2024, 2, 6))
    found = taken(closed, asked)[1].notice
    assert found is not None
    assert found.in_force_on == date(2023, 12, 21)


def test_that_a_late_appeal_is_dismissed_is_noted_where_the_decision_is_in_force() -> None:
    ended = Given(day=date(2024, 2, 5), outcome=AppealOutcome.DISMISSED)
    ask = an_ask("close_appeal", SECRETARY, date(2024, 2, 6), ended)
    outcome, found = taken(too_late(NoticeState.IN_FORCE), ask)
    notice = found.notice
    assert notice is not None
    assert (notice.state, notice.in_force_on) == (NoticeState.IN_FORCE, date(2023, 12, 21))
    assert (notice.appeal_outcome, notice.appeal_is_open) == (AppealOutcome.DISMISSED, False)
    assert [
        row for o in outcome.orders if isinstance(o, Duty) for row in duties(o, found, ask)
    ] == []


def test_a_late_appeal_keeps_none_in_time_from_being_noted() -> None:
    late = too_late(NoticeState.IN_FORCE)
    found = taken(late, an_ask("appeal", SECRETARY, date(2024, 1, 8), Given(day=DAY)))[1].notice
    assert found is not None
    assert (found.appealed_on, found.appeal_is_late) == (DAY, False)
    assert (found.state, found.in_force_on) == (NoticeState.POSTED, None)


def test_one_that_goes_on_from_a_late_appeal_is_as_late() -> None:
    closed = taken(too_late(), ready_ask("close_appeal"))[1]
    day = date(2024, 2, 20)
    onward = an_ask("appeal", SECRETARY, date(2024, 3, 1), Given(day=day))
    assert why_not(closed, onward) == ("appealed_too_late",)
    assert why_not(closed, replace(onward, step="appeal_late")) == ()


def test_the_minutes_are_adjusted_and_posted_though_the_decision_is_appealed() -> None:
    for step in ("notify", "adjust", "post"):
        situation, ask = ready(step)
        assert situation.notice is not None
        assert why_not(replace(situation, notice=appealed(situation.notice)), ask) == ()


@pytest.mark.parametrize(
    ("given_", "codes"),
    [
        (Given(day=date(2024, 2, 5), outcome=AppealOutcome.WITHDRAWN), ()),
        (Given(day=date(2024, 2, 5), outcome=AppealOutcome.REPEALED), ("appeal_outcome_missing",)),
        (Given(day=date(2024, 2, 5)), ("appeal_outcome_missing",)),
        (Given(day=date(2023, 12, 10), outcome=AppealOutcome.REJECTED), ("appeal_end_day_wrong",)),
    ],
)
def test_an_appeal_ends_in_one_of_three_ways_on_a_day_after_it_came(
    given_: Given, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("close_appeal")
    assert why_with(situation, ask, given_) == codes


def test_an_appeal_that_fails_sets_the_clock_going_again() -> None:
    ask = ready_ask("close_appeal")
    outcome, found = taken(posted(is_appealed=True), ask)
    assert found.notice is not None
    assert (found.notice.state, found.notice.appeal_is_open) == (NoticeState.POSTED, False)
    (duty,) = [o for o in outcome.orders if isinstance(o, Duty)]
    (row,) = duties(duty, found, ask)
    assert (row.kind, row.due_on) == (DutyKind.CONFIRM_FORCE, date(2024, 2, 5))
    in_force = taken(found, an_ask("gain_force", SECRETARY, date(2024, 2, 6)))[1].notice
    assert in_force is not None
    assert in_force.in_force_on == date(2024, 2, 5)


def taken(situation: Situation, ask: Ask) -> tuple[Taken, Situation]:
    outcome = take(situation, ask)
    return outcome, after(situation, outcome, ask)


# A repeal


def test_a_repeal_takes_the_plans_along_and_says_when_and_why() -> None:
    outcome, found, _ = stepped("repeal")
    assert [plan.state for plan in found.plans] == [PlanState.REPEALED] * 2
    assert found.notice is not None
    notice = found.notice
    assert (notice.state, notice.repealed_on) == (NoticeState.REPEALED, date(2024, 2, 5))
    assert (notice.appeal_outcome, notice.appeal_is_open) == (AppealOutcome.REPEALED, False)
    assert {o.kind for o in outcome.orders if isinstance(o, Settle)} == set(DutyKind)


@pytest.mark.parametrize("plan", [PlanState.ADOPTED, PlanState.CLOSED])
def test_a_decision_in_force_is_repealed_though_no_appeal_is_open(plan: PlanState) -> None:
    found = standing(Thing.NOTICE, NoticeState.IN_FORCE)
    in_force = replace(found, plans=tuple(replace(each, state=plan) for each in found.plans))
    repealed = taken(in_force, ready_ask("repeal"))[1]
    assert {each.state for each in repealed.plans} == {PlanState.REPEALED}


@pytest.mark.parametrize("day", [None, date(2023, 10, 23), date(2024, 2, 7)])
def test_a_repeal_is_of_a_day_from_the_decision_until_today(day: date | None) -> None:
    given_ = Given(day=day, reason="Utan delegation.")
    assert why_with(posted(), ready_ask("repeal"), given_) == ("repeal_day_wrong",)


@pytest.mark.parametrize("step", ["dispatch", "resend", "correct"])
def test_a_repealed_decision_is_not_sent_and_not_corrected(step: str) -> None:
    situation, ask = ready(step)
    repealed = replace(situation, notice=a_notice(NoticeState.REPEALED))
    assert why_not(repealed, ask) == ("decision_repealed",)


# Recorded separately


def test_a_committee_that_is_not_notified_has_its_decisions_recorded() -> None:
    situation, ask = ready("list")
    assert why_not(not_notified(situation), ask) == ("recorded_separately",)
    assert why_not(situation, ready_ask("record")) == ("notified_instead",)


def test_a_decision_goes_the_way_that_it_says_itself() -> None:
    to_list, _ = ready("list")
    taken = replace(to_list.the_decision(), as_decided=to_list.settings())
    later = not_notified(replace(to_list, decision=taken))
    assert why_not(later, ready_ask("list")) == ()
    assert why_not(later, ready_ask("record")) == ("notified_instead",)


def test_the_delegate_may_have_the_decision_recorded() -> None:
    situation, _ = ready("record")
    assert why_not(situation, ready_ask("record", DIRECTOR)) == ()


@pytest.mark.parametrize(("notified", "kind"), [(True, "notify"), (False, "record")])
def test_a_decision_begins_the_one_duty_that_its_committee_has(
    *, notified: bool, kind: str
) -> None:
    decided = a_situation(DecisionState.DECIDED)
    situation = decided if notified else not_notified(decided)
    asked = ready_ask("decide")
    both = (Duty(DutyKind.NOTIFY, To.SECRETARY), Duty(DutyKind.RECORD, To.SECRETARY))
    rows = [row for order in both for row in duties(order, situation, asked)]
    assert [row.kind for row in rows] == [kind]
    assert RULES[rows[0].kind].why.startswith("Beslut")


def test_a_separate_record_is_adjusted_after_the_decision() -> None:
    recorded = not_notified(standing(Thing.NOTICE, NoticeState.RECORDED))
    early = an_ask("adjust", SECRETARY, date(2023, 11, 1), Given(day=date(2023, 10, 23)))
    assert why_not(recorded, early) == ("separate_adjustment_day_wrong",)
    assert why_not(recorded, replace(early, given=Given(day=date(2023, 10, 30)))) == ()


# Moving


def test_a_decision_is_moved_to_the_next_other_meeting_last_on_its_list() -> None:
    situation, ask = ready("move_notice")
    found = stepped("move_notice")[1].notice
    assert found is not None
    assert (found.state, found.meeting, found.position) == (
        NoticeState.LISTED,
        situation.meetings[1],
        1,
    )
    assert why_with(situation, ask, Given(reason="Inställt.", meeting_id=2)) == (
        "listed_elsewhere",
    )
    assert why_with(situation, ask, Given(meeting_id=1)) == ("reason_missing",)


def test_without_another_meeting_nothing_is_moved() -> None:
    situation, ask = ready("move_notice")
    alone = replace(situation, meetings=situation.meetings[:1])
    assert why_not(alone, ask) == ("no_other_meeting",)

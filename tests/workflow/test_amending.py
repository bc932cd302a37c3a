"""What was entered wrongly of a notice is put right, and the days that follow from it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflow.builders import SECRETARY, an_ask, ready_ask, standing, why_not
from tests.workflow.notices import a_notice, appealed
from workflow.after import after
from workflow.amending import Changed, changes, seen_as
from workflow.expansion import duties, paper_asks
from workflow.facts import Ask, Given, Notice, Situation
from workflow.machine import take
from workflow.orders import Duty, Paper
from workflow.states import DutyKind, NoticeState, Thing

WHY = "Fel dag."
NOTED = date(2024, 1, 8)
STATES = (NoticeState.NOTIFIED, NoticeState.ADJUSTED, NoticeState.POSTED, NoticeState.IN_FORCE)


def an_amendment(**entered: date | str | frozenset[str]) -> Ask:
    given = replace(Given(reason=WHY), **entered)  # type: ignore[arg-type]  # each by its name
    return an_ask("amend_notice", SECRETARY, NOTED, given)


def amended(situation: Situation, ask: Ask) -> Notice:
    found = after(situation, take(situation, ask), ask).notice
    assert found is not None
    return found


def at(state: NoticeState) -> Situation:
    return standing(Thing.NOTICE, state)


def by_record(state: NoticeState) -> Situation:
    """As far, for a decision that has a record of its own and no meeting."""
    return replace(at(state), notice=replace(a_notice(state), meeting=None, paragraph=""))


@pytest.mark.parametrize("state", STATES)
def test_a_wrong_paragraph_is_put_right_as_long_as_the_decision_stands(state: NoticeState) -> None:
    found = amended(at(state), an_amendment(paragraph="§178/2023"))
    assert found.paragraph == "§ 178/2023"
    stands = a_notice(state)
    kept = (stands.adjusted_on, stands.posted_on, stands.posted_place, stands.last_appeal_on)
    assert (found.adjusted_on, found.posted_on, found.posted_place, found.last_appeal_on) == kept


@pytest.mark.parametrize("state", [NoticeState.POSTED, NoticeState.IN_FORCE])
def test_a_wrong_day_of_posting_moves_the_last_day_of_appeal(state: NoticeState) -> None:
    found = amended(at(state), an_amendment(posted_on=date(2023, 12, 6)))
    assert (found.posted_on, found.last_appeal_on) == (date(2023, 12, 6), date(2023, 12, 27))
    assert (found.state, found.in_force_on) == (NoticeState.POSTED, None)
    assert found.paragraph == "§ 187/2023"


@pytest.mark.parametrize(
    ("entered", "codes"),
    [
        ({"paragraph": "§ 187/2022"}, ("paragraph_wrong",)),
        ({"paragraph": "187"}, ("paragraph_wrong",)),
        ({"adjusted_on": date(2023, 11, 20)}, ("adjustment_day_wrong",)),
        ({"adjusted_on": date(2023, 11, 30)}, ("posting_day_wrong",)),
        ({"adjusted_on": date(2024, 1, 9)}, ("adjustment_day_wrong", "posting_day_wrong")),
        ({"posted_on": date(2023, 11, 27)}, ("posting_day_wrong",)),
        ({"posted_on": date(2024, 1, 9)}, ("posting_day_wrong",)),
        ({}, ("nothing_amended",)),
        ({"paragraph": "§187/2023", "place": " Kansliet "}, ("nothing_amended",)),
        ({"place": "Arkivet", "reason": " "}, ("reason_missing",)),
        ({"place": "Arkivet", "seen": frozenset({"x"})}, ("notice_changed",)),
        ({"place": "Arkivet", "seen": frozenset({seen_as(a_notice(STATES[2]))})}, ()),
        ({"posted_on": date(2023, 12, 1), "adjusted_on": date(2023, 12, 1)}, ()),
    ],
)
def test_the_guards_of_the_first_entry_judge_what_is_given_anew(
    entered: dict[str, Any], codes: tuple[str, ...]
) -> None:
    assert why_not(at(NoticeState.POSTED), an_amendment(**entered)) == codes


@pytest.mark.parametrize(
    ("state", "entered"),
    [
        (NoticeState.NOTIFIED, {"adjusted_on": date(2023, 11, 28)}),
        (NoticeState.ADJUSTED, {"posted_on": date(2023, 11, 29)}),
        (NoticeState.ADJUSTED, {"place": "Kansliet"}),
    ],
)
def test_what_has_not_been_entered_is_not_put_right(
    state: NoticeState, entered: dict[str, Any]
) -> None:
    assert "not_noted_yet" in why_not(at(state), an_amendment(**entered))


def test_a_separate_record_has_days_to_put_right_and_no_paragraph() -> None:
    posted = by_record(NoticeState.POSTED)
    found = amended(posted, an_amendment(adjusted_on=date(2023, 10, 30)))
    assert (found.adjusted_on, found.posted_on) == (date(2023, 10, 30), date(2023, 11, 29))
    early = an_amendment(adjusted_on=date(2023, 10, 23))
    assert why_not(posted, early) == ("separate_adjustment_day_wrong",)
    assert why_not(posted, an_amendment(paragraph="§ 1/2023")) == ("not_noted_yet",)


@pytest.mark.parametrize(
    "state", [NoticeState.PENDING, NoticeState.LISTED, NoticeState.RECORDED, NoticeState.REPEALED]
)
def test_before_anything_is_entered_and_after_a_repeal_nothing_is_put_right(
    state: NoticeState,
) -> None:
    assert why_not(at(state), an_amendment(paragraph="§ 188/2023")) == ("wrong_state",)


@pytest.mark.parametrize(("state", "drawn"), [*zip(STATES, (0, 0, 1, 1), strict=True)])
def test_an_announcement_is_drawn_up_anew_only_where_one_was_posted(
    state: NoticeState, drawn: int
) -> None:
    situation, ask = at(state), an_amendment(paragraph="§ 188/2023")
    outcome = take(situation, ask)
    found = after(situation, outcome, ask)
    (paper,) = [order for order in outcome.orders if isinstance(order, Paper)]
    assert len(list(paper_asks(paper, found, ask))) == drawn


@pytest.mark.parametrize(
    ("state", "entered", "expected"),
    [
        (NoticeState.NOTIFIED, {"paragraph": "§ 188/2023"}, []),
        (
            NoticeState.ADJUSTED,
            {"adjusted_on": date(2023, 11, 29)},
            [(DutyKind.POST, date(2023, 12, 1))],
        ),
        (
            NoticeState.POSTED,
            {"posted_on": date(2023, 12, 6)},
            [(DutyKind.CONFIRM_FORCE, date(2023, 12, 28))],
        ),
        (
            NoticeState.IN_FORCE,
            {"posted_on": date(2023, 12, 6)},
            [(DutyKind.CONFIRM_FORCE, date(2023, 12, 28))],
        ),
    ],
)
def test_the_duty_that_follows_falls_due_by_the_right_day(
    state: NoticeState, entered: dict[str, Any], expected: list[tuple[DutyKind, date]]
) -> None:
    situation, ask = at(state), an_amendment(**entered)
    outcome = take(situation, ask)
    found = after(situation, outcome, ask)
    rows = [
        row
        for order in outcome.orders
        if isinstance(order, Duty)
        for row in duties(order, found, ask)
    ]
    assert [(row.kind, row.due_on) for row in rows] == expected


def test_the_record_has_what_stood_and_what_stands() -> None:
    stands = a_notice(NoticeState.IN_FORCE)
    now = amended(at(NoticeState.IN_FORCE), an_amendment(posted_on=date(2023, 12, 6)))
    assert changes(stands, now) == (
        Changed("posted_on", "2023-11-29", "2023-12-06"),
        Changed("last_appeal_on", "2023-12-20", "2023-12-27"),
        Changed("in_force_on", "2023-12-21", ""),
    )


# Whether an appeal came in time is judged by the day that is right.


def posted_with(came: date, *, is_late: bool) -> Situation:
    notice = replace(appealed(a_notice(NoticeState.POSTED)), appealed_on=came)
    return replace(at(NoticeState.POSTED), notice=replace(notice, appeal_is_late=is_late))


@pytest.mark.parametrize(
    ("came", "was_late", "posted_on", "is_late"),
    [
        (date(2023, 12, 22), True, date(2023, 12, 6), False),
        (date(2023, 12, 22), True, date(2023, 11, 30), True),
        (date(2023, 12, 20), False, date(2023, 11, 28), True),
        (date(2023, 12, 11), False, date(2023, 11, 28), False),
        (date(2024, 1, 4), False, date(2023, 11, 28), False),
    ],
    ids=["late no longer", "late still", "late now", "in time still", "to a higher court"],
)
def test_an_appeal_is_judged_anew_by_the_new_last_day(
    came: date, posted_on: date, *, was_late: bool, is_late: bool
) -> None:
    found = amended(posted_with(came, is_late=was_late), an_amendment(posted_on=posted_on))
    assert found.appeal_is_late is is_late
    assert found.appeal_stops_force is not is_late


def test_an_appeal_that_was_in_time_after_all_stops_legal_force() -> None:
    late = posted_with(date(2023, 12, 22), is_late=True)
    assert why_not(late, ready_ask("gain_force")) == ()
    ask = an_amendment(posted_on=date(2023, 12, 6))
    found = after(late, take(late, ask), ask)
    assert why_not(found, ready_ask("gain_force")) == ("appeal_is_open",)

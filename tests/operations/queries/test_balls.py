"""Who has the ball, as rules of one thing's standing and the day."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

import pytest

from workflow.chain import BY_NAME
from workflow.operations.queries.balls import ONWARD, ball, duty_of
from workflow.operations.queries.standings import CLOSED, OpenDuty, Standing
from workflow.states import (
    DecisionState,
    DispatchState,
    DutyKind,
    NoticeState,
    PlanState,
    Role,
    Thing,
)

STATES: dict[Thing, type[StrEnum]] = {
    Thing.PLAN: PlanState,
    Thing.DECISION: DecisionState,
    Thing.NOTICE: NoticeState,
    Thing.DISPATCH: DispatchState,
}
DAY = date(2023, 10, 20)
CIRCULATED = Standing(
    Thing.PLAN,
    1,
    PlanState.CIRCULATED,
    case_id=1,
    reference="RUN/536/2021",
    officer_id=1,
    officer="Handläggaren",
    title="Handlingsplan 2023",
    year=2023,
    plan_id=1,
    answer_by=DAY,
    duties=(OpenDuty(DutyKind.ANSWER, DAY, "Åre kommun"),),
)


@pytest.mark.parametrize(("where", "step"), ONWARD.items())
def test_the_onward_step_begins_in_its_state_and_leads_out_of_it(
    where: tuple[Thing, str], step: str
) -> None:
    thing, state = where
    leads = BY_NAME[step]
    assert leads.thing is thing
    assert state in leads.source
    assert leads.target not in (None, state)


@pytest.mark.parametrize("thing", Thing)
def test_every_state_on_the_way_has_a_step_onward_or_shares_the_ball(thing: Thing) -> None:
    # These move with their decision, or the ball goes between several.
    together: dict[Thing, set[StrEnum]] = {
        Thing.PLAN: {PlanState.SUBMITTED, PlanState.CIRCULATED, PlanState.FOLLOWING_UP},
        Thing.DISPATCH: {DispatchState.DISPATCHED},
    }
    ways = {state for each, state in ONWARD if each is thing}
    assert ways | together.get(thing, set()) | {*CLOSED[thing]} == {*STATES[thing]}


def test_the_members_have_a_circulated_plan_until_their_day_is_over() -> None:
    now = ball(CIRCULATED, DAY)
    assert now is not None
    assert (now.step, now.roles, now.parties) == ("answer", (Role.MEMBER,), ("Åre kommun",))
    after = ball(CIRCULATED, date(2023, 10, 21))
    assert after is not None
    assert (after.step, after.roles) == ("prepare", (Role.OFFICER,))


def test_the_officer_goes_on_when_every_member_has_answered() -> None:
    found = ball(replace(CIRCULATED, duties=()), DAY)
    assert found is not None
    assert found.step == "prepare"


@pytest.mark.parametrize("state", [PlanState.DRAFTING, PlanState.CIRCULATED, PlanState.SUBMITTED])
def test_a_plan_in_a_decision_on_its_way_waits_with_the_decision(state: PlanState) -> None:
    assert ball(replace(CIRCULATED, state=state, is_bound=True), DAY) is None


def test_an_adopted_plan_lies_still_until_its_year_ends() -> None:
    duty = OpenDuty(DutyKind.OPEN_FOLLOW_UP, date(2023, 12, 31))
    adopted = replace(CIRCULATED, state=PlanState.ADOPTED, duties=(duty,))
    found = ball(adopted, DAY)
    assert found is not None
    assert found.is_ahead(DAY)
    assert not found.is_ahead(date(2023, 12, 31))


def test_the_regions_own_outcomes_are_the_officers_before_the_others() -> None:
    own = OpenDuty(DutyKind.OUTCOME, date(2024, 1, 31))
    theirs = replace(own, party="Åre kommun")
    following = replace(CIRCULATED, state=PlanState.FOLLOWING_UP, duties=(own, theirs))
    found = ball(following, date(2024, 1, 10))
    assert found is not None
    assert (found.roles, found.parties) == ((Role.OFFICER,), ("Åre kommun",))


@pytest.mark.parametrize(
    ("day", "step", "role"),
    [
        (date(2024, 1, 31), "report_outcome", Role.RESPONSIBLE),
        (date(2024, 2, 1), "close_follow_up", Role.OFFICER),
    ],
)
def test_outcomes_are_waited_for_until_their_day_and_then_the_officer_closes(
    day: date, step: str, role: Role
) -> None:
    duties = (
        OpenDuty(DutyKind.OUTCOME, date(2024, 1, 31), "Åre kommun"),
        OpenDuty(DutyKind.CLOSE_FOLLOW_UP, date(2024, 2, 15)),
    )
    found = ball(replace(CIRCULATED, state=PlanState.FOLLOWING_UP, duties=duties), day)
    assert found is not None
    assert (found.step, found.roles) == (step, (role,))


@pytest.mark.parametrize(
    ("day", "step", "role"),
    [
        (date(2023, 11, 8), "acknowledge", Role.RECIPIENT),
        (date(2023, 11, 9), "acknowledge", Role.REGISTRAR),
    ],
)
def test_recipients_confirm_until_their_day_and_then_the_registrar_asks(
    day: date, step: str, role: Role
) -> None:
    duty = OpenDuty(DutyKind.ACKNOWLEDGE, date(2023, 11, 8), "Bergs kommun")
    sent = replace(CIRCULATED, thing=Thing.DISPATCH, state=DispatchState.DISPATCHED)
    found = ball(replace(sent, duties=(duty,)), day)
    assert found is not None
    assert (found.step, found.roles, found.parties) == (step, (role,), ("Bergs kommun",))


def test_a_plan_is_closed_when_its_decision_has_force_and_is_delivered() -> None:
    back = replace(CIRCULATED, state=PlanState.REPORTED_BACK)
    assert ball(back, DAY) is None
    settled = ball(replace(back, is_settled=True), DAY)
    assert settled is not None
    assert settled.roles == (Role.REGISTRAR,)


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("decide", DutyKind.DECIDE),
        ("list", DutyKind.NOTIFY),
        ("close_follow_up", DutyKind.CLOSE_FOLLOW_UP),
        ("report_agency", DutyKind.REPORT_AGENCY),
        ("submit", None),
        ("circulate", None),
    ],
)
def test_the_last_day_is_that_of_the_duty_which_the_step_settles(
    step: str, kind: DutyKind | None
) -> None:
    assert duty_of(step) is kind

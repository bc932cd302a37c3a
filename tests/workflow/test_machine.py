"""The machine: only the table's cells are open, and "may I?" and "do it" are one question."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.builders import (
    ACTORS,
    DIRECTOR,
    a_situation,
    an_ask,
    ready,
    ready_ask,
    ready_in,
    reasons,
    standing,
    why_not,
)
from tests.workflow.notices import NOTICED
from workflow.chain import BY_NAME, STEPS
from workflow.facts import Actor, Ask, Situation
from workflow.machine import BEGINNING, available, state_of, take
from workflow.reasons import sentence
from workflow.refusals import Refusal, Refused
from workflow.states import (
    ActorKind,
    DecisionState,
    DispatchState,
    NoticeState,
    PlanState,
    Role,
    Thing,
)

STATES: dict[Thing, list[str]] = {
    Thing.PLAN: [BEGINNING, *PlanState],
    Thing.DECISION: [BEGINNING, *DecisionState],
    Thing.NOTICE: [BEGINNING, *NoticeState],
    Thing.DISPATCH: [BEGINNING, *DispatchState],
}
CELLS = [(step, state) for step in BY_NAME for state in STATES[BY_NAME[step].thing]]
MATRIX = pytest.mark.parametrize(("step", "actor"), [(s, a) for s in BY_NAME for a in ACTORS])


def sources(step: str) -> set[str]:
    """The states from which the table lets the step begin."""
    return {str(source) for source in BY_NAME[step].source} or {BEGINNING}


def may_act(step: str, actor: Actor) -> bool:
    """Whether the table lets the actor take the step; DECIDER is whoever holds the mandate."""
    if step == "declare_conflict":  # anybody in the house may be disqualified, and must say so
        return actor.kind is ActorKind.PERSON
    if step == "record":  # the delegate's responsibility, and the secretary's work
        return actor is DIRECTOR or Role.SECRETARY in actor.roles
    if Role.DECIDER in BY_NAME[step].by:
        return actor is DIRECTOR
    return bool(actor.roles.intersection(BY_NAME[step].by))


@pytest.mark.case("A01")
@MATRIX
def test_only_the_tables_cells_are_open(step: str, actor: str) -> None:
    ask, expected = ready_ask(step, ACTORS[actor]), sources(step)
    found = {s for s in STATES[BY_NAME[step].thing] if not why_not(ready_in(step, s), ask)}
    assert found == (expected if may_act(step, ACTORS[actor]) else set())


@MATRIX
def test_a_closed_cell_says_that_state_or_role_is_wrong(step: str, actor: str) -> None:
    ask, of_role = ready_ask(step, ACTORS[actor]), may_act(step, ACTORS[actor])
    for state in STATES[BY_NAME[step].thing]:
        found = set(why_not(ready_in(step, state), ask))
        moved = found & {"wrong_state", "already_decided"}
        nobody = found & {"wrong_role", "not_the_holder", "not_a_person"}
        assert bool(moved) == (state not in sources(step)), state
        assert bool(nobody) or of_role or bool(moved), state


@pytest.mark.parametrize("step", BY_NAME)
def test_a_wrong_role_is_named_beside_a_wrong_state(step: str) -> None:
    wrong = next(s for s in STATES[BY_NAME[step].thing] if s not in sources(step))
    found = why_not(ready_in(step, wrong), ready_ask(step, ACTORS["administrator"]))
    assert bool({"wrong_state", "already_decided"} & set(found))
    assert ("wrong_role" in found) == (Role.DECIDER not in BY_NAME[step].by)


@pytest.mark.parametrize(("step", "state"), CELLS)
def test_no_step_changes_the_situation_that_it_is_asked_of(step: str, state: str) -> None:
    situation, ask = ready_in(step, state), ready_ask(step)
    before = deepcopy(situation)
    refused = taken_or_refused(situation, ask)
    assert bool(refused) == (state not in sources(step))
    assert situation == before


@pytest.mark.parametrize("step", BY_NAME)
def test_a_step_leads_where_the_table_says_and_orders_what_it_says(step: str) -> None:
    outcome = take(*ready(step))
    line = BY_NAME[step]
    assert outcome.source in sources(step)
    assert outcome.target == (line.target or outcome.source)
    assert outcome.plans == (line.plans[1] if line.plans else None)
    assert outcome.orders == line.orders


@pytest.mark.parametrize(
    ("step", "state"), [(s, state) for s in BY_NAME for state in sorted(sources(s))]
)
def test_a_step_that_keeps_its_state_keeps_each_of_its_sources(step: str, state: str) -> None:
    outcome = take(ready_in(step, state), ready_ask(step))
    assert outcome.source == state
    assert outcome.target == (BY_NAME[step].leads_to(state) or state)


# "May I?" and "do it"


@given(
    cell=st.sampled_from(CELLS),
    actor=st.sampled_from([*ACTORS.values()]),
    on=st.dates(date(2023, 1, 1), date(2025, 12, 31)),
)
def test_may_i_and_do_it_are_one_question(cell: tuple[str, str], actor: Actor, on: date) -> None:
    step, state = cell
    situation, ask = ready_in(step, state), an_ask(step, actor, on)
    answer = available(situation, ask)[step]
    assert answer == reasons(situation, ask)
    assert answer == taken_or_refused(situation, ask)


@given(
    cell=st.sampled_from(CELLS),
    actor=st.sampled_from([*ACTORS.values()]),
    on=st.dates(date(2023, 1, 1), date(2025, 12, 31)),
)
def test_what_is_closed_to_ask_is_closed_to_do(
    cell: tuple[str, str], actor: Actor, on: date
) -> None:
    step, state = cell
    situation = ready_in(step, state)
    ask = an_ask(step, actor, on, ready_ask(step, actor).given)
    assert set(available(situation, ask)[step]) <= set(taken_or_refused(situation, ask))


def taken_or_refused(situation: Situation, ask: Ask) -> tuple[Refusal, ...]:
    """What doing it answers: nothing where the step was taken, else every reason."""
    try:
        take(situation, ask)
    except Refused as refused:
        return refused.refusals
    return ()


@pytest.mark.parametrize("step", BY_NAME)
def test_may_i_answers_for_every_step_of_the_thing_and_no_other(step: str) -> None:
    situation, ask = ready(step)
    found = available(situation, ask)
    assert list(found) == [s.name for s in STEPS if s.thing is BY_NAME[step].thing]
    assert found[step] == ()


# What the table holds


def test_the_committee_takes_note_and_neither_approves_nor_rejects() -> None:
    steps = [step for step in STEPS if step.thing is Thing.NOTICE]
    way = [state for state in NOTICED if state is not NoticeState.REPEALED]
    onward = [
        (source, step.target)
        for step in steps
        for source in step.source
        if step.target in way and source in way
    ]
    assert onward == [*pairwise(way)]
    assert [step.name for step in steps if step.target is NoticeState.REPEALED] == ["repeal"]


def test_only_the_mandate_decides_on_what_is_submitted_and_the_officer_takes_it_away() -> None:
    moving = {s.name: s for s in STEPS if DecisionState.SUBMITTED in s.source and s.target}
    away = {name: moving.pop(name) for name in ("take_back", "leave_to_committee")}
    assert {step.by for step in away.values()} == {(Role.OFFICER,)}
    assert DecisionState.DECIDED not in {step.target for step in away.values()}
    assert set(moving) == {"send_back", "refer", "decide"}
    assert {step.by for step in moving.values()} == {(Role.DECIDER,)}


def test_the_calendar_takes_no_step_on_a_decision() -> None:
    by_itself = {step.name for step in STEPS if Role.CALENDAR in step.by}
    assert by_itself == {"list", "complete", "open_follow_up"}


def test_a_program_with_a_persons_role_takes_no_step() -> None:
    dressed_up = replace(ACTORS["calendar"], roles=frozenset(Role))
    for step in STEPS:
        expected = Role.CALENDAR in step.by
        assert (why_not(ready(step.name)[0], ready_ask(step.name, dressed_up)) == ()) == expected


# The decision opens notice and dispatch, and takes its plans along.
BY_THE_DECISION = {
    Thing.PLAN: {str(step.plans[1]) for step in STEPS if step.plans},
    Thing.NOTICE: {"pending"},
    Thing.DISPATCH: {"ready"},
}


def test_every_state_is_reached_by_a_step_and_every_step_has_its_name() -> None:
    assert len(BY_NAME) == len(STEPS)
    for thing, states in STATES.items():
        reached = {str(s.target) for s in STEPS if s.thing is thing and s.target}
        assert reached | BY_THE_DECISION.get(thing, set()) == set(states) - {BEGINNING}


# Somebody was first


@pytest.mark.parametrize(
    ("at", "local"),
    [
        (datetime(2023, 10, 24, 7, 30, tzinfo=UTC), "2023-10-24 kl. 09.30"),
        (datetime(2023, 12, 31, 23, 5, tzinfo=UTC), "2024-01-01 kl. 00.05"),
    ],
    ids=["summer time", "after local midnight"],
)
def test_who_comes_second_is_told_who_decided_and_when(at: datetime, local: str) -> None:
    decided = replace(a_situation(DecisionState.DECIDED).the_decision(), decided_at=at)
    situation = replace(a_situation(DecisionState.DECIDED), decision=decided)
    refusal, *_ = reasons(situation, ready_ask("decide"))
    assert refusal.code == "already_decided"
    assert sentence(refusal).startswith(
        f"Beslutet är redan fattat av Magnus Aspegren den {local} (nr 1/2023)."
    )


def test_a_decision_moves_only_with_all_its_plans() -> None:
    situation, ask = ready("decide")
    one_lags = (situation.plans[0], replace(situation.plans[1], state=PlanState.DRAFTING))
    (refusal,) = reasons(replace(situation, plans=one_lags), ask)
    assert refusal.code == "plan_in_wrong_state"
    assert (refusal.param("year"), refusal.param("state")) == ("2024", "drafting")


def test_a_thing_that_is_not_yet_stored_stands_at_the_beginning() -> None:
    for thing, states in STATES.items():
        assert [state_of(standing(thing, state), thing) for state in states] == states


def test_an_unknown_step_is_a_fault_of_the_caller() -> None:
    situation, ask = ready("decide")
    with pytest.raises(KeyError):
        take(situation, replace(ask, step="approve"))

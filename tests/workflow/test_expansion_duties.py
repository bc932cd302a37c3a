"""The duties that a step begins and settles: whose they are, of which plan, by which day."""

from dataclasses import replace
from datetime import date

import pytest

from documents.sample import situation as seed
from documents.sample.measures import measures_2023
from documents.sample.parties import RECIPIENTS, REGION
from tests.workflow.builders import (
    ARE,
    OFFICER,
    REGISTRAR,
    an_outcome,
    ready,
    ready_ask,
    stepped,
)
from workflow.after import after
from workflow.chain import BY_NAME
from workflow.duties import RULES
from workflow.expansion import (
    DutyRow,
    Settled,
    duties,
    settled,
)
from workflow.facts import Actor, Ask, Given
from workflow.facts import Outcome as FactOutcome
from workflow.machine import take
from workflow.orders import Duty, Settle
from workflow.states import DutyKind

MEMBERS = {party.name for party in seed.sample_situation().members}


def begun(step: str) -> list[DutyRow]:
    outcome, found, ask = stepped(step)
    orders = [order for order in outcome.orders if isinstance(order, Duty)]
    return [row for order in orders for row in duties(order, found, ask)]


def settles(step: str, ask: Ask | None = None) -> dict[DutyKind, Settled | None]:
    outcome, found, asked = stepped(step, ask)
    orders = [order for order in outcome.orders if isinstance(order, Settle)]
    return {order.kind: settled(order, step, found, asked) for order in orders}


def test_a_decision_begins_the_duties_of_all_that_follows() -> None:
    found = [(row.kind, row.due_on, row.plan_id, row.decision_id) for row in begun("decide")]
    assert found == [
        (DutyKind.DISPATCH, date(2023, 10, 25), None, 1),
        (DutyKind.NOTIFY, date(2023, 11, 21), None, 1),
        (DutyKind.OPEN_FOLLOW_UP, date(2023, 12, 31), 1, None),
        (DutyKind.OPEN_FOLLOW_UP, date(2024, 12, 31), 2, None),
        (DutyKind.REPORT_AGENCY, date(2024, 3, 31), 1, None),
        (DutyKind.REPORT_AGENCY, date(2025, 3, 31), 2, None),
    ]


@pytest.mark.parametrize(
    ("step", "kind", "party_ids"),
    [
        ("circulate", DutyKind.ANSWER, {party.id for party in seed.sample_situation().members}),
        ("dispatch", DutyKind.ACKNOWLEDGE, {party.id for party in RECIPIENTS}),
        ("open_follow_up", DutyKind.OUTCOME, {None, 5, 7, 9}),
        ("open_follow_up", DutyKind.CLOSE_FOLLOW_UP, {None}),
        ("submit", DutyKind.DECIDE, {None}),
        ("notify", DutyKind.ADJUST, {None}),
        ("adjust", DutyKind.POST, {None}),
        ("post", DutyKind.CONFIRM_FORCE, {None}),
        ("report_agency", DutyKind.REPORT_COMMITTEE, {None}),
    ],
)
def test_a_duty_is_begun_for_each_whom_it_concerns(
    step: str, kind: DutyKind, party_ids: set[int | None]
) -> None:
    found = [row.party_id for row in begun(step) if row.kind is kind]
    assert set(found) == party_ids
    assert len(found) == len(party_ids)


@pytest.mark.parametrize("step", BY_NAME)
def test_a_duty_belongs_to_a_plan_or_to_a_decision_and_says_why(step: str) -> None:
    for row in begun(step):
        assert (row.plan_id is None) != (row.decision_id is None)
        assert row.why == RULES[row.kind].why


# What is settled


def test_a_submitted_plan_needs_no_more_answers() -> None:
    assert settles("submit") == {
        DutyKind.ANSWER: Settled(DutyKind.ANSWER, (1, 2), None, None, all_parties=True)
    }


def test_an_answer_settles_the_members_own_duty() -> None:
    assert settles("answer") == {
        DutyKind.ANSWER: Settled(DutyKind.ANSWER, (1,), None, ARE.id, all_parties=False)
    }


@pytest.mark.parametrize("actor", [None, REGISTRAR], ids=["by link", "by the registrar"])
def test_a_receipt_settles_one_recipients_duty(actor: Actor | None) -> None:
    found = settles("acknowledge", ready_ask("acknowledge", actor))[DutyKind.ACKNOWLEDGE]
    assert found == Settled(DutyKind.ACKNOWLEDGE, (1, 2), 1, ARE.id, all_parties=False)


@pytest.mark.parametrize("step", ["decide", "take_back", "send_back", "refer"])
def test_whoever_acts_on_a_submitted_decision_has_done_the_duty(step: str) -> None:
    found = settles(step)[DutyKind.DECIDE]
    assert found == Settled(DutyKind.DECIDE, (1, 2), 1, None, all_parties=True)


def reported(*outcomes: tuple[int, FactOutcome], actor: Actor | None = None) -> Settled | None:
    """What a report settles, where nothing was reported before."""
    situation, usual = ready("report_outcome")
    empty = replace(situation, measures={1: measures_2023(with_outcomes=False)})
    ask = replace(ready_ask("report_outcome", actor or usual.actor), given=Given(outcomes=outcomes))
    found = after(empty, take(empty, ask), ask)
    return settled(Settle(DutyKind.OUTCOME), "report_outcome", found, ask)


def test_a_report_of_some_targets_settles_nothing() -> None:
    assert reported((1, an_outcome())) is None


def test_a_report_of_all_ones_targets_settles_ones_own_duty() -> None:
    without_value = an_outcome(None, missing_reason="Enkäten är försenad.")
    assert reported((1, an_outcome(0)), (2, without_value)) == Settled(
        DutyKind.OUTCOME, (1,), None, ARE.id, all_parties=False
    )


def test_the_officer_settles_the_regions_own_duty() -> None:
    own = [t.id for m in measures_2023() for t in m.targets if m.responsible == REGION]
    assert reported((own[0], an_outcome()), actor=OFFICER) is None
    found = reported(*((each, an_outcome()) for each in own), actor=OFFICER)
    assert found == Settled(DutyKind.OUTCOME, (1,), None, None, all_parties=False)


def test_a_closed_follow_up_asks_nobody_more() -> None:
    found = settles("close_follow_up")
    assert found[DutyKind.OUTCOME] == Settled(DutyKind.OUTCOME, (1,), None, None, all_parties=True)

"""Which facts of an ask a paper speaks of: its officer, decision, plans and measures."""

from datetime import date
from typing import TypeVar

from workflow.facts import (
    Actor,
    Decider,
    Delegation,
    Delivery,
    Measure,
    Meeting,
    Notice,
    Person,
    Plan,
)
from workflow.orders import LetterAsk, PaperAsk
from workflow.references import swedish_key
from workflow.states import DRAFTS, PaperKind, PlanState

_Given = TypeVar("_Given")
_OF_THE_DECISION = frozenset(
    {
        PaperKind.TJANSTESKRIVELSE,
        PaperKind.HANSKJUTANDE,
        PaperKind.DELEGATIONSBESLUT,
        PaperKind.BESLUTSMISSIV,
        PaperKind.RATTELSE,
        PaperKind.UTDRAG,
    }
)


def officer_of(ask: PaperAsk) -> Person:
    """Handläggare: who drafted the decision in its own papers, the case's officer in others."""
    decision = ask.situation.decision
    if decision is not None and ask.kind in _OF_THE_DECISION:
        return decision.drafted_by
    return ask.situation.case.officer


def plans_of(ask: PaperAsk | LetterAsk) -> tuple[Plan, ...]:
    """The plans that the decision covers, by year: the order of its clauses."""
    return tuple(sorted(ask.situation.plans, key=lambda plan: plan.year))


def the_plan(ask: PaperAsk) -> Plan:
    return _given(ask.plan, "a plan")


def is_draft(ask: PaperAsk) -> bool:
    """A plan before anybody is asked to decide on it, also one that was discarded then."""
    return ask.plan is not None and ask.plan.state in (*DRAFTS, PlanState.DISCARDED)


def the_meeting(ask: PaperAsk) -> Meeting:
    return _given(ask.meeting, "a meeting")


def the_delivery(ask: PaperAsk) -> Delivery:
    return _given(ask.delivery, "a delivery")


def the_notice(ask: PaperAsk) -> Notice:
    return _given(ask.situation.notice, "a notice")


def is_recorded(ask: PaperAsk) -> bool:
    """A decision that no meeting is told of: it stands in a record of its own."""
    notice = ask.situation.notice
    return notice is not None and notice.meeting is None


def the_actor(ask: PaperAsk) -> Actor:
    return _given(ask.by, "somebody who acts")


def mandates_of(ask: PaperAsk) -> tuple[Delegation, ...]:
    """The committee's mandates: by post, for each post those given first before the others."""
    code = ask.situation.case.committee.code
    mine = (each for each in ask.situation.register.delegations if each.committee_code == code)
    return tuple(
        sorted(mine, key=lambda each: (swedish_key(each.post.title), each.valid_from, each.id))
    )


def the_delegation(ask: PaperAsk) -> Delegation:
    return _given(ask.situation.delegation(), "a delegation")


def the_decider(ask: PaperAsk) -> Decider:
    return _given(ask.situation.the_decision().decider, "a decider")


def the_decision_day(ask: PaperAsk) -> date:
    return _given(ask.situation.the_decision().decided_on, "a decision day")


def measures_of(ask: PaperAsk, plan: Plan) -> tuple[Measure, ...]:
    """The plan's measures in their order; empty when none were read."""
    read = ask.situation.measures.get(plan.id, ())
    return tuple(sorted(read, key=lambda measure: measure.position))


def _given(value: _Given | None, what: str) -> _Given:
    if value is None:
        raise LookupError(f"this paper was asked for without {what}")
    return value

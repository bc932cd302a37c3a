"""What the record says of a step, taken or refused: one canonical body for each."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from workflow.amending import Changed
from workflow.chain import BY_NAME
from workflow.expansion import DutyRow
from workflow.facts import Actor, Ask, Given, Situation
from workflow.machine import Outcome, state_of
from workflow.operations.papers import Drawn
from workflow.refusals import Refused
from workflow.states import PaperKind, Thing


def taken(
    situation: Situation,
    outcome: Outcome,
    ask: Ask,
    drawn: Drawn,
    letters: tuple[str, ...],
    duties: tuple[DutyRow, ...],
    changed: tuple[Changed, ...] = (),
) -> dict[str, Any]:
    """The entry of a step that was taken: who, what, from where to where, with which papers.

    ``changed`` is what stood before and what stands now, where facts were put right.
    """
    entry = _entry(
        situation,
        ask,
        {
            "refused": False,
            "from": outcome.source,
            "to": str(outcome.target),
            "reasons": [],
            "papers": [*_attached(situation, outcome), *_drawn(drawn)],
            "letters": list(letters),
            "duties": [[str(duty.kind), duty.due_on.isoformat()] for duty in duties],
        },
    )
    decision = situation.decision
    if decision is not None and decision.decided_at == ask.at:
        entry["given"]["number"] = decision.number
    if changed:
        entry["given"]["changed"] = [[each.name, each.was, each.now] for each in changed]
    return entry


def _drawn(drawn: Drawn) -> list[list[str]]:
    return [[str(paper.kind), paper.name, paper.sha256] for paper in drawn]


def _attached(situation: Situation, outcome: Outcome) -> list[list[str]]:
    """What somebody else wrote is on record by its hash, from the step that attaches it."""
    if outcome.step.name not in ("prepare", "revise_basis"):
        return []
    basis = situation.the_decision().basis
    return [[str(PaperKind.UNDERLAG), i.name, i.sha256] for i in basis if i.sha256 is not None]


def refused(situation: Situation, ask: Ask, refused: Refused) -> dict[str, Any]:
    """The entry of a step that the rules refused: tries are on record too."""
    step = BY_NAME[ask.step]
    state = state_of(situation, step.thing)
    reasons = [[r.code, [list(pair) for pair in r.params]] for r in refused.refusals]
    return _entry(
        situation,
        ask,
        {
            "refused": True,
            "from": state,
            "to": state,
            "reasons": reasons,
            "papers": [],
            "letters": [],
            "duties": [],
        },
    )


def noted(
    what: str, thing: str, id_: int | None, given: dict[str, Any], actor: Actor, at: datetime
) -> dict[str, Any]:
    """The entry of something that bears on a case without being a step of the chain."""
    unmoved = {"refused": False, "from": "", "to": "", "reasons": []}
    ordered: dict[str, Any] = {"papers": [], "letters": [], "duties": []}
    return {
        "at": utc(at),
        "step": what,
        "thing": thing,
        "thing_id": id_,
        "actor": _who(actor),
        "given": given,
        **unmoved,
        **ordered,
    }


def _entry(situation: Situation, ask: Ask, said: dict[str, Any]) -> dict[str, Any]:
    step = BY_NAME[ask.step]
    return {
        "at": utc(ask.at),
        "step": step.name,
        "thing": str(step.thing),
        "thing_id": thing_id(situation, step.thing),
        "actor": _who(ask.actor),
        "given": _given(ask.given or Given()),
        **said,
    }


def _who(actor: Actor) -> dict[str, Any]:
    return {
        "kind": str(actor.kind),
        "name": actor.name,
        "person_id": actor.person_id,
        "title": actor.title,
    }


def thing_id(situation: Situation, thing: Thing) -> int | None:
    """The id of what the step is about; ``None`` while it does not exist."""
    if thing is Thing.PLAN:
        return situation.plans[0].id or None
    subject = {
        Thing.DECISION: situation.decision,
        Thing.NOTICE: situation.notice,
        Thing.DISPATCH: situation.dispatch,
    }[thing]
    return (subject.id or None) if subject else None


def utc(at: datetime) -> str:
    """An instant as the record writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _given(given: Given) -> dict[str, Any]:
    """What the person wrote, without what was left empty."""
    named = {field.name: getattr(given, field.name) for field in fields(given)}
    return {name: _plain(value) for name, value in named.items() if value}


def _plain(value: object) -> object:
    """A value of the facts in the words of the record: text, numbers, lists and objects."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value

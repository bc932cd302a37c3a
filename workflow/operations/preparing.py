"""Preparing a decision (beredning): plans, text, basis and recipients, until it is submitted."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from workflow.facts import Actor, Ask, Basis, Decision, DraftText, Given, Person, Situation
from workflow.operations import uploads, virus_check
from workflow.operations.office import Office
from workflow.operations.papers import DrawnPaper, add_paper
from workflow.operations.steps import Done, run, take_step
from workflow.refusals import NotFound
from workflow.states import DecisionState, PaperKind, Thing
from workflow.store import decisions, people, situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


@dataclass(frozen=True)
class Attachment:
    """A basis that comes with its own bytes, as the minute extract that proves the mandate."""

    title: str
    dated_on: date
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class KeptAttachment:
    """A basis whose bytes lie in the store already, as after an earlier try."""

    title: str
    dated_on: date
    name: str
    media_type: str
    sha256: str
    size: int


BasisItem = Attachment | KeptAttachment | int


@dataclass(frozen=True)
class Draft:
    """What an officer prepares.

    ``basis`` keeps its order: attachments, and ids of the plans whose papers come with the
    submission. ``text.new_direction`` answers whether the matter is one of aim or direction,
    which may not be delegated (6 kap. 38 § kommunallagen); ``None`` is not answered yet.
    """

    matter: str
    text: DraftText
    plan_ids: tuple[int, ...]
    basis: tuple[BasisItem, ...]


def prepare(office: Office, case_id: int, draft: Draft, actor: Actor, at: datetime) -> Done:
    """Prepare one decision over one or several plans; each plan stands in one open decision."""
    kept = _kept(office, draft.basis, case_id, actor, at)

    def read(connection: Connection) -> Situation:
        alone = situations.of_case(connection, case_id, ask.on)
        plans = situations.plans(connection, case_id, tuple(dict.fromkeys(draft.plan_ids)))
        proposed = replace(alone, plans=plans)
        return replace(proposed, decision=_proposed(connection, proposed, draft, ask, kept))

    def write(connection: Connection, before: Situation, after: Situation) -> Situation:
        decisions.hold_plans(connection, before)
        for paper in kept.values():
            add_paper(connection, paper)
        decision_id = decisions.add(connection, after, ask)
        return replace(after, decision=replace(after.the_decision(), id=decision_id))

    ask = office.ask("prepare", actor, at, Given(draft=draft.text, plan_ids=draft.plan_ids))
    return run(office, ask, read, write)


def revise(office: Office, decision_id: int, draft: DraftText, actor: Actor, at: datetime) -> Done:
    """Write a draft anew, as after it was sent back."""
    ask = office.ask("revise", actor, at, Given(draft=draft))
    return take_step(office, Subject(Thing.DECISION, decision_id), ask, decisions.revise)


def revise_basis(
    office: Office, decision_id: int, basis: tuple[BasisItem, ...], actor: Actor, at: datetime
) -> Done:
    """Change, add to or reorder what the decision rests on, as after it was sent back."""
    kept = _kept(office, basis, _case_of(office, decision_id), actor, at)
    items = tuple(_basis(position, item, {}, kept) for position, item in enumerate(basis, 1))
    ask = office.ask("revise_basis", actor, at, Given(basis=items))

    def also(connection: Connection, after: Situation) -> None:
        for paper in kept.values():
            add_paper(connection, paper)
        decisions.revise_basis(connection, after, ask)

    return take_step(office, Subject(Thing.DECISION, decision_id), ask, also)


def submit(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """Hand the decision to the decider: the papers are drawn up and frozen by hash."""
    ask = office.ask("submit", actor, at, Given())
    return take_step(office, Subject(Thing.DECISION, decision_id), ask)


def take_back(office: Office, decision_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Take a submitted matter back from the decider with a reason (återta ärendet)."""
    ask = office.ask("take_back", actor, at, Given(reason=reason))
    return take_step(office, Subject(Thing.DECISION, decision_id), ask)


def discard(office: Office, decision_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Drop a draft that nobody will go on with (makulera); its plans are free for another one."""
    ask = office.ask("discard", actor, at, Given(reason=reason))
    return take_step(office, Subject(Thing.DECISION, decision_id), ask)


def keep(
    office: Office, item: Attachment, case_id: int, actor: Actor, at: datetime
) -> KeptAttachment:
    """Put the bytes in the store at once, so that a form that fails does not lose them.

    ``BadInput`` where it is infected, or the person or the case has had as much as there may be.
    """
    virus_check.require_clean(office, item.name, item.content, case_id, actor, at)
    uploads.admit(office, item.name, item.content, case_id, actor, at)
    sha256, size = office.files.put(item.content), len(item.content)
    return KeptAttachment(item.title, item.dated_on, item.name, item.media_type, sha256, size)


def _kept(
    office: Office, basis: tuple[BasisItem, ...], case_id: int, actor: Actor, at: datetime
) -> dict[int, DrawnPaper]:
    """What comes with bytes of its own, as papers, by position from 1."""
    return {
        position: _paper(
            keep(office, item, case_id, actor, at) if isinstance(item, Attachment) else item
        )
        for position, item in enumerate(basis, 1)
        if not isinstance(item, int)
    }


def _case_of(office: Office, decision_id: int) -> int:
    own = select(t.decision.c.case_id).where(t.decision.c.id == decision_id)
    with reading(office.engine) as connection:
        case_id: int | None = connection.execute(own).scalar()
    if case_id is None:
        raise NotFound(f"decision {decision_id}")
    return case_id


def _paper(item: KeptAttachment) -> DrawnPaper:
    return DrawnPaper(
        kind=PaperKind.UNDERLAG,
        name=item.name,
        sha256=item.sha256,
        media_type=item.media_type,
        size=item.size,
        plan_id=None,
        party_id=None,
    )


def _proposed(
    connection: Connection,
    situation: Situation,
    draft: Draft,
    ask: Ask,
    kept: dict[int, DrawnPaper],
) -> Decision:
    titles = {plan.id: plan.title for plan in situation.plans}
    return Decision(
        id=0,
        version=0,
        state=DecisionState.DRAFTING,
        title=draft.text.title,
        matter=draft.matter,
        text=draft.text.text,
        basis=tuple(
            _basis(position, item, titles, kept) for position, item in enumerate(draft.basis, 1)
        ),
        delegation_id=draft.text.delegation_id,
        drafted_by=_drafter(connection, situation, ask),
        dispatch_to=draft.text.dispatch_to,
        new_direction=draft.text.new_direction,
    )


def _drafter(connection: Connection, situation: Situation, ask: Ask) -> Person:
    """The person who prepares; nobody else may, and the rules say so to whoever tries."""
    if ask.actor.person_id is None:
        return situation.case.officer
    return people.person(connection, ask.actor.person_id, ask.on)


def _basis(
    position: int, item: BasisItem, titles: dict[int, str], kept: dict[int, DrawnPaper]
) -> Basis:
    if isinstance(item, int):
        return Basis(position, titles.get(item, ""), None, None, plan_id=item)
    sha256 = kept[position].sha256
    return Basis(position, item.title, item.dated_on, sha256, name=item.name)

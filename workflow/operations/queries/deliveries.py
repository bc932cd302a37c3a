"""Dispatches and each recipient's copy as pages show them: to do, under way, done, with counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from workflow.operations.office import Office
from workflow.operations.queries.copies import IN_TROUBLE, LOST, SETTLED, Copy, copies, copy_of
from workflow.operations.queries.kept import KeptPaper, as_kept, kept_papers
from workflow.references import decision_number, swedish_key
from workflow.refusals import NotFound
from workflow.states import Channel, DispatchState, DutyKind, PaperKind
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.tables import LetterState

PAGE = 50


@dataclass(frozen=True)
class DispatchRow:
    """A dispatch in a list; ``due_on`` is the last day to dispatch, or else to confirm."""

    decision_id: int
    case_id: int
    reference: str
    number: str
    title: str
    decided_on: date
    state: DispatchState
    due_on: date | None
    copies: tuple[tuple[Copy, int], ...]

    @property
    def recipients(self) -> int:
        return sum(number for _, number in self.copies)

    def count(self, *states: Copy) -> int:
        """How many copies stand in one of the states."""
        return sum(number for state, number in self.copies if state in states)

    @property
    def settled(self) -> int:
        return self.count(*SETTLED)

    @property
    def in_trouble(self) -> int:
        return self.count(*IN_TROUBLE)


def dispatches(
    office: Office, state: DispatchState, page: int = 1
) -> tuple[tuple[DispatchRow, ...], int]:
    """One page of the dispatches in a state, and how many there are.

    The oldest comes first where something is to be done, the newest where all is done.
    """
    in_state = t.dispatch.c.state == state.value
    oldest = (t.decision.c.decided_on, t.decision.c.id)
    newest = (t.decision.c.decided_on.desc(), t.decision.c.id.desc())
    order = newest if state is DispatchState.ACKNOWLEDGED else oldest
    with reading(office.engine) as connection:
        total = connection.execute(select(func.count()).where(in_state)).scalar_one()
        wanted = DISPATCHES.where(in_state).order_by(*order)
        rows = connection.execute(wanted.limit(PAGE).offset((page - 1) * PAGE)).all()
        return _with_copies(connection, rows), total


DISPATCHES: Select[Any] = (
    select(
        t.dispatch.c.id.label("dispatch_id"),
        t.dispatch.c.state,
        t.decision.c.id,
        t.decision.c.case_id,
        t.decision.c.number_serial,
        t.decision.c.number_year,
        t.decision.c.title,
        t.decision.c.decided_on,
        t.matter_case.c.reference,
    )
    .join(t.decision, t.decision.c.id == t.dispatch.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
)


def _with_copies(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[DispatchRow, ...]:
    due = _due(connection, [row.id for row in rows])
    found: dict[int, Counter[Copy]] = {}
    for each in copies(connection, [row.dispatch_id for row in rows]):
        found.setdefault(each.dispatch_id, Counter())[copy_of(each)] += 1
    return tuple(
        DispatchRow(
            decision_id=row.id,
            case_id=row.case_id,
            reference=row.reference,
            number=decision_number(row.number_serial, row.number_year),
            title=row.title,
            decided_on=row.decided_on,
            state=DispatchState(row.state),
            due_on=due.get(row.id),
            copies=tuple(sorted(found.get(row.dispatch_id, Counter()).items())),
        )
        for row in rows
    )


def _due(connection: Connection, decision_ids: Sequence[int]) -> dict[int, date]:
    """The nearest day on which somebody is to dispatch or confirm."""
    kinds = (DutyKind.DISPATCH.value, DutyKind.ACKNOWLEDGE.value)
    rows = connection.execute(
        select(t.duty.c.decision_id, func.min(t.duty.c.due_on).label("due_on"))
        .where(t.duty.c.decision_id.in_(decision_ids), t.duty.c.kind.in_(kinds))
        .where(t.duty.c.settled_on.is_(None))
        .group_by(t.duty.c.decision_id)
    )
    return {row.decision_id: row.due_on for row in rows}


@dataclass(frozen=True)
class Recipient:
    """One recipient of a decision: where its copy is, and how it was confirmed."""

    party_id: int
    name: str
    address: str
    state: Copy
    ordered_at: datetime | None
    sent_at: datetime | None
    attempts: int
    problem: str
    due_on: date | None
    reminded_on: date | None
    settled_on: date | None
    settled_how: str
    settled_by: str
    by_post: bool = False
    letter_id: int | None = None
    letter_state: str = ""
    bounced_at: datetime | None = None
    next_at: datetime | None = None

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_lost(self) -> bool:
        """Whether it will not get there by itself."""
        return self.state in LOST

    @property
    def is_held(self) -> bool:
        """Whether a person is to say what became of it."""
        return self.letter_state == LetterState.HELD and not self.is_settled

    @property
    def is_stoppable(self) -> bool:
        """Whether it can still be kept from leaving."""
        return self.state in (Copy.WAITING, Copy.PROBLEM, Copy.MAYBE)


@dataclass(frozen=True)
class DispatchPage:
    """A dispatch with every recipient, the names in Swedish order, and the papers that exist."""

    row: DispatchRow
    recipients: tuple[Recipient, ...]
    enclosed: tuple[KeptPaper, ...]

    @property
    def outstanding(self) -> tuple[Recipient, ...]:
        """Who has not confirmed."""
        return tuple(each for each in self.recipients if not each.is_settled)


def dispatch_page(office: Office, decision_id: int) -> DispatchPage:
    """The dispatch of a decision; ``NotFound`` where it is not decided."""
    with reading(office.engine) as connection:
        mine = DISPATCHES.where(t.dispatch.c.decision_id == decision_id)
        row = connection.execute(mine).one_or_none()
        if row is None:
            raise NotFound(f"the dispatch of decision {decision_id}")
        (in_a_list,) = _with_copies(connection, [row])
        watched = _watched(connection, decision_id)
        recipients = [
            _recipient(each, watched.get(each.party_id))
            for each in copies(connection, [row.dispatch_id])
        ]
        return DispatchPage(
            in_a_list,
            tuple(sorted(recipients, key=lambda each: swedish_key(each.name))),
            _shared_papers(connection, decision_id),
        )


def _watched(connection: Connection, decision_id: int) -> dict[int, tuple[date, date | None]]:
    """By recipient: the day by which it is to confirm, and when it was last reminded."""
    rows = connection.execute(
        select(t.duty.c.party_id, t.duty.c.due_on, func.max(t.reminder.c.sent_on).label("sent_on"))
        .outerjoin(t.reminder, t.reminder.c.duty_id == t.duty.c.id)
        .where(t.duty.c.decision_id == decision_id)
        .where(t.duty.c.kind == DutyKind.ACKNOWLEDGE.value, t.duty.c.party_id.is_not(None))
        .group_by(t.duty.c.party_id, t.duty.c.due_on)
        .order_by(t.duty.c.due_on)
    )
    return {row.party_id: (row.due_on, row.sent_on) for row in rows}


def _recipient(row: Row[Any], watched: tuple[date, date | None] | None) -> Recipient:
    due_on, reminded_on = watched or (None, None)
    return Recipient(
        party_id=row.party_id,
        name=row.party_name,
        address=row.address,
        state=copy_of(row),
        ordered_at=row.created_at,
        sent_at=row.sent_at,
        attempts=row.attempts or 0,
        problem=row.problem or "",
        due_on=due_on,
        reminded_on=reminded_on,
        settled_on=row.settled_on,
        settled_how=row.settled_how,
        settled_by=row.settled_by,
        by_post=row.channel == Channel.POST,
        letter_id=row.letter_id,
        letter_state=row.letter_state or "",
        bounced_at=row.bounced_at,
        next_at=row.next_at if row.letter_state == LetterState.WAITING else None,
    )


def _shared_papers(connection: Connection, decision_id: int) -> tuple[KeptPaper, ...]:
    """What every recipient gets beside its own utdrag and cover letter: corrections and plans."""
    of_plans = select(t.decision_plan.c.plan_id).where(t.decision_plan.c.decision_id == decision_id)
    plans = t.paper_use.c.plan_id.in_(of_plans)
    corrections = t.paper_use.c.decision_id == decision_id
    its = or_(
        and_(t.paper_use.c.kind == PaperKind.RATTELSE.value, corrections),
        and_(t.paper_use.c.kind == PaperKind.HANDLINGSPLAN.value, plans),
    )
    rows = connection.execute(
        kept_papers().where(its, t.paper_use.c.current).order_by(t.paper_use.c.id)
    )
    return tuple(sorted(as_kept(rows), key=lambda each: each.kind is PaperKind.HANDLINGSPLAN))

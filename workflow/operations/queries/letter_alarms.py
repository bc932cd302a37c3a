"""Alarms about letters: lost, held, waiting too long; and what came in that nobody has seen to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text, true

from workflow.facts import Actor
from workflow.operations.queries.alarms import Alarm, AlarmKind
from workflow.operations.queries.copies import newest_letter
from workflow.operations.queries.incoming import answers_waiting, waits_on_the_pile
from workflow.outgoing import SETUP
from workflow.states import DeliveryState, Role
from workflow.store import tables as t
from workflow.store.tables import LetterState

WAITS_TOO_LONG = timedelta(hours=1)
_TOLD_FOR = timedelta(days=30)  # of a letter that nobody is to confirm: it can't be mended
# Found first, for they are few; written out, as the index over them is.
_NOT_SENT = t.letter.c.id.in_(
    select(t.letter.c.id).where(t.letter.c.state != text("'sent'")).correlate(None)
)
_KINDS = {
    LetterState.FAILED.value: AlarmKind.LETTER_FAILED,
    LetterState.BOUNCED.value: AlarmKind.LETTER_BOUNCED,
    LetterState.HELD.value: AlarmKind.LETTER_HELD,
}
_UNSENT = (LetterState.WAITING.value, LetterState.CLAIMED.value, LetterState.MAYBE.value)
_UNSETTLED = (DeliveryState.WAITING.value, DeliveryState.SENT.value)


def of(
    connection: Connection, own_case: ColumnElement[bool], actor: Actor, at: datetime
) -> tuple[Alarm, ...]:
    """The alarms of one's own cases; a registrar sees every letter, and the pile."""
    which = true() if Role.REGISTRAR in actor.roles else own_case
    found = (
        *_setup(connection, which),
        *_lost(connection, which, at),
        *_waiting(connection, which, at),
    )
    pile = tuple(_pile(connection)) if Role.REGISTRAR in actor.roles else ()
    return (*found, *_answers(connection, own_case), *pile)


def _lost(connection: Connection, which: ColumnElement[bool], at: datetime) -> Iterator[Alarm]:
    """Letters that failed, came back or are held; an utdrag until it is mended or confirmed."""
    open_copy = and_(t.letter.c.id == newest_letter(), t.delivery.c.state.in_(_UNSETTLED))
    others = and_(t.letter.c.delivery_id.is_(None), t.letter.c.created_at > at - _TOLD_FOR)
    query = (
        select(t.letter, t.matter_case.c.reference, t.dispatch.c.decision_id)
        .join(t.matter_case, t.matter_case.c.id == t.letter.c.case_id)
        .outerjoin(t.delivery, t.delivery.c.id == t.letter.c.delivery_id)
        .outerjoin(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(_NOT_SENT, t.letter.c.state.in_(_KINDS), which, or_(open_copy, others))
        .order_by(t.letter.c.id)
    )
    for row in connection.execute(query):
        yield Alarm(
            _KINDS[row.state],
            row.case_id,
            row.reference,
            row.to_name,
            row.problem,
            decision_id=row.decision_id,
        )


def _waiting(connection: Connection, which: ColumnElement[bool], at: datetime) -> Iterator[Alarm]:
    """Letters that should have left long ago: one alarm for all of them."""
    query = (
        select(func.count(t.letter.c.id), func.min(t.letter.c.created_at))
        .join(t.matter_case, t.matter_case.c.id == t.letter.c.case_id)
        .where(_NOT_SENT, t.letter.c.state.in_(_UNSENT), which)
        .where(t.letter.c.created_at <= at - WAITS_TOO_LONG)
    )
    count, since = connection.execute(query).one()
    if count:
        yield Alarm(AlarmKind.LETTERS_WAIT, 0, "", "", count=count, since=since)


def _setup(connection: Connection, which: ColumnElement[bool]) -> Iterator[Alarm]:
    """A setting for e-mail is wrong, so no letter leaves: that is told at once."""
    query = (
        select(t.letter.c.problem)
        .join(t.matter_case, t.matter_case.c.id == t.letter.c.case_id)
        .where(_NOT_SENT, t.letter.c.state.in_(_UNSENT), which)
        .where(t.letter.c.problem.contains(SETUP, autoescape=True))
        .order_by(t.letter.c.id)
        .limit(1)
    )
    for problem in connection.execute(query).scalars():
        yield Alarm(AlarmKind.MAIL_SETUP, 0, "", "", problem.partition(SETUP)[2])


def _answers(connection: Connection, own_case: ColumnElement[bool]) -> Iterator[Alarm]:
    query = (
        select(t.incoming, t.matter_case.c.reference)
        .join(t.matter_case, t.matter_case.c.id == t.incoming.c.case_id)
        .where(answers_waiting(), own_case)
        .order_by(t.incoming.c.id)
    )
    for row in connection.execute(query):
        yield Alarm(
            AlarmKind.ANSWERED, row.case_id, row.reference, row.from_email, incoming_id=row.id
        )


def _pile(connection: Connection) -> Iterator[Alarm]:
    counted = select(func.count(t.incoming.c.id)).where(waits_on_the_pile())
    count = connection.execute(counted).scalar_one()
    if count:
        yield Alarm(AlarmKind.MAIL_ON_THE_PILE, 0, "", "", count=count)

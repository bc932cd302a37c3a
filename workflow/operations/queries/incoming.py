"""What came in by mail as pages show it: the pile that is nobody's, and what a case has got."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from workflow.facts import Actor, local_date
from workflow.inbound import read
from workflow.operations.incoming import is_left_out
from workflow.operations.office import Office
from workflow.operations.queries.readers import reader, require_case, saves_messages
from workflow.refusals import NotFound
from workflow.states import IncomingKind, Role
from workflow.store import tables as t
from workflow.store.engine import reading

PAGE = 50


@dataclass(frozen=True)
class Came:
    """One message that came in: from whom, what it is, and whether somebody has seen to it."""

    id: int
    received_at: datetime
    kind: IncomingKind
    from_email: str
    subject: str
    note: str
    sha256: str
    case_id: int | None
    reference: str
    to_name: str
    handled_on: date | None
    handled_by: str

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is to see to it: an answer, or what is nobody's."""
        kinds = (IncomingKind.REPLY, IncomingKind.UNMATCHED)
        return self.kind in kinds and self.handled_on is None


_CAME: Select[Any] = (
    select(t.incoming, t.matter_case.c.reference, t.letter.c.to_name)
    .outerjoin(t.matter_case, t.matter_case.c.id == t.incoming.c.case_id)
    .outerjoin(t.letter, t.letter.c.id == t.incoming.c.letter_id)
)


def waits_on_the_pile() -> ColumnElement[bool]:
    """Messages that no letter of ours explains, and nobody has seen to."""
    unmatched = t.incoming.c.kind == IncomingKind.UNMATCHED.value
    return unmatched & t.incoming.c.handled_on.is_(None)


def answers_waiting() -> ColumnElement[bool]:
    """Answers that nobody has seen to."""
    return (t.incoming.c.kind == IncomingKind.REPLY.value) & t.incoming.c.handled_on.is_(None)


def pile(office: Office, page: int = 1) -> tuple[tuple[Came, ...], int]:
    """One page of the pile, the oldest first, and how many there are."""
    mine = waits_on_the_pile()
    with reading(office.engine) as connection:
        total = connection.execute(select(func.count(t.incoming.c.id)).where(mine)).scalar_one()
        wanted = _CAME.where(mine).order_by(t.incoming.c.received_at, t.incoming.c.id)
        rows = connection.execute(wanted.limit(PAGE).offset((page - 1) * PAGE))
        return tuple(_came(row) for row in rows), total


def of_case(connection: Connection, case_id: int) -> tuple[Came, ...]:
    """Everything that came in on a case, the newest first; a program's answers too."""
    mine = _CAME.where(t.incoming.c.case_id == case_id)
    rows = connection.execute(mine.order_by(t.incoming.c.id.desc()).limit(PAGE))
    return tuple(_came(row) for row in rows)


def of_decision(office: Office, decision_id: int, actor: Actor, at: datetime) -> tuple[Came, ...]:
    """What came in about the letters of a decision's dispatch, the newest first.

    Nothing for whoever may not open it.
    """
    on = local_date(at, office.time_zone)
    letters = (
        select(t.letter.c.id)
        .join(t.delivery, t.delivery.c.id == t.letter.c.delivery_id)
        .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.dispatch.c.decision_id == decision_id)
    )
    with reading(office.engine) as connection:
        of_mine = reader(connection, actor, on).of(t.matter_case.c.committee_id)
        mine = _CAME.where(t.incoming.c.letter_id.in_(letters), of_mine)
        rows = connection.execute(mine.order_by(t.incoming.c.id.desc()).limit(PAGE))
        return tuple(_came(row) for row in rows)


@dataclass(frozen=True)
class Message:
    """One message with its text, as far as it can be read, and no link that still opens.

    ``raw`` are the bytes as they came; nothing for whoever may not save them. An infected message
    has neither.
    """

    came: Came
    from_name: str
    text: str
    is_whole: bool
    raw: bytes | None


def message(office: Office, incoming_id: int, actor: Actor, at: datetime) -> Message:
    """A message for whoever may read its case; what is nobody's is the registrar's."""
    with reading(office.engine) as connection:
        row = connection.execute(_CAME.where(t.incoming.c.id == incoming_id)).one_or_none()
        if row is None:
            raise NotFound(f"message {incoming_id}")
        if row.case_id is not None:
            require_case(connection, row.case_id, actor, local_date(at, office.time_zone))
        elif Role.REGISTRAR not in actor.roles:
            raise NotFound(f"message {incoming_id}")
        saves = _saves(connection, row.case_id, actor)
    if is_left_out(row):
        return Message(_came(row), "", "", is_whole=True, raw=None)
    raw = office.files.get(row.sha256)
    arrived = read(raw)
    text = without_links(office, arrived.text)
    return Message(_came(row), arrived.from_name, text, arrived.is_whole, raw if saves else None)


def original(office: Office, incoming_id: int, actor: Actor, at: datetime) -> bytes:
    """The message as it came, for the registrar and the case's officer; else ``NotFound``."""
    raw = message(office, incoming_id, actor, at).raw
    if raw is None:
        raise NotFound(f"message {incoming_id}")
    return raw


def _saves(connection: Connection, case_id: int | None, actor: Actor) -> bool:
    """What is nobody's was shown to the registrar alone."""
    mine = select(t.matter_case.c.id).where(t.matter_case.c.id == case_id, saves_messages(actor))
    return case_id is None or connection.execute(mine).first() is not None


def without_links(office: Office, text: str) -> str:
    """The text with every personal link cut off: who quotes its own lends it to all readers."""
    link = office.link("")
    # Some programs write a link anew, whole within one of their own.
    forms = "|".join(map(re.escape, (link, quote(link, safe=""))))
    return re.sub(f"({forms})[\\w-]+", r"\1…", text, flags=re.IGNORECASE)


def _came(row: Row[Any]) -> Came:
    return Came(
        id=row.id,
        received_at=row.received_at,
        kind=IncomingKind(row.kind),
        from_email=row.from_email,
        subject=row.subject,
        note=row.note,
        sha256=row.sha256,
        case_id=row.case_id,
        reference=row.reference or "",
        to_name=row.to_name or "",
        handled_on=row.handled_on,
        handled_by=row.handled_by,
    )

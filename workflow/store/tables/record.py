"""What is due, kept, recorded and on its way: duties, papers, events, seals and letters."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from workflow.states import (
    ActorKind,
    DutyKind,
    HouseLetter,
    IncomingKind,
    LetterKind,
    PaperKind,
    To,
)
from workflow.store.columns import JsonText, UtcDateTime
from workflow.store.tables.base import Id, Row, known, made_of


class LetterState(StrEnum):
    """Where a letter is on its way out."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    MAYBE = "maybe"
    HELD = "held"
    FAILED = "failed"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"


class DutyRow(Row, table=True):
    """Bevakning: something due on a day; open only once for the same subject."""

    __tablename__ = "duty"
    __table_args__ = made_of(
        known("kind", DutyKind),
        known("role_to", To),
        # A settled duty may come again, as when a decision is sent back and submitted anew.
        Index(
            "uq_duty_open",
            "case_id",
            "kind",
            text("coalesce(plan_id, 0)"),
            text("coalesce(decision_id, 0)"),
            text("coalesce(party_id, 0)"),
            unique=True,
            sqlite_where=text("settled_on IS NULL"),
            postgresql_where=text("settled_on IS NULL"),
        ),
        Index(
            "ix_duty_open",
            "kind",
            "due_on",
            sqlite_where=text("settled_on IS NULL"),
            postgresql_where=text("settled_on IS NULL"),
        ),
    )

    id: Id = None
    case_id: int = Field(foreign_key="matter_case.id", index=True)
    kind: str
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True)
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    role_to: str
    due_on: date
    why: str = ""
    settled_on: date | None = None
    settled_by: str = ""


class ReminderRow(Row, table=True):
    """Påminnelse: one level of one duty to one addressee, once."""

    __tablename__ = "reminder"
    __table_args__ = made_of(
        UniqueConstraint("duty_id", "level", "addressee"),
        Index(
            "ix_reminder_unsent",
            "remind_on",
            sqlite_where=text("sent_on IS NULL AND stopped_on IS NULL"),
            postgresql_where=text("sent_on IS NULL AND stopped_on IS NULL"),
        ),
    )

    id: Id = None
    duty_id: int = Field(foreign_key="duty.id")
    level: int
    remind_on: date
    addressee: str
    sent_on: date | None = None
    stopped_on: date | None = None  # its duty was done before its day


class PaperRow(Row, table=True):
    """A kept paper: its bytes lie in the folder of papers under this hash."""

    __tablename__ = "paper"
    __table_args__ = (known("kind", PaperKind),)

    sha256: str = Field(primary_key=True)
    kind: str
    name: str
    media_type: str
    size: int


class PaperUseRow(Row, table=True):
    """Where a paper belongs: in which case, made by which step, and if it still counts."""

    __tablename__ = "paper_use"
    __table_args__ = made_of(known("kind", PaperKind))

    id: Id = None
    sha256: str = Field(foreign_key="paper.sha256", index=True)
    case_id: int = Field(foreign_key="matter_case.id", index=True)
    kind: str
    name: str
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    notice_id: int | None = Field(default=None, foreign_key="notice.id", index=True)
    step: str
    made_on: date
    current: bool = True


class EventRow(Row, table=True):
    """The record: one entry of a case's chain; never changed, never removed."""

    __tablename__ = "event"
    __table_args__ = made_of(known("actor_kind", ActorKind), UniqueConstraint("case_id", "seq"))

    id: Id = None
    case_id: int = Field(foreign_key="matter_case.id")
    seq: int
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    step: str
    thing: str
    thing_id: int | None = None
    actor_kind: str
    actor_name: str
    actor_person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    refused: bool = False
    body: str
    previous: str
    hash: str
    mac: str


class RegisterEventRow(Row, table=True):
    """The record of the registers: one entry of their own chain; never changed, never removed."""

    __tablename__ = "register_event"
    __table_args__ = made_of(known("actor_kind", ActorKind))

    id: Id = None
    seq: int = Field(unique=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    step: str
    thing: str
    thing_id: int | None = None
    actor_kind: str
    actor_name: str
    actor_person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    refused: bool = False
    body: str
    previous: str
    hash: str
    mac: str


class RegisterHeadRow(Row, table=True):
    """Where the registers' chain ends: one row, made with the first entry."""

    __tablename__ = "register_head"

    name: str = Field(primary_key=True)
    seq: int
    hash: str


class SealRow(Row, table=True):
    """The seal of a day over the heads of all cases; never changed, never removed."""

    __tablename__ = "seal"
    __table_args__ = made_of()

    id: Id = None
    day: date = Field(unique=True)
    heads: str
    previous: str
    hash: str
    mac: str
    sealed_at: datetime = Field(sa_type=UtcDateTime)


class LetterRow(Row, table=True):
    """The outbox: a letter is a row first, and leaves after the commit."""

    __tablename__ = "letter"
    __table_args__ = made_of(
        known("kind", (*LetterKind, *HouseLetter)),
        known("state", LetterState),
        Index(
            "ix_letter_next",
            "next_at",
            "id",
            sqlite_where=text("state IN ('waiting', 'claimed', 'maybe')"),
            postgresql_where=text("state IN ('waiting', 'claimed', 'maybe')"),
        ),
        # By far the most have been sent: the others are counted without them.
        Index(
            "ix_letter_not_sent",
            "state",
            sqlite_where=text("state <> 'sent'"),
            postgresql_where=text("state <> 'sent'"),
        ),
    )

    id: Id = None
    key: str = Field(unique=True)
    case_id: int | None = Field(default=None, foreign_key="matter_case.id", index=True)
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id", index=True)
    kind: str
    to_name: str
    to_email: str
    subject: str
    body: str
    attachments: Any = Field(sa_type=JsonText)
    message_id: str = Field(unique=True)
    reply_to: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    state: str = LetterState.WAITING.value
    attempts: int = 0
    next_at: datetime = Field(sa_type=UtcDateTime)
    claimed_by: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    problem: str = ""
    handing_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    as_link: bool = False
    bounced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class IncomingRow(Row, table=True):
    """Inkommet: a message that came back or in; its bytes lie in the folder under this hash."""

    __tablename__ = "incoming"
    __table_args__ = made_of(known("kind", IncomingKind))

    id: Id = None
    received_at: datetime = Field(sa_type=UtcDateTime, index=True)
    message_id: str = Field(unique=True)
    kind: str
    from_email: str
    subject: str
    sha256: str
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="matter_case.id", index=True)
    note: str = ""
    handled_on: date | None = None
    handled_by: str = ""

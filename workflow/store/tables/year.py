"""What the year needs beside its duties: own rules, who is away, feeds, and the jobs' beats."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from workflow.states import DutyKind
from workflow.store.columns import JsonText, UtcDateTime
from workflow.store.tables.base import Id, Row, known, made_of


class DutyRuleRow(Row, table=True):
    """A programme's own rule for one kind of duty; year 0 is for every year without its own.

    What is empty is as the program's own table of rules says.
    """

    __tablename__ = "duty_rule"
    __table_args__ = made_of(
        known("kind", DutyKind), UniqueConstraint("programme_id", "year", "kind")
    )

    id: Id = None
    programme_id: int = Field(foreign_key="programme.id")
    year: int = 0
    kind: str
    due: str = ""
    working_days: int | None = None
    levels: Any = Field(default=None, sa_type=JsonText, nullable=True)
    role_to: str = ""
    escalate_to: str = ""
    escalate_days: int | None = None
    verified_on: date | None = None
    verified_by: str = ""


class AbsenceRow(Row, table=True):
    """Frånvaro: a person is away, both days included, and another acts meanwhile."""

    __tablename__ = "absence"
    __table_args__ = made_of(
        CheckConstraint("first_on <= last_on", name="days_in_order"),
        CheckConstraint("person_id <> deputy_id", name="deputy_is_another"),
    )

    id: Id = None
    person_id: int = Field(foreign_key="person.id", index=True)
    first_on: date
    last_on: date
    deputy_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    note: str = ""


class FeedRow(Row, table=True):
    """A person's own calendar address; only the hash of its secret is kept."""

    __tablename__ = "feed"
    __table_args__ = made_of()

    id: Id = None
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HeartbeatRow(Row, table=True):
    """A periodic job: when it last ran, when it last went well, what went wrong or came of it."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    beat_at: datetime = Field(sa_type=UtcDateTime)
    ok_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    problem: str = ""
    detail: str = ""

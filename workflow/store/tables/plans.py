"""Programmes, cases and plans, with their measures, targets and outcomes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from workflow.chaining import GENESIS
from workflow.facts import Choice, GroundKind, OutcomeStatus
from workflow.states import PlanState
from workflow.store.columns import DecimalText, JsonText, UtcDateTime
from workflow.store.tables.base import Id, Row, known, made_of


class ProgrammeRow(Row, table=True):
    """Program: what the committee adopted and the yearly plans apply."""

    __tablename__ = "programme"
    __table_args__ = made_of(
        known("ground_kind", GroundKind),
        CheckConstraint("first_year <= last_year", name="years_in_order"),
    )

    id: Id = None
    region_id: int = Field(foreign_key="region.id", index=True)
    committee_id: int = Field(foreign_key="committee.id", index=True)
    title: str
    short_title: str
    first_year: int
    last_year: int
    ground_kind: str
    ground_label: str
    ground_decided_on: date
    ground_reference: str = ""
    agency_party_id: int = Field(foreign_key="party.id", index=True)
    report_headings: Any = Field(sa_type=JsonText)
    report_headings_verified: bool = False


class CaseRow(Row, table=True):
    """Ärende: one reference, and the head of its record's chain."""

    __tablename__ = "matter_case"
    __table_args__ = made_of(
        # The list of cases as it is walked: by what changed last, and by number.
        Index("ix_matter_case_changed", "head_at", "id"),
        Index("ix_matter_case_officer_changed", "officer_id", "head_at"),
        Index(
            "ix_matter_case_number",
            text("(substr(reference, length(reference) - 3))"),
            "committee_id",
            text("(length(reference))"),
            "reference",
        ),
    )

    id: Id = None
    programme_id: int = Field(foreign_key="programme.id", index=True)
    committee_id: int = Field(foreign_key="committee.id", index=True)
    reference: str = Field(unique=True)
    title: str
    opened_on: date
    officer_id: int = Field(foreign_key="person.id")
    head_seq: int = 0
    head_hash: str = GENESIS
    head_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PlanRow(Row, table=True):
    """Handlingsplan for one year; a replaced plan is a new revision."""

    __tablename__ = "plan"
    __table_args__ = made_of(
        known("state", PlanState),
        UniqueConstraint("case_id", "year", "revision"),
        Index("ix_plan_year", "year", "case_id"),
        Index(
            "ix_plan_not_closed",
            "state",
            "case_id",
            "opened_by",
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
    )

    id: Id = None
    case_id: int = Field(foreign_key="matter_case.id")
    year: int
    revision: int = 1
    version: int = 1
    state: str
    title: str
    opened_by: int = Field(foreign_key="person.id", index=True)
    answer_by: date | None = None
    followed_up_on: date | None = None
    reported_on: date | None = None
    receipt: str = ""
    replaces_on: date | None = None
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)


class OpinionRow(Row, table=True):
    """Yttrande: what a member answered to the circulated draft."""

    __tablename__ = "opinion"
    __table_args__ = made_of()

    id: Id = None
    plan_id: int = Field(foreign_key="plan.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)
    text: str
    answered_on: date
    how: str = ""


class MeasureRow(Row, table=True):
    """Insats: one planned activity with somebody responsible."""

    __tablename__ = "measure"
    __table_args__ = made_of(known("choice", Choice), UniqueConstraint("plan_id", "key"))

    id: Id = None
    plan_id: int = Field(foreign_key="plan.id")
    key: str
    position: int
    area: str
    activity: str
    purpose: str = ""
    responsible_party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    responsible_person: str = ""
    participants: Any = Field(sa_type=JsonText)
    starts_on: date | None = None
    ends_on: date | None = None
    funding: Any = Field(sa_type=JsonText)
    sustainability: str = ""
    carried_from: int | None = Field(default=None, foreign_key="measure.id", index=True)
    choice: str = Choice.NEW.value


class TargetRow(Row, table=True):
    """Mål of a measure."""

    __tablename__ = "target"
    __table_args__ = made_of()

    id: Id = None
    measure_id: int = Field(foreign_key="measure.id", index=True)
    position: int
    level: str
    text: str
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = Field(default=None, sa_type=DecimalText)
    goal: Decimal | None = Field(default=None, sa_type=DecimalText)
    source: str = ""


class OutcomeRow(Row, table=True):
    """Utfall of a target: at most one."""

    __tablename__ = "outcome"
    __table_args__ = made_of(known("status", OutcomeStatus))

    id: Id = None
    target_id: int = Field(foreign_key="target.id", unique=True)
    value: Decimal | None = Field(default=None, sa_type=DecimalText)
    status: str
    comment: str = ""
    lesson: str = ""
    missing_reason: str = ""
    reported_by: str
    reported_on: date

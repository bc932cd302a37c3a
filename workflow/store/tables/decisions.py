"""Decisions, and what follows from them side by side: the notice, and the dispatch."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from workflow.states import (
    Channel,
    DecisionState,
    DeliveryState,
    DispatchState,
    NoticeState,
    Role,
)
from workflow.store.columns import JsonText, UtcDateTime
from workflow.store.tables.base import Id, Row, known, made_of

# A personal link lets its bearer act in one of these roles, and in nothing else.
LINK_ROLES = (Role.MEMBER, Role.RECIPIENT, Role.RESPONSIBLE)

_WHOLE = (
    "state <> 'decided' OR (decider_id IS NOT NULL AND decided_on IS NOT NULL"
    " AND decided_at IS NOT NULL AND number_year IS NOT NULL AND number_serial IS NOT NULL)"
)


class DecisionRow(Row, table=True):
    """Delegationsbeslut: decided by a person, on a day, with a number, or not decided."""

    __tablename__ = "decision"
    __table_args__ = made_of(
        known("state", DecisionState),
        CheckConstraint(_WHOLE, name="decided_is_whole"),
        UniqueConstraint("committee_id", "number_year", "number_serial"),
        Index(
            "ix_decision_not_decided",
            "state",
            "case_id",
            "drafted_by",
            "delegation_id",
            sqlite_where=text("state <> 'decided'"),
            postgresql_where=text("state <> 'decided'"),
        ),
    )

    id: Id = None
    case_id: int = Field(foreign_key="matter_case.id", index=True)
    committee_id: int = Field(foreign_key="committee.id")
    version: int = 1
    state: str
    title: str
    matter: str
    text: Any = Field(sa_type=JsonText)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)
    drafted_by: int = Field(foreign_key="person.id", index=True)
    dispatch_to: Any = Field(sa_type=JsonText)
    new_direction: bool | None = None
    handled_by: Any = Field(sa_type=JsonText)
    document_on: date | None = None
    number_year: int | None = None
    number_serial: int | None = None
    decided_on: date | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decider_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    decider_name: str = ""
    decider_title: str = ""
    deputy_for: str = ""
    deputy_reason: str = ""
    # What the text reads from settings, as they were that day; nothing before the decision.
    notified: bool | None = None
    as_decided: Any = Field(default=None, sa_type=JsonText, nullable=True)
    # The committee's own, where it decided in a matter that was left to it.
    paragraph: str = ""


class DecisionPlanRow(Row, table=True):
    """Which plans a decision covers; a plan is adopted by one decision, once."""

    __tablename__ = "decision_plan"
    __table_args__ = made_of(
        UniqueConstraint("decision_id", "plan_id"),
        UniqueConstraint("decision_id", "position"),
        Index(
            "uq_decision_plan_adopted",
            "plan_id",
            unique=True,
            sqlite_where=text("adopted"),
            postgresql_where=text("adopted"),
        ),
    )

    id: Id = None
    decision_id: int = Field(foreign_key="decision.id")
    plan_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    adopted: bool = False


class BasisRow(Row, table=True):
    """Beslutsunderlag: one item, in a fixed order."""

    __tablename__ = "basis"
    __table_args__ = made_of(UniqueConstraint("decision_id", "position"))

    id: Id = None
    decision_id: int = Field(foreign_key="decision.id")
    position: int
    title: str
    dated_on: date | None = None
    sha256: str | None = Field(default=None, foreign_key="paper.sha256", index=True)
    name: str = ""
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)


class SeriesRow(Row, table=True):
    """The yearly series of a committee's decisions: the last number given out."""

    __tablename__ = "series"

    committee_id: int = Field(foreign_key="committee.id", primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


class NoticeRow(Row, table=True):
    """Anmälan of one decision at one meeting."""

    __tablename__ = "notice"
    __table_args__ = made_of(
        known("state", NoticeState),
        Index(
            "ix_notice_pending",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_notice_not_in_force",
            "state",
            "decision_id",
            sqlite_where=text("state <> 'in_force'"),
            postgresql_where=text("state <> 'in_force'"),
        ),
    )

    id: Id = None
    decision_id: int = Field(foreign_key="decision.id", unique=True)
    version: int = 1
    state: str
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    position: int | None = None
    paragraph: str = ""
    adjusted_on: date | None = None
    posted_on: date | None = None
    posted_place: str = ""
    last_appeal_on: date | None = None
    in_force_on: date | None = None
    appealed_on: date | None = None
    appeal_reference: str = ""
    appeal_closed_on: date | None = None
    appeal_outcome: str = ""
    appeal_is_late: bool = False
    repealed_on: date | None = None


class DispatchRow(Row, table=True):
    """Expediering of one decision."""

    __tablename__ = "dispatch"
    __table_args__ = made_of(
        known("state", DispatchState),
        Index(
            "ix_dispatch_on_its_way",
            "id",
            sqlite_where=text("state = 'dispatched'"),
            postgresql_where=text("state = 'dispatched'"),
        ),
        Index(
            "ix_dispatch_not_acknowledged",
            "state",
            "decision_id",
            sqlite_where=text("state <> 'acknowledged'"),
            postgresql_where=text("state <> 'acknowledged'"),
        ),
    )

    id: Id = None
    decision_id: int = Field(foreign_key="decision.id", unique=True)
    version: int = 1
    state: str


class DeliveryRow(Row, table=True):
    """Försändelse: one recipient's copy; name and address as they were at the decision."""

    __tablename__ = "delivery"
    __table_args__ = made_of(
        known("state", DeliveryState),
        known("channel", Channel),
        UniqueConstraint("dispatch_id", "party_id"),
    )

    id: Id = None
    dispatch_id: int = Field(foreign_key="dispatch.id")
    party_id: int = Field(foreign_key="party.id", index=True)
    party_name: str
    address: str
    channel: str = Channel.EMAIL.value
    state: str
    paper_sha256: str = ""
    paper_name: str = ""
    settled_on: date | None = None
    settled_how: str = ""
    settled_by: str = ""


class PersonalLinkRow(Row, table=True):
    """A personal address; only the hash of its secret is kept."""

    __tablename__ = "personal_link"
    __table_args__ = made_of(known("purpose", LINK_ROLES))

    id: Id = None
    token_hash: str = Field(unique=True)
    purpose: str
    case_id: int = Field(foreign_key="matter_case.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)
    expires_on: date

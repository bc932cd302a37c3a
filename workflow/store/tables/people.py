"""Organisations and people: regions, committees, staff, posts, the delegation register."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from workflow.facts import GroundKind
from workflow.states import Channel, Role
from workflow.store.columns import JsonText, UtcDateTime
from workflow.store.tables.base import Id, Row, known, made_of

# A decider is nobody's by grant: only a delegation in force makes one.
GRANTED = tuple(role for role in Role if role is not Role.DECIDER)


class RegionRow(Row, table=True):
    """Region: the organisation, how its papers look and when its year turns."""

    __tablename__ = "region"
    __table_args__ = made_of()

    id: Id = None
    name: str
    number: str
    unit: str
    network: str = ""
    time_zone: str = "Europe/Stockholm"
    house: Any = Field(sa_type=JsonText)
    calendar: Any = Field(sa_type=JsonText)


class CommitteeRow(Row, table=True):
    """Nämnd; ``register_version`` grows with every change of its delegation register."""

    __tablename__ = "committee"
    __table_args__ = made_of()

    id: Id = None
    region_id: int = Field(foreign_key="region.id", index=True)
    code: str = Field(unique=True)
    name: str
    genitive: str
    register_version: int = 1
    notified: bool = True


class PersonRow(Row, table=True):
    """An employee."""

    __tablename__ = "person"
    __table_args__ = made_of()

    id: Id = None
    name: str
    email: str
    phone: str = ""
    unit: str = ""


class PostRow(Row, table=True):
    """Befattning: what a delegation is given to."""

    __tablename__ = "post"
    __table_args__ = made_of()

    id: Id = None
    title: str


class HoldingRow(Row, table=True):
    """Innehav: who holds a post, both days included."""

    __tablename__ = "holding"
    __table_args__ = made_of(
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="days_in_order"),
    )

    id: Id = None
    post_id: int = Field(foreign_key="post.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    valid_from: date
    valid_to: date | None = None


class RoleGrantRow(Row, table=True):
    """Behörighet: a person's role in the program, both days included."""

    __tablename__ = "role_grant"
    __table_args__ = made_of(
        known("role", GRANTED),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="days_in_order"),
    )

    id: Id = None
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    valid_from: date
    valid_to: date | None = None


class DelegationRow(Row, table=True):
    """One entry of the delegation register."""

    __tablename__ = "delegation"
    __table_args__ = made_of(
        known("ground_kind", GroundKind),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="days_in_order"),
    )

    id: Id = None
    committee_id: int = Field(foreign_key="committee.id", index=True)
    ground_kind: str
    ground_label: str
    ground_decided_on: date
    ground_reference: str = ""
    matter: str | None = None
    case_reference: str | None = None
    post_id: int = Field(foreign_key="post.id", index=True)
    deputy_post_id: int | None = Field(default=None, foreign_key="post.id", index=True)
    valid_from: date
    valid_to: date | None = None
    revoked_on: date | None = None
    conditions: str = ""
    parent_id: int | None = Field(default=None, foreign_key="delegation.id", index=True)
    may_sub_delegate: bool = False


class ConflictRow(Row, table=True):
    """Jäv: a person who may take no part in a decision."""

    __tablename__ = "conflict"
    __table_args__ = made_of(UniqueConstraint("decision_id", "person_id"))

    id: Id = None
    decision_id: int = Field(foreign_key="decision.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    ground: str
    declared_at: datetime = Field(sa_type=UtcDateTime)


class PartyRow(Row, table=True):
    """An organisation outside: a member, a recipient, an agency."""

    __tablename__ = "party"
    __table_args__ = made_of(
        known("channel", Channel),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="days_in_order"),
    )

    id: Id = None
    key: str = Field(unique=True)
    name: str
    kind: str
    number: str = ""
    email: str = ""
    contact: str = ""
    channel: str = Channel.EMAIL.value
    valid_from: date | None = None
    valid_to: date | None = None
    verified_on: date | None = None
    verified_by: str = ""


class PartyGroupRow(Row, table=True):
    """A named group of organisations, as the programme's network."""

    __tablename__ = "party_group"
    __table_args__ = made_of()

    id: Id = None
    name: str = Field(unique=True)


class GroupMemberRow(Row, table=True):
    """Which organisations a group holds."""

    __tablename__ = "group_member"

    group_id: int = Field(foreign_key="party_group.id", primary_key=True)
    party_id: int = Field(foreign_key="party.id", primary_key=True, index=True)


class MeetingRow(Row, table=True):
    """Sammanträde: papers must be in by ``stop_on``; the list is frozen when it is summoned."""

    __tablename__ = "meeting"
    __table_args__ = made_of(
        UniqueConstraint("committee_id", "held_on"),
        CheckConstraint("stop_on <= held_on", name="days_in_order"),
    )

    id: Id = None
    committee_id: int = Field(foreign_key="committee.id")
    held_on: date
    stop_on: date
    summoned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    calendar_uid: str = ""

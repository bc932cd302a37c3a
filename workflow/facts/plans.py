"""Plans and what stands in them: measures, targets, outcomes, opinions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflow.facts.office import Meeting
from workflow.facts.people import Party
from workflow.states import PlanState


@dataclass(frozen=True)
class Funding:
    """Finansiering: whole Swedish crowns from one source."""

    amount: int
    source: str


class OutcomeStatus(StrEnum):
    """Måluppfyllelse as the responsible sees it."""

    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True)
class Outcome:
    """Utfall: 0 is an outcome, ``None`` is not; then ``missing_reason`` says why."""

    value: Decimal | None
    status: OutcomeStatus
    comment: str = ""
    lesson: str = ""
    missing_reason: str = ""
    reported_by: str = ""
    reported_on: date | None = None


@dataclass(frozen=True)
class Target:
    """Mål: can be followed up when it has an indicator, a unit and a target value."""

    id: int
    position: int
    level: str
    text: str
    indicator: str
    unit: str
    baseline: Decimal | None
    goal: Decimal | None
    source: str = ""
    outcome: Outcome | None = None


class Choice(StrEnum):
    """What becomes of a measure when next year's plan is drafted."""

    NEW = "new"
    KEEP = "keep"
    CHANGE = "change"


@dataclass(frozen=True)
class Measure:
    """Insats: one planned activity with somebody responsible and targets."""

    id: int
    key: str
    position: int
    area: str
    activity: str
    purpose: str
    responsible: Party | None
    responsible_person: str
    participants: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    funding: tuple[Funding, ...]
    sustainability: str
    targets: tuple[Target, ...]
    carried_from: int | None = None
    choice: Choice = Choice.NEW


@dataclass(frozen=True)
class Opinion:
    """Yttrande: what a member of the network answered to the circulated draft.

    ``how`` it came, where somebody else has noted it; empty is by the member's own link.
    """

    party_name: str
    text: str
    answered_on: date
    how: str = ""

    def is_late(self, answer_by: date | None) -> bool:
        """Whether it came when the time was over."""
        return answer_by is not None and self.answered_on > answer_by


@dataclass(frozen=True)
class Plan:
    """Handlingsplan for one year.

    ``replaces_on`` is the day of the report to the agency that the newest one replaces, and
    ``meeting`` the one that the report to the committee was drawn up for.
    """

    id: int
    version: int
    state: PlanState
    year: int
    title: str
    opened_by: int
    answer_by: date | None = None
    followed_up_on: date | None = None
    reported_on: date | None = None
    receipt: str = ""
    replaces_on: date | None = None
    meeting: Meeting | None = None

"""The whole picture of one plan's follow-up: who has answered, figures, days, what can be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.chain import BY_NAME
from workflow.duties import RULES
from workflow.duty_rules import is_verified
from workflow.facts import Actor, Given, Measure, Meeting, Plan, Situation, local_date
from workflow.figures import NOBODY, Figures, by_organisation, figures
from workflow.machine import available
from workflow.measures import count_answered, count_targets
from workflow.operations.office import Office
from workflow.operations.queries.follow_ups import FOLLOWED, OF_FOLLOW_UP
from workflow.operations.queries.kept import KeptPaper, as_kept, kept_papers
from workflow.operations.queries.outcome_letters import OutcomeLetter, letters_about
from workflow.references import swedish_key
from workflow.refusals import NotFound, Refusal
from workflow.states import DutyKind, PaperKind, Thing, To
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject
from workflow.year import next_meeting, working_day_on_or_before

STEPS = (
    *("open_follow_up", "report_outcome", "close_follow_up"),
    *("report_agency", "report_committee", "close"),
)
# What goes back or elsewhere; no plan has to go that way.
ASIDE = ("reopen_follow_up", "move_report")

PAPERS = (PaperKind.UPPFOLJNING, PaperKind.ARSRAPPORT, PaperKind.ATERRAPPORTERING)


@dataclass(frozen=True)
class Share:
    """What one organisation answers for, how far it has come, and what has been sent to it."""

    party_id: int | None
    name: str
    is_own: bool
    measures: tuple[Measure, ...]
    letters: tuple[OutcomeLetter, ...]
    next_reminder_on: date | None
    had_letter_today: bool

    @property
    def total(self) -> int:
        return count_targets(self.measures)

    @property
    def answered(self) -> int:
        return count_answered(self.measures)

    @property
    def is_missing(self) -> bool:
        return self.answered < self.total

    @property
    def asked_at(self) -> datetime | None:
        """Since when the organisation has been asked."""
        return self.letters[0].created_at if self.letters else None


@dataclass(frozen=True)
class Deadline:
    """A day of the year wheel; ``is_planned`` where nothing watches it yet."""

    kind: DutyKind
    due_on: date
    settled_on: date | None = None
    is_planned: bool = False
    is_verified: bool = True

    @property
    def working_on(self) -> date:
        """The last working day that is not after the day."""
        return working_day_on_or_before(self.due_on)


@dataclass(frozen=True)
class Coming:
    """Reminders that leave on one day about one thing, and to whom."""

    on: date
    kind: DutyKind
    parties: tuple[str, ...]
    roles: tuple[To, ...]


@dataclass(frozen=True)
class FollowUp:
    """One plan in its follow-up. ``closed`` gives for each step why it can't be taken now."""

    situation: Situation
    plan: Plan
    shares: tuple[Share, ...]
    figures: Figures
    deadlines: tuple[Deadline, ...]
    reminders: tuple[Coming, ...]
    closed: Mapping[str, tuple[Refusal, ...]]
    meeting: Meeting | None
    papers: tuple[KeptPaper, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.situation.measures[self.plan.id]

    @property
    def total(self) -> int:
        return sum(share.total for share in self.shares)

    @property
    def answered(self) -> int:
        return sum(share.answered for share in self.shares)

    @property
    def missing(self) -> tuple[Share, ...]:
        return tuple(share for share in self.shares if share.is_missing)


def follow_up(office: Office, plan_id: int, actor: Actor, at: datetime) -> FollowUp:
    """The follow-up of an adopted plan as it stands; ``NotFound`` for any other."""
    on = local_date(at, office.time_zone)
    step = BY_NAME["close_follow_up"]
    with reading(office.engine) as connection:
        situation = situations.read(connection, Subject(Thing.PLAN, plan_id), step, on)
        (plan,) = situation.plans
        if plan.state not in FOLLOWED:
            raise NotFound(f"follow-up of plan {plan_id}")
        letters = letters_about(connection, situation.case.reference, plan_id)
        deadlines = tuple(_deadlines(connection, situation, on))
        coming = _coming(connection, plan_id, on)
        shares = tuple(_shares(connection, office, situation, letters, on))
        papers = _papers(connection, plan_id)
    ask = office.ask("close_follow_up", actor, at, Given())
    return FollowUp(
        situation=situation,
        plan=plan,
        shares=shares,
        figures=figures(situation.measures[plan_id]),
        deadlines=deadlines,
        reminders=coming,
        closed={
            name: why for name, why in available(situation, ask).items() if name in (*STEPS, *ASIDE)
        },
        meeting=next_meeting(situation.meetings, on),
        papers=papers,
    )


def _shares(
    connection: Connection,
    office: Office,
    situation: Situation,
    letters: tuple[OutcomeLetter, ...],
    on: date,
) -> Iterator[Share]:
    (plan,) = situation.plans
    coming = _next_reminders(connection, plan.id)
    for name, measures in by_organisation(situation.measures[plan.id]):
        party = measures[0].responsible
        mine = tuple(each for each in letters if party and each.party_id == party.id)
        yield Share(
            party_id=party.id if party else None,
            name=name if party else NOBODY,
            is_own=party is not None and party.number == situation.region.number,
            measures=measures,
            letters=mine,
            next_reminder_on=coming.get(party.id) if party else None,
            had_letter_today=any(local_date(e.created_at, office.time_zone) == on for e in mine),
        )


def _deadlines(connection: Connection, situation: Situation, on: date) -> Iterator[Deadline]:
    """The days of the plan's follow-up: those that are watched, and those that will be."""
    (plan,) = situation.plans
    watched = {
        DutyKind(row.kind): (row.due_on, row.settled_on) for row in _duties(connection, plan.id)
    }
    calendar, programme = situation.region.calendar, situation.programme
    for kind in OF_FOLLOW_UP:
        is_sure = is_verified(calendar, programme, kind, plan.year)
        if kind in watched:
            yield Deadline(kind, *watched[kind], is_verified=is_sure)
            continue
        due_on = RULES[kind].due_on(situation, plan, on)
        yield Deadline(kind, due_on, is_planned=True, is_verified=is_sure)


def _duties(connection: Connection, plan_id: int) -> list[Row[Any]]:
    """The newest duty of each kind; one that is open goes before those that are done."""
    rows = connection.execute(
        select(t.duty)
        .where(t.duty.c.plan_id == plan_id)
        .where(t.duty.c.kind.in_([kind.value for kind in OF_FOLLOW_UP]))
        .order_by(t.duty.c.settled_on.is_(None), t.duty.c.settled_on, t.duty.c.id)
    )
    return list(rows)


def _papers(connection: Connection, plan_id: int) -> tuple[KeptPaper, ...]:
    """What the plan's follow-up has left on paper, in the order in which it came."""
    rows = connection.execute(
        kept_papers()
        .where(t.paper_use.c.plan_id == plan_id, t.paper_use.c.current)
        .where(t.paper_use.c.kind.in_([kind.value for kind in PAPERS]))
        .order_by(t.paper_use.c.id)
    )
    return as_kept(rows)


def _next_reminders(connection: Connection, plan_id: int) -> dict[int, date]:
    """The day of the next reminder of outcomes to each organisation."""
    return {
        row.party_id: row.remind_on
        for row in reversed(_unsent(connection, plan_id))
        if row.kind == DutyKind.OUTCOME and row.party_id is not None
    }


def _coming(connection: Connection, plan_id: int, on: date) -> tuple[Coming, ...]:
    found: dict[tuple[date, DutyKind], list[Row[Any]]] = {}
    for row in _unsent(connection, plan_id):
        found.setdefault((max(row.remind_on, on), DutyKind(row.kind)), []).append(row)
    return tuple(
        Coming(
            day,
            kind,
            parties=tuple(sorted((row.name for row in rows if row.name), key=swedish_key)),
            roles=tuple(_role(row) for row in rows if not row.name),
        )
        for (day, kind), rows in found.items()
    )


def _role(row: Row[Any]) -> To:
    """Who in the house is reminded: the officer answers for the region's own measures."""
    role = To(row.role_to)
    return To.OFFICER if role is To.RESPONSIBLES else role


def _unsent(connection: Connection, plan_id: int) -> list[Row[Any]]:
    """The reminders of the plan's open duties that have not left, the next first."""
    rows = connection.execute(
        select(t.reminder.c.remind_on, t.duty.c.kind, t.duty.c.party_id, t.duty.c.role_to)
        .add_columns(t.party.c.name)
        .join(t.duty, t.duty.c.id == t.reminder.c.duty_id)
        .outerjoin(t.party, t.party.c.id == t.duty.c.party_id)
        .where(t.duty.c.plan_id == plan_id, t.duty.c.settled_on.is_(None))
        .where(t.reminder.c.sent_on.is_(None))
        .order_by(t.reminder.c.remind_on, t.duty.c.id, t.reminder.c.id)
    )
    return list(rows)

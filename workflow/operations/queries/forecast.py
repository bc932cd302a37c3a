"""The forecast of a case, a person or the whole office: every letter to come, and every duty."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from workflow import forecasting
from workflow.duty_steps import SETTLED_BY
from workflow.expansion import DutyRow
from workflow.facts import Actor, Situation, local_date
from workflow.forecasting import Coming, Held, Watched
from workflow.operations.office import Office
from workflow.operations.queries.days_ahead import About, Days
from workflow.operations.queries.open_duties import open_duties
from workflow.operations.queries.readers import require_case
from workflow.orders import Addressee
from workflow.references import swedish_key
from workflow.reminding_rules import ESCALATION, Because
from workflow.states import DutyKind, LetterKind, Thing
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


@dataclass(frozen=True)
class Asked:
    """What somebody asks of the days ahead; what is empty is not asked.

    ``last`` is the last day that is looked at; without it, a year ahead.
    """

    first: date | None = None
    last: date | None = None
    case_id: int | None = None
    person_id: int | None = None
    kind: DutyKind | None = None


@dataclass(frozen=True)
class Matter:
    """What a duty is about: its case, and the title of its plan or decision."""

    case_id: int
    reference: str
    title: str
    about: str
    plan_id: int | None
    decision_id: int | None


@dataclass(frozen=True)
class Line:
    """One coming letter: when, to whom, why, and what stops it.

    ``level`` is the days before the last day, negative after it; ``None`` for the letter of a
    step itself. ``follows`` is the calendar's step that begins it, empty where it is certain.
    """

    on: date
    matter: Matter
    duty: DutyRow
    duty_id: int | None
    level: int | None
    letter: LetterKind
    to: tuple[Addressee, ...]
    because: Because
    held_by: str
    is_escalated: bool
    follows: str
    follows_on: date | None

    @property
    def stopped_by(self) -> tuple[str, ...]:
        """The steps that end the duty: when one of them is taken the letter is not written."""
        return SETTLED_BY[self.duty.kind]


@dataclass(frozen=True)
class DutyAhead:
    """A duty that is open or will be, and whose it is."""

    matter: Matter
    duty: DutyRow
    duty_id: int | None
    to: tuple[Addressee, ...]
    follows: str
    follows_on: date | None

    @property
    def stopped_by(self) -> tuple[str, ...]:
        return SETTLED_BY[self.duty.kind]


@dataclass(frozen=True)
class CaseShown:
    """The case that a forecast is of."""

    id: int
    reference: str
    title: str


@dataclass(frozen=True)
class Forecast:
    """What is to come from one day to another; ``is_cut`` where not every duty was looked at."""

    first: date
    last: date
    case: CaseShown | None = None
    lines: tuple[Line, ...] = ()
    duties: tuple[DutyAhead, ...] = ()
    is_cut: bool = False


@dataclass
class _Found:
    lines: list[Line] = field(default_factory=list)
    duties: list[DutyAhead] = field(default_factory=list)


def forecast(office: Office, at: datetime, asked: Asked) -> Forecast:
    """Everything that comes if nobody does anything; the caller has asked who may know it."""
    with reading(office.engine) as connection:
        return _read(connection, office, at, asked)


def of_case(office: Office, case_id: int, actor: Actor, at: datetime, asked: Asked) -> Forecast:
    """The forecast of a case that the actor may read; ``NotFound`` otherwise."""
    with reading(office.engine) as connection:
        require_case(connection, case_id, actor, local_date(at, office.time_zone))
        row = connection.execute(_CASE.where(t.matter_case.c.id == case_id)).one()
        found = _read(connection, office, at, replace(asked, case_id=case_id))
        return replace(found, case=CaseShown(*row))


_CASE = select(t.matter_case.c.id, t.matter_case.c.reference, t.matter_case.c.title)


def _read(connection: Connection, office: Office, at: datetime, asked: Asked) -> Forecast:
    today = local_date(at, office.time_zone)
    first = max(asked.first or today, today)
    last = asked.last or forecasting.days_ahead(first)
    groups, is_cut = open_duties(connection, asked.case_id)
    days, found = Days(connection, office, at, groups), _Found()
    for subject, watched in groups.items():
        _look_ahead(days, subject, watched, (today, last), found)
    lines = (each for each in found.lines if each.on >= first and _is_asked(asked, each))
    held = (each for each in found.duties if _is_asked(asked, each))
    return Forecast(
        first,
        last,
        lines=tuple(sorted(lines, key=_order)),
        duties=tuple(sorted(held, key=_due_order)),
        is_cut=is_cut,
    )


def _look_ahead(
    days: Days, subject: Subject, watched: list[Watched], span: tuple[date, date], found: _Found
) -> None:
    ahead = About(days, subject)
    coming, held = forecasting.forecast(subject.thing, watched, ahead, *span)
    matter = _matter(ahead.situation(span[0]), subject)
    found.lines += (_line(matter, each) for each in coming)
    found.duties += (_duty(matter, each) for each in held)


def _is_asked(asked: Asked, each: Line | DutyAhead) -> bool:
    mine = asked.person_id is None or any(to.person_id == asked.person_id for to in each.to)
    return mine and asked.kind in (None, each.duty.kind)


def _matter(situation: Situation, subject: Subject) -> Matter:
    case, decision = situation.case, situation.decision
    if subject.thing is Thing.PLAN:
        about, plan_id, decision_id = situation.plans[0].title, subject.id, None
    else:
        about, plan_id, decision_id = decision.title if decision else "", None, subject.id
    return Matter(case.id, case.reference, case.title, about, plan_id, decision_id)


def _line(matter: Matter, coming: Coming) -> Line:
    watched, level = coming.watched, coming.level
    return Line(
        on=coming.on,
        matter=matter,
        duty=watched.duty,
        duty_id=watched.id,
        level=level.level if level else None,
        letter=coming.letter,
        to=coming.told.to,
        because=coming.told.because,
        held_by=coming.told.held_by,
        is_escalated=level is not None and level.addressee == ESCALATION,
        follows=watched.follows,
        follows_on=watched.follows_on,
    )


def _duty(matter: Matter, held: Held) -> DutyAhead:
    watched = held.watched
    return DutyAhead(
        matter, watched.duty, watched.id, held.told.to, watched.follows, watched.follows_on
    )


def _order(line: Line) -> tuple[object, ...]:
    return line.on, *_whose(line), line.level is None, line.is_escalated, line.level or 0


def _due_order(each: DutyAhead) -> tuple[object, ...]:
    return each.duty.due_on, *_whose(each)


def _whose(each: Line | DutyAhead) -> tuple[object, ...]:
    names = tuple(swedish_key(to.name) for to in each.to)
    matter = each.matter
    subject = matter.plan_id or 0, matter.decision_id or 0
    return swedish_key(matter.reference), subject, each.duty.kind, names

"""What is coming if nobody does anything: each reminder, and what the calendar begins by itself.

The same rules as the clock's are asked of every day ahead, in memory: first days that follow the
committee's meetings, then the calendar's own steps, then reminders. Nothing is written. What rows
say already is certain; what a step of the calendar begins names that step.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from workflow.after import after as facts_after
from workflow.chain import STEPS
from workflow.duties import report_meeting
from workflow.duty_rules import day_in_year
from workflow.expansion import DutyRow, Settled, due_with, duties, letter_asks, settled
from workflow.facts import Ask, Keepers, Situation
from workflow.machine import Outcome, take
from workflow.orders import Duty, Letter, Settle
from workflow.refusals import Refused
from workflow.reminding_rules import (
    Because,
    Planned,
    Receivers,
    Told,
    addressee_of,
    letter_kind,
    planned,
    receivers,
    replanned,
    sent_on,
    watch_of,
)
from workflow.states import DutyKind, LetterKind, Role, Thing
from workflow.step import Step
from workflow.year import is_working_day, working_day_on_or_after

# The steps that the calendar takes, of those that begin or end a duty or send a letter.
OWN_STEPS = tuple(step for step in STEPS if Role.CALENDAR in step.by and step.orders)


class Ahead(Protocol):
    """What is known of the days ahead about one plan, or one decision."""

    def situation(self, on: date) -> Situation:
        """The facts as they will be on a day if nobody does anything."""

    def keepers(self, on: date) -> Keepers:
        """Who will have which task, who will be away."""

    def ask(self, step: str, on: date) -> Ask:
        """The calendar's question on a day."""

    def is_silent(self, duty: DutyRow) -> bool:
        """Whether nobody is reminded of a duty, though it is open."""

    def follows_meetings_from(self) -> date:
        """The first day on which the clock looks for meetings that have got other days."""


@dataclass(frozen=True)
class Watched:
    """An open duty with its reminders; without an ``id`` where no row tells of it yet.

    ``follows`` is the calendar's step that begins or moves it, on the day ``follows_on``.
    """

    duty: DutyRow
    unsent: tuple[Planned, ...]
    sent: tuple[Told, ...] = ()
    id: int | None = None
    follows: str = ""
    follows_on: date | None = None


@dataclass(frozen=True)
class Coming:
    """A letter that will leave on a day: a reminder at its level, or the letter of a step."""

    on: date
    watched: Watched
    level: Planned | None
    letter: LetterKind
    told: Receivers

    @property
    def duty(self) -> DutyRow:
        return self.watched.duty


@dataclass(frozen=True)
class Held:
    """A duty that is open, or that will be: whose it is when it begins."""

    watched: Watched
    told: Receivers


@dataclass
class _Course:
    """One plan or decision on its way through the days ahead."""

    ahead: Ahead
    open: list[Watched]
    moved: Situation | None = None
    coming: list[Coming] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    def situation(self, on: date) -> Situation:
        """The facts of a day, with what the calendar will have moved by then."""
        found, moved = self.ahead.situation(on), self.moved
        if moved is None:
            return found
        state = {plan.id: plan.state for plan in moved.plans}
        plans = tuple(replace(plan, state=state[plan.id]) for plan in found.plans)
        return replace(found, plans=plans, notice=moved.notice, dispatch=moved.dispatch)

    def of(self, kind: DutyKind) -> Watched | None:
        return next((each for each in self.open if each.duty.kind is kind), None)


def forecast(
    about: Thing, open_duties: Iterable[Watched], ahead: Ahead, first: date, last: date
) -> tuple[tuple[Coming, ...], tuple[Held, ...]]:
    """All letters about a plan, or about a decision, from one day to another, and its duties.

    ``first`` is the day it is: what should have left by then leaves at once.
    """
    course = _Course(ahead, list(open_duties))
    steps = [step for step in OWN_STEPS if (step.thing is Thing.PLAN) is (about is Thing.PLAN)]
    for each in course.open:
        _hold(course, each, first)
    day: date | None = first
    while day is not None and day <= last:
        _follow_meetings(course, day)
        for step in steps:
            _take(course, step, day)
        _remind(course, day)
        day = _next(course, day)
    return tuple(course.coming), tuple(course.held)


def _next(course: _Course, day: date) -> date | None:
    """The next day on which anything can happen."""
    later = {each.on for watched in course.open for each in watched.unsent}
    later.add(course.ahead.follows_meetings_from())
    if (opening := course.of(DutyKind.OPEN_FOLLOW_UP)) is not None:
        later |= _openings(course, opening, day)
    return min((each for each in later if each > day), default=None)


def _openings(course: _Course, opening: Watched, day: date) -> set[date]:
    """When the follow-up may open: by its duty, and by the rule of the year as it stands now."""
    situation = course.situation(day)
    calendar, rules = situation.region.calendar, situation.programme.rules
    years = (plan.year for plan in situation.plans)
    by_rule = {day_in_year(calendar, rules, DutyKind.OPEN_FOLLOW_UP, year) for year in years}
    return {working_day_on_or_after(each) for each in (opening.duty.due_on, *by_rule)}


def _follow_meetings(course: _Course, on: date) -> None:
    """The committee's report is due by the stop date of the meeting as the calendar has it."""
    mine = course.of(DutyKind.REPORT_COMMITTEE)
    if mine is None or on < course.ahead.follows_meetings_from() or mine.duty.due_on < on:
        return
    situation = course.situation(on)
    (plan,) = situation.plans
    meeting = report_meeting(situation, plan, on)
    if meeting is not None and meeting.stop_on != mine.duty.due_on:
        _move(course, mine, replace(mine.duty, due_on=meeting.stop_on), situation, on)


def _take(course: _Course, step: Step, on: date) -> None:
    """Take a step of the calendar where its day has come and the rules allow it."""
    if not _is_waiting(course, step, on):
        return
    ask, before = course.ahead.ask(step.name, on), course.situation(on)
    try:
        outcome = take(before, ask)
    except Refused:
        return
    course.moved = after = facts_after(before, outcome, ask)
    for each in outcome.orders:
        if isinstance(each, Settle):
            _settle(course, settled(each, step.name, after, ask))
    for each in outcome.orders:
        if isinstance(each, Duty):
            for duty in tuple(duties(each, after, ask)):
                _begin(course, duty, after, ask, anew=each.anew)
    _write_letters(course, outcome, after, ask)


def _is_waiting(course: _Course, step: Step, on: date) -> bool:
    """Whether the clock asks for the step: the follow-up on a working day once it is due."""
    due = course.of(DutyKind.OPEN_FOLLOW_UP)
    if step.name != "open_follow_up":
        return True
    return due is not None and due.duty.due_on <= on and is_working_day(on)


def _settle(course: _Course, what: Settled | None) -> None:
    if what is not None:
        course.open = [each for each in course.open if not _is_settled(each.duty, what)]


def _is_settled(duty: DutyRow, what: Settled) -> bool:
    if duty.kind is not what.kind or not (what.all_parties or duty.party_id == what.party_id):
        return False
    if what.decision_id is not None:
        return duty.decision_id == what.decision_id
    return duty.plan_id in what.plan_ids


def _begin(course: _Course, duty: DutyRow, after: Situation, ask: Ask, *, anew: bool) -> None:
    """What is watched already stays as it is, or moves to the day that is right now."""
    watched = next((each for each in course.open if _is_same(each.duty, duty)), None)
    if watched is not None:
        if anew:
            _move(course, watched, duty, after, ask.on, ask.step)
        return
    how = watch_of(duty, after, ask.on)
    reminders = planned(how, duty.to, duty.party_id, duty.due_on, ask.on)
    begun = Watched(duty, reminders, follows=ask.step, follows_on=ask.on)
    course.open.append(begun)
    _hold(course, begun, ask.on)


def _is_same(one: DutyRow, other: DutyRow) -> bool:
    def subject(duty: DutyRow) -> tuple[object, ...]:
        return duty.kind, duty.plan_id, duty.decision_id, duty.party_id

    return subject(one) == subject(other)


def _move(
    course: _Course,
    watched: Watched,
    now: DutyRow,
    situation: Situation,
    on: date,
    step: str = "",
) -> None:
    how = watch_of(now, situation, on)
    reminders, goes_on_as_new = replanned(how, now, watched.duty.due_on, watched.sent, on)
    is_as_before = now == watched.duty and set(reminders) == set(watched.unsent)
    moved = Watched(
        now,
        reminders,
        sent=() if goes_on_as_new else watched.sent,
        id=None if goes_on_as_new else watched.id,
        follows=watched.follows if is_as_before else step or watched.follows,
        follows_on=watched.follows_on if is_as_before or not step else on,
    )
    course.open[course.open.index(watched)] = moved
    course.held = [each for each in course.held if each.watched != watched]
    _hold(course, moved, on)


def _remind(course: _Course, on: date) -> None:
    for place, watched in enumerate(course.open):
        letters = sent_on(watched.unsent, on)
        if not letters:
            continue
        if not course.ahead.is_silent(watched.duty):
            for addressee, levels in letters.items():
                _write(course, watched, addressee, levels[0], on)
        sent = (Told(each.level, each.addressee, on) for each in _due(watched, on))
        left = tuple(each for each in watched.unsent if each.on > on)
        course.open[place] = replace(watched, unsent=left, sent=(*watched.sent, *sent))


def _due(watched: Watched, on: date) -> Iterator[Planned]:
    return (each for each in watched.unsent if each.on <= on)


def _write(course: _Course, watched: Watched, addressee: str, level: Planned, on: date) -> None:
    told = _told(course, watched, addressee, on)
    if told.to:
        kind = letter_kind(watched.duty, level, course.situation(on), on)
        course.coming.append(Coming(on, watched, level, kind, told))


def _told(course: _Course, watched: Watched, addressee: str, on: date) -> Receivers:
    situation, keepers = course.situation(on), course.ahead.keepers(on)
    return receivers(watched.duty, addressee, situation, keepers, course.ahead.ask("remind", on))


def _hold(course: _Course, watched: Watched, on: date) -> None:
    whose = addressee_of(watched.duty.to, watched.duty.party_id)
    course.held.append(Held(watched, _told(course, watched, whose, on)))


def _write_letters(course: _Course, outcome: Outcome, after: Situation, ask: Ask) -> None:
    """The letters of the step itself, each with the duty that it tells of."""
    plan = after.plans[0] if after.plans else None
    for order in outcome.orders:
        if not isinstance(order, Letter):
            continue
        due_on = due_with(order, outcome, after, ask)
        for letter in letter_asks(order, after, ask, plan, due_on):
            about = _about(course, order, letter.to.party_id)
            if about is not None:
                told = Receivers((letter.to,), Because.THEIRS, letter.to.name)
                course.coming.append(Coming(ask.on, about, None, letter.kind, told))


def _about(course: _Course, order: Letter, party_id: int | None) -> Watched | None:
    found = (
        each for each in course.open if each.duty.to is order.to and each.duty.party_id == party_id
    )
    return next(found, None)


def days_ahead(first: date) -> date:
    """How far ahead is looked where nobody says: through the same day of the next year."""
    return first + timedelta(days=366)

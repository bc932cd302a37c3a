"""Which reminders a duty gets, on which days, and to whom: what the clock and the forecast ask.

``planned`` lays a duty's reminders out when it begins or moves. ``sent_on`` says which of them
are one letter on a day, and ``receivers`` who gets it by the facts of that day. All are pure: the
job asks them of today, and the forecast of every day ahead.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflow.duties import RULES
from workflow.duty_rules import NOBODY, POST, own_rule
from workflow.expansion import STAFF, DutyRow, addressees, is_reachable
from workflow.facts import Ask, Keepers, OwnRule, Party, Reached, Situation, YearCalendar
from workflow.orders import Addressee
from workflow.refusals import NotFound
from workflow.states import DutyKind, LetterKind, Role, To
from workflow.year import add_working_days, reminder_days, working_day_on_or_after

ESCALATION = "escalation"  # the addressee of a reminder to whoever is told that a duty is late


@dataclass(frozen=True)
class Watch:
    """How duties of one kind are watched in one year, by the programme's own rule or as usual.

    ``to`` is whose they are, where the programme has given them to somebody else than the step
    does. ``escalate_to`` is a role, a post (``post:<id>``) or nobody.
    """

    kind: DutyKind
    before: tuple[int, ...]
    after: tuple[int, ...]
    to: To | None
    escalate_to: str
    escalate_days: int


@dataclass(frozen=True)
class Planned:
    """One reminder: its level (days before the last day, negative after it), day and addressee."""

    level: int
    on: date
    addressee: str


class Because(StrEnum):
    """Why somebody is told: it is theirs, it is late, or nobody else can be told."""

    THEIRS = "theirs"
    LATE = "late"
    VACANT = "vacant"
    UNREACHED = "unreached"


@dataclass(frozen=True)
class Receivers:
    """Who gets a reminder on a day and why; ``held_by`` names those whose duty it is."""

    to: tuple[Addressee, ...]
    because: Because = Because.THEIRS
    held_by: str = ""


def watch(calendar: YearCalendar, rules: Iterable[OwnRule], kind: DutyKind, year: int) -> Watch:
    """How a kind of duty is watched in the year of its plan, or else of the day it begins."""
    own, usual = own_rule(rules, kind, year), RULES[kind]
    before = tuple(days for days in calendar.days_before if days <= usual.lead)
    after = calendar.days_after if usual.chased else ()
    if own.levels is not None:
        before = tuple(level for level in own.levels if level >= 0)
        after = tuple(sorted(-level for level in own.levels if level < 0))
    escalate_to = own.escalate_to or usual.escalates_to or NOBODY
    days = calendar.escalate_days if own.escalate_days is None else own.escalate_days
    to = own.to if is_for_staff(kind) else None
    return Watch(kind, before, after, to, str(escalate_to), days)


def watch_of(duty: DutyRow, situation: Situation, on: date) -> Watch:
    """How a duty that begins on a day is watched."""
    years = {plan.id: plan.year for plan in situation.plans}
    year = years[duty.plan_id] if duty.plan_id is not None else on.year
    return watch(situation.region.calendar, situation.programme.rules, duty.kind, year)


_OUTSIDE = frozenset({DutyKind.ANSWER, DutyKind.OUTCOME, DutyKind.ACKNOWLEDGE})


def is_for_staff(kind: DutyKind) -> bool:
    """Whether one of our own does it, so that it can be given to another of our own."""
    return kind not in _OUTSIDE


def planned(
    watch: Watch, to: To, party_id: int | None, due_on: date, since: date
) -> tuple[Planned, ...]:
    """The reminders of a duty that is due on a day, none of them before ``since``.

    Those whose duty it is get one on each level. Once it is so many working days late, so does
    whoever is told of late duties, and again on each level after that.
    """
    own = tuple(
        Planned(level, day, addressee_of(to, party_id))
        for level, day in reminder_days(due_on, watch.before, watch.after, since)
    )
    if watch.escalate_to == NOBODY or not watch.after:
        return own
    return (*own, *_escalated(watch, due_on, since))


def _escalated(watch: Watch, due_on: date, since: date) -> tuple[Planned, ...]:
    first = add_working_days(due_on, watch.escalate_days)
    later = (working_day_on_or_after(due_on + timedelta(days=days)) for days in watch.after)
    days = sorted({first, *(day for day in later if day > first)})
    return tuple(Planned((due_on - day).days, day, ESCALATION) for day in days if day >= since)


@dataclass(frozen=True)
class Told:
    """A reminder that has been sent: its level, its addressee and the day."""

    level: int
    addressee: str
    on: date


def replanned(
    watch: Watch, duty: DutyRow, was_due_on: date, sent: Collection[Told], on: date
) -> tuple[tuple[Planned, ...], bool]:
    """The reminders of an open duty that gets another day, and whether it goes on as a new one.

    One of which somebody has been reminded does, where its day is another: the old reminders
    told of another day, and the levels of the new day come anew.
    """
    told_today = any(each.on >= on for each in sent)
    since = on + timedelta(days=1) if told_today else on
    wanted = planned(watch, duty.to, duty.party_id, duty.due_on, since)
    if sent and duty.due_on != was_due_on:
        return wanted, True
    had = {(each.level, each.addressee) for each in sent}
    return tuple(each for each in wanted if (each.level, each.addressee) not in had), False


def addressee_of(to: To, party_id: int | None) -> str:
    """Under which name a reminder's addressee is kept: an organisation outside, or a role."""
    return f"party:{party_id}" if party_id is not None and to not in STAFF else f"role:{to.value}"


def sent_on(unsent: Iterable[Planned], on: date) -> dict[str, tuple[Planned, ...]]:
    """The letters of one duty on a day: by addressee, all that are due, the one to show first.

    After days without a tick several are due: they are one letter, with the level nearest the
    last day, or longest after it.
    """
    found: dict[str, list[Planned]] = {}
    for each in sorted(unsent, key=lambda each: each.level):
        if each.on <= on:
            found.setdefault(each.addressee, []).append(each)
    return {addressee: tuple(due) for addressee, due in found.items()}


def letter_kind(duty: DutyRow, level: Planned, situation: Situation, on: date) -> LetterKind:
    """A meeting that passed without the notice is an alarm, not one more reminder."""
    meeting = situation.notice.meeting if situation.notice else None
    # It stands on no list though there are meetings: the one it was due at has passed it by.
    passed = meeting.held_on < on if meeting else bool(situation.meetings)
    missed = duty.kind is DutyKind.NOTIFY and level.level < 0 and passed
    return LetterKind.NOTICE_MISSED if missed else LetterKind.REMINDER


def receivers(
    duty: DutyRow, addressee: str, situation: Situation, keepers: Keepers, ask: Ask
) -> Receivers:
    """Who gets a reminder of a duty by the facts of a day.

    What nobody has goes to whoever is told of late duties, or else to every administrator; and
    where the late duty is that very person's, nobody is told twice.
    """
    own = _own(duty, situation, ask)
    held_by = ", ".join(each.name for each in own)
    missing = _missing(duty, situation, keepers, own)
    if addressee != ESCALATION:
        if missing is None:
            return Receivers(own)
        told = _told(duty, situation, keepers, ask) or _administrators(keepers) or own
        return Receivers(told, missing, held_by)
    if missing is not None:
        return Receivers(())  # they have had the reminders themselves, in the place of nobody
    told = _told(duty, situation, keepers, ask) or _administrators(keepers)
    theirs = {(each.party_id, each.person_id) for each in own}
    others = tuple(each for each in told if (each.party_id, each.person_id) not in theirs)
    return Receivers(others, Because.LATE, held_by)


def _own(duty: DutyRow, situation: Situation, ask: Ask) -> tuple[Addressee, ...]:
    """The organisation that the duty is for, or whoever has the task that day."""
    if duty.party_id is not None and duty.to not in STAFF:
        party = _copy_to(situation, duty) or _party(situation, duty.party_id)
        return (Addressee(party.name, party.email, party_id=party.id),)
    return addressees(_staff(duty.to), situation, ask)


def _copy_to(situation: Situation, duty: DutyRow) -> Party | None:
    """Whose utdrag is to be confirmed, by the name and address that it was sent to."""
    if duty.kind is not DutyKind.ACKNOWLEDGE or situation.dispatch is None:
        return None
    sent_to = (each.party for each in situation.dispatch.deliveries)
    return next((party for party in sent_to if party.id == duty.party_id), None)


def _party(situation: Situation, party_id: int) -> Party:
    """An organisation of the register; each is named there, and stands for itself."""
    everybody = (party for named in situation.groups.values() for party in named)
    found = next((party for party in everybody if party.id == party_id), None)
    if found is None:
        raise NotFound(f"party {party_id}")
    return found


def _staff(to: To) -> To:
    """The officer answers for the region's own measures, and for what is nobody's outside."""
    return to if to in STAFF else To.OFFICER


def _missing(
    duty: DutyRow, situation: Situation, keepers: Keepers, own: tuple[Addressee, ...]
) -> Because | None:
    """Why those whose duty it is can't be told: nobody has the task, or there is no address."""
    if duty.party_id is not None and duty.to not in STAFF:
        copy = _copy_to(situation, duty)
        by_mail = bool(own[0].email) and not (copy and copy.by_post)
        return None if by_mail else Because.UNREACHED
    return None if _is_held(_staff(duty.to), situation, keepers) else Because.VACANT


def _is_held(to: To, situation: Situation, keepers: Keepers) -> bool:
    """Whether somebody is there for the task; an officer who has left the role is not."""
    officer = situation.case.officer.id
    left = to is To.OFFICER and not keepers.has(Role.OFFICER, officer)
    return is_reachable(to, situation) and not left


def _told(duty: DutyRow, situation: Situation, keepers: Keepers, ask: Ask) -> tuple[Addressee, ...]:
    """Whoever is told of late duties of the kind, by today's rule; nobody where nobody is left."""
    target = watch_of(duty, situation, ask.on).escalate_to
    if target.startswith(POST):
        holder = keepers.holder(int(target.removeprefix(POST)))
        return (_reached(holder),) if holder else ()
    if target == Role.ADMINISTRATOR:
        return _administrators(keepers)
    if target == NOBODY or not _is_held(To(target), situation, keepers):
        return ()
    return addressees(To(target), situation, ask)


def _administrators(keepers: Keepers) -> tuple[Addressee, ...]:
    """Every administrator, also one who is away where all are: somebody has to know."""
    there = tuple(map(_reached, keepers.reached(Role.ADMINISTRATOR)))
    away = keepers.roles.get(Role.ADMINISTRATOR, ())
    return there or tuple(Addressee(each.name, each.email, person_id=each.id) for each in away)


def _reached(who: Reached) -> Addressee:
    person = who.person
    return Addressee(person.name, person.email, person_id=person.id, deputy_for=who.deputy_for)

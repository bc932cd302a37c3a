"""Duties (bevakningar): what each is called, when it falls due and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.duty_rules import day_in_year, working_days
from workflow.facts import Meeting, Plan, Situation
from workflow.states import DutyKind, Role
from workflow.year import (
    ADJUSTMENT_DAYS,
    POSTING_DAYS,
    add_working_days,
    next_meeting,
)

DAYS_ANEW = 5  # working days for what was done already, and is to be done once more
DueDay = Callable[[Situation, Plan | None, date], date]


def _always(situation: Situation) -> bool:
    return True


@dataclass(frozen=True)
class DutyRule:
    """One kind of duty: its Swedish name, the day it falls due, and the reason in one sentence.

    ``lead`` is how many days ahead the first reminder may come: a duty of two days needs none a
    month before, and one that the calendar does itself needs none unless it was not done.
    ``chased`` says whether reminders go on after the day; an answer can't be given late.
    ``escalates_to`` is told of one that is late too long, where the programme says nothing else.
    ``applies`` says whether there is such a duty at all, as things stand.
    """

    swedish: str
    due_on: DueDay
    why: str
    lead: int
    of_plan: bool = False
    chased: bool = True
    escalates_to: Role | None = Role.OFFICER
    applies: Callable[[Situation], bool] = _always


def _plan(plan: Plan | None) -> Plan:
    if plan is None:
        raise LookupError("this duty belongs to a plan")
    return plan


def _in_year(kind: DutyKind) -> DueDay:
    """Due on a day of the plan's year, or of the year after it."""

    def due_on(situation: Situation, plan: Plan | None, on: date) -> date:
        calendar, rules = situation.region.calendar, situation.programme.rules
        return day_in_year(calendar, rules, kind, _plan(plan).year)

    return due_on


def _in_year_or_anew(kind: DutyKind, done: Callable[[Plan], date | None]) -> DueDay:
    """As usual the first time; what is to be done once more has some days, also after its own."""
    usual = _in_year(kind)

    def due_on(situation: Situation, plan: Plan | None, on: date) -> date:
        day = usual(situation, plan, on)
        is_anew = done(_plan(plan)) is not None
        return max(day, add_working_days(on, DAYS_ANEW)) if is_anew else day

    return due_on


def _soon(kind: DutyKind) -> DueDay:
    """Due so many working days after it begins."""

    def due_on(situation: Situation, plan: Plan | None, on: date) -> date:
        return add_working_days(on, working_days(situation, kind, on))

    return due_on


def _answer_by(situation: Situation, plan: Plan | None, on: date) -> date:
    days = working_days(situation, DutyKind.ANSWER, on)
    return _plan(plan).answer_by or add_working_days(on, days)


def _meeting_day(situation: Situation, plan: Plan | None, on: date) -> date:
    own = situation.notice.meeting if situation.notice else None
    meeting = own or next_meeting(situation.meetings, on)
    # With no meeting in the calendar somebody must enter one: ask within ten working days.
    return meeting.held_on if meeting else add_working_days(on, 10)


def report_meeting(situation: Situation, plan: Plan, on: date) -> Meeting | None:
    """The first meeting from the report's month on whose list the report can still come to."""
    ahead = [m for m in situation.meetings if m.held_on >= _report_from(situation, plan)]
    return next_meeting(ahead, on)


def _report_from(situation: Situation, plan: Plan | None) -> date:
    calendar, rules = situation.region.calendar, situation.programme.rules
    return day_in_year(calendar, rules, DutyKind.REPORT_COMMITTEE, _plan(plan).year)


def _committee_report(situation: Situation, plan: Plan | None, on: date) -> date:
    """The stop date of the meeting; with none in the calendar, the first day of the month."""
    meeting = report_meeting(situation, _plan(plan), on)
    return meeting.stop_on if meeting else max(on, _report_from(situation, plan))


def _adjustment(situation: Situation, plan: Plan | None, on: date) -> date:
    notice = situation.notice
    held_on = notice.meeting.held_on if notice and notice.meeting else on
    return held_on + timedelta(days=ADJUSTMENT_DAYS)


def _posting(situation: Situation, plan: Plan | None, on: date) -> date:
    notice = situation.notice
    return ((notice.adjusted_on if notice else None) or on) + timedelta(days=POSTING_DAYS)


def _after_appeal(situation: Situation, plan: Plan | None, on: date) -> date:
    notice = situation.notice
    after = ((notice.last_appeal_on if notice else None) or on) + timedelta(days=1)
    settled = notice.appeal_closed_on if notice and not notice.appeal_is_late else None
    return max(after, settled) if settled else after


def _is_notified(situation: Situation) -> bool:
    """What a decision says of itself goes for it, whatever is settled for later ones."""
    return situation.its_committee().notified


def _is_recorded(situation: Situation) -> bool:
    return not _is_notified(situation)


def _is_to_be_posted(situation: Situation) -> bool:
    notice = situation.notice
    return notice is not None and notice.adjusted_on is not None and notice.posted_on is None


def _time_runs(situation: Situation) -> bool:
    """The time of appeal has begun, and nobody's appeal stops what comes after it."""
    notice = situation.notice
    if notice is None or notice.posted_on is None:
        return False
    return notice.in_force_on is None and not notice.appeal_stops_force


RULES: dict[DutyKind, DutyRule] = {
    DutyKind.ANSWER: DutyRule(
        "svara på samrådet",
        _answer_by,
        "Utkastet är på samråd i nätverket.",
        lead=7,
        of_plan=True,
        chased=False,
        escalates_to=None,
    ),
    DutyKind.DECIDE: DutyRule(
        "besluta",
        _soon(DutyKind.DECIDE),
        "Ärendet är berett och väntar på beslut.",
        lead=3,
    ),
    DutyKind.DISPATCH: DutyRule(
        "expediera beslutet",
        _soon(DutyKind.DISPATCH),
        "Beslutet ska expedieras till dem som berörs.",
        lead=0,
    ),
    DutyKind.NOTIFY: DutyRule(
        "anmäla beslutet",
        _meeting_day,
        "Beslutet ska anmälas till nämnden (7 kap. 8 § kommunallagen).",
        lead=0,
        applies=_is_notified,
    ),
    DutyKind.RECORD: DutyRule(
        "protokollföra beslutet särskilt",
        _soon(DutyKind.RECORD),
        "Beslut som inte anmäls ska protokollföras särskilt (6 kap. 40 § kommunallagen).",
        lead=0,
        applies=_is_recorded,
    ),
    DutyKind.ADJUST: DutyRule(
        "justera protokollet",
        _adjustment,
        "Protokollet ska justeras inom 14 dagar (5 kap. 69 § kommunallagen).",
        lead=3,
    ),
    DutyKind.POST: DutyRule(
        "anslå justeringen",
        _posting,
        "Justeringen ska anslås senast andra dagen efter justeringen (8 kap. 12 § kommunallagen).",
        lead=1,
        applies=_is_to_be_posted,
    ),
    DutyKind.CONFIRM_FORCE: DutyRule(
        "bekräfta laga kraft",
        _after_appeal,
        "Tiden för laglighetsprövning har gått ut (13 kap. 5 § kommunallagen).",
        lead=0,
        applies=_time_runs,
    ),
    DutyKind.ACKNOWLEDGE: DutyRule(
        "kvittera utdraget",
        _soon(DutyKind.ACKNOWLEDGE),
        "Avsändaren behöver veta att utdraget har kommit fram.",
        lead=3,
        escalates_to=Role.REGISTRAR,
    ),
    DutyKind.MEND: DutyRule(
        "få fram utdraget",
        _soon(DutyKind.MEND),
        "Utdraget har inte kommit fram till mottagaren.",
        lead=0,
    ),
    DutyKind.OPEN_FOLLOW_UP: DutyRule(
        "öppna uppföljningen",
        _in_year(DutyKind.OPEN_FOLLOW_UP),
        "Handlingsplanen följs upp vid årets slut.",
        lead=-1,
        of_plan=True,
        escalates_to=Role.DECIDER,
    ),
    DutyKind.OUTCOME: DutyRule(
        "lämna utfall",
        _in_year(DutyKind.OUTCOME),
        "Den som ansvarar för en insats lämnar utfallet.",
        lead=14,
        of_plan=True,
    ),
    DutyKind.CLOSE_FOLLOW_UP: DutyRule(
        "avsluta uppföljningen",
        _in_year_or_anew(DutyKind.CLOSE_FOLLOW_UP, lambda plan: plan.followed_up_on),
        "Uppföljningen ligger till grund för rapporten.",
        lead=7,
        of_plan=True,
        escalates_to=Role.DECIDER,
    ),
    DutyKind.REPORT_AGENCY: DutyRule(
        "rapportera till myndigheten",
        _in_year_or_anew(DutyKind.REPORT_AGENCY, lambda plan: plan.reported_on),
        "Den årliga skriftliga rapporten lämnas under kvartal 1.",
        lead=30,
        of_plan=True,
        escalates_to=Role.DECIDER,
    ),
    DutyKind.REPORT_COMMITTEE: DutyRule(
        "återrapportera till nämnden",
        _committee_report,
        "Nämnden får sin rapport efter rapporten till myndigheten.",
        lead=14,
        of_plan=True,
        escalates_to=Role.DECIDER,
    ),
}

"""Duties (bevakningar): what each is called, when it falls due and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.facts import Plan, Situation
from workflow.states import DutyKind
from workflow.year import (
    ADJUSTMENT_DAYS,
    POSTING_DAYS,
    add_working_days,
    day_of,
    next_meeting,
)

DueDay = Callable[[Situation, Plan | None, date], date]


@dataclass(frozen=True)
class DutyRule:
    """One kind of duty: its Swedish name, the day it falls due, and the reason in one sentence.

    ``lead`` is how many days ahead the first reminder may come: a duty of two days needs none a
    month before, and one that the calendar does itself needs none unless it was not done.
    ``chased`` says whether reminders go on after the day; an answer can't be given late.
    """

    swedish: str
    due_on: DueDay
    why: str
    lead: int
    of_plan: bool = False
    chased: bool = True


def _plan(plan: Plan | None) -> Plan:
    if plan is None:
        raise LookupError("this duty belongs to a plan")
    return plan


def _answer_by(situation: Situation, plan: Plan | None, on: date) -> date:
    calendar = situation.region.calendar
    return _plan(plan).answer_by or add_working_days(on, calendar.answer_working_days)


def _meeting_day(situation: Situation, plan: Plan | None, on: date) -> date:
    meeting = next_meeting(situation.meetings, on)
    # With no meeting in the calendar somebody must enter one: ask within ten working days.
    return meeting.held_on if meeting else add_working_days(on, 10)


def _committee_report(situation: Situation, plan: Plan | None, on: date) -> date:
    meeting = next_meeting(situation.meetings, on)
    if meeting:
        return meeting.stop_on
    month = situation.region.calendar.committee_report_month
    return max(on, date(_plan(plan).year + 1, month, 1))


def _adjustment(situation: Situation, plan: Plan | None, on: date) -> date:
    notice = situation.notice
    held_on = notice.meeting.held_on if notice and notice.meeting else on
    return held_on + timedelta(days=ADJUSTMENT_DAYS)


def _posting(situation: Situation, plan: Plan | None, on: date) -> date:
    notice = situation.notice
    return ((notice.adjusted_on if notice else None) or on) + timedelta(days=POSTING_DAYS)


def _after_appeal(situation: Situation, plan: Plan | None, on: date) -> date:
    notice = situation.notice
    return ((notice.last_appeal_on if notice else None) or on) + timedelta(days=1)


RULES: dict[DutyKind, DutyRule] = {
    DutyKind.ANSWER: DutyRule(
        "svara på samrådet",
        _answer_by,
        "Utkastet är på samråd i nätverket.",
        lead=7,
        of_plan=True,
        chased=False,
    ),
    DutyKind.DECIDE: DutyRule(
        "besluta",
        lambda s, plan, on: add_working_days(on, s.region.calendar.decide_working_days),
        "Ärendet är berett och väntar på beslut.",
        lead=3,
    ),
    DutyKind.DISPATCH: DutyRule(
        "expediera beslutet",
        lambda s, plan, on: add_working_days(on, s.region.calendar.dispatch_working_days),
        "Beslutet ska expedieras till dem som berörs.",
        lead=0,
    ),
    DutyKind.NOTIFY: DutyRule(
        "anmäla beslutet",
        _meeting_day,
        "Beslutet ska anmälas till nämnden (7 kap. 8 § kommunallagen).",
        lead=0,
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
    ),
    DutyKind.CONFIRM_FORCE: DutyRule(
        "bekräfta laga kraft",
        _after_appeal,
        "Tiden för laglighetsprövning har gått ut (13 kap. 5 § kommunallagen).",
        lead=0,
    ),
    DutyKind.ACKNOWLEDGE: DutyRule(
        "kvittera utdraget",
        lambda s, plan, on: add_working_days(on, s.region.calendar.acknowledge_working_days),
        "Avsändaren behöver veta att utdraget har kommit fram.",
        lead=3,
    ),
    DutyKind.OPEN_FOLLOW_UP: DutyRule(
        "öppna uppföljningen",
        lambda s, plan, on: day_of(_plan(plan).year, s.region.calendar.follow_up_opens),
        "Handlingsplanen följs upp vid årets slut.",
        lead=-1,
        of_plan=True,
    ),
    DutyKind.OUTCOME: DutyRule(
        "lämna utfall",
        lambda s, plan, on: day_of(_plan(plan).year + 1, s.region.calendar.outcomes_due),
        "Den som ansvarar för en insats lämnar utfallet.",
        lead=14,
        of_plan=True,
    ),
    DutyKind.CLOSE_FOLLOW_UP: DutyRule(
        "avsluta uppföljningen",
        lambda s, plan, on: day_of(_plan(plan).year + 1, s.region.calendar.follow_up_closes),
        "Uppföljningen ligger till grund för rapporten.",
        lead=7,
        of_plan=True,
    ),
    DutyKind.REPORT_AGENCY: DutyRule(
        "rapportera till myndigheten",
        lambda s, plan, on: day_of(_plan(plan).year + 1, s.region.calendar.agency_report_due),
        "Den årliga skriftliga rapporten lämnas under kvartal 1.",
        lead=30,
        of_plan=True,
    ),
    DutyKind.REPORT_COMMITTEE: DutyRule(
        "återrapportera till nämnden",
        _committee_report,
        "Nämnden får sin rapport efter rapporten till myndigheten.",
        lead=14,
        of_plan=True,
    ),
}

"""The days of duties: by the programme's own rule for the year, or else by the year wheel."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from workflow.facts import EVERY_YEAR, OwnRule, Programme, Situation, YearCalendar
from workflow.states import DutyKind, Role
from workflow.year import day_of

# How soon a decision that is not notified should stand in a record of its own.
RECORD_WORKING_DAYS = 5
MEND_WORKING_DAYS = 1

# To whom a duty goes that is late or that nobody has: a role, or a post by ``post:<id>``.
NOBODY, POST = "none", "post:"
ESCALATED_TO = (
    Role.OFFICER.value,
    Role.DECIDER.value,
    Role.SECRETARY.value,
    Role.REGISTRAR.value,
    Role.ADMINISTRATOR.value,
    NOBODY,
)

# Duties that are due on a day of the year: its place in the year wheel, and whether the year is
# the plan's own (0) or the one after (1).
_IN_YEAR = {
    DutyKind.OPEN_FOLLOW_UP: ("follow_up_opens", 0),
    DutyKind.OUTCOME: ("outcomes_due", 1),
    DutyKind.CLOSE_FOLLOW_UP: ("follow_up_closes", 1),
    DutyKind.REPORT_AGENCY: ("agency_report_due", 1),
    DutyKind.REPORT_COMMITTEE: ("", 1),
}
BY_DAY = frozenset(_IN_YEAR)
BY_WORKING_DAYS = frozenset(
    {
        DutyKind.ANSWER,
        DutyKind.DECIDE,
        DutyKind.DISPATCH,
        DutyKind.ACKNOWLEDGE,
        DutyKind.RECORD,
        DutyKind.MEND,
    }
)
# The day that somebody else has set, and that somebody of ours has to have confirmed.
SET_BY_OTHERS = frozenset({DutyKind.REPORT_AGENCY})


def usual_day(calendar: YearCalendar, kind: DutyKind) -> tuple[int, int]:
    """The month and day of the year wheel; of the committee's report, the first of its month."""
    if kind is DutyKind.REPORT_COMMITTEE:
        return calendar.committee_report_month, 1
    place, _ = _IN_YEAR[kind]
    month, day = getattr(calendar, place)
    return month, day


def usual_working_days(calendar: YearCalendar, kind: DutyKind) -> int:
    """How many working days the year wheel gives for what is due so long after it begins."""
    return {
        DutyKind.ANSWER: calendar.answer_working_days,
        DutyKind.DECIDE: calendar.decide_working_days,
        DutyKind.DISPATCH: calendar.dispatch_working_days,
        DutyKind.ACKNOWLEDGE: calendar.acknowledge_working_days,
        DutyKind.RECORD: RECORD_WORKING_DAYS,
        DutyKind.MEND: MEND_WORKING_DAYS,
    }[kind]


def own_rule(rules: Iterable[OwnRule], kind: DutyKind, year: int) -> OwnRule:
    """The programme's own rule: the year's, and where that is silent the one for every year.

    A year that has a day of its own is confirmed by itself: the confirmation goes with the day.
    """
    found = {rule.year: rule for rule in rules if rule.kind is kind}
    every = found.get(EVERY_YEAR, OwnRule(kind))
    its = found.get(year, OwnRule(kind, year)) if year else every
    day_from = its if its.due or its.verified_on else every
    return replace(
        its,
        due=its.due or every.due,
        working_days=every.working_days if its.working_days is None else its.working_days,
        levels=every.levels if its.levels is None else its.levels,
        to=its.to or every.to,
        escalate_to=its.escalate_to or every.escalate_to,
        escalate_days=every.escalate_days if its.escalate_days is None else its.escalate_days,
        verified_on=day_from.verified_on,
        verified_by=day_from.verified_by,
    )


def day_in_year(
    calendar: YearCalendar, rules: Iterable[OwnRule], kind: DutyKind, plan_year: int
) -> date:
    """The day on which a duty of a plan's year is due; a free day stays the day that it is."""
    due = own_rule(rules, kind, plan_year).due or usual_day(calendar, kind)
    _, later = _IN_YEAR[kind]
    return day_of(plan_year + later, due)


def working_days(situation: Situation, kind: DutyKind, on: date) -> int:
    """How many working days there are for a duty that begins on a day."""
    own = own_rule(situation.programme.rules, kind, on.year).working_days
    return usual_working_days(situation.region.calendar, kind) if own is None else own


def is_verified(
    calendar: YearCalendar, programme: Programme, kind: DutyKind, plan_year: int
) -> bool:
    """Whether somebody has confirmed a day that others have set; our own need no confirming."""
    if kind not in SET_BY_OTHERS:
        return True
    own = own_rule(programme.rules, kind, plan_year)
    if own.verified_on is not None:
        return True
    return own.due is None and calendar.agency_report_due_verified

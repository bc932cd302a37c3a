"""The wheel of a simulated year: on which day each thing is done, and who is late with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from web.year.dice import throw
from workflow.carrying import title_for
from workflow.casefile import model as m
from workflow.casefile.days import When
from workflow.casefile.lookup import members, recipients
from workflow.casefile.plans import REGION
from workflow.duty_rules import day_in_year
from workflow.facts import Plan, YearCalendar
from workflow.states import DutyKind, PlanState
from workflow.year import (
    add_working_days,
    before_working_days,
    last_appeal_day,
    working_day_on_or_after,
    working_day_on_or_before,
)

# In January, July and August there is no meeting.
MEETING_MONTHS = (2, 3, 4, 5, 6, 9, 10, 11, 12)
STOP_DAYS = 19
MORNING, AFTERNOON = time(10, 0), time(14, 30)


@dataclass(frozen=True)
class Ways:
    """How an organisation makes its decisions, as the case file's last one was made."""

    delegation: str
    matter: str
    basis: tuple[m.Basis, ...]
    dispatch_to: tuple[str, ...]
    decided_by: str
    deputy_reason: str | None
    place: str


def ways_of(decision: m.Decision) -> Ways:
    """What stays the same from one decision to the next; each plan is a basis of its own."""
    return Ways(
        decision.delegation,
        decision.matter,
        tuple(each for each in decision.basis if each.plan is None),
        decision.dispatch_to,
        decision.decided_by,
        decision.deputy_reason,
        decision.notice.place,
    )


def meetings(who: str, first_year: int, last_year: int) -> Iterator[m.Meeting]:
    """A committee's meetings: a Tuesday in each of its months, in the weeks that it keeps to."""
    week = throw(2, who, "meetings")
    for year in range(first_year, last_year + 1):
        for month in MEETING_MONTHS:
            first = date(year, month, 8 + 7 * week)
            held_on = working_day_on_or_after(first + timedelta(days=(1 - first.weekday()) % 7))
            yield m.Meeting(held_on=held_on, stop_on=held_on - timedelta(days=STOP_DAYS))


class Wheel:
    """The days of one year's plan and its decision, for the organisation of a case file."""

    def __init__(self, file: m.CaseFile, year: int) -> None:
        self.file, self.year = file, year
        self.calendar = YearCalendar(**file.calendar.model_dump())

    def throw(self, sides: int, *about: object) -> int:
        return throw(sides, self.file.region.number, self.year, *about)

    # ---- the plan ------------------------------------------------------------------------------

    def plan(self, opened: date, title: str) -> m.Plan:
        """A plan that is opened on a day, with what it holds left out."""
        circulated = add_working_days(opened, 3 + self.throw(4, "circulated"))
        answer_by = add_working_days(circulated, self.calendar.answer_working_days)
        asked = members(self.file, circulated)
        closed, agency, committee = self._reports()
        meeting = self._report_meeting(committee)
        return m.Plan(
            year=self.year,
            title=title,
            opened_on=When(opened),
            circulated_on=When(circulated) if asked else None,
            answer_by=answer_by if asked else None,
            answers=tuple(self._answers(asked, circulated, answer_by)),
            measures=(),
            follow_up_closed_on=When(closed),
            agency_reported_on=When(agency),
            receipt=f"Bekräftelse {agency}",
            committee_reported_on=When(committee),
            meeting=meeting.held_on,
            closed_on=When(add_working_days(meeting.held_on, 5)),
        )

    def _answers(
        self, asked: tuple[m.Party, ...], sent: date, answer_by: date
    ) -> Iterator[m.Answer]:
        """Three of five answer in time; the others never do."""
        for place, party in enumerate(asked):
            if self.throw(5, "answers", party.key) < 3:
                last = self.calendar.answer_working_days
                day = add_working_days(sent, 1 + self.throw(max(1, last - 1), "answer", party.key))
                opinion = f"{party.name} har inget att invända mot planen för {self.year}."
                yield m.Answer(party=party.key, on=_at(min(day, answer_by), place), opinion=opinion)

    def _day(self, kind: DutyKind) -> date:
        return day_in_year(self.calendar, (), kind, self.year)

    def _reports(self) -> tuple[date, date, date]:
        """When the follow-up is closed, and each report made: the committee's last."""
        closes = working_day_on_or_before(self._day(DutyKind.CLOSE_FOLLOW_UP))
        closed = before_working_days(closes, self.throw(3, "closed"))
        latest = before_working_days(self._day(DutyKind.REPORT_AGENCY), 1)
        agency = min(add_working_days(closed, 12 + self.throw(5, "agency")), latest)
        return closed, agency, add_working_days(agency, 1 + self.throw(3, "committee"))

    def _report_meeting(self, reported: date) -> m.Meeting:
        first = self._day(DutyKind.REPORT_COMMITTEE)
        return self._meeting(max(reported, first), reported)

    def _meeting(self, held_from: date, in_by: date) -> m.Meeting:
        """The first meeting from a day on whose list still is open."""
        found = (each for each in self.file.meetings if each.stop_on >= in_by)
        return min(
            (each for each in found if each.held_on >= held_from), key=lambda each: each.held_on
        )

    def outcome_day(self, party: str) -> When:
        """Most are done before the last day; one in six is reminded and late."""
        opens = working_day_on_or_after(self._day(DutyKind.OPEN_FOLLOW_UP))
        due = self._day(DutyKind.OUTCOME)
        closed, *_ = self._reports()
        if self.throw(6, "late", party) == 0:
            day = add_working_days(due, 1 + self.throw(4, "outcome", party))
        else:
            day = before_working_days(due, self.throw(13, "outcome", party))
        within = min(max(day, add_working_days(opens, 1)), before_working_days(closed, 1))
        return _at(within, self.throw(300, "clock", party))

    # ---- the decision --------------------------------------------------------------------------

    def decision(self, plan: m.Plan, ways: Ways, text: tuple[str, ...]) -> m.Decision:
        """The decision on the year's plan, and what follows from it on both sides."""
        ready = plan.answer_by or plan.opened_on.day
        prepared = add_working_days(ready, 2)
        submitted = add_working_days(prepared, 1 + self.throw(3, "submitted"))
        within = self.calendar.decide_working_days + 3  # now and then a decision is late
        decided = add_working_days(submitted, 1 + self.throw(within, "decided"))
        dispatched = add_working_days(decided, 1 + self.throw(4, "dispatched") // 3)
        sent_to = recipients(self.file, ways.dispatch_to, decided)
        return m.Decision(
            title=f"{self.file.case.title}: Handlingsplan {self.year}",
            plans=(self.year,),
            delegation=ways.delegation,
            matter=ways.matter,
            text=text,
            basis=(*ways.basis, m.Basis(plan=self.year)),
            new_direction=False,
            dispatch_to=ways.dispatch_to,
            prepared_on=When(prepared),
            submitted_on=When(submitted),
            decided_on=When(decided, AFTERNOON),
            decided_by=ways.decided_by,
            deputy_reason=ways.deputy_reason,
            notice=self._notice(decided, ways.place),
            dispatched_on=When(dispatched),
            acknowledgements=tuple(self._acknowledgements(sent_to, dispatched)),
        )

    def _notice(self, decided: date, place: str) -> m.Notice:
        # The calendar puts it on the list in the morning after.
        listed = decided + timedelta(days=1)
        meeting = self._meeting(listed, listed)
        paragraph = (
            10 * MEETING_MONTHS.index(meeting.held_on.month) + 1 + self.throw(9, "paragraph")
        )
        adjusted = add_working_days(meeting.held_on, 3 + self.throw(4, "adjusted"))
        posted = working_day_on_or_before(adjusted + timedelta(days=1 + self.throw(2, "posted")))
        appealed_by = last_appeal_day(posted)
        in_force = working_day_on_or_after(appealed_by + timedelta(days=1))
        return m.Notice(
            meeting=meeting.held_on,
            paragraph=f"§ {paragraph}/{meeting.held_on.year}",
            adjusted_on=When(adjusted),
            posted_on=When(posted, AFTERNOON),
            place=place,
            in_force_on=When(add_working_days(in_force, self.throw(3, "in force"))),
        )

    def _acknowledgements(
        self, sent_to: tuple[m.Party, ...], dispatched: date
    ) -> Iterator[m.Acknowledgement]:
        """Most confirm in time by their own link; one in nine is late, one in eleven is rung up."""
        usual = self.calendar.acknowledge_working_days
        noted_by = next(each.person for each in self.file.roles if each.role == "registrar")
        for place, party in enumerate(sent_to):
            late = usual if self.throw(9, "late", party.key) == 0 else 0
            days = 1 + late + self.throw(max(1, usual - 1), "acknowledges", party.key)
            on = _at(add_working_days(dispatched, days), place)
            if party.channel == "post" or self.throw(11, "phone", party.key) == 0:
                how = "per telefon"
                yield m.Acknowledgement(party=party.key, on=on, how=how, by=noted_by)
            else:
                yield m.Acknowledgement(party=party.key, on=on)


def next_title(plan: m.Plan, year: int) -> str:
    """The last plan's title with the new year in it."""
    last = Plan(0, 0, PlanState.CLOSED, plan.year, plan.title, 0)
    return title_for(last, year)


def responsibles(plan: m.Plan) -> tuple[str, ...]:
    """The keys of those who answer for a plan's measures; the organisation itself comes last."""
    keys = {measure.responsible for measure in plan.measures}
    return tuple(sorted(keys, key=lambda key: (key == REGION, key)))


def _at(day: date, minute: int) -> When:
    """Some time of the day, so that not everybody comes at once."""
    return When(day, time(9 + minute // 60 % 6, minute % 60))

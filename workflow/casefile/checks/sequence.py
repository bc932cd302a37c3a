"""The days of a case file come in the order of the chain."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from workflow.casefile.checks.finding import Finding, Path
from workflow.casefile.model import CaseFile, Decision, Measure, Meeting, Plan, When
from workflow.year import day_of

Dated = tuple[Path, When | date | None]


def _shown(path: Path) -> str:
    """The key as the file has it, with its table where it stands in one of its own."""
    return ".".join(str(part) for part in path if not isinstance(part, int))


def _in_order(days: Iterable[Dated]) -> Iterator[Finding]:
    """Each day comes on or after the one before it; what is left out is passed over."""
    stated = [(path, day) for path, day in days if day is not None]
    for (before, first), (path, then) in pairwise(stated):
        if _precedes(then, first):
            text = f"{then} ligger före {_shown(before)}, {first}. Rätta den ena dagen."
            yield Finding(path, text)


def _precedes(one: When | date, other: When | date) -> bool:
    """A plain day is the whole day: only two stated times of day can be compared by the clock."""
    if isinstance(one, When) and isinstance(other, When):
        return one < other
    return _day(one) < _day(other)


def _day(value: When | date) -> date:
    return value.day if isinstance(value, When) else value


def plans_run_forward(file: CaseFile) -> Iterator[Finding]:
    by_year = {year: decision for decision in file.decisions for year in decision.plans}
    meetings = {meeting.held_on: meeting for meeting in file.meetings}
    for i, plan in enumerate(file.plans):
        path: Path = ("plans", i)
        opened = (*path, "opened_on"), plan.opened_on
        yield from _in_order([(("case", "opened_on"), file.case.opened_on), opened])
        yield from _in_order([opened, ((*path, "circulated_on"), plan.circulated_on)])
        yield from _circulation(path, plan)
        yield from _reports(path, plan, by_year.get(plan.year), meetings.get(plan.meeting))
        for j, measure in enumerate(plan.measures):
            yield from _measure((*path, "measures", j), file, plan, measure)


def _circulation(path: Path, plan: Plan) -> Iterator[Finding]:
    sent, last = plan.circulated_on, plan.answer_by
    if sent is None:
        for key in ("answer_by", "answers"):
            if getattr(plan, key):
                text = "planen skickas inte på samråd. Skriv circulated_on, eller ta bort nyckeln."
                yield Finding((*path, key), text)
        return
    if last is None:
        text = "planen skickas på samråd utan sista svarsdag. Lägg till answer_by."
        yield Finding((*path, "circulated_on"), text)
    elif last <= sent.day:
        text = f"sista svarsdagen {last} ligger inte efter circulated_on, {sent}. Rätta den."
        yield Finding((*path, "answer_by"), text)
    for j, answer in enumerate(plan.answers):
        of_it: Path = (*path, "answers", j, "on")
        yield from _in_order([((*path, "circulated_on"), sent), (of_it, answer.on)])
        if last is not None and answer.on.day > last:
            text = f"svaret kom {answer.on}, efter sista svarsdagen {last}. Rätta den ena dagen."
            yield Finding(of_it, text)


def _reports(
    path: Path, plan: Plan, decision: Decision | None, meeting: Meeting | None
) -> Iterator[Finding]:
    reported: Dated = (*path, "committee_reported_on"), plan.committee_reported_on
    yield from _in_order(
        [
            (("decisions", "decided_on"), decision.decided_on if decision else None),
            ((*path, "follow_up_closed_on"), plan.follow_up_closed_on),
            ((*path, "agency_reported_on"), plan.agency_reported_on),
            reported,
            ((*path, "meeting"), plan.meeting),
            ((*path, "closed_on"), plan.closed_on),
        ]
    )
    if plan.agency_reported_on.day.year <= plan.year:
        text = f"rapporten lämnas året efter planåret {plan.year}. Rätta dagen."
        yield Finding((*path, "agency_reported_on"), text)
    if meeting and plan.committee_reported_on.day > meeting.stop_on:
        late = f"{plan.committee_reported_on} ligger efter mötets stoppdag {meeting.stop_on}."
        yield Finding(reported[0], f"{late} Rätta dagen, eller välj nästa sammanträde.")


def _measure(path: Path, file: CaseFile, plan: Plan, measure: Measure) -> Iterator[Finding]:
    yield from _in_order(
        [((*path, "starts_on"), measure.starts_on), ((*path, "ends_on"), measure.ends_on)]
    )
    opens = day_of(plan.year, file.calendar.follow_up_opens)
    for k, target in enumerate(measure.targets):
        on, of_it = target.outcome.on, (*path, "targets", k, "outcome", "on")
        if on.day < opens:
            text = f"utfallet lämnas {on}, men uppföljningen öppnar {opens}. Rätta dagen."
            yield Finding(of_it, text)
        if on > plan.follow_up_closed_on:
            text = f"utfallet lämnas {on}, efter follow_up_closed_on, {plan.follow_up_closed_on}."
            yield Finding(of_it, f"{text} Rätta den ena dagen.")


def decisions_run_forward(file: CaseFile) -> Iterator[Finding]:
    for i, decision in enumerate(file.decisions):
        path: Path = ("decisions", i)
        yield from _until_dispatch(path, file, decision)
        yield from _notice(path, file, decision)


def _until_dispatch(path: Path, file: CaseFile, decision: Decision) -> Iterator[Finding]:
    prepared: Dated = (*path, "prepared_on"), decision.prepared_on
    submitted: Dated = (*path, "submitted_on"), decision.submitted_on
    decided: Dated = (*path, "decided_on"), decision.decided_on
    dispatched: Dated = (*path, "dispatched_on"), decision.dispatched_on
    yield from _in_order([prepared, submitted, decided, dispatched])
    for i, plan in enumerate(file.plans):
        if plan.year in decision.plans:
            yield from _in_order([(("plans", i, "opened_on"), plan.opened_on), prepared])
            yield from _in_order([(("plans", i, "circulated_on"), plan.circulated_on), submitted])
            latest = max((answer.on for answer in plan.answers), default=None)
            yield from _in_order([(("plans", i, "answers", "on"), latest), submitted])
    for j, each in enumerate(decision.acknowledgements):
        yield from _in_order([dispatched, ((*path, "acknowledgements", j, "on"), each.on)])


def _notice(path: Path, file: CaseFile, decision: Decision) -> Iterator[Finding]:
    notice, of_it = decision.notice, (*path, "notice")
    yield from _in_order(
        [
            ((*path, "decided_on"), decision.decided_on),
            ((*of_it, "meeting"), notice.meeting),
            ((*of_it, "adjusted_on"), notice.adjusted_on),
            ((*of_it, "posted_on"), notice.posted_on),
            ((*of_it, "in_force_on"), notice.in_force_on),
        ]
    )
    stop = next((m.stop_on for m in file.meetings if m.held_on == notice.meeting), None)
    if stop is not None and decision.decided_on.day > stop:
        text = f"beslutet fattas {decision.decided_on}, efter sammanträdets stoppdag {stop}."
        yield Finding((*of_it, "meeting"), f"{text} Välj nästa sammanträde.")


def meetings_stop_before_they_are_held(file: CaseFile) -> Iterator[Finding]:
    for i, meeting in enumerate(file.meetings):
        if meeting.stop_on > meeting.held_on:
            text = f"stoppdagen {meeting.stop_on} ligger efter sammanträdet {meeting.held_on}."
            yield Finding(("meetings", i, "stop_on"), f"{text} Rätta den ena dagen.")

"""Each year has its plan and each plan its decision; notice and reports come in their order."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from web.year.truth.facit import Facit
from workflow.operations.queries.whole_run import Found, WholeRun
from workflow.states import DecisionState, NoticeState, PlanState
from workflow.year import ADJUSTMENT_DAYS, POSTING_DAYS, last_appeal_day

# The steps of a plan after its decision, in the order in which they must come.
_REPORTS = ("open_follow_up", "close_follow_up", "report_agency", "report_committee")


def plans(run: WholeRun, facit: Facit) -> Iterator[str]:
    """One plan for each year, and nothing else."""
    there = Counter(plan.year for plan in run.plans)
    for year in facit.years:
        if there[year] != 1:
            yield f"Handlingsplan {year} finns {there[year]} gånger, inte en."
    for plan in run.plans:
        wanted = PlanState.CLOSED if plan.year in facit.closed else PlanState.REPORTED_BACK
        if plan.state != wanted:
            yield f"Handlingsplan {plan.year} är inte avslutad: den står i läget «{plan.state}»."
        if plan.year not in facit.years:
            yield f"Handlingsplan {plan.year} hör inte till åren."


def decisions(run: WholeRun, facit: Facit) -> Iterator[str]:
    """Each plan is adopted by the one decision that it should be; the numbers leave no gap."""
    year_of = {plan.id: plan.year for plan in run.plans}
    adopted: dict[int, list[int]] = {}
    for each in run.decided_plans:
        if each.adopted:
            adopted.setdefault(each.decision_id, []).append(year_of.get(each.plan_id, 0))
    made = Counter(tuple(years) for years in adopted.values())
    for wanted in facit.decisions:
        if made[wanted.years] != 1:
            named = " och ".join(map(str, wanted.years))
            yield f"Planen för {named} har {made[wanted.years]} beslut, inte ett."
    if len(run.decisions) != len(facit.decisions):
        yield f"Det finns {len(run.decisions)} beslut, inte {len(facit.decisions)}."
    for row in run.decisions:
        if row.state != DecisionState.DECIDED:
            yield f"{row.title}: beslutet är inte fattat, utan «{row.state}»."
    yield from _numbers(run)


def _numbers(run: WholeRun) -> Iterator[str]:
    series: dict[int, list[int]] = {}
    for row in run.decisions:
        if row.number_year is not None:
            series.setdefault(row.number_year, []).append(row.number_serial)
    for year, serials in sorted(series.items()):
        if sorted(serials) != list(range(1, len(serials) + 1)):
            yield f"Beslutsnumren för {year} är inte en obruten följd: {sorted(serials)}."


def notices(run: WholeRun, facit: Facit) -> Iterator[str]:
    """Each decision is notified at the first meeting that takes it, adjusted, posted, in force."""
    by_decision = {notice.decision_id: notice for notice in run.notices}
    for decision in run.decisions:
        notice = by_decision.get(decision.id)
        if notice is None:
            yield f"{named(decision)} är inte anmält."
            continue
        wrong = tuple(_notice(run, decision, notice))
        yield from (f"{named(decision)}: {text}" for text in wrong)


def _notice(run: WholeRun, decision: Found, notice: Found) -> Iterator[str]:
    if notice.state != NoticeState.IN_FORCE or notice.posted_on is None:
        yield f"beslutet har inte fått laga kraft, utan står i läget «{notice.state}»."
        return
    listed, told = _days(run, "list", decision.id), _days(run, "notify", decision.id)
    if len(listed) != 1 or len(told) != 1:
        yield f"det är upptaget {len(listed)} gånger och anmält {len(told)} gånger, inte en."
        return
    first = min((m.held_on for m in run.meetings if m.stop_on >= listed[0]), default=None)
    if first is None:
        yield f"det togs upp på listan {listed[0]}, men inget sammanträde tar emot det."
    elif not notice.held_on == first == told[0]:
        yield f"det är anmält {told[0]}, men det första möjliga sammanträdet är {first}."
    if listed[0] - decision.decided_on > timedelta(days=1):
        yield f"det togs upp på listan {listed[0]}, inte morgonen efter beslutet."
    yield from _after_the_meeting(notice)


def _after_the_meeting(notice: Found) -> Iterator[str]:
    """Adjusted and posted in time, and in force when the time of appeal was over."""
    if None in (notice.held_on, notice.adjusted_on, notice.last_appeal_on):
        yield "sammanträdet, justeringsdagen eller sista dagen att överklaga saknas."
        return
    if notice.adjusted_on - notice.held_on > timedelta(days=ADJUSTMENT_DAYS):
        yield f"protokollet justerades {notice.adjusted_on}, för sent."
    if notice.posted_on - notice.adjusted_on > timedelta(days=POSTING_DAYS):
        yield f"justeringen anslogs {notice.posted_on}, för sent."
    if notice.last_appeal_on != last_appeal_day(notice.posted_on):
        yield f"sista dagen att överklaga är {notice.last_appeal_on}, vilket är fel."
    if notice.in_force_on is None or notice.in_force_on <= notice.last_appeal_on:
        yield f"det fick laga kraft {notice.in_force_on}, innan tiden hade gått ut."


def reports(run: WholeRun, facit: Facit) -> Iterator[str]:
    """Follow-up, the agency's report in quarter 1 of the year after, then the committee's: once."""
    for plan in run.plans:
        days = {step: _days(run, step, plan.id) for step in _REPORTS}
        if any(len(found) != 1 for found in days.values()):
            several = ", ".join(f"{step} {len(found)}" for step, found in days.items())
            yield f"Handlingsplan {plan.year}: varje steg ska tas en gång ({several})."
            continue
        yield from _order(run, plan, [days[step][0] for step in _REPORTS])


def _order(run: WholeRun, plan: Found, days: list[date]) -> Iterator[str]:
    opened, _, agency, committee = days
    name = f"Handlingsplan {plan.year}"
    if any(later < earlier for earlier, later in pairwise(days)) or committee == agency:
        told = ", ".join(map(str, days))
        yield f"{name}: uppföljning och rapporter kommer inte i ordning ({told})."
    if opened.year < plan.year or (opened.year == plan.year and opened.month < 12):
        yield f"{name}: uppföljningen öppnade {opened}, före årets slut."
    if agency.year != plan.year + 1 or agency.month > 3:
        yield f"{name}: rapporten till myndigheten lämnades {agency}, inte under kvartal 1."
    if not any(
        committee <= meeting.stop_on and meeting.held_on >= committee for meeting in run.meetings
    ):
        yield f"{name}: inget sammanträde tar emot rapporten {committee}."


def _days(run: WholeRun, step: str, thing_id: int) -> list[date]:
    """The days on which a step was taken on a thing, by the record."""
    taken = (each for each in run.events if each.step == step and each.thing_id == thing_id)
    return [run.day(each.at) for each in taken]


def named(decision: Found) -> str:
    """A decision as every finding calls it."""
    return f"Beslut {decision.number_serial}/{decision.number_year}"

"""The acts of follow-up: outcomes by link, the agency's report, the committee's, the end."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from web.year import carried_acts
from web.year.reporting_acts import reported
from web.year.stage import Act, Stage
from workflow.casefile import model as m
from workflow.facts import Outcome
from workflow.operations import following_up, looking


def follow_up_acts(stage: Stage, plan: m.Plan) -> Iterator[Act]:
    officer, office, year = stage.file.case.officer, stage.office, plan.year
    yield from _outcomes(stage, plan) if plan.measures else carried_acts.reports(stage, plan)
    yield stage.by(
        officer,
        plan.follow_up_closed_on,
        f"avslutar uppföljningen av {year}",
        lambda actor, at: following_up.close_follow_up(office, stage.ids.plans[year], actor, at),
    )
    yield stage.by(
        officer,
        plan.agency_reported_on,
        f"rapporterar {year} till myndigheten",
        lambda actor, at: following_up.report_agency(
            office, stage.ids.plans[year], actor, at, plan.receipt or ""
        ),
    )
    yield stage.by(
        officer,
        plan.committee_reported_on,
        f"återrapporterar {year} till nämnden",
        lambda actor, at: following_up.report_committee(office, stage.ids.plans[year], actor, at),
    )
    if plan.closed_on is not None:
        yield stage.by(
            stage.with_role("registrar"),
            plan.closed_on,
            f"avslutar handlingsplan {year}",
            lambda actor, at: following_up.close(office, stage.ids.plans[year], actor, at),
        )


def _outcomes(stage: Stage, plan: m.Plan) -> Iterator[Act]:
    """One act for each organisation and time: it reports all outcomes that it has then."""
    told = [
        (measure.responsible, target.outcome.on, measure.key, position, target.outcome)
        for measure in plan.measures
        for position, target in enumerate(measure.targets, 1)
    ]
    told.sort(key=lambda each: (each[0], each[1]))
    for (party, when), each in groupby(told, key=lambda each: (each[0], each[1])):
        outcomes = {(key, position): outcome for _, _, key, position, outcome in each}
        given = partial(_given, stage, plan.year, outcomes)
        yield reported(stage, plan.year, party, when, given)


def _given(
    stage: Stage, year: int, outcomes: dict[tuple[str, int], m.Outcome]
) -> tuple[tuple[int, Outcome], ...]:
    ids = looking.target_ids(stage.office, stage.ids.plans[year])
    return tuple((ids[key], _outcome(outcome)) for key, outcome in outcomes.items())


def _outcome(outcome: m.Outcome) -> Outcome:
    return Outcome(
        value=outcome.value,
        status=outcome.status,
        comment=outcome.comment or "",
        lesson=outcome.lesson or "",
        missing_reason=outcome.missing_reason or "",
    )

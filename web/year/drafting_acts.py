"""The acts of drafting: plans opened with their measures, circulated, answered by link."""

from collections.abc import Iterator
from datetime import datetime

from web.year import carried_acts
from web.year.stage import Act, Stage
from workflow.casefile import model as m
from workflow.facts import Actor, Funding, Measure, Target
from workflow.operations import drafting, looking
from workflow.operations.steps import Done
from workflow.states import Role


def drafting_acts(stage: Stage, plan: m.Plan) -> Iterator[Act]:
    officer, year = stage.file.case.officer, plan.year

    def open_(actor: Actor, at: datetime) -> Done:
        measures = [_measure(stage, each, n) for n, each in enumerate(plan.measures, 1)]
        done = drafting.open_plan(
            stage.office, stage.ids.case_id, year, plan.title, actor, at, measures
        )
        stage.ids.plans[year] = done.situation.plans[0].id
        return done

    what = f"öppnar handlingsplan {year}"
    is_carried = not plan.measures  # what it holds is known when last year's has its outcomes
    yield (
        carried_acts.opens(stage, plan)
        if is_carried
        else stage.by(officer, plan.opened_on, what, open_)
    )
    if plan.circulated_on is None or plan.answer_by is None:
        return
    answer_by = plan.answer_by
    yield stage.by(
        officer,
        plan.circulated_on,
        f"skickar handlingsplan {year} på samråd",
        lambda actor, at: drafting.circulate(
            stage.office, stage.ids.plans[year], answer_by, actor, at
        ),
    )
    for answer in plan.answers:
        yield _answer(stage, year, answer)


def _answer(stage: Stage, year: int, answer: m.Answer) -> Act:
    def do(bearer: looking.Bearer, at: datetime) -> Done:
        plan_id = stage.ids.plans[year]
        return drafting.answer(stage.office, plan_id, answer.opinion, bearer.actor, at)

    def meant(bearer: looking.Bearer) -> bool:
        return bearer.plan_id == stage.ids.plans[year] and Role.MEMBER in bearer.actor.roles

    what = f"svarar på samrådet om {year}"
    return stage.by_link(answer.party, answer.on, what, meant, do)


def _measure(stage: Stage, measure: m.Measure, position: int) -> Measure:
    carried = measure.carried_from
    before = looking.measure_ids(stage.office, stage.ids.plans[carried.year]) if carried else {}
    return Measure(
        id=0,
        key=measure.key,
        position=position,
        area=measure.area,
        activity=measure.activity,
        purpose=measure.purpose,
        responsible=stage.ids.parties[measure.responsible],
        responsible_person=measure.responsible_person,
        participants=measure.participants,
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
        funding=tuple(Funding(each.amount, each.source) for each in measure.funding),
        sustainability=measure.sustainability or "",
        targets=tuple(_target(each, n) for n, each in enumerate(measure.targets, 1)),
        carried_from=before[carried.key] if carried else None,
        choice=measure.choice,
    )


def _target(target: m.Target, position: int) -> Target:
    return Target(
        id=0,
        position=position,
        level=target.level,
        text=target.text,
        indicator=target.indicator,
        unit=target.unit,
        baseline=target.baseline,
        goal=target.goal,
        source=target.source or "",
    )

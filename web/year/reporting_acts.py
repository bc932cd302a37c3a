"""The act of reporting outcomes: by the link that asks for them, the region's by its officer."""

from collections.abc import Callable
from datetime import datetime

from web.year.stage import Act, Stage
from workflow.casefile.days import When
from workflow.casefile.plans import REGION
from workflow.facts import Actor, Outcome
from workflow.operations import following_up, looking
from workflow.operations.steps import Done
from workflow.states import Role

# Asked when the act is done: not before then are the targets in the database.
Given = Callable[[], tuple[tuple[int, Outcome], ...]]


def reported(stage: Stage, year: int, party: str, when: When, given: Given) -> Act:
    """One organisation reports, all at once, what is given for its targets by their ids."""

    def report(actor: Actor, at: datetime) -> Done:
        plan_id = stage.ids.plans[year]
        return following_up.report_outcomes(stage.office, plan_id, given(), actor, at)

    def meant(bearer: looking.Bearer) -> bool:
        return bearer.plan_id == stage.ids.plans[year] and Role.RESPONSIBLE in bearer.actor.roles

    what = f"lämnar utfall för {year}"
    if party == REGION:
        return stage.by(stage.file.case.officer, when, what, report)
    return stage.by_link(party, when, what, meant, lambda b, at: report(b.actor, at))

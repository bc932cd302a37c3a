"""The public summary of a plan's year: figures, charts, lessons, and nobody's name."""

from flask import render_template

from web import current, figure_charts
from web.acting import Answer
from web.views.public import blueprint
from workflow.measures import fell_short, learnt
from workflow.operations.queries import public_follow_up
from workflow.operations.queries.public import Number
from workflow.operations.queries.public_follow_up import PublicFollowUp
from workflow.publishing import WITHHELD

__all__ = ["blueprint"]


@blueprint.get("/beslut/<committee>/<int:serial>-<int:decided>/uppfoljning/<int:year>")
def follow_up(committee: str, serial: int, decided: int, year: int) -> Answer:
    """How one adopted plan's year ended, from when its follow-up is closed."""
    number = Number(committee, serial, decided)
    return page(public_follow_up.summary(current.office(), number, year))


def page(found: PublicFollowUp) -> str:
    """The summary as a page; of the same figures as the papers."""
    charts = [figure_charts.by_area(found.figures), figure_charts.by_organisation(found.figures)]
    return render_template(
        "public/follow_up.html",
        found=found,
        charts=charts,
        money=figure_charts.of_money(found.figures) if found.figures.funding else None,
        deviations=tuple(fell_short(found.measures)),
        lessons=tuple(learnt(found.measures)),
        withheld=WITHHELD,
    )

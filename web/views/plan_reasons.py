"""The steps of a plan that ask for a reason, each with its page: the plan is dropped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.plans import PlanReasonForm
from web.i18n import _
from web.swedish import sentence
from web.views import plans
from web.views.plans import blueprint
from workflow.facts import Actor
from workflow.operations import drafting
from workflow.operations.office import Office
from workflow.operations.queries import drafts
from workflow.operations.queries.drafts import Draft
from workflow.operations.steps import Done

__all__ = ["blueprint"]


Take = Callable[[int, PlanReasonForm], Done]


@dataclass(frozen=True)
class PlanWay:
    """A step that asks for a reason, in the words of its page.

    ``back`` is the page that it leads back to, ``seen`` what the reader was shown as it stood.
    """

    step: str
    take: Take
    heading: str
    explains: tuple[str, ...]
    label: str
    needs: str
    told: str
    back: str = "plans.show"
    seen: str = ""


def plainly(act: Callable[[Office, int, str, Actor, datetime], Done]) -> Take:
    """A step that needs nothing but its plan and the reason."""
    return lambda plan_id, form: act(
        current.office(), plan_id, form.reason.data or "", current.actor(), current.at()
    )


def _discard() -> PlanWay:
    return PlanWay(
        step="discard_plan",
        take=plainly(drafting.discard_plan),
        heading=_("Makulera planen"),
        explains=(
            _(
                "Planen läggs åt sidan för gott, och en ny plan för året kan öppnas. Det som är "
                "skrivet i den, svaren och handlingarna bevaras i ärendet."
            ),
            _("Är planen på samråd upphör påminnelserna, och länkarna säger att den är makulerad."),
        ),
        label=_("Varför makuleras planen?"),
        needs=_("Skriv varför planen makuleras, till exempel att den gäller fel år."),
        told=_("Planen är makulerad. En ny plan för året kan öppnas."),
    )


@blueprint.route("/planer/<int:plan_id>/makulera", methods=["GET", "POST"])
def discard(plan_id: int) -> Answer:
    return with_reason(plans.found(plan_id), _discard())


def with_reason(draft: Draft, way: PlanWay) -> Answer:
    """The page of the step, and then the step."""
    form = PlanReasonForm(data={"seen": way.seen})
    form.needs(way.label, way.needs)
    if request.method == "GET":
        return _page(draft, way, form, _why_not(draft, way))
    if not form.validate():
        return _page(draft, way, form, (), FIELDS_ARE_WRONG)
    done, reasons = attempt(lambda: way.take(draft.plan.id, form))
    if done is None:
        return _page(draft, way, form, reasons, RULES_SAY_NO)
    tell(way.told)
    return redirect(url_for(way.back, plan_id=draft.plan.id), 303)


def _why_not(draft: Draft, way: PlanWay) -> tuple[str, ...]:
    closed = drafts.closed_steps(current.office(), draft, current.actor(), current.at())
    return tuple(sentence(refusal) for refusal in closed[way.step])


def _page(
    draft: Draft, way: PlanWay, form: PlanReasonForm, reasons: tuple[str, ...], status: int = 200
) -> Answer:
    page = render_template(
        "plans/reason.html",
        draft=draft,
        way=way,
        form=form,
        reasons=reasons,
        is_closed=bool(_why_not(draft, way)),
    )
    return page, status

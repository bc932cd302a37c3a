"""The steps of a plan that ask for a reason, each with its page: the plan is dropped."""

from flask import render_template, url_for

from web import current
from web.acting import Answer
from web.forms.reasons import ReasonForm
from web.i18n import _
from web.reasoned import WithReason, taken
from web.swedish import sentence
from web.views import plans
from web.views.plans import blueprint
from workflow.operations import drafting
from workflow.operations.queries import drafts
from workflow.operations.queries.drafts import Draft

__all__ = ["blueprint"]


def _discard() -> WithReason:
    return WithReason(
        step="discard_plan",
        act=drafting.discard_plan,
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


def with_reason(draft: Draft, way: WithReason, back: str = "plans.show") -> Answer:
    """The page of a step on a plan, and then the step; ``back`` is the page it leads back to."""
    found = drafts.closed_steps(current.office(), draft, current.actor(), current.at())
    closed = tuple(sentence(refusal) for refusal in found[way.step])
    to = url_for(back, plan_id=draft.plan.id)

    def show(form: ReasonForm, reasons: tuple[str, ...]) -> str:
        return render_template(
            "plans/reason.html",
            draft=draft,
            way=way,
            form=form,
            reasons=reasons,
            back=to,
            is_closed=bool(closed),
        )

    return taken(way, draft.plan.id, closed, show, to)

"""The steps of follow-up: each a page that shows what will happen, and a button that names it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from markupsafe import Markup

from documents import HouseRenderer, built
from documents.htmlpaper import fragment
from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.base import PageForm
from web.forms.follow_up import AgencyForm, StepForm
from web.i18n import _, lazy
from web.swedish import sentence
from web.views.follow_up import blueprint
from workflow.facts import Actor, Given
from workflow.operations import following_up, previews
from workflow.operations.office import Office
from workflow.operations.queries.follow_up import FollowUp, follow_up
from workflow.orders import PaperAsk
from workflow.refusals import Missing
from workflow.states import Thing
from workflow.store.situations import Subject

__all__ = ["ACTS", "blueprint"]


Take = Callable[[PageForm, int, Actor], object]


@dataclass(frozen=True)
class Act:
    """One step of follow-up as its page says it; ``take`` gets the form, the plan, and who."""

    step: str
    heading: str
    button: str
    done: str
    take: Take
    form: type[PageForm] = StepForm


def _plainly(take: Callable[[Office, int, Actor, datetime], object]) -> Take:
    """A step that needs nothing but its plan."""
    return lambda _form, plan_id, actor: take(current.office(), plan_id, actor, current.at())


def _report(form: PageForm, plan_id: int, actor: Actor) -> object:
    receipt: str = form["receipt"].data
    return following_up.report_agency(current.office(), plan_id, actor, current.at(), receipt)


ACTS = {
    act.step: act
    for act in (
        Act(
            "open_follow_up",
            lazy("Öppna uppföljningen"),
            lazy("Öppna uppföljningen"),
            lazy("Uppföljningen är öppen. De ansvariga får ett brev med sin personliga länk."),
            _plainly(following_up.open_follow_up),
        ),
        Act(
            "close_follow_up",
            lazy("Avsluta uppföljningen"),
            lazy("Avsluta uppföljningen"),
            lazy("Uppföljningen är avslutad och upprättad. Nästa steg är årsrapporten."),
            _plainly(following_up.close_follow_up),
        ),
        Act(
            "report_agency",
            lazy("Rapportera till myndigheten"),
            lazy("Lämna årsrapporten"),
            lazy("Årsrapporten är lämnad. Nästa steg är återrapporteringen till nämnden."),
            _report,
            AgencyForm,
        ),
        Act(
            "report_committee",
            lazy("Återrapportera till nämnden"),
            lazy("Återrapportera till nämnden"),
            lazy("Återrapporteringen är upprättad och skickad till nämndsekreteraren."),
            _plainly(following_up.report_committee),
        ),
        Act(
            "close",
            lazy("Avsluta planen"),
            lazy("Avsluta planen"),
            lazy("Planen är avslutad."),
            _plainly(following_up.close),
        ),
    )
}


@blueprint.route("/<int:plan_id>/oppna", methods=["GET", "POST"])
def open_follow_up(plan_id: int) -> Answer:
    return _step("open_follow_up", plan_id)


@blueprint.route("/<int:plan_id>/avsluta", methods=["GET", "POST"])
def close_follow_up(plan_id: int) -> Answer:
    return _step("close_follow_up", plan_id)


@blueprint.route("/<int:plan_id>/myndighet", methods=["GET", "POST"])
def report_agency(plan_id: int) -> Answer:
    return _step("report_agency", plan_id)


@blueprint.route("/<int:plan_id>/namnd", methods=["GET", "POST"])
def report_committee(plan_id: int) -> Answer:
    return _step("report_committee", plan_id)


@blueprint.route("/<int:plan_id>/avsluta-planen", methods=["GET", "POST"])
def close(plan_id: int) -> Answer:
    return _step("close", plan_id)


def _step(name: str, plan_id: int) -> Answer:
    act = ACTS[name]
    form = act.form()
    if request.method == "GET":
        return _page(act, plan_id, form, ())
    if not form.is_sent():
        return _page(act, plan_id, form, ()), FIELDS_ARE_WRONG
    _done, reasons = attempt(lambda: act.take(form, plan_id, current.actor()))
    if reasons:
        return _page(act, plan_id, form, reasons), RULES_SAY_NO
    tell(_(act.done))
    return redirect(_onwards(name, plan_id), 303)


# After a step the same person meets the page of the next one, where it can be taken at once.
_THEN = {"close_follow_up": "report_agency", "report_agency": "report_committee"}


def _onwards(name: str, plan_id: int) -> str:
    step = _THEN.get(name)
    found = follow_up(current.office(), plan_id, current.actor(), current.at())
    is_open = step is not None and not found.closed[step]
    return url_for(f"follow_up.{step}" if is_open else "follow_up.show", plan_id=plan_id)


def _page(act: Act, plan_id: int, form: PageForm, reasons: tuple[str, ...]) -> str:
    found = follow_up(current.office(), plan_id, current.actor(), current.at())
    closed = tuple(sentence(refusal) for refusal in found.closed[act.step])
    papers, missing = ((), ()) if closed else _preview(act, found)
    return render_template(
        "follow_up/step.html",
        act=act,
        found=found,
        form=form,
        reasons=reasons,
        closed=closed,
        papers=papers,
        missing=missing,
    )


def _preview(act: Act, found: FollowUp) -> tuple[tuple[Markup, ...], tuple[Missing, ...]]:
    """The step's papers as they would be; or what they still lack."""
    office, subject = current.office(), Subject(Thing.PLAN, found.plan.id)
    ask = office.ask(act.step, current.actor(), current.at(), Given())
    asks, _reasons = attempt(lambda: previews.papers_of_step(office, subject, ask))
    drawn, missing = [], []
    for each in asks or ():
        lacks = HouseRenderer().missing(each)
        if lacks:
            missing.append(lacks)
        else:
            drawn.append(_drawn(each))
    return tuple(drawn), tuple(missing)


def _drawn(ask: PaperAsk) -> Markup:
    # The fragment escapes all that anybody wrote; its own tags are all that is left.
    return Markup(fragment(built(ask), level=3))  # noqa: S704

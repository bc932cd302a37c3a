"""Plans: opened from last year's, read, previewed, compared with what one last read."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup

from documents import HouseRenderer, built
from documents.htmlpaper import fragment
from documents.parts import Paper
from web import current, plan_words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.closed_acts import ClosedAct
from web.forms.plans import NewPlanForm, carrying_form, field_name
from web.handing_out import handed_out, linked
from web.i18n import _
from web.swedish import sentence
from workflow.carrying import Carried, Going, carry_over, title_for
from workflow.operations import drafting
from workflow.operations.queries import drafts, journeys, rounds
from workflow.operations.queries.drafts import Beginning, Draft
from workflow.refusals import NotFound, Refusal

blueprint = Blueprint("plans", __name__)


@blueprint.route("/arenden/<int:case_id>/planer/ny", methods=["GET", "POST"])
def new(case_id: int) -> Answer:
    """A new plan: last year's measures, each to keep, change or end."""
    from_plan_id = request.args.get("fran", type=int)
    began = drafts.beginning(current.office(), case_id, from_plan_id, current.actor(), current.on())
    if request.method == "GET":
        return _new_page(began, carrying_form(began.measures, _proposal(began)))
    form = carrying_form(began.measures)
    if not form.is_sent():
        return _new_page(began, form), FIELDS_ARE_WRONG
    return _open(began, form)


def _proposal(began: Beginning) -> dict[str, Any]:
    year = began.year
    title = title_for(began.last, year) if began.last else _("Handlingsplan %(year)s", year=year)
    return {"year": year, "title": title}


def _open(began: Beginning, form: NewPlanForm) -> Answer:
    carried = _carried(began, form)
    given = (form.year.data or 0, form.title.data or "", carried)
    done, reasons = attempt(
        lambda: drafting.open_next_plan(
            current.office(), began.case.id, *given, current.actor(), current.at()
        )
    )
    if done is None:
        return _new_page(began, form, reasons), RULES_SAY_NO
    tell(_opened(carried))
    return redirect(url_for("plans.show", plan_id=done.subject_id), 303)


def _carried(began: Beginning, form: NewPlanForm) -> Carried:
    if began.last is None:
        return Carried((), ())
    choices = {each.id: Going(form[field_name(each)].data) for each in began.measures}
    return carry_over(began.measures, choices, began.last.year, form.year.data or 0)


def _opened(carried: Carried) -> str:
    if not carried.measures and not carried.ended:
        return _("Planen är skapad. Lägg till insatser.")
    return _(
        "Planen är skapad. Insatser som är överförda: %(carried)s. Avslutade: %(ended)s.",
        carried=len(carried.measures),
        ended=len(carried.ended),
    )


def _new_page(began: Beginning, form: NewPlanForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "plans/new.html",
        began=began,
        form=form,
        fields={each.id: form[field_name(each)] for each in began.measures},
        reasons=reasons,
    )


def found(plan_id: int) -> Draft:
    """The plan, for whoever is signed in and may know of it."""
    return drafts.draft_for(current.office(), plan_id, current.actor(), current.on())


@blueprint.get("/planer/<int:plan_id>")
def show(plan_id: int) -> Answer:
    """Where the plan stands, what stands in it, what it lacks, and what can be done."""
    draft = found(plan_id)
    office, at = current.office(), current.at()
    closed = drafts.closed_steps(office, draft, current.actor(), at)
    return render_template(
        "plans/show.html",
        draft=draft,
        stages=plan_words.stages(draft.plan.state, journeys.steps_taken(office, plan_id)),
        faults=[sentence(fault) for fault in draft.faults] if draft.is_open else [],
        may_write=not closed["write_measure"],
        may_circulate=not closed["circulate"],
        may_discard=not closed["discard_plan"],
        closed=_closed(draft, closed),
        asked=rounds.circulation(office, plan_id, current.actor(), current.on()),
        since_last_year=plan_words.since_last_year(draft),
        since_read=plan_words.since_read(draft),
        papers=linked(draft.papers),
    )


def _closed(draft: Draft, closed: Mapping[str, tuple[Refusal, ...]]) -> list[ClosedAct]:
    """What one could expect of a draft; of a plan that has moved on its own pages tell."""
    steps = ("write_measure", "circulate") if draft.is_open else ("write_measure",)
    return plan_words.closed_acts(closed, *steps)


@blueprint.get("/planer/<int:plan_id>/forhandsvisning")
def preview(plan_id: int) -> Answer:
    """The plan's paper as it would be drawn up today, or what it still lacks."""
    draft = found(plan_id)
    ask = drafts.paper_ask(current.office(), draft, current.on())
    missing = current.office().renderer.missing(ask)
    lacking = missing.fields if missing else ()
    return render_template(
        "plans/preview.html", draft=draft, paper=_as_page(built(ask)), missing=lacking
    )


def _as_page(paper: Paper) -> Markup:
    """A paper to be set into a page: escaped part by part, where it is made."""
    return Markup(fragment(paper))  # noqa: S704


@blueprint.get("/planer/<int:plan_id>/andringslista.<any(pdf, docx):form>")
def change_list(plan_id: int, form: str) -> Answer:
    """What the plan changes beside last year's, as a paper; drawn up as it stands today."""
    draft, office = found(plan_id), current.office()
    if draft.last is None:
        raise NotFound(f"a plan before plan {plan_id}")
    ask = drafts.paper_ask(office, draft, current.on())
    pdf, word = HouseRenderer().change_list(ask, draft.last)
    paper = pdf if form == "pdf" else word
    return handed_out(paper.content, paper.media_type, paper.name)


@blueprint.route("/planer/<int:plan_id>/andringar", methods=["GET", "POST"])
def changes(plan_id: int) -> Answer:
    """What has changed since one last read the plan; it stays marked until one says so."""
    draft = found(plan_id)
    shown = drafts.fingerprint(draft)
    if request.method == "POST" and request.form.get("seen") == shown:
        plan_words.note_read(draft)
        tell(_("Planen är markerad som läst."))
        return redirect(url_for("plans.show", plan_id=plan_id), 303)
    reasons = (_("Planen ändrades nyss. Läs den igen."),) if request.method == "POST" else ()
    page = render_template(
        "plans/changes.html",
        draft=draft,
        since=plan_words.since_read(draft),
        paper=_as_page(plan_words.paper_of(draft)),
        seen=shown,
        reasons=reasons,
    )
    return (page, RULES_SAY_NO) if reasons else page

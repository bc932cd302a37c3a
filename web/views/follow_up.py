"""Follow-up for those who work here: all plans, one plan, outcomes, reminders, the receipt."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from web import current, owners, paging, words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.closed_acts import of_step
from web.figure_charts import by_area
from web.forms.follow_up import ReceiptForm, StepForm
from web.forms.outcomes import Asked, OutcomesForm, outcomes_form
from web.handing_out import linked
from web.i18n import _
from web.paging import Paging
from web.swedish import sentence
from workflow.chain import BY_NAME
from workflow.facts import Actor
from workflow.operations import autosaves, following_up, receipts, reminders
from workflow.operations.queries import follow_ups, public_follow_up
from workflow.operations.queries.committee_report import CommitteeReport, committee_reports
from workflow.operations.queries.follow_up import STEPS, FollowUp, follow_up
from workflow.operations.queries.own_measures import OwnPart, own_part
from workflow.operations.reminders import Reminded

blueprint = Blueprint("follow_up", __name__, url_prefix="/uppfoljning")

_MOST_REASONS = 3


@blueprint.get("")
def overview() -> Answer:
    """Every adopted plan: where its follow-up stands and what is due next."""
    page = paging.asked(request.args.get("sida"))
    shown = Paging(page, follow_ups.count(current.office()), follow_ups.PAGE)
    lines = follow_ups.overview(current.office(), shown.offset)
    return render_template("follow_up/overview.html", lines=lines, paging=shown)


@blueprint.get("/<int:plan_id>")
def show(plan_id: int) -> Answer:
    return _page(_found(plan_id), ReceiptForm(), ())


@blueprint.post("/<int:plan_id>/kvittens")
def receipt(plan_id: int) -> Answer:
    """Note the agency's receipt, which comes after the report."""
    form = ReceiptForm()
    if not form.is_sent():
        return _page(_found(plan_id), form, ()), FIELDS_ARE_WRONG
    office, text = current.office(), form.receipt.data or ""
    _done, reasons = attempt(
        lambda: receipts.note_receipt(office, plan_id, text, current.actor(), current.at())
    )
    if reasons:
        return _page(_found(plan_id), form, reasons), RULES_SAY_NO
    tell(_("Kvittensen är antecknad."))
    return redirect(url_for("follow_up.show", plan_id=plan_id), 303)


def _found(plan_id: int) -> FollowUp:
    return follow_up(current.office(), plan_id, current.actor(), current.at())


def _page(found: FollowUp, form: ReceiptForm, reasons: tuple[str, ...]) -> str:
    if not form.is_submitted():
        form.receipt.data = found.plan.receipt
    return render_template(
        "follow_up/show.html",
        found=found,
        form=form,
        reasons=reasons,
        next_step=_next_step(found),
        closed=[of_step(s, _reasons(found, s)) for s in _ahead(found) if found.closed[s]],
        chart=by_area(found.figures),
        papers=linked(found.papers),
        reports=_reports(found),
        summary=_summary(found),
    )


def _summary(found: FollowUp) -> str:
    """The address of the public summary; empty until the follow-up is closed."""
    where = public_follow_up.where(current.office(), found.plan.id)
    if where is None:
        return ""
    number, year = where
    return url_for(
        "public.follow_up",
        committee=number.committee,
        serial=number.serial,
        decided=number.year,
        year=year,
    )


def _reports(found: FollowUp) -> list[CommitteeReport]:
    """Where the plan's own report to the committee stands."""
    case_id = found.situation.case.id
    every = committee_reports(current.office(), case_id, current.on())
    return [each for each in every if each.plan_id == found.plan.id]


def _ahead(found: FollowUp) -> tuple[str, ...]:
    """The steps that the plan has not passed, those of where it stands first."""
    passed = (n for n, step in enumerate(STEPS) if found.plan.state in BY_NAME[step].source)
    return STEPS[next(passed, len(STEPS)) :]


def _next_step(found: FollowUp) -> str:
    """The step that moves the plan on, whoever takes it."""
    return next((step for step in _ahead(found) if BY_NAME[step].target is not None), "")


def _reasons(found: FollowUp, step: str) -> list[str]:
    """Why the step can't be taken; one that comes later waits for the step before it."""
    source = BY_NAME[step].source
    if found.plan.state not in source:
        before = next(name for name in reversed(STEPS) if BY_NAME[name].target in source)
        return [_("Görs när steget ”%(step)s” är taget.", step=_(words.step(before)))]
    reasons: list[str] = [sentence(refusal) for refusal in found.closed[step]]
    more = len(reasons) - _MOST_REASONS
    if more <= 1:
        return reasons
    left_out = _("Det finns %(count)s skäl till. Alla står på stegets egen sida.", count=more)
    return [*reasons[:_MOST_REASONS], left_out]


@blueprint.route("/<int:plan_id>/paminn", methods=["GET", "POST"])
def remind(plan_id: int) -> Answer:
    """Who will get a letter, and who had one today; then the letters."""
    form = StepForm()
    if request.method == "GET" or not form.is_sent():
        return render_template("follow_up/remind.html", found=_found(plan_id), form=form)
    office = current.office()
    done, reasons = attempt(
        lambda: reminders.remind_now(office, plan_id, current.actor(), current.at())
    )
    if done is None:
        found = _found(plan_id)
        page = render_template("follow_up/remind.html", found=found, form=form, reasons=reasons)
        return page, RULES_SAY_NO
    tell(_told(done))
    return redirect(url_for("follow_up.show", plan_id=plan_id), 303)


def _told(done: Reminded) -> str:
    said = [_("Påminnelse skickas till %(names)s.", names=", ".join(done.now))]
    if done.earlier_today:
        had = ", ".join(done.earlier_today)
        said.append(_("Har redan fått ett brev i dag: %(names)s.", names=had))
    if done.without_address:
        missing = ", ".join(done.without_address)
        said.append(_("Adress saknas för %(missing)s.", missing=missing))
    return " ".join(said)


@blueprint.route("/<int:plan_id>/utfall", methods=["GET", "POST"])
def outcomes(plan_id: int) -> Answer:
    """The region's own outcomes, and why somebody else's is missing."""
    actor = current.actor()
    part = own_part(current.office(), plan_id, actor, current.at())
    if request.method == "GET":
        kept = autosaves.kept(current.office(), _owner(), _place(plan_id))
        typed = MultiDict(kept.body) if kept and not part.closed else None
        kept_at = kept.saved_at if kept and typed else None
        return _outcomes_page(part, outcomes_form(_asked(part), typed), kept_at=kept_at)
    form = outcomes_form(_asked(part))
    if not form.is_sent():
        return _outcomes_page(part, form), FIELDS_ARE_WRONG
    return _taken_in(part, form, actor)


def _taken_in(part: OwnPart, form: OutcomesForm, actor: Actor) -> Answer:
    told = tuple((asked.target.id, outcome) for asked, outcome in form.changed())
    office, plan_id, at = current.office(), part.plan.id, current.at()
    _done, reasons = attempt(
        lambda: following_up.report_outcomes(office, plan_id, told, actor, at, form.seen())
    )
    if reasons:
        part = own_part(office, plan_id, actor, at)
        form.show_anew(_asked(part))
        return _outcomes_page(part, form, reasons), RULES_SAY_NO
    autosaves.drop(office, _owner(), _place(plan_id))
    tell(_("Utfallen är sparade."))
    # With the last outcome in, the next thing to do is to read the follow-up and close it.
    is_last = not _found(plan_id).closed["close_follow_up"]
    page = "follow_up.close_follow_up" if is_last else "follow_up.show"
    return redirect(url_for(page, plan_id=plan_id), 303)


def _asked(part: OwnPart) -> tuple[Asked, ...]:
    own = [Asked(target) for measure in part.measures for target in measure.targets]
    others = [
        Asked(target, is_own=False)
        for measure in part.others
        for target in measure.targets
        if target.outcome is None or target.outcome.value is None
    ]
    return (*own, *others)


def _owner() -> str:
    return owners.of_person(current.person_id())


def _place(plan_id: int) -> str:
    return f"utfall-{plan_id}"


def _outcomes_page(
    part: OwnPart,
    form: OutcomesForm,
    reasons: tuple[str, ...] = (),
    kept_at: object = None,
) -> str:
    return render_template(
        "follow_up/outcomes.html",
        part=part,
        form=form,
        asked={each.target.id: each for each in form.asked},
        reasons=reasons,
        closed=tuple(sentence(refusal) for refusal in part.closed),
        kept_at=kept_at,
        place=_place(part.plan.id),
    )

"""Outcomes by personal link: an organisation's own measures, one number for each target."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.datastructures import MultiDict

from web import current, owners
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.outcomes import Asked, OutcomesForm, outcomes_form
from web.i18n import _
from web.swedish import sentence
from web.views import links
from workflow.operations import autosaves, following_up
from workflow.operations.looking import Bearer
from workflow.operations.queries.own_measures import OwnPart, own_part
from workflow.states import Role

blueprint = Blueprint("responsibles", __name__, url_prefix="/lank")

_PLACE = "utfall"


def show(bearer: Bearer, token: str) -> Answer:
    """What the organisation answers for, as it was last typed or else as it is reported."""
    part = _part(bearer)
    kept = autosaves.kept(current.office(), owners.of_link(token), _PLACE)
    typed = MultiDict(kept.body) if kept and not part.closed else None
    form = outcomes_form(_asked(part), typed)
    return _page(part, form, token, kept_at=kept.saved_at if kept and typed else None)


links.PAGES[Role.RESPONSIBLE] = show


@blueprint.post("/<token>/utfall")
def report(token: str) -> Answer:
    """Take in what is filled in; what is left empty can come later."""
    bearer = links.bearer(token, Role.RESPONSIBLE)
    part = _part(bearer)
    form = outcomes_form(_asked(part))
    if not form.is_sent():
        return _page(part, form, token), FIELDS_ARE_WRONG
    told = tuple((asked.target.id, outcome) for asked, outcome in form.changed())
    if not told and part.answered < part.total:
        reasons: tuple[str, ...] = (_("Fyll i utfallet för minst ett mål."),)
        return _page(part, form, token, reasons), FIELDS_ARE_WRONG
    if told:
        office, plan_id, at = current.office(), part.plan.id, current.at()
        seen = form.seen()
        _done, reasons = attempt(
            lambda: following_up.report_outcomes(office, plan_id, told, bearer.actor, at, seen)
        )
        if reasons:
            part = _part(bearer)
            form.show_anew(_asked(part))
            return _page(part, form, token, reasons), RULES_SAY_NO
    autosaves.drop(current.office(), owners.of_link(token), _PLACE)
    return _reported(_part(bearer), token)


def _reported(part: OwnPart, token: str) -> Answer:
    left = part.total - part.answered
    if left == 0:
        return redirect(url_for("responsibles.thanks", token=token), 303)
    if left == 1:
        tell(_("Sparat. Ett mål saknar fortfarande utfall."))
    else:
        tell(_("Sparat. %(count)s mål saknar fortfarande utfall.", count=left))
    return redirect(url_for("links.show", token=token), 303)


@blueprint.get("/<token>/utfall/tack")
def thanks(token: str) -> Answer:
    """What was reported, how long it can be changed, and what happens next."""
    part = _part(links.bearer(token, Role.RESPONSIBLE))
    if part.answered < part.total:
        return redirect(url_for("links.show", token=token), 303)
    return render_template("responsibles/thanks.html", part=part, token=token)


def _part(bearer: Bearer) -> OwnPart:
    return own_part(current.office(), bearer.plan_id or 0, bearer.actor, current.at())


def _asked(part: OwnPart) -> tuple[Asked, ...]:
    return tuple(Asked(target) for measure in part.measures for target in measure.targets)


def _page(
    part: OwnPart,
    form: OutcomesForm,
    token: str,
    reasons: tuple[str, ...] = (),
    kept_at: object = None,
) -> str:
    return render_template(
        "responsibles/show.html",
        part=part,
        form=form,
        asked={each.target.id: each for each in form.asked},
        token=token,
        reasons=reasons,
        closed=tuple(sentence(refusal) for refusal in part.closed),
        kept_at=kept_at,
        place=_PLACE,
    )

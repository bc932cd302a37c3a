"""Recipients by personal link: what has come, its papers, and one button that confirms it."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt
from web.forms.dispatch import OwnForm
from web.handing_out import LinkedPaper, handed_out
from web.views import links
from workflow.facts import Given
from workflow.operations import chasing, dispatching
from workflow.operations.looking import Bearer
from workflow.operations.queries.kept import KeptPaper
from workflow.operations.queries.own_copies import OwnCopy, own_copy
from workflow.refusals import NotFound
from workflow.states import Role

blueprint = Blueprint("recipients", __name__, url_prefix="/lank")
blueprint.register_error_handler(NotFound, links.gone)


def show(bearer: Bearer, token: str) -> Answer:
    """What the link is for. Looking at it confirms nothing, however often and by whom."""
    return _shown(_copy(bearer), token, OwnForm(formdata=None), ())


links.PAGES[Role.RECIPIENT] = show


@blueprint.post("/<token>/kvittera")
def confirm(token: str) -> Answer:
    """The recipient confirms its copy; what is confirmed already is told as it stands."""
    bearer = links.bearer(token, Role.RECIPIENT)
    copy = _copy(bearer)
    form = OwnForm()
    if copy.is_settled:
        return redirect(url_for("links.show", token=token), 303)
    if not form.is_sent():
        return _shown(copy, token, form, ()), FIELDS_ARE_WRONG
    given = Given(
        own_reference=form.own_reference.data or "", confirmed_by=form.confirmed_by.data or ""
    )
    office, at = current.office(), current.at()
    _done, reasons = attempt(
        lambda: dispatching.acknowledge(office, copy.decision_id, bearer.actor, at, given)
    )
    fresh = _copy(bearer)
    if reasons and not fresh.is_settled:
        return _shown(fresh, token, form, reasons), RULES_SAY_NO
    return redirect(url_for("links.show", token=token), 303)


@blueprint.get("/<token>/kvittera")
def back(token: str) -> Answer:
    """The address of the form, opened as a page: nothing is confirmed by it."""
    return redirect(url_for("links.show", token=token), 303)


@blueprint.post("/<token>/ny-lank")
def anew(token: str) -> Answer:
    """A new link in the place of one whose day has passed, to the official address alone."""
    office, at = current.office(), current.at()
    name, reasons = attempt(lambda: chasing.send_link_anew(office, token, at))
    shown = render_template("recipients/anew.html", name=name, reasons=reasons)
    return (shown, RULES_SAY_NO) if reasons else shown


@blueprint.get("/<token>/handling/<sha256>/<name>")
def paper(token: str, sha256: str, name: str) -> Response:
    """A paper of this copy, and of no other."""
    found = _copy(links.bearer(token, Role.RECIPIENT)).paper(sha256)
    content = current.office().files.get(found.sha256)
    return handed_out(content, found.media_type, found.name)


def _copy(bearer: Bearer) -> OwnCopy:
    if bearer.decision_id is None or bearer.actor.party_id is None:
        raise NotFound("link")
    return own_copy(current.office(), bearer.decision_id, bearer.actor.party_id)


def _shown(copy: OwnCopy, token: str, form: OwnForm, reasons: tuple[str, ...]) -> str:
    return render_template(
        "recipients/show.html",
        copy=copy,
        token=token,
        form=form,
        reasons=reasons,
        papers=[_linked(token, each) for each in _shown_papers(copy)],
    )


def _shown_papers(copy: OwnCopy) -> tuple[KeptPaper, ...]:
    """The papers of the letter, and what has been put right since."""
    return (*copy.papers, *(each.paper for each in copy.corrections))


def _linked(token: str, kept: KeptPaper) -> LinkedPaper:
    address = url_for("recipients.paper", token=token, sha256=kept.sha256, name=kept.name)
    return LinkedPaper(kept.name, kept.media_type, kept.size, address)

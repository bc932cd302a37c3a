"""Signing in through the organisation: to its provider, and what its answer means here."""

from flask import Blueprint, redirect, render_template, request, url_for

from web import current
from web.acting import Answer, tell
from web.i18n import _
from web.sign_in import doorkeeper, oidc
from web.sign_in.addresses import local
from web.sign_in.provider import Provider
from web.sign_in.unproven import Unproven, Unreachable
from workflow.operations import identities
from workflow.refusals import BadInput, NotFound
from workflow.store.tables import Method

blueprint = Blueprint("oidc", __name__)


NOT_LET_IN, DOWN = 403, 503


@blueprint.get("/logga-in/oidc")
def start() -> Answer:
    """To the provider, in order to sign in."""
    return _sent_there(oidc.SIGN_IN)


@blueprint.get("/bekrafta/oidc")
def confirm() -> Answer:
    """To the provider, in order to show once more who one is."""
    return _sent_there(oidc.CONFIRM)


@blueprint.get("/konto/koppla")
def link() -> Answer:
    """To the provider, in order to say who one is there."""
    return _sent_there(oidc.LINK)


def _sent_there(purpose: str) -> Answer:
    leads_to = local(request.args.get("next"))
    try:
        return redirect(oidc.begin(_provider(), purpose, leads_to), 303)
    except Unproven as error:
        return _not_in(error)


@blueprint.get("/logga-in/oidc/svar")
def answer() -> Answer:
    """Back from the provider."""
    try:
        found = oidc.answered(_provider(), request.args.to_dict())
        if found.purpose == oidc.LINK:
            return _linked(found)
        person_id = identities.person_of(current.office(), found.issuer, found.subject)
        if found.purpose == oidc.CONFIRM:
            return _confirmed(found, person_id)
        if person_id is None:
            return _unknown(found)
        doorkeeper.let_in(person_id, Method.OIDC)
    except Unproven as error:
        return _not_in(error)
    return redirect(found.next, 303)


def _confirmed(found: oidc.Answer, person_id: int | None) -> Answer:
    held = current.session()
    if held is None or held.person_id != person_id:
        raise Unproven(_("Du bekräftade med ett annat konto än det du är inloggad med."))
    doorkeeper.refresh()
    return redirect(found.next, 303)


def _linked(found: oidc.Answer) -> Answer:
    if not current.is_fresh():
        raise Unproven(_("Det tog för lång tid. Logga in och koppla kontot på nytt."))
    person_id = current.person_id()
    try:
        identities.link(current.office(), person_id, found.issuer, found.subject, current.at())
    except BadInput as error:
        raise Unproven(_("Det kontot är redan kopplat till en annan person.")) from error
    tell(_("Kontot är kopplat. Du kan logga in genom %(name)s.", name=_provider().name))
    return redirect(url_for("account.show"), 303)


def _provider() -> Provider:
    found = oidc.provider()
    if found is None:
        raise NotFound("provider of sign-in")
    return found


def _not_in(error: Unproven) -> Answer:
    status = DOWN if isinstance(error, Unreachable) else NOT_LET_IN
    return _page((error.sentence,)), status


def _unknown(found: oidc.Answer) -> Answer:
    """Known there, unknown here: what the administrator needs in order to open the door."""
    reasons = (
        _("Du är inloggad i organisationen, men har inget konto i Beslutskedjan."),
        _("Be administratören lägga till dig, och lämna uppgiften nedan."),
    )
    return _page(reasons, found.subject), NOT_LET_IN


def _page(reasons: tuple[str, ...], subject: str = "") -> str:
    return render_template(
        "sign_in/not_in.html",
        reasons=reasons,
        subject=subject,
        by_password=current.settings().sign_in.local,
        back=url_for("account.show") if current.session() else url_for("sign_in.form"),
    )

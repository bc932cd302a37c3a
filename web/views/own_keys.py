"""One's own keys: passkeys, tokens of the API, and who one is at the organisation's provider."""

from flask import Blueprint, Response, redirect, render_template, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, Answer, attempt, tell
from web.forms.account import NewKeyForm, NewTokenForm
from web.i18n import _
from web.sign_in import passkeys as devices_keys
from web.sign_in.unproven import Unproven
from workflow.operations import accounts, identities, passkeys, tokens
from workflow.operations.accounts import Account
from workflow.refusals import NotFound
from workflow.store.tables import Scope

blueprint = Blueprint("own_keys", __name__, url_prefix="/konto")


@blueprint.post("/nycklar/fraga")
def ask_key() -> Response:
    """What the browser asks a device in order to make a key."""
    asked = devices_keys.ask_for_new(_account())
    return Response(asked, mimetype="application/json")


@blueprint.route("/nycklar/ny", methods=["GET", "POST"])
def add_key() -> Answer:
    """Register a passkey."""
    form = NewKeyForm()
    if not form.is_sent():
        return _key_page(form)
    try:
        new = devices_keys.made(form.answer.data or "", form.name.data or "")
    except Unproven as error:
        return _key_page(form, (error.sentence,))
    office, person_id = current.office(), current.person_id()
    _done, reasons = attempt(lambda: passkeys.add(office, person_id, new, current.at()))
    if reasons:
        return _key_page(form, reasons)
    tell(_("Passernyckeln %(name)s är registrerad.", name=new.name))
    return redirect(url_for("account.show"), 303)


def _key_page(form: NewKeyForm, reasons: tuple[str, ...] = ()) -> Answer:
    form.answer.data = ""
    page = render_template("account/new_key.html", form=form, reasons=reasons)
    return page, FIELDS_ARE_WRONG if reasons or form.errors else 200


@blueprint.post("/nycklar/<int:passkey_id>/ta-bort")
def remove_key(passkey_id: int) -> Answer:
    """Forget a passkey."""
    passkeys.remove(current.office(), current.person_id(), passkey_id)
    tell(_("Passernyckeln är borttagen."))
    return redirect(url_for("account.show"), 303)


@blueprint.route("/atkomstnycklar/ny", methods=["GET", "POST"])
def add_token() -> Answer:
    """Make a token for the API; the page that answers is the only one that shows it."""
    form = NewTokenForm()
    if not form.is_sent():
        return _token_page(form)
    office, person_id, at = current.office(), current.person_id(), current.at()
    label, scope, last = form.label.data or "", Scope(form.scope.data), form.expires_on.data
    token, reasons = attempt(lambda: tokens.issue(office, person_id, label, scope, last, at))
    if token is None:
        return _token_page(form, reasons)
    return render_template("account/token.html", token=token, label=label, last=last)


def _token_page(form: NewTokenForm, reasons: tuple[str, ...] = ()) -> Answer:
    page = render_template("account/new_token.html", form=form, reasons=reasons)
    return page, FIELDS_ARE_WRONG if reasons or form.errors else 200


@blueprint.post("/atkomstnycklar/<int:token_id>/aterkalla")
def revoke_token(token_id: int) -> Answer:
    """Let a token hold no more."""
    tokens.revoke(current.office(), current.person_id(), token_id, current.at())
    tell(_("Åtkomstnyckeln är återkallad."))
    return redirect(url_for("account.show"), 303)


@blueprint.post("/identiteter/<int:identity_id>/ta-bort")
def unlink(identity_id: int) -> Answer:
    """No longer be known by who one is at the provider."""
    account = accounts.of_person(current.office(), current.person_id())
    if account is None or not account.password_hash or not current.settings().sign_in.local:
        tell(_("Kopplingen är ditt enda sätt att logga in, och finns kvar."))
    else:
        identities.unlink(current.office(), current.person_id(), identity_id)
        tell(_("Kopplingen är borttagen."))
    return redirect(url_for("account.show"), 303)


def _account() -> Account:
    found = accounts.of_person(current.office(), current.person_id())
    if found is None:
        raise NotFound("account")
    return found

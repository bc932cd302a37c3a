"""One's own account: who one is here, the password, the codes, and where one is signed in."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from flask import session as cookie

from web import current
from web.acting import FIELDS_ARE_WRONG, Answer, tell
from web.forms.sign_in import ChangePasswordForm, CodeForm
from web.i18n import _
from web.sign_in import comparing, doorkeeper, oidc, passwords, totp
from web.user_agents import named
from web.views.sign_in import known_words
from workflow.operations import accounts, identities, passkeys, sessions, tokens
from workflow.operations.accounts import Account
from workflow.operations.queries import people
from workflow.refusals import NotFound

blueprint = Blueprint("account", __name__, url_prefix="/konto")


_SECRET = "new code secret"  # noqa: S105 - a name in the cookie


@blueprint.get("")
def show() -> Answer:
    """Everything that is the person's own."""
    office, person_id, limits = current.office(), current.person_id(), current.settings().sign_in
    idle, longest = timedelta(minutes=limits.idle_minutes), timedelta(hours=limits.hours)
    held = current.session()
    return render_template(
        "account/show.html",
        account=accounts.of_person(office, person_id),
        by_password=limits.local,
        person=people.person(office, person_id),
        provider=oidc.provider(),
        identities=identities.of_person(office, person_id),
        passkeys=passkeys.of_person(office, person_id),
        sessions=sessions.of_person(office, person_id, current.at(), idle, longest),
        this=held.id if held else 0,
        tokens=tokens.of_person(office, person_id),
        browser=named,
    )


@blueprint.route("/losenord", methods=["GET", "POST"])
def password() -> Answer:
    """Change the password; whoever is signed in elsewhere by the old one is signed out."""
    account, form = _with_password(), ChangePasswordForm()
    if form.is_sent() and _is_right(account, form) and not form.refuse_weak(known_words(account)):
        kept = passwords.hashed(form.new_password.data or "")
        accounts.set_password(current.office(), account.person_id, kept)
        _end_others()
        doorkeeper.refresh()
        tell(_("Lösenordet är bytt. Du är utloggad överallt utom här."))
        return redirect(url_for("account.show"), 303)
    status = FIELDS_ARE_WRONG if form.errors else 200
    return render_template("account/password.html", form=form), status


def _is_right(account: Account, form: ChangePasswordForm) -> bool:
    verdict = comparing.password(account.user_name, account, form.password.data or "")
    if verdict.seconds:
        form.blame("password", comparing.too_many(verdict.seconds))
    elif not verdict.right:
        form.blame("password", _("Lösenordet stämmer inte. Skriv det du loggar in med nu."))
    return verdict.right


@blueprint.route("/kod", methods=["GET", "POST"])
def code() -> Answer:
    """Turn codes on: scan the picture, then show a code of it."""
    account, form = _with_password(), CodeForm()
    if account.totp_secret:
        return redirect(url_for("account.show"), 303)
    secret: str = cookie.setdefault(_SECRET, totp.new_secret())
    if form.is_sent():
        step = totp.step_of(secret, form.code.data or "", current.at(), 0)
        if step is not None:
            return _codes_on(account, secret, step)
        form.blame("code", _("Koden stämmer inte. Vänta på nästa kod i appen och skriv den."))
    organisation = current.office().sender_name
    page = render_template(
        "account/code.html",
        form=form,
        picture=totp.picture(secret, account.user_name, organisation),
        secret=totp.spaced(secret),
    )
    return page, FIELDS_ARE_WRONG if form.errors else 200


def _codes_on(account: Account, secret: str, step: int) -> Answer:
    accounts.turn_totp_on(current.office(), account.person_id, secret, step)
    cookie.pop(_SECRET, None)
    _end_others()
    tell(_("Från och med nu skriver du en kod från appen när du loggar in med lösenord."))
    return redirect(url_for("account.show"), 303)


@blueprint.post("/kod/av")
def code_off() -> Answer:
    """Ask for no code any more."""
    accounts.turn_totp_off(current.office(), _with_password().person_id)
    tell(_("Du loggar in utan kod från och med nu."))
    return redirect(url_for("account.show"), 303)


@blueprint.post("/inloggningar/<int:session_id>/avsluta")
def end_session(session_id: int) -> Answer:
    """Sign out somewhere else, at once."""
    sessions.end_of(current.office(), current.person_id(), session_id, current.at())
    tell(_("Inloggningen är avslutad."))
    return redirect(url_for("account.show"), 303)


@blueprint.post("/inloggningar/avsluta-andra")
def end_others() -> Answer:
    """Sign out everywhere else, at once."""
    _end_others()
    tell(_("Du är utloggad överallt utom här."))
    return redirect(url_for("account.show"), 303)


def _end_others() -> None:
    held = current.session()
    if held is not None:
        sessions.end_all(current.office(), held.person_id, current.at(), but=held.id)


def _with_password() -> Account:
    """The person's account, which has a password; ``NotFound`` where there is none."""
    account = accounts.of_person(current.office(), current.person_id())
    if account is None or not account.password_hash or not current.settings().sign_in.local:
        raise NotFound("password")
    return account

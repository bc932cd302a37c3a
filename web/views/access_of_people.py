"""How a person signs in, as the administrator keeps it: account, password, sessions, identities."""

import secrets
from collections.abc import Callable

from flask import redirect, render_template, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, attempt, tell
from web.forms.registers import AccountForm, IdentityForm
from web.i18n import _
from web.sign_in import passwords
from web.views.people import page_of
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from workflow.operations import access_changes, accounts
from workflow.operations.queries import people as register
from workflow.operations.queries.people import PersonShown
from workflow.refusals import NotFound

_RANDOM_BYTES = 15


@blueprint.route("/personer/<int:person_id>/konto", methods=["GET", "POST"])
def add_account(person_id: int) -> Answer:
    """A new account, with a password that is shown once and is changed at the first sign-in."""
    office = current.office()
    shown = register.person(office, person_id)
    form, reasons = AccountForm(user_name=shown.email), NO_REASONS
    if form.is_sent():
        password, name = secrets.token_urlsafe(_RANDOM_BYTES), said(form.user_name)
        kept = passwords.hashed(password)
        done, reasons = entered(
            form,
            _done(lambda: access_changes.add_account(office, person_id, name, kept, by())),
        )
        if done is not None:
            return _told_once(shown, accounts.same_name(name), password)
    page = render_template("registers/add_account.html", form=form, reasons=reasons, person=shown)
    return page, status(form, reasons)


@blueprint.post("/personer/<int:person_id>/konto/losenord")
def new_password(person_id: int) -> Answer:
    """A new one-time password; the person is signed out everywhere."""
    office, shown = current.office(), _with_account(person_id)
    password = secrets.token_urlsafe(_RANDOM_BYTES)
    access_changes.new_password(office, person_id, passwords.hashed(password), by())
    return _told_once(shown, shown.user_name, password)


def _told_once(person: PersonShown, user_name: str, password: str) -> str:
    """The one page that shows it; no browser keeps the page, and the program keeps a hash."""
    return render_template(
        "registers/one_time_password.html", person=person, user_name=user_name, password=password
    )


@blueprint.post("/personer/<int:person_id>/konto/stang")
def disable_account(person_id: int) -> Answer:
    """Nobody signs in by the account any more, and whoever has is signed out."""
    shown = _with_account(person_id)
    told = _("Kontot är stängt. %(name)s är utloggad överallt.", name=shown.name)
    return _changed(
        person_id, lambda: access_changes.disable(current.office(), person_id, by()), told
    )


@blueprint.post("/personer/<int:person_id>/konto/oppna")
def enable_account(person_id: int) -> Answer:
    """The person may sign in again."""
    shown = _with_account(person_id)
    told = _("Kontot är öppet. %(name)s kan logga in igen.", name=shown.name)
    return _changed(
        person_id, lambda: access_changes.enable(current.office(), person_id, by()), told
    )


@blueprint.post("/personer/<int:person_id>/konto/logga-ut")
def end_sessions(person_id: int) -> Answer:
    """The person is signed out everywhere."""
    shown = _with_account(person_id)
    told = _("%(name)s är utloggad överallt.", name=shown.name)
    return _changed(
        person_id, lambda: access_changes.end_sessions(current.office(), person_id, by()), told
    )


@blueprint.route("/personer/<int:person_id>/identitet", methods=["GET", "POST"])
def link_identity(person_id: int) -> Answer:
    """The person is known by what a service for signing in says."""
    office = current.office()
    shown = register.person(office, person_id)
    form, reasons = IdentityForm(issuer=current.settings().sign_in.oidc_issuer), NO_REASONS
    if form.is_sent():
        issuer, subject = said(form.issuer), said(form.subject)
        done, reasons = entered(
            form,
            _done(lambda: access_changes.link_identity(office, person_id, issuer, subject, by())),
        )
        if done is not None:
            tell(_("%(name)s kan logga in hos %(issuer)s.", name=shown.name, issuer=issuer))
            return redirect(url_for("registers.person", person_id=person_id), 303)
    page = render_template("registers/link_identity.html", form=form, reasons=reasons, person=shown)
    return page, status(form, reasons)


@blueprint.post("/personer/<int:person_id>/identitet/<int:identity_id>/ta-bort")
def unlink_identity(person_id: int, identity_id: int) -> Answer:
    """The person is no longer known by the identity."""
    office = current.office()
    return _changed(
        person_id,
        lambda: access_changes.unlink_identity(office, person_id, identity_id, by()),
        _("Kopplingen är borttagen."),
    )


def _with_account(person_id: int) -> PersonShown:
    shown = register.person(current.office(), person_id)
    if not shown.user_name:
        raise NotFound("account")
    return shown


def _changed(person_id: int, act: Callable[[], None], said: str) -> Answer:
    done, reasons = attempt(_done(act))
    if done is None:
        return page_of(person_id, reasons), FIELDS_ARE_WRONG
    tell(said)
    return redirect(url_for("registers.person", person_id=person_id), 303)


def _done(act: Callable[[], None]) -> Callable[[], bool]:
    """An act that gives nothing, as one that says that it was done."""

    def acted() -> bool:
        act()
        return True

    return acted

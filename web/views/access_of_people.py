"""How a person signs in, as the administrator keeps it: account, password, sessions, identities."""

from collections.abc import Callable

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from web import current
from web.acting import FIELDS_ARE_WRONG, Answer, attempt
from web.filling import done_so, filled_in, led_on, said
from web.forms.registers import AccountForm, IdentityForm
from web.i18n import _
from web.sign_in import one_time
from web.views.people import page_of
from web.views.registers import blueprint
from workflow.operations import access_changes
from workflow.operations.queries import people as register
from workflow.operations.queries.people import PersonShown
from workflow.refusals import NotFound


@blueprint.route("/personer/<int:person_id>/konto", methods=["GET", "POST"])
def add_account(person_id: int) -> Answer:
    """A new account, with a password that is shown once and is changed at the first sign-in."""
    office = current.office()
    shown = register.person(office, person_id)
    form, made = AccountForm(user_name=shown.email), one_time.new()
    return filled_in(
        form,
        done_so(
            lambda: access_changes.add_account(
                office, person_id, said(form.user_name), made.kept(), current.by()
            )
        ),
        lambda _done: _to_be_shown(person_id, made),
        "registers/add_account.html",
        person=shown,
    )


@blueprint.post("/personer/<int:person_id>/konto/losenord")
def new_password(person_id: int) -> Answer:
    """A new one-time password; the person is signed out everywhere."""
    made = one_time.new()
    _with_account(person_id)
    access_changes.new_password(current.office(), person_id, made.kept(), current.by())
    return _to_be_shown(person_id, made)


def _to_be_shown(person_id: int, made: one_time.OneTime) -> Response:
    one_time.hold(person_id, made)
    return redirect(url_for("registers.one_time_password", person_id=person_id), 303)


@blueprint.get("/personer/<int:person_id>/konto/losenord")
def one_time_password(person_id: int) -> Answer:
    """The page that shows it, once; no browser keeps the page, and the program keeps a hash."""
    shown, password = _with_account(person_id), one_time.show(person_id)
    if password is None:
        gone = _("Engångslösenordet visas bara en gång. Ge ett nytt om det första gick förlorat.")
        return led_on(gone, url_for("registers.person", person_id=person_id))
    return render_template(
        "registers/one_time_password.html",
        person=shown,
        user_name=shown.user_name,
        password=password,
    )


@blueprint.post("/personer/<int:person_id>/konto/stang")
def disable_account(person_id: int) -> Answer:
    """Nobody signs in by the account any more, and whoever has is signed out."""
    shown = _with_account(person_id)
    told = _("Kontot är stängt. %(name)s är utloggad överallt.", name=shown.name)
    return _changed(
        person_id, lambda: access_changes.disable(current.office(), person_id, current.by()), told
    )


@blueprint.post("/personer/<int:person_id>/konto/oppna")
def enable_account(person_id: int) -> Answer:
    """The person may sign in again."""
    shown = _with_account(person_id)
    told = _("Kontot är öppet. %(name)s kan logga in igen.", name=shown.name)
    return _changed(
        person_id, lambda: access_changes.enable(current.office(), person_id, current.by()), told
    )


@blueprint.post("/personer/<int:person_id>/konto/logga-ut")
def end_sessions(person_id: int) -> Answer:
    """The person is signed out everywhere."""
    shown = _with_account(person_id)
    told = _("%(name)s är utloggad överallt.", name=shown.name)
    return _changed(
        person_id,
        lambda: access_changes.end_sessions(current.office(), person_id, current.by()),
        told,
    )


@blueprint.post("/personer/<int:person_id>/konto/kod-av")
def turn_code_off(person_id: int) -> Answer:
    """No code is asked of somebody who has lost the app."""
    shown = _with_account(person_id)
    told = _("Koderna är avstängda. %(name)s är utloggad överallt.", name=shown.name)
    return _changed(
        person_id,
        lambda: access_changes.turn_code_off(current.office(), person_id, current.by()),
        told,
    )


@blueprint.route("/personer/<int:person_id>/identitet", methods=["GET", "POST"])
def link_identity(person_id: int) -> Answer:
    """The person is known by what a service for signing in says."""
    office = current.office()
    shown = register.person(office, person_id)
    form = IdentityForm(issuer=current.settings().sign_in.oidc_issuer)
    return filled_in(
        form,
        done_so(
            lambda: access_changes.link_identity(
                office, person_id, said(form.issuer), said(form.subject), current.by()
            )
        ),
        lambda _done: led_on(
            _(
                "%(name)s kan logga in hos %(issuer)s.",
                name=shown.name,
                issuer=said(form.issuer),
            ),
            url_for("registers.person", person_id=person_id),
        ),
        "registers/link_identity.html",
        person=shown,
    )


@blueprint.post("/personer/<int:person_id>/identitet/<int:identity_id>/ta-bort")
def unlink_identity(person_id: int, identity_id: int) -> Answer:
    """The person is no longer known by the identity."""
    office = current.office()
    return _changed(
        person_id,
        lambda: access_changes.unlink_identity(office, person_id, identity_id, current.by()),
        _("Kopplingen är borttagen."),
    )


def _with_account(person_id: int) -> PersonShown:
    shown = register.person(current.office(), person_id)
    if not shown.user_name:
        raise NotFound("account")
    return shown


def _changed(person_id: int, act: Callable[[], None], text: str) -> Answer:
    done, reasons = attempt(done_so(act))
    if done is None:
        return page_of(person_id, reasons), FIELDS_ARE_WRONG
    return led_on(text, url_for("registers.person", person_id=person_id))

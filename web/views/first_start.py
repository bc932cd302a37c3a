"""The first start: an empty installation gets its first administrator, once."""

from flask import Blueprint, redirect, render_template, request

from web import current
from web.acting import FIELDS_ARE_WRONG, Answer, tell
from web.forms.sign_in import FirstStartForm
from web.i18n import _
from web.sign_in import comparing, doorkeeper, first_start, passwords
from web.sign_in.addresses import HOME
from workflow.operations import accounts, throttle
from workflow.refusals import NotFound
from workflow.store.tables import Method

blueprint = Blueprint("first_start", __name__)


_TRIES = "first start"


@blueprint.route("/forsta-start", methods=["GET", "POST"])
def show() -> Answer:
    """Who runs the program reads a code in the terminal, and becomes its administrator."""
    if not first_start.is_open(current.office()):
        raise NotFound("first start")
    form = FirstStartForm()
    about = [form.name.data or "", form.email.data or ""]
    if form.is_sent() and _is_code_right(form) and not form.refuse_weak(about):
        return _founded(form)
    status = FIELDS_ARE_WRONG if form.errors else 200
    return render_template("sign_in/first_start.html", form=form), status


def _is_code_right(form: FirstStartForm) -> bool:
    place = request.remote_addr or "unknown"
    tried = throttle.attempt(current.office(), _TRIES, place, current.at())
    if tried.id is None:
        form.blame("code", comparing.too_many(tried.seconds))
        return False
    if not first_start.is_right(current.office(), form.code.data or ""):
        form.blame("code", _("Koden stämmer inte. Läs den i terminalen där programmet startades."))
        return False
    throttle.succeeded(current.office(), tried.id)
    return True


def _founded(form: FirstStartForm) -> Answer:
    person_id = accounts.found_administrator(
        current.office(),
        form.name.data or "",
        form.email.data or "",
        passwords.hashed(form.new_password.data or ""),
        current.at(),
    )
    doorkeeper.let_in(person_id, Method.PASSWORD)
    tell(_("Du är administratör. Nästa gång loggar du in med din e-postadress."))
    return redirect(HOME, 303)

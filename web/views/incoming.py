"""Inkommet: the pile of mail that belongs to no case, and each message that came in."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web import current, paging
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.mending import FileForm, HandledForm
from web.handing_out import handed_out
from web.i18n import _
from web.paging import Paging
from workflow.operations import pile
from workflow.operations.incoming import MEDIA_TYPE
from workflow.operations.queries import incoming
from workflow.operations.queries.incoming import Message

blueprint = Blueprint("incoming", __name__, url_prefix="/inkommet")


@blueprint.get("")
def index() -> Answer:
    """What belongs to no case, the oldest first."""
    page = paging.asked(request.args.get("sida"))
    rows, total = incoming.pile(current.office(), page)
    shown = Paging(page, total, incoming.PAGE)
    return render_template("incoming/index.html", rows=rows, paging=shown)


@blueprint.get("/<int:incoming_id>")
def show(incoming_id: int) -> Answer:
    """One message, in plain letters: nothing in it is run or fetched."""
    return _shown(_message(incoming_id), FileForm(formdata=None), HandledForm(formdata=None), ())


@blueprint.post("/<int:incoming_id>/till-arende")
def file(incoming_id: int) -> Answer:
    """File it on a case."""
    form, other = FileForm(), HandledForm(formdata=None)
    if not form.is_sent():
        return _shown(_message(incoming_id), form, other, ()), FIELDS_ARE_WRONG
    office, actor, at = current.office(), current.actor(), current.at()
    reference = form.reference.data or ""
    case_id, reasons = attempt(lambda: pile.file_on_case(office, incoming_id, reference, actor, at))
    if case_id is None:
        return _shown(_message(incoming_id), form, other, reasons), RULES_SAY_NO
    tell(_("Meddelandet är fört till ärendet."))
    return redirect(url_for("cases.show", case_id=case_id), 303)


@blueprint.post("/<int:incoming_id>/hanterat")
def handle(incoming_id: int) -> Answer:
    """Note that somebody has seen to it."""
    form, other, message = HandledForm(), FileForm(formdata=None), _message(incoming_id)
    if not form.is_sent():
        return _shown(message, other, form, ()), FIELDS_ARE_WRONG
    office, actor, at = current.office(), current.actor(), current.at()
    note = form.note.data or ""
    _done, reasons = attempt(lambda: pile.handle(office, incoming_id, note, actor, at))
    if reasons:
        return _shown(_message(incoming_id), other, form, reasons), RULES_SAY_NO
    tell(_("Meddelandet är hanterat."))
    case_id = message.came.case_id
    page = url_for("cases.show", case_id=case_id) if case_id else url_for("incoming.index")
    return redirect(page, 303)


@blueprint.get("/<int:incoming_id>/meddelande.eml")
def original(incoming_id: int) -> Response:
    """The message as it came, for saving: a browser opens nothing of it."""
    raw = incoming.original(current.office(), incoming_id, current.actor(), current.at())
    return handed_out(raw, MEDIA_TYPE, f"inkommet-{incoming_id}.eml")


def _message(incoming_id: int) -> Message:
    return incoming.message(current.office(), incoming_id, current.actor(), current.at())


def _shown(
    message: Message, file_form: FileForm, handled_form: HandledForm, reasons: tuple[str, ...]
) -> str:
    return render_template(
        "incoming/show.html",
        message=message,
        came=message.came,
        file_form=file_form,
        handled_form=handled_form,
        reasons=reasons,
    )

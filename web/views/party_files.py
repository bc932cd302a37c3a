"""Organisations as files: the register saved, and a file read in once it is looked through."""

from flask import Response, redirect, render_template, request, url_for
from pydantic import TypeAdapter

from web import current, exports, organisation_table, owners, sheets
from web.acting import FIELDS_ARE_WRONG, Answer, tell
from web.filling import NO_REASONS, entered, said, status
from web.forms.parties import ConfirmImportForm, ImportForm
from web.handing_out import handed_out
from web.i18n import _
from web.received import received
from web.views.registers import blueprint
from workflow.operations import autosaves, party_import
from workflow.operations.party_import import Fault, Listed
from workflow.operations.queries import parties as register
from workflow.refusals import BadInput

_PLACE = "import-organisations"
_LISTED = TypeAdapter(tuple[Listed, ...])


@blueprint.get("/organisationer.<any(csv, xlsx):kind>")
def export_parties(kind: str) -> Response:
    """Every organisation outside with its groups, as a file that can be read in again."""
    found = register.organisations(current.office())
    heads, rows = organisation_table.heads(), organisation_table.rows(found)
    name = f"organisationer-{current.on()}.{kind}"
    if kind == "csv":
        return handed_out(exports.as_csv(heads, rows), exports.CSV, name)
    return handed_out(exports.as_xlsx(_("Organisationer"), heads, rows), exports.XLSX, name)


@blueprint.route("/organisationer/las-in", methods=["GET", "POST"])
def import_parties() -> Answer:
    """Choose a file; where it is as it should be the next page shows what it would change."""
    form = ImportForm()
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            file = received(sheets.MOST_BYTES, current.actor())
            listed, faults = organisation_table.listed(sheets.read(file.content))
        except BadInput as refused:
            form.validate()
            form.blame_all(refused.complaints)
        else:
            faults = faults or party_import.planned(current.office(), listed).faults
            if not faults:
                return _kept(listed)
    page = render_template(
        "registers/import_parties.html",
        form=form,
        reasons=NO_REASONS,
        faults=[_told(fault) for fault in faults],
        heads=organisation_table.heads(),
        between=organisation_table.BETWEEN,
    )
    return page, FIELDS_ARE_WRONG if faults or form.errors else 200


def _told(fault: Fault) -> tuple[int, str, str]:
    return fault.row, organisation_table.HEADS.get(fault.field, fault.field), fault.text


def _kept(listed: tuple[Listed, ...]) -> Answer:
    """What was read, kept for the person who is to look it through."""
    body = {"rows": _LISTED.dump_json(listed).decode()}
    autosaves.keep(current.office(), _owner(), _PLACE, body, current.at())
    return redirect(url_for("registers.check_import"), 303)


def _owner() -> str:
    return owners.of_person(current.person_id())


@blueprint.route("/organisationer/las-in/granska", methods=["GET", "POST"])
def check_import() -> Answer:
    """Row by row what the file comes to; saved as it is shown, or not at all."""
    kept = autosaves.kept(current.office(), _owner(), _PLACE)
    if kept is None:
        return redirect(url_for("registers.import_parties"), 303)
    listed = _LISTED.validate_json(kept.body["rows"])
    form, reasons = ConfirmImportForm(), NO_REASONS
    if form.is_sent():
        seen = said(form.seen)
        done, reasons = entered(
            form, lambda: party_import.import_parties(current.office(), listed, seen, current.by())
        )
        if done is not None:
            autosaves.drop(current.office(), _owner(), _PLACE)
            tell(
                _(
                    "Filen är inläst: %(new)s nya och %(changed)s ändrade organisationer.",
                    new=done.new,
                    changed=done.changed,
                )
            )
            return redirect(url_for("registers.parties"), 303)
    plan = party_import.planned(current.office(), listed)
    page = render_template(
        "registers/check_import.html",
        form=ConfirmImportForm(formdata=None, seen=plan.fingerprint),
        reasons=reasons,
        plan=plan,
        faults=[_told(fault) for fault in plan.faults],
        heads=organisation_table.HEADS,
        shown=organisation_table.shown,
    )
    return page, status(form, reasons)

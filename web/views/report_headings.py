"""Årsrapportens rubriker: those of every year and of each year, changed and confirmed."""

import hashlib

from flask import redirect, render_template, request, url_for

from web import current
from web.acting import Answer, tell
from web.filling import NO_REASONS, entered, status
from web.forms.report_headings import PARTS, HeadingsForm, headings_form
from web.i18n import _
from web.views.registers import blueprint
from workflow.facts import EVERY_YEAR, ReportHeadings
from workflow.operations import report_headings as operation
from workflow.operations.queries import committees as register
from workflow.operations.queries.committees import ProgrammeShown
from workflow.refusals import BadInput, Complaint, NotFound

_PATH = "/program/<int:programme_id>/rubriker/<int:year>"


def _found(programme_id: int, year: int) -> ProgrammeShown:
    shown = register.programme(current.office(), programme_id)
    if year != EVERY_YEAR and not shown.first_year <= year <= shown.last_year:
        raise NotFound(f"year {year}")
    return shown


@blueprint.route(_PATH, methods=["GET", "POST"])
def report_headings(programme_id: int, year: int) -> Answer:
    """The headings of a year, or of every year that has none of its own."""
    shown = _found(programme_id, year)
    now, reasons = shown.headings_of(year), NO_REASONS
    if request.method == "POST":
        form = headings_form()
        if form.is_sent():
            done, reasons = entered(form, lambda: _change(form, programme_id, year, now))
            if done is not None:
                tell(_("Rubrikerna är sparade."))
                return _back(programme_id, year)
    else:
        form = headings_form(now.headings, verified=now.is_verified, seen=_mark(now))
    page = render_template(
        "registers/report_headings.html",
        form=form,
        reasons=reasons,
        programme=shown,
        year=year,
        held=now,
        parts=PARTS,
    )
    return page, status(form, reasons)


def _change(form: HeadingsForm, programme_id: int, year: int, now: ReportHeadings) -> bool:
    if form.seen.data != _mark(now):
        text = _("Någon annan har ändrat rubrikerna. Läs dem på nytt och ändra igen.")
        raise BadInput(Complaint("", None, "", text))
    operation.change(
        current.office(),
        programme_id,
        (year, form.headings()),
        now,
        current.by(),
        is_verified=bool(form.verified.data),
    )
    return True


@blueprint.post(f"{_PATH}/ta-bort")
def drop_report_headings(programme_id: int, year: int) -> Answer:
    """Go by the headings of every year again."""
    operation.drop(current.office(), programme_id, year, current.by())
    tell(_("Årets egna rubriker är borttagna."))
    return _back(programme_id, year)


def _back(programme_id: int, year: int) -> Answer:
    page = url_for("registers.report_headings", programme_id=programme_id, year=year)
    return redirect(page, 303)


def _mark(headings: ReportHeadings) -> str:
    return hashlib.sha256(repr(headings).encode()).hexdigest()[:16]

"""Programmes as the committees have adopted them: what there is, and entering a new one."""

from flask import render_template, url_for

from web import current, words
from web.acting import Answer
from web.filling import filled_in, led_on, said
from web.forms.registers import ProgrammeForm, paragraph_written
from web.i18n import _
from web.views.registers import blueprint
from workflow.facts import Ground, GroundKind, headings
from workflow.operations import registers
from workflow.operations.queries import committees as register
from workflow.operations.queries import parties
from workflow.refusals import BadInput, Complaint


@blueprint.get("/program")
def programmes() -> Answer:
    """Every programme."""
    found = register.programmes(current.office())
    return render_template("registers/programmes.html", programmes=found)


@blueprint.get("/program/<int:programme_id>")
def programme(programme_id: int) -> Answer:
    """One programme."""
    shown = register.programme(current.office(), programme_id)
    return render_template("registers/programme.html", programme=shown)


@blueprint.route("/program/nytt", methods=["GET", "POST"])
def add_programme() -> Answer:
    """Enter a programme that a committee has adopted."""
    form = _offered(ProgrammeForm())
    return filled_in(
        form,
        lambda: _adopt(form),
        lambda new_id: led_on(
            _("Programmet %(title)s är inlagt.", title=said(form.title)),
            url_for("registers.programme", programme_id=new_id),
        ),
        "registers/add_programme.html",
    )


def _offered(form: ProgrammeForm) -> ProgrammeForm:
    """The form with the committees, and the agencies that a report may go to."""
    known = register.committees(current.office(), current.on())
    outside = parties.organisations(current.office()).parties
    form.committee_id.choices = [(str(each.id), words.capital(each.name)) for each in known]
    form.agency_party_id.choices = [
        ("", _("Välj myndighet")),
        *((str(each.id), each.name) for each in outside if each.kind == "agency"),
    ]
    return form


def _adopt(form: ProgrammeForm) -> int:
    office, years = current.office(), (form.first_year.data, form.last_year.data)
    if not 1990 <= years[0] <= years[1] <= 2100:
        text = _("Året ligger före det första året, eller är inget årtal. Skriv ett senare år.")
        raise BadInput(Complaint("", None, "last_year", text))
    ground = Ground(
        GroundKind.COMMITTEE_DECISION,
        paragraph_written(said(form.ground_label)),
        form.ground_decided_on.data,
        said(form.ground_reference),
    )
    programme = registers.NewProgramme(
        region_id=register.regions(office)[0].id,
        committee_id=int(form.committee_id.data),
        title=said(form.title),
        short_title=said(form.short_title),
        years=years,
        adopted=ground,
        agency_party_id=int(form.agency_party_id.data),
        report_headings=headings.REPORT,
    )
    return registers.add_programme(office, programme, current.by())

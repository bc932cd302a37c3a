"""Committees and programmes: what there is, and entering a new one."""

from flask import redirect, render_template, url_for

from web import current, words
from web.acting import tell
from web.forms.registers import CommitteeForm, ProgrammeForm, RegionForm
from web.i18n import _
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from workflow.facts import Ground, GroundKind, House, YearCalendar
from workflow.operations import founding, register_changes, registers
from workflow.operations.queries import committees as register
from workflow.operations.queries import parties
from workflow.references import paragraph
from workflow.refusals import BadInput, Complaint, NotFound


@blueprint.get("/namnder")
def committees() -> Answer:
    """The organisation, and every committee with its next meetings."""
    office, on = current.office(), current.on()
    return render_template(
        "registers/committees.html",
        regions=register.regions(office),
        committees=register.committees(office, on),
    )


@blueprint.route("/organisation/ny", methods=["GET", "POST"])
def add_region() -> Answer:
    """Enter the organisation itself, once; its papers begin with a house style that works."""
    office = current.office()
    if register.regions(office):
        return redirect(url_for("registers.committees"), 303)
    form, reasons = RegionForm(clause_style="passive"), NO_REASONS
    if form.is_sent():
        new_id, reasons = entered(form, lambda: _found(form))
        if new_id is not None:
            tell(_("%(name)s är inlagd. Lägg in en nämnd.", name=said(form.name)))
            return redirect(url_for("registers.committees"), 303)
    page = render_template("registers/add_region.html", form=form, reasons=reasons)
    return page, status(form, reasons)


def _found(form: RegionForm) -> int:
    lines = (line.strip() for line in said(form.contact).split("\n"))
    house = House(HEADINGS, str(form.clause_style.data), tuple(line for line in lines if line))
    region = registers.NewRegion(
        said(form.name),
        said(form.number),
        said(form.unit),
        house,
        YearCalendar(**current.settings().reminders.model_dump()),
        said(form.network),
    )
    return founding.found_organisation(current.office(), region, by())


@blueprint.route("/namnder/ny", methods=["GET", "POST"])
def add_committee() -> Answer:
    """Enter a committee."""
    form, reasons = CommitteeForm(), NO_REASONS
    if form.is_sent():
        new_id, reasons = entered(form, lambda: _establish(form))
        if new_id is not None:
            tell(_("Nämnden %(code)s är inlagd.", code=said(form.code)))
            return redirect(url_for("registers.committees"), 303)
    page = render_template("registers/add_committee.html", form=form, reasons=reasons)
    return page, status(form, reasons)


def _establish(form: CommitteeForm) -> int:
    office = current.office()
    regions = register.regions(office)
    if not regions:
        raise NotFound("region")
    words = said(form.code), said(form.name), said(form.genitive)
    return register_changes.enter_committee(office, regions[0].id, words, by())


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
    office = current.office()
    form, reasons = ProgrammeForm(), NO_REASONS
    known = register.committees(office, current.on())
    form.committee_id.choices = [(str(each.id), words.capital(each.name)) for each in known]
    form.agency_party_id.choices = [
        ("", _("Välj myndighet")),
        *((str(p.id), p.name) for p in parties.organisations(office).parties if p.kind == "agency"),
    ]
    if form.is_sent():
        new_id, reasons = entered(form, lambda: _adopt(form))
        if new_id is not None:
            tell(_("Programmet %(title)s är inlagt.", title=said(form.title)))
            return redirect(url_for("registers.programme", programme_id=new_id), 303)
    page = render_template("registers/add_programme.html", form=form, reasons=reasons)
    return page, status(form, reasons)


def _adopt(form: ProgrammeForm) -> int:
    office, years = current.office(), (form.first_year.data, form.last_year.data)
    if not 1990 <= years[0] <= years[1] <= 2100:
        text = _("Året ligger före det första året, eller är inget årtal. Skriv ett senare år.")
        raise BadInput(Complaint("", None, "last_year", text))
    ground = Ground(
        GroundKind.COMMITTEE_DECISION,
        _paragraph(said(form.ground_label)),
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
        report_headings=REPORT_HEADINGS,
    )
    return registers.add_programme(office, programme, by())


def _paragraph(written: str) -> str:
    try:
        return str(paragraph(written))
    except ValueError as error:
        raise BadInput(Complaint("", None, "ground_label", f"{error}.")) from error


# The report's parts until the agency's own headings are known: each can be changed per programme.
REPORT_HEADINGS = (
    ("genomforda", "Genomförda insatser"),
    ("maluppfyllelse", "Måluppfyllelse"),
    ("avvikelser", "Avvikelser"),
    ("samverkan", "Samverkan"),
    ("stod", "Finansiering"),
    ("hallbarhet", "Hållbarhet"),
    ("lardomar", "Lärdomar"),
    ("nasta_ar", "Nästa år"),
)

# The parts of a decision as most organisations have them, until a case file brings their own words.
HEADINGS = (
    ("arendebeskrivning", "Ärendebeskrivning"),
    ("beslutsunderlag", "Beslutsunderlag"),
    ("delegation", "Delegationsbestämmelse och delegation"),
    ("beslut", "Beslut"),
    ("underskrift", ""),
    ("anmalan", "Anmälan"),
    ("utdrag", "Utdrag till"),
)

"""The organisation and its committees: what there is, and entering them."""

from flask import redirect, render_template, url_for

from web import current
from web.acting import Answer
from web.filling import filled_in, led_on, said
from web.forms.fields import lines
from web.forms.house_style import RegionForm
from web.forms.registers import CommitteeForm
from web.i18n import _
from web.views.registers import blueprint
from workflow.facts import House, YearCalendar, headings
from workflow.operations import founding, register_changes, registers
from workflow.operations.queries import committees as register
from workflow.refusals import NotFound


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
    page = url_for("registers.committees")
    if register.regions(current.office()):
        return redirect(page, 303)
    form = RegionForm(clause_style="passive")
    return filled_in(
        form,
        lambda: _found(form),
        lambda _id: led_on(_("%(name)s är inlagd. Lägg in en nämnd.", name=said(form.name)), page),
        "registers/add_region.html",
    )


def _found(form: RegionForm) -> int:
    region = registers.NewRegion(
        said(form.name),
        said(form.number),
        said(form.unit),
        House(headings.DECISION, str(form.clause_style.data), lines(form.contact.data)),
        YearCalendar(**current.settings().reminders.model_dump()),
        said(form.network),
    )
    return founding.found_organisation(current.office(), region, current.by())


@blueprint.route("/namnder/ny", methods=["GET", "POST"])
def add_committee() -> Answer:
    """Enter a committee."""
    form = CommitteeForm()
    return filled_in(
        form,
        lambda: _establish(form),
        lambda _id: led_on(
            _("Nämnden %(code)s är inlagd.", code=said(form.code)),
            url_for("registers.committees"),
        ),
        "registers/add_committee.html",
    )


def _establish(form: CommitteeForm) -> int:
    regions = register.regions(current.office())
    if not regions:
        raise NotFound("region")
    named = said(form.code), said(form.name), said(form.genitive)
    return register_changes.enter_committee(current.office(), regions[0].id, named, current.by())

"""How a committee is told of delegated decisions, and the court where they are appealed."""

from flask import redirect, render_template, url_for

from web import current, words
from web.acting import tell
from web.forms.registers import CourtForm, NotifiedForm
from web.i18n import _
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from workflow.facts import Court
from workflow.operations import committee_settings
from workflow.operations.queries import committees as register
from workflow.refusals import NotFound


@blueprint.route("/namnder/<int:committee_id>/anmalan", methods=["GET", "POST"])
def set_notified(committee_id: int) -> Answer:
    """Whether decisions are notified to the committee, or recorded separately."""
    found = register.committees(current.office(), current.on())
    committee = next((each for each in found if each.id == committee_id), None)
    if committee is None:
        raise NotFound(f"committee {committee_id}")
    form, reasons = NotifiedForm(how="told" if committee.notified else "recorded"), NO_REASONS
    if form.is_sent():
        done, reasons = entered(form, lambda: _set(committee_id, form))
        if done is not None:
            tell(_("Inställningen för %(committee)s är sparad.", committee=committee.name))
            return redirect(url_for("registers.committees"), 303)
    page = render_template(
        "registers/edit.html",
        form=form,
        reasons=reasons,
        heading=_("Anmälan av delegationsbeslut"),
        caption=words.capital(committee.name),
        said=_(
            "Nämnden bestämmer själv i vilken utsträckning beslut ska anmälas till den. Beslut som "
            "redan står på en anmälningslista påverkas inte."
        ),
        fields=[(form.how, ""), (form.ground, _("Till exempel § 12/2024"))],
        way_back=url_for("registers.committees"),
        act=_("Spara inställningen"),
    )
    return page, status(form, reasons)


def _set(committee_id: int, form: NotifiedForm) -> bool:
    told = form.how.data == "told"
    committee_settings.set_notified(current.office(), committee_id, told, said(form.ground), by())
    return True


@blueprint.route("/organisation/<int:region_id>/forvaltningsratt", methods=["GET", "POST"])
def set_court(region_id: int) -> Answer:
    """The name and address of the court, and whether somebody has checked them."""
    found = register.regions(current.office())
    region = next((each for each in found if each.id == region_id), None)
    if region is None:
        raise NotFound(f"region {region_id}")
    known = region.court or Court("", ())
    form, reasons = (
        CourtForm(name=known.name, address="\n".join(known.address), verified=known.verified),
        NO_REASONS,
    )
    if form.is_sent():
        done, reasons = entered(form, lambda: _write_court(region_id, form))
        if done is not None:
            tell(_("Förvaltningsrättens uppgifter är sparade."))
            return redirect(url_for("registers.committees"), 303)
    page = render_template(
        "registers/edit.html",
        form=form,
        reasons=reasons,
        heading=_("Förvaltningsrätten"),
        caption=region.name,
        said=_(
            "Hit överklagas besluten. Namn och adress skrivs ut i tillkännagivandet först när "
            "någon har kontrollerat dem."
        ),
        fields=[
            (form.name, ""),
            (form.address, _("En rad för varje del av adressen, högst sex rader")),
            (form.verified, ""),
        ],
        way_back=url_for("registers.committees"),
        act=_("Spara uppgifterna"),
    )
    return page, status(form, reasons)


def _write_court(region_id: int, form: CourtForm) -> bool:
    lines = tuple(line.strip() for line in said(form.address).split("\n") if line.strip())
    court = Court(said(form.name), lines, verified=bool(form.verified.data))
    committee_settings.set_court(current.office(), region_id, court, by())
    return True

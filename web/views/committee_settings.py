"""How a committee is told of delegated decisions, and the court where they are appealed."""

from collections.abc import Callable

from flask import url_for

from web import current, words
from web.acting import Answer
from web.filling import done_so, filled_in, led_on, said
from web.forms.base import PageForm
from web.forms.fields import lines
from web.forms.registers import CourtForm, NotifiedForm
from web.i18n import _
from web.views.registers import blueprint
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
    form = NotifiedForm(how="told" if committee.notified else "recorded")
    return _saved(
        form,
        lambda: _set(committee_id, form),
        _("Inställningen för %(committee)s är sparad.", committee=committee.name),
        heading=_("Anmälan av delegationsbeslut"),
        caption=words.capital(committee.name),
        said=_(
            "Nämnden bestämmer själv i vilken utsträckning beslut ska anmälas till den. Beslut som "
            "redan är fattade påverkas inte: de anmäls eller protokollförs så som det står i dem."
        ),
        fields=[(form.how, ""), (form.ground, _("Till exempel § 12/2024"))],
        act=_("Spara inställningen"),
    )


def _saved(form: PageForm, change: Callable[[], None], told: str, **shown: object) -> Answer:
    """A form that stands below the page of the committees."""
    page = url_for("registers.committees")
    return filled_in(
        form,
        done_so(change),
        lambda _done: led_on(told, page),
        "registers/edit.html",
        way_back=page,
        **shown,
    )


def _set(committee_id: int, form: NotifiedForm) -> None:
    office, told = current.office(), form.how.data == "told"
    committee_settings.set_notified(office, committee_id, told, said(form.ground), current.by())


@blueprint.route("/organisation/<int:region_id>/forvaltningsratt", methods=["GET", "POST"])
def set_court(region_id: int) -> Answer:
    """The name and address of the court, and whether somebody has checked them."""
    found = register.regions(current.office())
    region = next((each for each in found if each.id == region_id), None)
    if region is None:
        raise NotFound(f"region {region_id}")
    known = region.court or Court("", ())
    form = CourtForm(name=known.name, address="\n".join(known.address), verified=known.verified)
    return _saved(
        form,
        lambda: _write_court(region_id, form),
        _("Förvaltningsrättens uppgifter är sparade."),
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
        act=_("Spara uppgifterna"),
    )


def _write_court(region_id: int, form: CourtForm) -> None:
    court = Court(said(form.name), lines(form.address.data), verified=bool(form.verified.data))
    committee_settings.set_court(current.office(), region_id, court, current.by())

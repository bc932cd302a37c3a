"""Organisations outside and the groups that hold them: entering, reaching, verifying, grouping."""

from flask import render_template, url_for

from web import current
from web.acting import Answer
from web.filling import NO_REASONS, done_so, entered, filled_in, led_on, said, status
from web.forms.parties import GroupForm, MembersForm, PartyForm, VerifyForm
from web.i18n import _
from web.views.registers import blueprint
from web.words import PARTY_KINDS
from workflow.operations import party_register
from workflow.operations.party_register import OWN, NewParty, as_entered
from workflow.operations.queries import parties as register
from workflow.operations.queries.parties import Organisations
from workflow.references import file_stem


@blueprint.get("/organisationer")
def parties() -> Answer:
    """Every organisation and every group."""
    found = register.organisations(current.office())
    return render_template("registers/parties.html", found=found, on=current.on())


@blueprint.get("/organisationer/<int:party_id>")
def party(party_id: int) -> Answer:
    """One organisation, where it is reached, and the groups that hold it."""
    return _shown(party_id, NO_REASONS)


def _shown(party_id: int, reasons: tuple[str, ...]) -> str:
    found = register.organisations(current.office())
    shown = found.party(party_id)
    return render_template(
        "registers/party.html",
        party=shown,
        groups=found.groups_of(party_id),
        form=VerifyForm(formdata=None, seen=shown.address),
        reasons=reasons,
        on=current.on(),
    )


@blueprint.route("/organisationer/ny", methods=["GET", "POST"])
def add_party() -> Answer:
    """Enter an organisation."""
    form = PartyForm()
    _offer_kinds(form, is_region=False)
    return filled_in(
        form,
        lambda: _enter(form.party()),
        lambda new_id: led_on(
            _("%(name)s är inlagd.", name=said(form.name)),
            url_for("registers.party", party_id=new_id),
        ),
        "registers/edit_party.html",
        party=None,
    )


def _enter(new: NewParty) -> int:
    key = file_stem(new.name.lower())
    return party_register.enter_party(current.office(), key, new, current.by())


def _offer_kinds(form: PartyForm, *, is_region: bool) -> None:
    """Our own organisation stands among the others to answer for measures, and stays what it is."""
    offered = ((kind, words) for kind, words in PARTY_KINDS.items())
    form.kind.choices = [each for each in offered if (each[0] == OWN) is is_region]


@blueprint.route("/organisationer/<int:party_id>/andra", methods=["GET", "POST"])
def change_party(party_id: int) -> Answer:
    """What an organisation is and where it is reached from now on."""
    shown = register.organisations(current.office()).party(party_id)
    form, office = PartyForm(obj=as_entered(shown)), current.office()
    _offer_kinds(form, is_region=shown.kind == OWN)
    return filled_in(
        form,
        lambda: party_register.change_party(office, party_id, form.party(), current.by()),
        lambda changed: led_on(
            _changed(said(form.name)) if changed else _("Inget var ändrat."),
            url_for("registers.party", party_id=party_id),
        ),
        "registers/edit_party.html",
        party=shown,
    )


def _changed(name: str) -> str:
    return _("%(name)s är ändrad. Beslut som redan är fattade behåller sin lista.", name=name)


@blueprint.post("/organisationer/<int:party_id>/kontrollerad")
def verify_address(party_id: int) -> Answer:
    """Somebody has made sure today that the address is right."""
    form = VerifyForm()
    office, seen = current.office(), said(form.seen)
    act = done_so(lambda: party_register.verify_address(office, party_id, seen, current.by()))
    done, reasons = entered(form, act)
    if done is None:
        return _shown(party_id, reasons), status(form, reasons)
    return led_on(
        _("Det är antecknat att adressen är kontrollerad i dag."),
        url_for("registers.party", party_id=party_id),
    )


@blueprint.route("/organisationer/grupper/ny", methods=["GET", "POST"])
def add_group() -> Answer:
    """One name for several organisations."""
    form, office = GroupForm(), current.office()
    _offer(form, register.organisations(office))
    return filled_in(
        form,
        lambda: party_register.enter_group(office, said(form.name), form.chosen(), current.by()),
        lambda _id: led_on(
            _("Gruppen %(name)s är inlagd.", name=said(form.name)), url_for("registers.parties")
        ),
        "registers/group.html",
        group=None,
    )


@blueprint.route("/organisationer/grupper/<int:group_id>", methods=["GET", "POST"])
def change_members(group_id: int) -> Answer:
    """Which organisations a group holds from now on."""
    office, found = current.office(), register.organisations(current.office())
    group = found.group(group_id)
    form = MembersForm(parties=[str(each.id) for each in group.members])
    _offer(form, found)
    return filled_in(
        form,
        done_so(
            lambda: party_register.change_members(office, group_id, form.chosen(), current.by())
        ),
        lambda _done: led_on(
            _(
                "Gruppen %(name)s är ändrad. Beslut som redan är fattade behåller sin lista.",
                name=group.name,
            ),
            url_for("registers.parties"),
        ),
        "registers/group.html",
        group=group,
    )


def _offer(form: MembersForm, found: Organisations) -> None:
    form.parties.choices = [(str(each.id), each.name) for each in found.outside]

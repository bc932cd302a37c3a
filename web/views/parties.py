"""Organisations outside and the groups that hold them: entering, reaching, grouping."""

from flask import redirect, render_template, url_for

from web import current
from web.acting import tell
from web.forms.registers import AddressForm, GroupForm, MembersForm, PartyForm
from web.i18n import _
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from web.words import PARTY_KINDS
from workflow.operations import register_changes
from workflow.operations.queries import parties as register
from workflow.operations.queries.parties import Organisations
from workflow.operations.register_changes import NewParty
from workflow.references import file_stem


@blueprint.get("/organisationer")
def parties() -> Answer:
    """Every organisation and every group."""
    found = register.organisations(current.office())
    return render_template("registers/parties.html", found=found)


@blueprint.get("/organisationer/<int:party_id>")
def party(party_id: int) -> Answer:
    """One organisation, where it is reached, and the groups that hold it."""
    found = register.organisations(current.office())
    shown = found.party(party_id)
    return render_template("registers/party.html", party=shown, groups=found.groups_of(party_id))


@blueprint.route("/organisationer/ny", methods=["GET", "POST"])
def add_party() -> Answer:
    """Enter an organisation."""
    form, reasons = PartyForm(), NO_REASONS
    form.kind.choices = [(kind, words) for kind, words in PARTY_KINDS.items() if kind != "region"]
    if form.is_sent():
        new = NewParty(
            said(form.name), form.kind.data, said(form.number), said(form.email), said(form.contact)
        )
        key = file_stem(new.name.lower())
        new_id, reasons = entered(
            form, lambda: register_changes.enter_party(current.office(), key, new, by())
        )
        if new_id is not None:
            tell(_("%(name)s är inlagd.", name=new.name))
            return redirect(url_for("registers.party", party_id=new_id), 303)
    page = render_template("registers/add_party.html", form=form, reasons=reasons)
    return page, status(form, reasons)


@blueprint.route("/organisationer/<int:party_id>/adress", methods=["GET", "POST"])
def change_address(party_id: int) -> Answer:
    """Where an organisation is reached from now on."""
    shown = register.organisations(current.office()).party(party_id)
    form, reasons = AddressForm(email=shown.email, contact=shown.contact), NO_REASONS
    if form.is_sent():
        done, reasons = entered(form, lambda: _readdress(party_id, form))
        if done is not None:
            tell(
                _(
                    "%(name)s har en ny adress. Beslut som redan är fattade behåller den gamla.",
                    name=shown.name,
                )
            )
            return redirect(url_for("registers.party", party_id=party_id), 303)
    page = render_template("registers/change_address.html", form=form, reasons=reasons, party=shown)
    return page, status(form, reasons)


def _readdress(party_id: int, form: AddressForm) -> bool:
    register_changes.change_address(
        current.office(), party_id, said(form.email), said(form.contact), by()
    )
    return True


@blueprint.route("/organisationer/grupper/ny", methods=["GET", "POST"])
def add_group() -> Answer:
    """One name for several organisations."""
    form, reasons = GroupForm(), NO_REASONS
    _offer(form, register.organisations(current.office()))
    if form.is_sent():
        name, members = said(form.name), tuple(int(each) for each in form.parties.data or ())
        new_id, reasons = entered(
            form, lambda: register_changes.enter_group(current.office(), name, members, by())
        )
        if new_id is not None:
            tell(_("Gruppen %(name)s är inlagd.", name=name))
            return redirect(url_for("registers.parties"), 303)
    page = render_template("registers/group.html", form=form, reasons=reasons, group=None)
    return page, status(form, reasons)


@blueprint.route("/organisationer/grupper/<int:group_id>", methods=["GET", "POST"])
def change_members(group_id: int) -> Answer:
    """Which organisations a group holds from now on."""
    found = register.organisations(current.office())
    group = found.group(group_id)
    form, reasons = MembersForm(parties=[str(each.id) for each in group.members]), NO_REASONS
    _offer(form, found)
    if form.is_sent():
        done, reasons = entered(form, lambda: _regroup(group_id, form))
        if done is not None:
            tell(
                _(
                    "Gruppen %(name)s är ändrad. Beslut som redan är fattade behåller sin lista.",
                    name=group.name,
                )
            )
            return redirect(url_for("registers.parties"), 303)
    page = render_template("registers/group.html", form=form, reasons=reasons, group=group)
    return page, status(form, reasons)


def _offer(form: MembersForm, found: Organisations) -> None:
    form.parties.choices = [(str(each.id), each.name) for each in found.parties]


def _regroup(group_id: int, form: MembersForm) -> bool:
    members = tuple(int(each) for each in form.parties.data or ())
    register_changes.change_members(current.office(), group_id, members, by())
    return True

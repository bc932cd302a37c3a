"""Organisations outside and the groups that hold them: entering, reaching, verifying, grouping."""

from flask import redirect, render_template, url_for

from web import current
from web.acting import tell
from web.forms.parties import GroupForm, MembersForm, PartyForm, VerifyForm
from web.i18n import _
from web.views.registers import NO_REASONS, Answer, blueprint, by, entered, said, status
from web.words import PARTY_KINDS
from workflow.operations import party_register
from workflow.operations.party_register import OWN, as_entered
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
    form, reasons = PartyForm(), NO_REASONS
    _offer_kinds(form, is_region=False)
    if form.is_sent():
        new = form.party()
        key = file_stem(new.name.lower())
        new_id, reasons = entered(
            form, lambda: party_register.enter_party(current.office(), key, new, by())
        )
        if new_id is not None:
            tell(_("%(name)s är inlagd.", name=new.name))
            return redirect(url_for("registers.party", party_id=new_id), 303)
    page = render_template("registers/edit_party.html", form=form, reasons=reasons, party=None)
    return page, status(form, reasons)


def _offer_kinds(form: PartyForm, *, is_region: bool) -> None:
    """Our own organisation stands among the others to answer for measures, and stays what it is."""
    offered = ((kind, words) for kind, words in PARTY_KINDS.items())
    form.kind.choices = [each for each in offered if (each[0] == OWN) is is_region]


@blueprint.route("/organisationer/<int:party_id>/andra", methods=["GET", "POST"])
def change_party(party_id: int) -> Answer:
    """What an organisation is and where it is reached from now on."""
    shown = register.organisations(current.office()).party(party_id)
    form, reasons = PartyForm(obj=as_entered(shown)), NO_REASONS
    _offer_kinds(form, is_region=shown.kind == OWN)
    if form.is_sent():
        new = form.party()
        changed, reasons = entered(
            form, lambda: party_register.change_party(current.office(), party_id, new, by())
        )
        if changed is not None:
            tell(_changed(new.name) if changed else _("Inget var ändrat."))
            return redirect(url_for("registers.party", party_id=party_id), 303)
    page = render_template("registers/edit_party.html", form=form, reasons=reasons, party=shown)
    return page, status(form, reasons)


def _changed(name: str) -> str:
    text = _("%(name)s är ändrad. Beslut som redan är fattade behåller sin lista.", name=name)
    return str(text)


@blueprint.post("/organisationer/<int:party_id>/kontrollerad")
def verify_address(party_id: int) -> Answer:
    """Somebody has made sure today that the address is right."""
    form = VerifyForm()
    done, reasons = entered(form, lambda: _verify(party_id, said(form.seen)))
    if done is None:
        return _shown(party_id, reasons), status(form, reasons)
    tell(_("Det är antecknat att adressen är kontrollerad i dag."))
    return redirect(url_for("registers.party", party_id=party_id), 303)


def _verify(party_id: int, seen: str) -> bool:
    party_register.verify_address(current.office(), party_id, seen, by())
    return True


@blueprint.route("/organisationer/grupper/ny", methods=["GET", "POST"])
def add_group() -> Answer:
    """One name for several organisations."""
    form, reasons = GroupForm(), NO_REASONS
    _offer(form, register.organisations(current.office()))
    if form.is_sent():
        name, members = said(form.name), tuple(int(each) for each in form.parties.data or ())
        new_id, reasons = entered(
            form, lambda: party_register.enter_group(current.office(), name, members, by())
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
    form.parties.choices = [(str(each.id), each.name) for each in found.outside]


def _regroup(group_id: int, form: MembersForm) -> bool:
    members = tuple(int(each) for each in form.parties.data or ())
    party_register.change_members(current.office(), group_id, members, by())
    return True

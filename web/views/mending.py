"""Mending a dispatch: a copy sent again, a letter stopped or settled, recipients reminded."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for

from documents.typography import enumerated
from web import current
from web.access import may
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.base import PageForm
from web.forms.mending import ChaseForm, ResendByPostForm, ResendForm, SettleForm, WithdrawForm
from web.i18n import _
from web.views.dispatch import recipient_of
from workflow.operations import chasing, mending, party_register
from workflow.operations.chasing import ToChase
from workflow.operations.mending import Unsure
from workflow.operations.queries import deliveries
from workflow.operations.queries import parties as register
from workflow.operations.queries.deliveries import DispatchPage, Recipient

blueprint = Blueprint("mending", __name__, url_prefix="/expediering")


@blueprint.route("/<int:decision_id>/sand-igen/<int:party_id>", methods=["GET", "POST"])
def resend(decision_id: int, party_id: int) -> Answer:
    """Send one recipient its copy again, to a corrected address where it was wrong."""
    page = deliveries.dispatch_page(current.office(), decision_id)
    recipient = recipient_of(page, party_id)
    make = ResendByPostForm if recipient.by_post else ResendForm
    form = make(address=recipient.address)
    if not form.is_sent():
        return _asked("mending/resend.html", page, recipient, form, ())
    address, reason = (form.address.data or "").strip(), form.reason.data or ""
    new = address if address != recipient.address else ""
    office, actor, at = current.office(), current.actor(), current.at()
    _done, reasons = attempt(
        lambda: mending.resend(office, decision_id, party_id, actor, at, address=new, reason=reason)
    )
    if reasons:
        return _asked("mending/resend.html", page, recipient, form, reasons)
    tell(_("Utdraget till %(name)s sänds igen.", name=recipient.name))
    if form.register_too.data and may("registers.change_party", current.rights()):
        _change_register(recipient, address)
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


def _change_register(recipient: Recipient, address: str) -> None:
    """The register too: what is wrong there is told, and the copy is sent all the same."""
    known = party_register.as_entered(
        register.organisations(current.office()).party(recipient.party_id)
    )
    new = replace(known, contact=address) if recipient.by_post else replace(known, email=address)
    by = current.by()
    _changed, reasons = attempt(
        lambda: party_register.change_party(current.office(), recipient.party_id, new, by)
    )
    tell(" ".join(reasons) if reasons else _("Adressen är ändrad också i registret."))


@blueprint.route("/<int:decision_id>/brev/<int:party_id>/avgor", methods=["GET", "POST"])
def settle(decision_id: int, party_id: int) -> Answer:
    """Say what became of a letter that may have left."""
    page = deliveries.dispatch_page(current.office(), decision_id)
    recipient = recipient_of(page, party_id)
    form = SettleForm()
    if not form.is_sent():
        return _asked("mending/settle.html", page, recipient, form, ())
    says, letter_id = Unsure(form.says.data), recipient.letter_id or 0
    office, actor, at = current.office(), current.actor(), current.at()
    _done, reasons = attempt(lambda: mending.settle_unsure(office, letter_id, says, actor, at))
    if reasons:
        return _asked("mending/settle.html", page, recipient, form, reasons)
    tell(_("Det är antecknat vad som hände med brevet till %(name)s.", name=recipient.name))
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


@blueprint.route("/<int:decision_id>/brev/<int:party_id>/avbryt", methods=["GET", "POST"])
def withdraw(decision_id: int, party_id: int) -> Answer:
    """Stop a letter that has not left."""
    page = deliveries.dispatch_page(current.office(), decision_id)
    recipient = recipient_of(page, party_id)
    form = WithdrawForm()
    if not form.is_sent():
        return _asked("mending/withdraw.html", page, recipient, form, ())
    why, letter_id = form.why.data or "", recipient.letter_id or 0
    office, actor, at = current.office(), current.actor(), current.at()
    _done, reasons = attempt(lambda: mending.withdraw(office, letter_id, why, actor, at))
    if reasons:
        return _asked("mending/withdraw.html", page, recipient, form, reasons)
    tell(_("Försändelsen till %(name)s är avbruten.", name=recipient.name))
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


def _asked(
    template: str,
    page: DispatchPage,
    recipient: Recipient,
    form: PageForm,
    reasons: tuple[str, ...],
) -> Answer:
    shown = render_template(template, page=page, recipient=recipient, form=form, reasons=reasons)
    if reasons:
        return shown, RULES_SAY_NO
    return shown, FIELDS_ARE_WRONG if request.method == "POST" else 200


@blueprint.route("/<int:decision_id>/paminn", methods=["GET", "POST"])
def chase(decision_id: int) -> Answer:
    """Remind everybody who has not confirmed one decision: who it is, and one button."""
    office, actor, at = current.office(), current.actor(), current.at()
    found = chasing.to_chase(office, at, decision_id)
    back = url_for("dispatch.show", decision_id=decision_id)
    if not ChaseForm().is_sent():
        return _shown_before(found, back, ())
    done, reasons = attempt(lambda: chasing.chase(office, decision_id, actor, at))
    if done is None:
        return _shown_before(found, back, reasons)
    told = _("Påminnelser skickas strax till %(names)s.", names=enumerated(done.now))
    tell(" ".join((told, *_not_now(done.earlier_today))))
    return redirect(back, 303)


@blueprint.route("/paminn", methods=["GET", "POST"])
def chase_all() -> Answer:
    """The same for every decision that somebody has yet to confirm."""
    office, actor, at = current.office(), current.actor(), current.at()
    found, back = chasing.to_chase(office, at), url_for("dispatch.matrix")
    if not ChaseForm().is_sent():
        return _shown_before(found, back, ())
    done, reasons = attempt(lambda: chasing.chase_all(office, actor, at))
    if done is None:
        return _shown_before(found, back, reasons)
    count = sum(len(each.reminded.now) for each in done)
    had = dict.fromkeys(name for each in done for name in each.reminded.earlier_today)
    told = _("Påminnelser som skickas strax: %(count)s.", count=count)
    tell(" ".join((told, *_not_now(tuple(had)))))
    return redirect(back, 303)


def _not_now(had: tuple[str, ...]) -> tuple[str, ...]:
    """Who is left out, since nobody is written to twice on one day."""
    if not had:
        return ()
    return (_("Har redan fått ett brev i dag: %(names)s.", names=enumerated(had)),)


def _shown_before(found: Sequence[ToChase], back: str, reasons: tuple[str, ...]) -> Answer:
    count = sum(len(each.names) for each in found)
    shown = render_template(
        "mending/chase.html", found=found, count=count, back=back, form=ChaseForm(), reasons=reasons
    )
    return (shown, RULES_SAY_NO) if reasons else shown

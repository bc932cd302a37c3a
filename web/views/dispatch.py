"""Dispatch: what is to be sent, the check before it, and how each recipient's copy stands."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from web import check_words, current, paging
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.closed_acts import ClosedAct, of_step
from web.forms.base import PageForm
from web.forms.dispatch import ConfirmedForm, SendForm
from web.handing_out import handed_out, linked
from web.i18n import _
from web.paging import Paging
from workflow.facts import local_date
from workflow.operations import dispatching, listing
from workflow.operations.queries import deliveries, dispatch_check, incoming, postings
from workflow.operations.queries import matrix as matrices
from workflow.operations.queries.asking import why_not
from workflow.operations.queries.deliveries import DispatchPage, Recipient
from workflow.orders import Rendered
from workflow.refusals import NotFound
from workflow.states import DispatchState

blueprint = Blueprint("dispatch", __name__, url_prefix="/expediering")


# Each part of the overview: the word in its address, and the state that it shows.
PARTS = {
    "att-gora": DispatchState.READY,
    "pagar": DispatchState.DISPATCHED,
    "klara": DispatchState.ACKNOWLEDGED,
}


@blueprint.get("")
def index() -> Answer:
    """To do with its last day, under way, done; or one of them, by page."""
    chosen = request.args.get("visa", "")
    page = paging.asked(request.args.get("sida")) if chosen in PARTS else 1
    wanted = [chosen] if chosen in PARTS else list(PARTS)
    parts = {}
    for part in wanted:
        rows, total = deliveries.dispatches(current.office(), PARTS[part], page)
        parts[part] = (rows, Paging(page, total, deliveries.PAGE))
    return render_template("dispatch/index.html", parts=parts, chosen=chosen in PARTS)


@blueprint.get("/matris")
def matrix() -> Answer:
    """Decisions against recipients."""
    page = paging.asked(request.args.get("sida"))
    unanswered = request.args.get("visa") == "obesvarade"
    found = matrices.matrix(current.office(), page, unanswered=unanswered)
    shown = Paging(page, found.total, deliveries.PAGE)
    return render_template(
        "dispatch/matrix.html", matrix=found, paging=shown, unanswered=unanswered
    )


@blueprint.get("/<int:decision_id>")
def show(decision_id: int) -> Answer:
    """The check before sending; afterwards how each copy stands."""
    return _shown(deliveries.dispatch_page(current.office(), decision_id), SendForm(), ())


@blueprint.post("/<int:decision_id>/skicka")
def send(decision_id: int) -> Answer:
    """Order everything to everybody at once."""
    office, actor, at = current.office(), current.actor(), current.at()
    _done, reasons = attempt(lambda: dispatching.dispatch(office, decision_id, actor, at))
    page = deliveries.dispatch_page(office, decision_id)
    if reasons:
        return _shown(page, SendForm(), reasons), RULES_SAY_NO
    _all, to_post = postings.on_paper(office, decision_id)
    number = page.row.recipients - to_post
    tell(_("Beslutet är expedierat. %(number)s utdrag skickas strax.", number=number))
    if to_post:
        tell(_("%(number)s utdrag ska postas. Skriv ut dem här nedanför.", number=to_post))
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


@blueprint.post("/<int:decision_id>/slutfor")
def complete(decision_id: int) -> Answer:
    """Everybody has confirmed: the registrar need not wait for the calendar."""
    office, actor, at = current.office(), current.actor(), current.at()
    _done, reasons = attempt(lambda: dispatching.complete(office, decision_id, actor, at))
    if reasons:
        page = deliveries.dispatch_page(office, decision_id)
        return _shown(page, SendForm(), reasons), RULES_SAY_NO
    tell(_("Expedieringen är klar. Alla mottagare har kvitterat."))
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


def _shown(page: DispatchPage, form: PageForm, reasons: tuple[str, ...]) -> str:
    if page.row.state is not DispatchState.READY:
        on_paper, to_post = postings.on_paper(current.office(), page.row.decision_id)
        corrected, repealed = postings.to_be_told(current.office(), page.row.decision_id)
        return render_template(
            "dispatch/states.html",
            page=page,
            form=form,
            reasons=reasons,
            late=_late(page),
            on_paper=on_paper,
            to_post=to_post,
            corrected=corrected,
            repealed=repealed,
            came=incoming.of_decision(
                current.office(), page.row.decision_id, current.actor(), current.at()
            ),
        )
    samples, lacking = _samples(page)
    check = dispatch_check.dispatch_check(current.office(), page.row.decision_id, current.on())
    return render_template(
        "dispatch/check.html",
        page=page,
        form=form,
        reasons=reasons,
        samples=samples,
        enclosed=linked(page.enclosed),
        closed=_closed(page, lacking),
        check=check,
        compared=check_words.compared(check),
        doubt_words=check_words.DOUBTS,
    )


def _samples(page: DispatchPage) -> tuple[tuple[Rendered, ...], tuple[str, ...]]:
    """The first recipient's own papers as they would be today, or why they can't be drawn up."""
    if not page.recipients:
        return (), ()
    office, actor, on = current.office(), current.actor(), current.on()
    of, first = page.row.decision_id, page.recipients[0].party_id
    drawn, reasons = attempt(lambda: listing.dispatch_preview(office, of, first, actor, on))
    return drawn or (), reasons


def _closed(page: DispatchPage, lacking: tuple[str, ...]) -> list[ClosedAct]:
    """Why it can't be sent now by this person, and who can."""
    office, actor, at = current.office(), current.actor(), current.at()
    reasons = (*why_not(office, "dispatch", page.row.decision_id, actor, at), *lacking)
    return [of_step("dispatch", reasons)] if reasons else []


def _late(page: DispatchPage) -> frozenset[int]:
    """The recipients whose day to confirm has passed."""
    return frozenset(
        each.party_id
        for each in page.outstanding
        if each.due_on is not None and each.due_on < current.on()
    )


@blueprint.get("/<int:decision_id>/forhandsvisning/<int:party_id>/<name>")
def preview(decision_id: int, party_id: int, name: str) -> Answer:
    """A recipient's own paper as it would be if it were dispatched today; nothing is kept."""
    office, actor, on = current.office(), current.actor(), current.on()
    drawn = listing.dispatch_preview(office, decision_id, party_id, actor, on)
    found = next((each for each in drawn if each.name == name), None)
    if found is None:
        raise NotFound(f"a paper {name}")
    return handed_out(found.content, found.media_type, found.name)


@blueprint.route("/<int:decision_id>/kvittens/<int:party_id>", methods=["GET", "POST"])
def confirm(decision_id: int, party_id: int) -> Answer:
    """Note that a recipient has confirmed in another way than by its link."""
    page = deliveries.dispatch_page(current.office(), decision_id)
    recipient = recipient_of(page, party_id)
    form = ConfirmedForm(day=current.on())
    form.sent_on = _local(recipient)
    if not form.is_sent():
        return _confirming(page, recipient, form, ())
    office, actor, at = current.office(), current.actor(), current.at()
    how = form.how()
    _done, reasons = attempt(
        lambda: dispatching.acknowledge_otherwise(office, decision_id, party_id, how, actor, at)
    )
    if reasons:
        fresh = deliveries.dispatch_page(office, decision_id)
        page_again = _confirming(fresh, recipient_of(fresh, party_id), form, reasons)
        return page_again[0], RULES_SAY_NO
    tell(_("Kvittensen från %(name)s är antecknad.", name=recipient.name))
    return redirect(url_for("dispatch.show", decision_id=decision_id), 303)


def _confirming(
    page: DispatchPage, recipient: Recipient, form: ConfirmedForm, reasons: tuple[str, ...]
) -> tuple[str, int]:
    shown = render_template(
        "dispatch/confirm.html", page=page, recipient=recipient, form=form, reasons=reasons
    )
    return shown, FIELDS_ARE_WRONG if request.method == "POST" else 200


def recipient_of(page: DispatchPage, party_id: int) -> Recipient:
    """The recipient of this dispatch; ``NotFound`` for an organisation that is none."""
    found = next((each for each in page.recipients if each.party_id == party_id), None)
    if found is None:
        raise NotFound(f"recipient {party_id}")
    return found


def _local(recipient: Recipient) -> date | None:
    ordered, zone = recipient.ordered_at, current.office().time_zone
    return local_date(ordered, zone) if ordered else None


@blueprint.get("/<int:decision_id>/paminnelsebrev/<int:party_id>")
def reminder(decision_id: int, party_id: int) -> Answer:
    """A reminder to print and send by post, for a recipient who has not confirmed."""
    page = deliveries.dispatch_page(current.office(), decision_id)
    recipient = recipient_of(page, party_id)
    if recipient.is_settled or page.row.state is DispatchState.READY:
        raise NotFound(f"nothing to remind {recipient.name} of")
    drawn: Any = listing.reminder_on_paper(current.office(), decision_id, party_id, current.on())
    return handed_out(drawn[0].content, drawn[0].media_type, drawn[0].name)

"""Handing over cases: one's own, or those of a person who leaves, in one act."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from web import current
from web.acting import Answer
from web.filling import entered, led_on, status
from web.forms.absences import HandoverForm, LeaverForm, chosen
from web.i18n import _
from workflow.operations import handover
from workflow.operations.handover import Handover
from workflow.operations.queries import handovers, people
from workflow.operations.queries.people import PersonShown

blueprint = Blueprint("handover", __name__)


@blueprint.route("/overlamning", methods=["GET", "POST"])
def own() -> Answer:
    """Hand over one's own cases to another officer."""
    giver = people.person(current.office(), current.person_id())
    return _page(giver, _filled(HandoverForm(since=current.on()), giver.id), url_for("start.mine"))


@blueprint.route("/register/personer/<int:person_id>/overlamning", methods=["GET", "POST"])
def of_person(person_id: int) -> Answer:
    """Hand over the cases of somebody who leaves, whose roles and posts may end with it."""
    giver = people.person(current.office(), person_id)
    form = _filled(LeaverForm(since=current.on(), last_on=current.on()), giver.id)
    return _page(giver, form, url_for("registers.person", person_id=person_id))


def _filled(form: HandoverForm, giver_id: int) -> HandoverForm:
    """The form with what can be chosen: every officer but the giver, and the giver's cases."""
    office = current.office()
    form.receiver_id.choices = [
        ("", _("Välj person")),
        *(
            (str(each.id), _named(each))
            for each in handovers.receivers(office, giver_id, current.on())
        ),
    ]
    cases = handovers.cases_of(office, giver_id)
    form.case_ids.choices = [(str(each.id), f"{each.reference}, {each.title}") for each in cases]
    if not form.is_submitted():
        form.case_ids.data = [str(each.id) for each in cases]
    return form


def _named(receiver: handovers.Receiver) -> str:
    if receiver.away_until is None:
        return receiver.name
    return _(
        "%(name)s (frånvarande till och med %(day)s)",
        name=receiver.name,
        day=receiver.away_until,
    )


def _page(giver: PersonShown, form: HandoverForm, back: str) -> Answer:
    """The form until it is right; then the cases are handed over, and it is told to whom."""
    reasons: tuple[str, ...] = ()
    if _is_whole(form):
        given, reasons = entered(form, lambda: _hand_over(giver, form))
        if given is not None:
            return _done(given, form, back)
    page = render_template(
        "absences/handover.html", form=form, giver=giver, back=back, reasons=reasons
    )
    return page, status(form, reasons)


def _is_whole(form: HandoverForm) -> bool:
    is_sent = form.is_sent()
    if is_sent and isinstance(form, LeaverForm) and form.last_day_is_missing():
        form.blame("last_on", _("Skriv den sista dagen, eller ta bort krysset ovanför."))
        return False
    return is_sent


def _hand_over(giver: PersonShown, form: HandoverForm) -> tuple[str, ...]:
    ends = isinstance(form, LeaverForm) and form.ends.data
    given = Handover(
        giver.id,
        int(form.receiver_id.data),
        tuple(int(case_id) for case_id in form.case_ids.data or ()),
        form.since.data,
        form.last_on.data if isinstance(form, LeaverForm) and ends else None,
    )
    return handover.hand_over(current.office(), given, current.by())


def _done(references: tuple[str, ...], form: HandoverForm, back: str) -> Response:
    text = _(
        "%(cases)s är överlämnade till %(name)s. Båda får ett brev om det.",
        cases=", ".join(references),
        name=chosen(form.receiver_id),
    )
    return led_on(text, back)

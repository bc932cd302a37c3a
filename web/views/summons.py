"""The summons to a meeting, which closes its list; and moving what is listed to another meeting."""

from flask import redirect, render_template, request, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.committee import MoveForm, PlainForm
from web.i18n import _
from web.views.committee import blueprint
from workflow.operations import notifying, summoning
from workflow.operations.queries import listings

# The pages of a summons are the committee's, as those of a meeting are.
__all__ = ["blueprint"]


@blueprint.route("/sammantraden/<int:meeting_id>/kallelse", methods=["GET", "POST"])
def summon(meeting_id: int) -> Answer:
    """Say that the summons has gone out: the list is closed and kept."""
    office, form = current.office(), PlainForm()
    reasons: tuple[str, ...] = ()
    if form.is_sent():
        by = current.by()
        frozen, reasons = attempt(lambda: summoning.summon(office, meeting_id, by))
        if frozen is not None:
            tell(
                _(
                    "Kallelsen är antecknad och listan är låst. Beslut som fattas från och med nu "
                    "kommer till nästa sammanträde."
                )
            )
            return redirect(url_for("committee.meeting", meeting_id=meeting_id), 303)
    found = listings.agenda(office, meeting_id)
    page = render_template("committee/summon.html", agenda=found, form=form, reasons=reasons)
    return page, RULES_SAY_NO if reasons else 200


@blueprint.route("/sammantraden/<int:meeting_id>/flytta-besluten", methods=["GET", "POST"])
def move(meeting_id: int) -> Answer:
    """Move everything on the list without a paragraph to the next meeting, in one act."""
    office, form = current.office(), MoveForm()
    reasons: tuple[str, ...] = ()
    if form.is_sent():
        actor, at, reason = current.actor(), current.at(), form.reason.data or ""
        moved, reasons = attempt(lambda: notifying.move_all(office, meeting_id, reason, actor, at))
        if moved is not None:
            tell(_("Flyttade till nästa sammanträde: %(count)s beslut.", count=len(moved)))
            return redirect(url_for("committee.meeting", meeting_id=meeting_id), 303)
    found = listings.agenda(office, meeting_id)
    page = render_template(
        "committee/move.html",
        agenda=found,
        form=form,
        reasons=reasons,
        goes_to=listings.moves_to(office, found.meeting, current.on()),
    )
    wrong = FIELDS_ARE_WRONG if request.method == "POST" and not reasons else 200
    return page, RULES_SAY_NO if reasons else wrong

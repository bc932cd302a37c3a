"""What goes back or elsewhere in a follow-up, with a reason: opened once more, a report moved."""

from datetime import datetime

from flask import request

from documents.typography import written
from web import current
from web.acting import Answer
from web.i18n import _
from web.reasoned import WithReason
from web.views import plans
from web.views.follow_up import blueprint
from web.views.plan_reasons import with_reason
from workflow.facts import Actor, Meeting
from workflow.operations import following_up
from workflow.operations.office import Office
from workflow.operations.queries.drafts import Draft
from workflow.operations.steps import Done
from workflow.states import PlanState
from workflow.year import next_meeting, other_meeting

__all__ = ["blueprint"]

_BACK = "follow_up.show"


@blueprint.route("/<int:plan_id>/oppna-igen", methods=["GET", "POST"])
def reopen_follow_up(plan_id: int) -> Answer:
    draft = plans.found(plan_id)
    return with_reason(draft, _reopen(draft), _BACK)


def _reopen(draft: Draft) -> WithReason:
    return WithReason(
        step="reopen_follow_up",
        act=following_up.reopen_follow_up,
        heading=_("Öppna uppföljningen igen"),
        explains=(
            _(
                "Utfallen kan ändras igen: av dig, och av den som ansvarar för insatsen med länken "
                "i sitt brev. Ingen som har svarat tillfrågas på nytt."
            ),
            _(
                "Uppföljningen som är upprättad bevaras. När du avslutar på nytt upprättas en ny, "
                "som ersätter den."
            ),
            *_replaced(draft),
        ),
        label=_("Varför öppnas uppföljningen igen?"),
        needs=_("Skriv varför uppföljningen öppnas igen, till exempel vilket utfall som är fel."),
        told=_("Uppföljningen är öppen igen. Rätta utfallen och avsluta den sedan på nytt."),
    )


def _replaced(draft: Draft) -> tuple[str, ...]:
    """That the agency has had its report, and gets another."""
    if draft.plan.state is not PlanState.REPORTED:
        return ()
    agency = draft.situation.programme.agency.name
    said = _("%(agency)s har fått årsrapporten. Du lämnar den på nytt sedan.", agency=agency)
    return (said,)


@blueprint.route("/<int:plan_id>/flytta-rapporten", methods=["GET", "POST"])
def move_report(plan_id: int) -> Answer:
    draft = plans.found(plan_id)
    return with_reason(draft, _move(draft), _BACK)


def _move(draft: Draft) -> WithReason:
    now = draft.plan.meeting
    return WithReason(
        step="move_report",
        act=_moved,
        heading=_("Flytta återrapporteringen"),
        explains=(
            *_days(draft),
            _("Handläggaren och nämndsekreteraren får den i ett brev. Den förra bevaras."),
        ),
        label=_("Varför flyttas återrapporteringen?"),
        needs=_("Skriv varför den flyttas, till exempel att sammanträdet är inställt."),
        told=_("Återrapporteringen är flyttad och upprättad på nytt."),
        seen=str(now.id) if now else "",
    )


def _days(draft: Draft) -> tuple[str, ...]:
    """From which meeting it is moved, and to which."""
    now, to = draft.plan.meeting, _goes_to(draft)
    if to is None:
        return ()
    said = _("Den upprättas på nytt till sammanträdet %(day)s.", day=written(to.held_on))
    if now is None:
        return (said,)
    stands = _("Återrapporteringen är upprättad till %(day)s.", day=written(now.held_on))
    return stands, said


def _goes_to(draft: Draft) -> Meeting | None:
    now, ahead = draft.plan.meeting, draft.situation.meetings
    return other_meeting(ahead, now, current.on()) if now else next_meeting(ahead, current.on())


def _moved(office: Office, plan_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Moved from the meeting that the reader was shown."""
    seen = request.form.get("seen", "")
    meeting_id = int(seen) if seen.isdecimal() else 0
    return following_up.move_report(office, plan_id, meeting_id, reason, actor, at)

"""Mina ärenden: what waits for the signed-in person, what waits for others, what is done."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from web import current
from web.i18n import _
from web.rights import Right
from web.waiting import for_me, for_others
from workflow.operations.queries.alarms import Alarm, AlarmKind
from workflow.operations.queries.inbox import DoneItem, inbox
from workflow.states import Thing

blueprint = Blueprint("start", __name__)

MOST = 100  # lines of each list

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
def mine() -> Answer:
    """Alarms first, then what to do; who has no task in cases is told where to go."""
    if Right.STAFF not in current.rights():
        return render_template("start/outside.html")
    found = inbox(current.office(), current.actor(), current.at())
    return render_template(
        "start/mine.html",
        alarms=[_told(alarm) for alarm in found.alarms],
        most=MOST,
        waiting=[for_me(item) for item in found.waiting],
        others=[for_others(item) for item in found.others],
        ahead=[for_others(item) for item in found.ahead],
        done=[Done(item, _seen(item)) for item in found.done],
    )


@dataclass(frozen=True)
class Done:
    """Something done, and the page where it is seen."""

    item: DoneItem
    href: str


_PAGES = {
    Thing.DECISION: "decisions.show",
    Thing.NOTICE: "committee.notice",
    Thing.DISPATCH: "dispatch.show",
}


def _seen(item: DoneItem) -> str:
    if item.thing is Thing.PLAN:
        return url_for("follow_up.show", plan_id=item.plan_id)
    return url_for(_PAGES[item.thing], decision_id=item.decision_id)


@dataclass(frozen=True)
class Told:
    """An alarm in words: what has gone wrong, what to do, and where."""

    text: str
    link: str
    href: str


def _told(alarm: Alarm) -> Told:
    """What went wrong, and where it is mended."""
    if alarm.kind is AlarmKind.NOTICE_MISSED:
        text = _(
            "%(reference)s: ”%(about)s” skulle ha anmälts vid sammanträdet %(day)s.",
            reference=alarm.reference,
            about=alarm.about,
            day=alarm.day,
        )
        page = url_for("committee.notice", decision_id=alarm.decision_id)
        return Told(text, _("Till anmälan"), page)
    text = _(
        "%(reference)s: ett brev till %(about)s kunde inte skickas. Kontrollera adressen.",
        reference=alarm.reference,
        about=alarm.about,
    )
    return Told(text, _("Till ärendet"), url_for("cases.show", case_id=alarm.case_id))

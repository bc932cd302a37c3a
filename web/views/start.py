"""Mina ärenden: what waits for the signed-in person, what waits for others, what is done."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for

from web import current
from web.acting import Answer, tell
from web.i18n import _
from web.i18n import lazy as _l
from web.operator_page import Red, reds_of
from web.rights import Right
from web.waiting import for_me, for_others
from web.watching import watched
from workflow.operations import clocks, restored
from workflow.operations.queries import operation
from workflow.operations.queries.alarms import Alarm, AlarmKind
from workflow.operations.queries.inbox import DoneItem, inbox
from workflow.states import Thing

blueprint = Blueprint("start", __name__)

MOST = 100  # lines of each list


@blueprint.get("/")
def mine() -> Answer:
    """Alarms first, then what to do; who has no task in cases is told where to go."""
    if Right.STAFF not in current.rights():
        return render_template("start/outside.html", **_held())
    found = inbox(current.office(), current.actor(), current.at())
    return render_template(
        "start/mine.html",
        alarms=[_told(alarm) for alarm in found.alarms],
        most=MOST,
        waiting=[for_me(item, current.actor().person_id) for item in found.waiting],
        others=[for_others(item) for item in found.others],
        ahead=[for_others(item) for item in found.ahead],
        done=[Done(item, _seen(item)) for item in found.done],
        **_held(),
    )


def _held() -> dict[str, object]:
    """What somebody has to see to: a database that was put back, a clock that has jumped."""
    office = current.office()
    return {
        "restored": restored.held(office),
        "jump": clocks.jumped(office),
        "reds": _reds(),
        "now": current.at(),
    }


def _reds() -> tuple[Red, ...]:
    """Jobs that have fallen silent, for who can see to it."""
    if Right.ADMINISTRATOR not in current.rights():
        return ()
    jobs = operation.jobs(current.office(), watched(current.settings()), current.at())
    return tuple(reds_of(jobs))


@blueprint.post("/aterstalld")
def release_letters() -> Answer:
    """Say that what a restored database would send may leave."""
    restored.release(current.office(), current.by())
    tell(_("Brev och påminnelser går ut igen."))
    return redirect(url_for("start.mine"), 303)


@blueprint.post("/klockan")
def confirm_clock() -> Answer:
    """Say that the time is right: what was held goes on."""
    clocks.confirm_clock(current.office(), current.by())
    tell(_("Tiden är bekräftad. Påminnelserna går ut igen."))
    return redirect(url_for("start.mine"), 303)


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
            "%(reference)s: ”%(about)s” skulle ha anmälts till nämnden senast %(day)s.",
            reference=alarm.reference,
            about=alarm.about,
            day=alarm.day,
        )
        page = url_for("committee.notice", decision_id=alarm.decision_id)
        return Told(text, _("Till anmälan"), page)
    if alarm.kind is AlarmKind.LETTERS_WAIT:
        return _waiting_letters(alarm)
    if alarm.kind is AlarmKind.MAIL_SETUP:
        text = _(
            "Inga brev kan skickas, för e-posten är fel inställd: %(problem)s.",
            problem=alarm.problem,
        )
        return Told(text, _("Till expedieringen"), url_for("dispatch.index"))
    if alarm.kind is AlarmKind.MAIL_ON_THE_PILE:
        text = _("Inkommet som inte hör till något ärende: %(count)s.", count=alarm.count)
        return Told(text, _("Till det som har kommit in"), url_for("incoming.index"))
    text = _(_ABOUT_LETTERS[alarm.kind], reference=alarm.reference, about=alarm.about)
    if alarm.kind is AlarmKind.ANSWERED:
        page = url_for("incoming.show", incoming_id=alarm.incoming_id)
        return Told(text, _("Till svaret"), page)
    if alarm.decision_id is not None:
        page = url_for("dispatch.show", decision_id=alarm.decision_id)
        return Told(text, _("Till expedieringen"), page)
    return Told(text, _("Till ärendet"), url_for("cases.show", case_id=alarm.case_id))


_ABOUT_LETTERS = {
    AlarmKind.LETTER_FAILED: _l(
        "%(reference)s: ett brev till %(about)s kunde inte skickas. Kontrollera adressen."
    ),
    AlarmKind.LETTER_BOUNCED: _l(
        "%(reference)s: ett brev till %(about)s kom i retur. Kontrollera adressen."
    ),
    AlarmKind.LETTER_HELD: _l(
        "%(reference)s: ett brev till %(about)s kanske är skickat. Avgör vad som gäller."
    ),
    AlarmKind.ANSWERED: _l("%(reference)s: %(about)s har svarat på ett brev."),
}


def _waiting_letters(alarm: Alarm) -> Told:
    """Nothing leaves: whoever runs the program has to know."""
    text = _(
        "Brev som har väntat mer än en timme: %(count)s, det äldsta sedan %(since)s.",
        count=alarm.count,
        since=current.clock_shows(alarm.since) if alarm.since else "",
    )
    return Told(text, _("Till expedieringen"), url_for("dispatch.index"))

"""What can be done with a notice on its page: each act's form, its operation and its words."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from web import current, notice_words
from web.forms.base import PageForm
from web.forms.committee import (
    AdjustForm,
    AppealEndForm,
    AppealForm,
    MoveForm,
    PlainForm,
    PostForm,
    RepealForm,
    amendment_form,
    paragraph_form,
    proposed,
)
from web.i18n import lazy
from workflow.amending import seen_as
from workflow.facts import Actor
from workflow.operations import notifying
from workflow.operations.queries.notices import NoticePage
from workflow.operations.steps import Done
from workflow.states import AppealOutcome, NoticeState


@dataclass(frozen=True)
class Act:
    """One act of the notice: its step, the words of its button, its form and its operation.

    ``link`` is what leads to it, where it is not what comes next.
    """

    step: str
    button: str
    form: Callable[[NoticePage], PageForm]
    take: Callable[[NoticePage, PageForm, Actor], Done]
    done: str
    link: str = ""


def _list(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    return notifying.list_notice(current.office(), page.decision_id, actor, current.at())


def _notify(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    paragraph = form["paragraph"].data
    return notifying.notify(current.office(), page.decision_id, paragraph, actor, current.at())


def _adjust(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    return notifying.adjust(
        current.office(), page.decision_id, form["day"].data, actor, current.at()
    )


def _post(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    day, place = form["day"].data, form["place"].data
    return notifying.post(current.office(), page.decision_id, day, place, actor, current.at())


def _gain_force(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    return notifying.gain_force(current.office(), page.decision_id, actor, current.at())


def _move(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    office, meeting = current.office(), page.notice.meeting
    seen, reason = meeting.id if meeting else 0, form["reason"].data
    return notifying.move_notice(office, page.decision_id, seen, reason, actor, current.at())


def _record(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    return notifying.record(current.office(), page.decision_id, actor, current.at())


def _appeal(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    day, reference = form["day"].data, form["reference"].data or ""
    return notifying.appeal(current.office(), page.decision_id, day, reference, actor, current.at())


def _appeal_late(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    office, at = current.office(), current.at()
    day, reference = form["day"].data, form["reference"].data or ""
    return notifying.appeal_late(office, page.decision_id, day, reference, actor, at)


def _amend(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    """What the page had no field for is not amended."""
    written = {name: form[name].data for name in _AMENDED if name in form}
    entered = notifying.Entered(**written, seen=form["seen"].data or "")
    office, reason = current.office(), form["reason"].data
    return notifying.amend_notice(office, page.decision_id, entered, reason, actor, current.at())


def _end_appeal(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    """The decision stands; or it is repealed, which is a step of its own."""
    office, at = current.office(), current.at()
    outcome = AppealOutcome(form["outcome"].data)
    ended = notifying.Ended(form["day"].data, outcome, form["reference"].data or "")
    if outcome is AppealOutcome.REPEALED:
        reason = form["reason"].data or ""
        return notifying.repeal(office, page.decision_id, ended, reason, actor, at)
    return notifying.close_appeal(office, page.decision_id, ended, actor, at)


def _repeal(page: NoticePage, form: PageForm, actor: Actor) -> Done:
    office, reason, reference = current.office(), form["reason"].data, form["reference"].data or ""
    ended = notifying.Ended(form["day"].data, AppealOutcome.REPEALED, reference)
    return notifying.repeal(office, page.decision_id, ended, reason, actor, current.at())


def _plain(page: NoticePage) -> PageForm:
    return PlainForm()


def _paragraph(page: NoticePage) -> PageForm:
    year = notice_words.held(page.notice).year
    form = paragraph_form(year)()
    if request.method != "POST":
        form["paragraph"].data = page.same_paragraph or proposed(year)
    return form


def _adjusted(page: NoticePage) -> PageForm:
    return AdjustForm(day=current.on())


def _posted(page: NoticePage) -> PageForm:
    return PostForm(day=current.on(), place=page.last_place)


def _reason(page: NoticePage) -> PageForm:
    return MoveForm()


def _appealed(page: NoticePage) -> PageForm:
    return AppealForm(day=current.on())


_AMENDED = ("paragraph", "adjusted_on", "posted_on", "place")


def _amended(page: NoticePage) -> PageForm:
    notice = page.notice
    form = amendment_form(notice)(
        paragraph=notice.paragraph,
        adjusted_on=notice.adjusted_on,
        posted_on=notice.posted_on,
        place=notice.posted_place,
    )
    if request.method != "POST":
        form["seen"].data = seen_as(notice)
    return form


def _appeal_ended(page: NoticePage) -> PageForm:
    return AppealEndForm(day=current.on(), reference=page.notice.appeal_reference)


def _repealed(page: NoticePage) -> PageForm:
    return RepealForm(day=current.on(), reference=page.notice.appeal_reference)


ACTS = {
    "ta-upp": Act(
        "list",
        lazy("Ta upp på listan"),
        _plain,
        _list,
        lazy("Beslutet är upptaget på anmälningslistan."),
    ),
    "anmald": Act(
        "notify",
        lazy("Anteckna anmälan"),
        _paragraph,
        _notify,
        lazy("Anmälan är antecknad. Nästa steg är att protokollet justeras."),
    ),
    "justerad": Act(
        "adjust",
        lazy("Anteckna justeringen"),
        _adjusted,
        _adjust,
        lazy("Justeringen är antecknad. Nästa steg är att den anslås."),
    ),
    "anslagen": Act(
        "post",
        lazy("Anteckna anslaget"),
        _posted,
        _post,
        lazy("Anslaget är antecknat. Tillkännagivandet finns bland handlingarna."),
    ),
    "laga-kraft": Act(
        "gain_force",
        lazy("Bekräfta laga kraft"),
        _plain,
        _gain_force,
        lazy("Laga kraft är bekräftad. Anmälan är klar."),
    ),
    "flytta": Act(
        "move_notice",
        lazy("Flytta anmälan"),
        _reason,
        _move,
        lazy("Anmälan är flyttad till nästa sammanträde. Handläggaren får brev om det."),
        lazy("Flytta anmälan till nästa sammanträde"),
    ),
    "protokollfor": Act(
        "record",
        lazy("Protokollför särskilt"),
        _plain,
        _record,
        lazy("Beslutet är protokollfört särskilt. Nästa steg är att protokollet justeras."),
    ),
    "overklaga": Act(
        "appeal",
        lazy("Anteckna överklagandet"),
        _appealed,
        _appeal,
        lazy("Överklagandet är antecknat. Beslutet får inte laga kraft förrän det är avgjort."),
        lazy("Anteckna ett överklagande"),
    ),
    "for-sent": Act(
        "appeal_late",
        lazy("Anteckna det för sena överklagandet"),
        _appealed,
        _appeal_late,
        lazy(
            "Överklagandet är antecknat som för sent. Det hindrar inte att beslutet får laga kraft."
        ),
        lazy("Anteckna ett överklagande som kom för sent"),
    ),
    "ratta": Act(
        "amend_notice",
        lazy("Rätta uppgifterna"),
        _amended,
        _amend,
        lazy("Uppgifterna är rättade, och dagarna är räknade på nytt."),
        lazy("Rätta uppgifter om anmälan"),
    ),
    "avsluta-overklagande": Act(
        "close_appeal",
        lazy("Anteckna hur det slutade"),
        _appeal_ended,
        _end_appeal,
        lazy("Det är antecknat hur överklagandet slutade."),
        lazy("Anteckna hur överklagandet slutade"),
    ),
    "upphav": Act(
        "repeal",
        lazy("Anteckna upphävandet"),
        _repealed,
        _repeal,
        lazy("Upphävandet är antecknat. Brev om beslutet som inte har skickats är stoppade."),
        lazy("Anteckna att domstolen har upphävt beslutet"),
    ),
}
NEXT = {
    NoticeState.PENDING: "ta-upp",
    NoticeState.LISTED: "anmald",
    NoticeState.NOTIFIED: "justerad",
    NoticeState.RECORDED: "justerad",
    NoticeState.ADJUSTED: "anslagen",
    NoticeState.POSTED: "laga-kraft",
}

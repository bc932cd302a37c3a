"""The notice of one decision: where it stands, the one next act, and its form."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from web import current, notice_words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.closed_acts import ClosedAct, of_step
from web.forms.base import PageForm
from web.forms.committee import (
    AdjustForm,
    AppealEndForm,
    AppealForm,
    MoveForm,
    PlainForm,
    PostForm,
    RepealForm,
    paragraph_form,
    proposed,
)
from web.handing_out import linked
from web.i18n import _, lazy
from web.views.committee import blueprint
from workflow.facts import Actor
from workflow.operations import notifying
from workflow.operations.queries.asking import why_not
from workflow.operations.queries.notices import NoticePage, notice_page
from workflow.operations.steps import Done
from workflow.refusals import NotFound
from workflow.states import AppealOutcome, NoticeState

# The pages of a notice are the committee's, as those of a meeting are.
__all__ = ["blueprint"]


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


def _next(page: NoticePage) -> str | None:
    """The one act that leads the notice onward."""
    if page.notice.state is NoticeState.PENDING and page.is_recorded:
        return "protokollfor"
    if page.notice.state is NoticeState.POSTED and page.notice.appeal_is_open:
        return "avsluta-overklagande"
    return NEXT.get(page.notice.state)


def _beside(page: NoticePage) -> tuple[str, ...]:
    """What else can be done as it stands: each has a page of its own."""
    if page.notice.state is NoticeState.REPEALED:
        return ()
    moving = ("flytta",) if page.notice.state is NoticeState.LISTED else ()
    appeal = "avsluta-overklagande" if page.notice.appeal_is_open else "overklaga"
    return tuple(name for name in (*moving, appeal, "upphav") if name != _next(page))


@blueprint.get("/anmalan/<int:decision_id>")
def notice(decision_id: int) -> Answer:
    """Where the notice stands, and the form of its next act."""
    page = notice_page(current.office(), decision_id, current.on())
    return _offered(page, _next(page))


def _offered(page: NoticePage, name: str | None) -> str:
    return _shown(page, name, ACTS[name].form(page) if name else None, ())


@blueprint.route("/anmalan/<int:decision_id>/<act_name>", methods=["GET", "POST"])
def act(decision_id: int, act_name: str) -> Answer:
    """Take one act of the notice."""
    if act_name not in ACTS:
        raise NotFound(f"act {act_name}")
    is_sent = request.method == "POST"
    if not is_sent and not ACTS[act_name].link:
        return redirect(url_for("committee.notice", decision_id=decision_id), 303)
    page = notice_page(current.office(), decision_id, current.on())
    if not is_sent:
        return _offered(page, act_name if act_name in _beside(page) else _next(page))
    chosen = ACTS[act_name]
    if act_name not in (_next(page), *_beside(page)):
        return _too_late(page, chosen)
    form = chosen.form(page)
    if not form.is_sent():
        return _shown(page, act_name, form, ()), FIELDS_ARE_WRONG
    _done, reasons = attempt(lambda: chosen.take(page, form, current.actor()))
    if reasons:
        fresh = notice_page(current.office(), decision_id, current.on())
        return _shown(fresh, act_name, form, reasons), RULES_SAY_NO
    tell(_(chosen.done))
    return redirect(url_for("committee.notice", decision_id=decision_id), 303)


@blueprint.route("/anmalan/<int:decision_id>/protokollfor", methods=["GET", "POST"])
def record(decision_id: int) -> Answer:
    """The one act that is the delegate's too: to have the decision recorded separately."""
    return act(decision_id, "protokollfor")


def _too_late(page: NoticePage, chosen: Act) -> Answer:
    """The notice stands elsewhere than the page that was sent believed."""
    office, actor, at = current.office(), current.actor(), current.at()
    reasons = why_not(office, chosen.step, page.decision_id, actor, at)
    return _shown(page, None, None, reasons), RULES_SAY_NO


def _shown(
    page: NoticePage, name: str | None, form: PageForm | None, reasons: tuple[str, ...]
) -> str:
    chosen = ACTS[name] if name else None
    return render_template(
        "committee/notice.html",
        page=page,
        act=name,
        is_beside=name in _beside(page),
        others=[(each, ACTS[each].link) for each in _beside(page) if each != name],
        late=tuple(notice_words.late(page)),
        button=chosen.button if chosen else "",
        form=form,
        closed=_closed(page, chosen),
        reasons=reasons,
        steps=notice_words.steps(page),
        days=notice_words.days(page),
        facts=notice_words.facts(page),
        papers=linked(page.papers),
    )


def _closed(page: NoticePage, chosen: Act | None) -> list[ClosedAct]:
    """Why the next act can't be taken now by this person, and who can take it."""
    if chosen is None:
        return []
    office, actor, at = current.office(), current.actor(), current.at()
    reasons = why_not(office, chosen.step, page.decision_id, actor, at)
    return [of_step(chosen.step, reasons)] if reasons else []

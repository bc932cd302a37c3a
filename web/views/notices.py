"""The notice of one decision: where it stands, the one next act, and its form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import redirect, render_template, request, url_for

from web import current, words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, attempt, tell
from web.forms.base import PageForm
from web.forms.committee import AdjustForm, PlainForm, PostForm, paragraph_form, proposed
from web.handing_out import linked
from web.i18n import _, lazy
from web.views.committee import Answer, blueprint
from workflow.facts import Actor, Notice
from workflow.operations import notifying
from workflow.operations.queries.asking import why_not
from workflow.operations.queries.notices import NoticePage, notice_page
from workflow.operations.steps import Done
from workflow.refusals import NotFound
from workflow.states import NoticeState
from workflow.year import ADJUSTMENT_DAYS, POSTING_DAYS, last_appeal_day

# The pages of a notice are the committee's, as those of a meeting are.
__all__ = ["blueprint"]


@dataclass(frozen=True)
class Act:
    """One act of the notice: its step, the words of its button, its form and its operation."""

    step: str
    button: str
    form: Callable[[NoticePage], PageForm]
    take: Callable[[NoticePage, PageForm, Actor], Done]
    done: str


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


def _plain(page: NoticePage) -> PageForm:
    return PlainForm()


def _paragraph(page: NoticePage) -> PageForm:
    year = _held_on(page.notice).year
    form = paragraph_form(year)()
    if request.method != "POST":
        form["paragraph"].data = page.same_paragraph or proposed(year)
    return form


def _adjusted(page: NoticePage) -> PageForm:
    return AdjustForm(day=current.on())


def _posted(page: NoticePage) -> PageForm:
    return PostForm(day=current.on(), place=page.last_place)


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
}
NEXT = {
    NoticeState.PENDING: "ta-upp",
    NoticeState.LISTED: "anmald",
    NoticeState.NOTIFIED: "justerad",
    NoticeState.ADJUSTED: "anslagen",
    NoticeState.POSTED: "laga-kraft",
}


@blueprint.get("/anmalan/<int:decision_id>")
def notice(decision_id: int) -> Answer:
    """Where the notice stands, and the form of its next act."""
    page = notice_page(current.office(), decision_id, current.on())
    name = NEXT.get(page.notice.state)
    form = ACTS[name].form(page) if name else None
    return _shown(page, name, form, ())


@blueprint.route("/anmalan/<int:decision_id>/<act_name>", methods=["GET", "POST"])
def act(decision_id: int, act_name: str) -> Answer:
    """Take one act of the notice."""
    if act_name not in ACTS:
        raise NotFound(f"act {act_name}")
    if request.method != "POST":
        return redirect(url_for("committee.notice", decision_id=decision_id), 303)
    page = notice_page(current.office(), decision_id, current.on())
    chosen = ACTS[act_name]
    if act_name != NEXT.get(page.notice.state):
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
        button=chosen.button if chosen else "",
        form=form,
        closed=_closed(page, chosen),
        reasons=reasons,
        steps=_steps(page.notice),
        days=_days(page.notice),
        facts=_facts(page),
        papers=linked(page.papers),
    )


def _facts(page: NoticePage) -> list[tuple[str, object]]:
    """What is known, in the order in which it came to be."""
    notice = page.notice
    take_down = notice.last_appeal_on + timedelta(days=1) if notice.last_appeal_on else None
    known: list[tuple[str, object]] = [
        (_("Beslutsdag"), page.decided_on),
        (_("Beslutsfattare"), page.decider),
        (_("Nämnd"), words.capital(page.committee.name)),
        (_("Sammanträde"), notice.meeting.held_on if notice.meeting else None),
        (_("Plats på listan"), notice.position),
        (_("Paragraf"), notice.paragraph),
        (_("Justerat"), notice.adjusted_on),
        (_("Anslaget"), notice.posted_on),
        (_("Protokollet förvaras"), notice.posted_place),
        (_("Sista dag för överklagande"), notice.last_appeal_on),
        (_("Anslaget får tas ned tidigast"), take_down),
        (_("Laga kraft"), notice.in_force_on),
    ]
    return [(label, value) for label, value in known if value]


def _closed(page: NoticePage, chosen: Act | None) -> list[dict[str, object]]:
    """Why the next act can't be taken now by this person, and who can take it."""
    if chosen is None:
        return []
    office, actor, at = current.office(), current.actor(), current.at()
    reasons = why_not(office, chosen.step, page.decision_id, actor, at)
    who = _(words.ROLES["secretary"])
    return [{"text": words.act(chosen.step), "reasons": reasons, "who": who}] if reasons else []


def _held_on(notice: Notice) -> date:
    return notice.meeting.held_on if notice.meeting else current.on()


def _days(notice: Notice) -> dict[str, object]:
    """The days that follow from those that are known; also what a posting today would mean."""
    adjusted = notice.adjusted_on
    return {
        "if_posted_today": last_appeal_day(current.on()),
        "adjust_by": _held_on(notice) + timedelta(days=ADJUSTMENT_DAYS),
        "post_by": adjusted + timedelta(days=POSTING_DAYS) if adjusted else None,
    }


_ORDER = tuple(NoticeState)


def _steps(notice: Notice) -> list[dict[str, str]]:
    """The way of the notice, each step with its day."""
    held = notice.meeting.held_on.isoformat() if notice.meeting else ""
    noted = f"{notice.paragraph}, {held}" if notice.paragraph else held
    whens = (
        (NoticeState.LISTED, _("På listan"), held and _("till %(day)s", day=held)),
        (NoticeState.NOTIFIED, _("Anmält"), noted),
        (NoticeState.ADJUSTED, _("Justerat"), _iso(notice.adjusted_on)),
        (NoticeState.POSTED, _("Anslaget"), _iso(notice.posted_on)),
        (NoticeState.IN_FORCE, _("Laga kraft"), _iso(notice.in_force_on)),
    )
    stands = _ORDER.index(notice.state)
    return [
        {"text": text, "when": when, "standing": _standing(_ORDER.index(state), stands)}
        for state, text, when in whens
    ]


def _standing(place: int, stands: int) -> str:
    if place <= stands:
        return "done"
    return "now" if place == stands + 1 else "ahead"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

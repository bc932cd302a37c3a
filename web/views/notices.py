"""The notice of one decision: where it stands, the one next act, and its form."""

from flask import redirect, render_template, request, url_for

from web import current, notice_words
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.closed_acts import ClosedAct, of_step
from web.forms.base import PageForm
from web.handing_out import linked
from web.i18n import _
from web.notice_acts import ACTS, NEXT, Act
from web.views.committee import blueprint
from workflow.amending import seen_as
from workflow.operations.queries.asking import why_not
from workflow.operations.queries.notices import NoticePage, notice_page
from workflow.refusals import NotFound
from workflow.states import NoticeState

# The pages of a notice are the committee's, as those of a meeting are.
__all__ = ["blueprint"]


def _next(page: NoticePage) -> str | None:
    """The one act that leads the notice onward."""
    if page.notice.state is NoticeState.PENDING and page.is_recorded:
        return "protokollfor"
    if page.notice.state is NoticeState.POSTED and page.notice.appeal_stops_force:
        return "avsluta-overklagande"
    return NEXT.get(page.notice.state)


_AMENDED = (NoticeState.NOTIFIED, NoticeState.ADJUSTED, NoticeState.POSTED, NoticeState.IN_FORCE)


def _beside(page: NoticePage) -> tuple[str, ...]:
    """What else can be done as it stands: each has a page of its own."""
    state = page.notice.state
    if state is NoticeState.REPEALED:
        return ()
    moving = ("flytta",) if state is NoticeState.LISTED else ()
    amending = ("ratta",) if state in _AMENDED else ()
    found = (*moving, *amending, *_appealing(page), "upphav")
    return tuple(name for name in found if name != _next(page))


def _appealing(page: NoticePage) -> tuple[str, ...]:
    """One that is open is settled; one that is late keeps none in time from being noted."""
    notice = page.notice
    open_one = ("avsluta-overklagande",) if notice.appeal_is_open else ()
    if notice.appeal_stops_force:
        return open_one
    time_is_over = notice.last_appeal_on is not None and current.on() > notice.last_appeal_on
    late = ("for-sent",) if time_is_over else ()
    return (*open_one, "overklaga", *late)


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
        if "seen" in form:  # what it shows beside the form is now seen
            form["seen"].data = seen_as(fresh.notice)
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

"""A notice in words: the way it goes with its days, what is known of it, what is late."""

from collections.abc import Iterator
from datetime import date, timedelta

from web import current, words
from web.forms.committee import OUTCOMES_OF_APPEAL
from web.i18n import _
from workflow.facts import Notice
from workflow.operations.queries.notices import NoticePage
from workflow.states import AppealOutcome, NoticeState
from workflow.year import ADJUSTMENT_DAYS, POSTING_DAYS, last_appeal_day


def facts(page: NoticePage) -> list[tuple[str, object]]:
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
        (_("Överklagat"), _appealed(notice)),
        (_("Domstolens målnummer"), notice.appeal_reference),
        (_("Överklagandet avgjort"), notice.appeal_closed_on),
        (_("Överklagandet slutade med"), _outcome(notice)),
        (_("Laga kraft"), notice.in_force_on),
        (_("Upphävt"), notice.repealed_on),
    ]
    return [(label, value) for label, value in known if value]


def _appealed(notice: Notice) -> object:
    if notice.appeal_is_late:
        return _("%(day)s, efter sista dagen", day=notice.appealed_on)
    return notice.appealed_on


def _outcome(notice: Notice) -> str:
    if not notice.appeal_outcome:
        return ""
    return _(OUTCOMES_OF_APPEAL[AppealOutcome(notice.appeal_outcome)])


def late(page: NoticePage) -> Iterator[str]:
    """What came later than the law says: it is told and not forbidden."""
    notice = page.notice
    held_on = notice.meeting.held_on if notice.meeting else None
    adjusted, posted = notice.adjusted_on, notice.posted_on
    if held_on and adjusted and adjusted > held_on + timedelta(days=ADJUSTMENT_DAYS):
        yield _(
            "Protokollet justerades %(days)s dagar efter sammanträdet. Det ska justeras inom "
            "%(most)s dagar (5 kap. 69 § kommunallagen).",
            days=(adjusted - held_on).days,
            most=ADJUSTMENT_DAYS,
        )
    if adjusted and posted and posted > adjusted + timedelta(days=POSTING_DAYS):
        yield _(
            "Justeringen anslogs %(days)s dagar efter justeringen. Den ska anslås senast den andra "
            "dagen (8 kap. 12 § kommunallagen). Tiden för överklagande räknas från anslaget.",
            days=(posted - adjusted).days,
        )


def days(page: NoticePage) -> dict[str, object]:
    """The days that follow from those that are known; also what a posting today would mean."""
    notice = page.notice
    held_on, adjusted = held(notice), notice.adjusted_on
    post_by = adjusted + timedelta(days=POSTING_DAYS) if adjusted else None
    adjust_by = held_on + timedelta(days=ADJUSTMENT_DAYS)
    return {
        "if_posted_today": last_appeal_day(current.on()),
        "adjust_by": adjust_by,
        "adjust_is_late": current.on() > adjust_by,
        "post_by": post_by,
        "post_is_late": post_by is not None and current.on() > post_by,
    }


def held(notice: Notice) -> date:
    """The day of the meeting; today where there is none."""
    return notice.meeting.held_on if notice.meeting else current.on()


def steps(page: NoticePage) -> list[dict[str, str]]:
    """The way of the notice, each step with its day."""
    notice = page.notice
    way = [*_told(page), *_after(notice)]
    stands = notice.state
    place = next((n for n, (states, _text, _when) in enumerate(way) if stands in states), -1)
    return [
        {"text": text, "when": when, "standing": _standing(n, place)}
        for n, (_states, text, when) in enumerate(way)
    ]


Part = tuple[tuple[NoticeState, ...], str, str]


def _told(page: NoticePage) -> Iterator[Part]:
    """How the decision is made known: by the committee, or by a record of its own."""
    notice = page.notice
    if page.is_recorded:
        yield (NoticeState.RECORDED,), _("Protokollfört särskilt"), ""
        return
    held_on = _iso(notice.meeting.held_on if notice.meeting else None)
    noted = f"{notice.paragraph}, {held_on}" if notice.paragraph else held_on
    yield (NoticeState.LISTED,), _("På listan"), held_on and _("till %(day)s", day=held_on)
    yield (NoticeState.NOTIFIED,), _("Anmält"), noted


def _after(notice: Notice) -> Iterator[Part]:
    yield (NoticeState.ADJUSTED,), _("Justerat"), _iso(notice.adjusted_on)
    yield (NoticeState.POSTED,), _("Anslaget"), _iso(notice.posted_on)
    if notice.state is NoticeState.REPEALED:
        yield (NoticeState.REPEALED,), _("Upphävt"), _iso(notice.repealed_on)
    else:
        yield (NoticeState.IN_FORCE,), _("Laga kraft"), _iso(notice.in_force_on)


def _standing(place: int, stands: int) -> str:
    if place <= stands:
        return "done"
    return "now" if place == stands + 1 else "ahead"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

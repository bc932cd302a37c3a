"""What is put right of a notice that was entered wrongly: as it becomes, and from what to what."""

from dataclasses import dataclass, replace
from datetime import date

from workflow.facts import Given, Notice
from workflow.references import paragraph
from workflow.year import last_appeal_day


@dataclass(frozen=True)
class Changed:
    """One fact that is another than before, as the record writes it; empty where there is none."""

    name: str
    was: str
    now: str


# What the secretary enters, and what follows from it.
_ENTERED = ("paragraph", "adjusted_on", "posted_on", "posted_place")
_FOLLOWS = ("last_appeal_on", "in_force_on")


def amended(notice: Notice, given: Given) -> Notice:
    """The notice with what is given anew; what is left empty stays, as does all else.

    What was posted has its last day of appeal reckoned anew, and whether an appeal was in time;
    legal force that was confirmed by the old day is not, until somebody confirms it by the new.
    """
    notice = replace(
        notice,
        paragraph=_as_written(given.paragraph) or notice.paragraph,
        adjusted_on=given.adjusted_on or notice.adjusted_on,
        posted_on=given.posted_on or notice.posted_on,
        posted_place=given.place.strip() or notice.posted_place,
    )
    if notice.posted_on is None:
        return notice
    last = last_appeal_day(notice.posted_on)
    return replace(
        notice,
        last_appeal_on=last,
        in_force_on=None,
        appeal_is_late=_is_late(notice, last),
    )


def _as_written(text: str) -> str:
    """In the one way of the house; what is no paragraph is left for the rules to refuse."""
    try:
        return str(paragraph(text))
    except ValueError:
        return text.strip()


def _is_late(notice: Notice, last: date) -> bool:
    """By the new last day, where it was judged by the old: one to a higher court has its own."""
    came, old = notice.appealed_on, notice.last_appeal_on
    if came is None or old is None:
        return False
    judged = notice.appeal_is_late or came <= old
    return judged and came > last


def is_amended(notice: Notice, given: Given) -> bool:
    """Whether anything that was entered becomes another."""
    now = amended(notice, given)
    return any(getattr(notice, name) != getattr(now, name) for name in _ENTERED)


def changes(was: Notice, now: Notice) -> tuple[Changed, ...]:
    """What has become another, also what follows from what was entered."""
    pairs = ((name, getattr(was, name), getattr(now, name)) for name in (*_ENTERED, *_FOLLOWS))
    return tuple(Changed(name, _text(a), _text(b)) for name, a, b in pairs if a != b)


def _text(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def seen_as(notice: Notice) -> str:
    """What a page shows of what was entered: another text where somebody has changed it."""
    return "|".join(_text(getattr(notice, name)) for name in _ENTERED)

"""What of a year's follow-up is put before everybody: figures whole, but nobody named."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workflow.facts import Measure, Outcome, Target
from workflow.measures import by_position

# Stands in place of a text that may name or reach somebody; no field takes such a character.
WITHHELD = "\x00"
_REACHES = re.compile(
    r"@"
    r"|(?<!\d)(?:\+46|0)\s?\d(?:[\s-]?\d){5,}(?!\d)"  # a telephone
    r"|(?<!\d)(?:\d{2})?\d{6}[-+]\d{4}(?!\d)"  # a personal identity number
)
_WORD = re.compile(r"[^\W\d_]+")
_TWO_CAPITALISED = re.compile(r"\b([A-ZÅÄÖÉÜ][a-zåäöéü]+)[ \u00a0-]([A-ZÅÄÖÉÜ][a-zåäöéü]+)")
_SHORTEST = 3


@dataclass(frozen=True)
class Known:
    """The words of people's names, and those of organisations, places and what the plan says."""

    people: frozenset[str]
    things: frozenset[str]


def known(people: Iterable[str], things: Iterable[str]) -> Known:
    """The words by which people are found; a name of one word is a post's, such as a trade."""
    of_things = frozenset(_words(things))
    of_people = {
        word
        for name in people
        if len(name.split()) > 1
        for word in _words((name,))
        if len(word) >= _SHORTEST and word[0].isupper()
    }
    return Known(frozenset(of_people) - of_things, of_things)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text)


def may_name(text: str, told: Known) -> bool:
    """Whether somebody may be named or reached by the text: rather once too often."""
    if _REACHES.search(text) or any(word in told.people for word in _words((text,))):
        return True
    pairs = _TWO_CAPITALISED.findall(text)
    return any(not told.things.intersection(pair) for pair in pairs)


def published(measures: Iterable[Measure], told: Known) -> tuple[Measure, ...]:
    """The measures in their order, as everybody may read them: the figures are left as they are."""
    ordered = sorted(measures, key=lambda measure: measure.position)
    return tuple(_measure(measure, told) for measure in ordered)


def _measure(measure: Measure, told: Known) -> Measure:
    return replace(
        measure,
        activity=_shown(measure.activity, told),
        purpose="",
        responsible_person="",
        participants=(),
        sustainability="",
        targets=tuple(_target(target, told) for target in by_position(measure.targets)),
    )


def _target(target: Target, told: Known) -> Target:
    outcome = _outcome(target.outcome, told) if target.outcome else None
    return replace(target, text=_shown(target.text, told), source="", outcome=outcome)


def _outcome(outcome: Outcome, told: Known) -> Outcome:
    return replace(
        outcome,
        comment=_shown(outcome.comment, told),
        lesson=_shown(outcome.lesson, told),
        missing_reason=_shown(outcome.missing_reason, told),
        reported_by="",
    )


def _shown(text: str, told: Known) -> str:
    return WITHHELD if may_name(text, told) else text

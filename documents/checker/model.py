"""What the checker reads and answers: passages of a draft, names it knows, rules, remarks."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from functools import cached_property

from documents.checker.setting import Changes, changes

_TOKEN = re.compile(r"\S+")
_FILE = re.compile(r"\.(?:docx|dotx|pdf|xlsx|txt|toml|md|eml|zip|json|csv)\b", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]{1,200}`")
_HIDER = "\ue000"  # a character of no script: no rule finds anything in it


class Role(StrEnum):
    """What a passage is in the draft, which decides what may be asked of it."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    CLAUSE = auto()
    LINE = auto()
    SIGNATURE = auto()


class Section(StrEnum):
    """Under which of a decision's headings a passage stands."""

    NONE = auto()
    SUBJECT = auto()
    TEXT = auto()
    BASIS = auto()
    MANDATE = auto()
    PROPOSAL = auto()
    DECISION = auto()
    NOTICE = auto()
    RECIPIENTS = auto()


@dataclass(frozen=True)
class Passage:
    """A stretch of text and where it stands; lines and columns count from 1, line 0 is unknown."""

    text: str
    role: Role = Role.LINE
    section: Section = Section.NONE
    where: str = ""
    line: int = 0
    column: int = 1

    @cached_property
    def words(self) -> str:
        """The text, place for place, with addresses and file names hidden."""
        return _TOKEN.sub(_hidden, _CODE.sub(_hide, self.text))

    @cached_property
    def changes(self) -> Changes:
        return changes(self.words)

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of a place in the text."""
        breaks = bisect_left(self._breaks, at)
        if breaks == 0 or self.line == 0:
            return self.line, self.column + at
        return self.line + breaks, at - self._breaks[breaks - 1]

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]


def _hidden(found: re.Match[str]) -> str:
    token = found[0]
    address = "@" in token or "://" in token or token.startswith("www.") or _FILE.search(token)
    return _hide(found) if address else token


def _hide(found: re.Match[str]) -> str:
    return _HIDER * len(found[0])


@dataclass(frozen=True)
class Known:
    """What the register says: organisations, committees, posts, and the plans' titles by year."""

    names: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    plans: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Draft:
    """A text to check. ``typeset_later``: the program sets its spaces and dashes by itself.

    ``decides``: the years of the plans that are decided, where it is a decision's and they are
    known.
    """

    passages: tuple[Passage, ...]
    known: Known = field(default_factory=Known)
    decided: bool = False
    decided_on: date | None = None
    typeset_later: bool = False
    decides: tuple[int, ...] = ()

    def of(self, *roles: Role) -> Iterator[Passage]:
        return (passage for passage in self.passages if passage.role in roles)


@dataclass(frozen=True)
class Found:
    """A fault in a passage: from where to where, what is wrong, and the right words if certain."""

    passage: Passage
    start: int
    end: int
    fault: str
    suggestion: str | None = None


Find = Callable[[Draft], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """One check. ``mechanical``: its suggestion can be put in without asking anybody.

    ``by_typesetting``: the house's own papers get it right whatever was typed. ``note``: worth
    knowing, but no fault. ``grave``: what it finds makes the decision wrong in law or in what it
    is about, and not only in its language.
    """

    name: str
    find: Find
    says: str
    mechanical: bool = False
    by_typesetting: bool = False
    note: bool = False
    grave: bool = False


@dataclass(frozen=True)
class Remark:
    """Anmärkning: what is wrong, where, and in ``text`` what to write instead."""

    rule: str
    where: str
    line: int
    column: int
    found: str
    suggestion: str | None
    text: str

    @property
    def fault(self) -> str:
        """The text without the words that repeat the suggestion."""
        return self.text.removesuffix(remedy(self.suggestion))


def remedy(suggestion: str | None) -> str:
    if suggestion is None:
        return ""
    return f" Skriv «{suggestion}»." if suggestion.strip() else " Ta bort det."


def each(
    draft: Draft, pattern: re.Pattern[str], *roles: Role
) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Every place where the pattern is found in the words of the draft, or of those roles."""
    for passage in draft.of(*roles) if roles else draft.passages:
        for found in pattern.finditer(passage.words):
            yield passage, found


def at(passage: Passage, found: re.Match[str], fault: str, suggestion: str | None = None) -> Found:
    """The whole of what the pattern took."""
    return Found(passage, found.start(), found.end(), fault, suggestion)

"""What differs between two texts or two lists of paragraphs, word by word, as frozen data."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from documents.alignment import Alignment, Similarity, aligned, spans


@dataclass(frozen=True)
class Same:
    """Words that stand in both; only the kind of space, or how å was typed, may differ."""

    old: str
    new: str


@dataclass(frozen=True)
class Added:
    text: str


@dataclass(frozen=True)
class Removed:
    text: str


Run = Same | Added | Removed


@dataclass(frozen=True)
class TextDiff:
    """A text in two versions; ``old`` and ``new`` are exactly the texts that were compared."""

    runs: tuple[Run, ...]

    @property
    def old(self) -> str:
        return "".join(_either(run, "old") for run in self.runs)

    @property
    def new(self) -> str:
        return "".join(_either(run, "new") for run in self.runs)

    @property
    def changes(self) -> tuple[Added | Removed, ...]:
        """What was added and removed; empty where the texts say the same."""
        return tuple(run for run in self.runs if not isinstance(run, Same))


class Fate(StrEnum):
    """What became of a paragraph; a moved one stands at both its places."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


_ONLY_NEW = frozenset({Fate.ADDED, Fate.MOVED_HERE})
_ONLY_OLD = frozenset({Fate.REMOVED, Fate.MOVED_AWAY})


@dataclass(frozen=True)
class ParagraphDiff:
    """One paragraph; the places (from 0) of a moved one say where from and where to."""

    fate: Fate
    text: TextDiff
    old_place: int | None
    new_place: int | None


@dataclass(frozen=True)
class ParagraphsDiff:
    """A list of paragraphs in two versions, in the order in which a reader meets them."""

    rows: tuple[ParagraphDiff, ...]

    @property
    def old(self) -> tuple[str, ...]:
        return tuple(row.text.old for row in self.rows if row.fate not in _ONLY_NEW)

    @property
    def new(self) -> tuple[str, ...]:
        return tuple(row.text.new for row in self.rows if row.fate not in _ONLY_OLD)

    @property
    def changes(self) -> tuple[ParagraphDiff, ...]:
        """The paragraphs that something happened to; empty where the lists say the same."""
        return tuple(row for row in self.rows if row.fate is not Fate.SAME)


_MARKS = "\u0300-\u036f"  # the ring of an å that was typed as two characters
_TOKEN = re.compile(rf"[\w{_MARKS}]+|\s|[^\w\s{_MARKS}]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HELD_SPACES = re.compile("[\u00a0\u2007\u202f]")


def key(text: str) -> str:
    """What two texts are compared by: whole å, ä, ö, and any no-break space as a plain one."""
    return unicodedata.normalize("NFC", _HELD_SPACES.sub(" ", text))


def compare_texts(old: str, new: str) -> TextDiff:
    """Lines first, so that much text is cut before its words are weighed."""
    return TextDiff(tuple(_runs(_smoothed(_stretches(old, new)))))


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> ParagraphsDiff:
    """Paragraphs first: kept, moved, rewritten, added, removed; then the words of each."""
    keys = [key(text) for text in old], [key(text) for text in new]
    alignment = aligned(*keys, likeness(old, new))
    came = {place: origin for origin, place in alignment.moved.items()}
    return ParagraphsDiff(tuple(_row(old, new, pair, alignment, came) for pair in alignment.pairs))


def likeness(old: Sequence[str], new: Sequence[str]) -> Similarity:
    """How much two paragraphs share, from 0 to 1, by their words alone."""
    left, right = [_Words(text) for text in old], [_Words(text) for text in new]
    return lambda i, j: left[i].shared_with(right[j])


class _Words:
    """A paragraph's words, counted when somebody asks for them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def counted(self) -> Counter[str]:
        return Counter(key(word).lower() for word in _TOKEN.findall(self._text) if is_word(word))

    def shared_with(self, other: "_Words") -> float:
        total = self.counted.total() + other.counted.total()
        return 2 * (self.counted & other.counted).total() / total if total else 0.0


def is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _either(run: Run, side: str) -> str:
    match run:
        case Same():
            return run.old if side == "old" else run.new
        case Added():
            return run.text if side == "new" else ""
        case Removed():
            return run.text if side == "old" else ""


def _row(
    old: Sequence[str],
    new: Sequence[str],
    pair: tuple[int | None, int | None],
    alignment: Alignment,
    came: dict[int, int],
) -> ParagraphDiff:
    match pair:
        case (int(i), int(j)):
            text = compare_texts(old[i], new[j])
            return ParagraphDiff(Fate.CHANGED if text.changes else Fate.SAME, text, i, j)
        case (int(i), None):
            gone = Fate.MOVED_AWAY if i in alignment.moved else Fate.REMOVED
            return ParagraphDiff(gone, _whole(Removed(old[i])), i, alignment.moved.get(i))
        case (None, int(j)):
            here = Fate.MOVED_HERE if j in came else Fate.ADDED
            return ParagraphDiff(here, _whole(Added(new[j])), came.get(j), j)
        case _:
            raise LookupError("a row with neither an old nor a new paragraph")


def _whole(run: Added | Removed) -> TextDiff:
    return TextDiff((run,) if run.text else ())


@dataclass(frozen=True)
class _Stretch:
    same: bool
    old: str
    new: str


def _stretches(old: str, new: str) -> Iterator[_Stretch]:
    left, right = _LINE.findall(old), _LINE.findall(new)
    for span in spans([key(line) for line in left], [key(line) for line in right]):
        before, after = "".join(left[span.old]), "".join(right[span.new])
        if span.same:
            yield _Stretch(same=True, old=before, new=after)
        else:
            yield from _words(before, after)


def _words(old: str, new: str) -> Iterator[_Stretch]:
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    for span in spans([key(word) for word in left], [key(word) for word in right]):
        yield _Stretch(span.same, "".join(left[span.old]), "".join(right[span.new]))


def _smoothed(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """A lone space or comma between two changes belongs to them: nobody reads it as kept."""
    smooth: list[_Stretch] = []
    listed = list(stretches)
    for i, stretch in enumerate(listed):
        inside = 0 < i < len(listed) - 1 and not listed[i + 1].same
        slight = stretch.same and not is_word(stretch.new) and "\n" not in stretch.new
        same = stretch.same and not (slight and inside and smooth and not smooth[-1].same)
        if smooth and smooth[-1].same == same:
            last = smooth.pop()
            smooth.append(_Stretch(same, last.old + stretch.old, last.new + stretch.new))
        else:
            smooth.append(_Stretch(same, stretch.old, stretch.new))
    return smooth


def _runs(stretches: Iterable[_Stretch]) -> Iterator[Run]:
    for stretch in stretches:
        if stretch.same:
            yield Same(stretch.old, stretch.new)
            continue
        if stretch.old:
            yield Removed(stretch.old)
        if stretch.new:
            yield Added(stretch.new)

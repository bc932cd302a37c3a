"""Which items of two sequences belong together, found in bounded time."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Keys = Sequence[Hashable]
Similarity = Callable[[int, int], float]

_SMALL = 40_000  # pairs of items that difflib may try; it is thorough, but slow on much
_WIDTHS = (1, 4, 16, 64)  # rows of so many items are looked for, where single ones are all common
_DEEPEST = 40  # how often a gap is cut again; what is left then counts as changed
_ALIKE = 0.4  # from here two paragraphs are the same one, rewritten
_COMPARED = 2_500  # pairs of paragraphs that are weighed against each other in one gap


@dataclass(frozen=True)
class Match:
    """``length`` items that are the same from ``old`` and ``new`` on."""

    old: int
    new: int
    length: int


@dataclass(frozen=True)
class Span:
    """A stretch of both sequences: the items are the same, or they differ."""

    old: slice
    new: slice
    same: bool


@dataclass(frozen=True)
class Alignment:
    """Places in order; ``None`` where one side has nothing. ``moved`` leads from old to new."""

    pairs: tuple[tuple[int | None, int | None], ...]
    moved: dict[int, int]


@dataclass(frozen=True)
class _Gap:
    old: int
    old_end: int
    new: int
    new_end: int
    depth: int = 0

    @property
    def pairs(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)


def spans(old: Keys, new: Keys) -> Iterator[Span]:
    """Both sequences from start to end, cut where sameness and difference meet."""
    at_old = at_new = 0
    for match in (*matches(old, new), Match(len(old), len(new), 0)):
        if (at_old, at_new) != (match.old, match.new):
            yield Span(slice(at_old, match.old), slice(at_new, match.new), same=False)
        at_old, at_new = match.old + match.length, match.new + match.length
        if match.length:
            yield Span(slice(match.old, at_old), slice(match.new, at_new), same=True)


def matches(old: Keys, new: Keys) -> list[Match]:
    """The same items in the same order; small gaps are weighed, great ones cut at rare items."""
    found: list[Match] = []
    waiting = [_Gap(0, len(old), 0, len(new))]
    while waiting:
        gap = _trimmed(old, new, waiting.pop(), found)
        if not gap.pairs:
            continue
        if gap.pairs <= _SMALL:
            found += _weighed(old, new, gap)
        elif gap.depth < _DEEPEST:
            waiting += _cut(old, new, gap, found)
    return _joined(found)


def _trimmed(old: Keys, new: Keys, gap: _Gap, found: list[Match]) -> _Gap:
    """The gap without what is the same at its start and its end, which is noted as found."""
    start, most = 0, min(gap.old_end - gap.old, gap.new_end - gap.new)
    while start < most and old[gap.old + start] == new[gap.new + start]:
        start += 1
    end, most = 0, most - start
    while end < most and old[gap.old_end - 1 - end] == new[gap.new_end - 1 - end]:
        end += 1
    found += [
        Match(gap.old, gap.new, start),
        Match(gap.old_end - end, gap.new_end - end, end),
    ]
    return _Gap(gap.old + start, gap.old_end - end, gap.new + start, gap.new_end - end, gap.depth)


def _weighed(old: Keys, new: Keys, gap: _Gap) -> Iterator[Match]:
    left, right = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        yield Match(gap.old + block.a, gap.new + block.b, block.size)


def _cut(old: Keys, new: Keys, gap: _Gap, found: list[Match]) -> Iterator[_Gap]:
    """The gaps between what stands only once on either side, in the same order."""
    rare = (_rare(old, new, gap, width) for width in _WIDTHS)
    anchors = _rising(next((points for points in rare if points), []))
    at_old, at_new = gap.old, gap.new
    if not anchors:
        return
    for anchor_old, anchor_new in anchors:
        found.append(Match(anchor_old, anchor_new, 1))
        yield _Gap(at_old, anchor_old, at_new, anchor_new, gap.depth + 1)
        at_old, at_new = anchor_old + 1, anchor_new + 1
    yield _Gap(at_old, gap.old_end, at_new, gap.new_end, gap.depth + 1)


def _rare(old: Keys, new: Keys, gap: _Gap, width: int) -> list[tuple[int, int]]:
    """Where a row of ``width`` items begins that stands once in each."""
    left = [tuple(old[i : i + width]) for i in range(gap.old, gap.old_end - width + 1)]
    right = [tuple(new[i : i + width]) for i in range(gap.new, gap.new_end - width + 1)]
    lefts, rights = Counter(left), Counter(right)
    places = {row: gap.new + i for i, row in enumerate(right) if rights[row] == 1}
    return [
        (gap.old + i, places[row])
        for i, row in enumerate(left)
        if lefts[row] == 1 and row in places
    ]


def _rising(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the points whose second numbers rise (the first ones do)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for i, (_, place) in enumerate(points):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [i]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(points[last])
        last = before[last]
    return chain[::-1]


def _joined(found: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in sorted((m for m in found if m.length), key=lambda m: m.old):
        last = joined[-1] if joined else None
        if last and (last.old + last.length, last.new + last.length) == (match.old, match.new):
            joined[-1] = Match(last.old, last.new, last.length + match.length)
        else:
            joined.append(match)
    return joined


def aligned(old: Keys, new: Keys, similarity: Similarity) -> Alignment:
    """Pair what is the same, then what moved, then what is alike at the same place."""
    stretches = tuple(spans(old, new))
    moved = _moved(old, new, [span for span in stretches if not span.same])
    pairs: list[tuple[int | None, int | None]] = []
    for span in stretches:
        left, right = range(*span.old.indices(len(old))), range(*span.new.indices(len(new)))
        if span.same:
            pairs += zip(left, right, strict=True)
        else:
            pairs += _in_gap(left, right, _alike(left, right, moved, similarity))
    return Alignment(tuple(pairs), moved)


def _moved(old: Keys, new: Keys, gaps: Sequence[Span]) -> dict[int, int]:
    arrived: dict[Hashable, list[int]] = defaultdict(list)
    for gap in gaps:
        for place in range(*gap.new.indices(len(new))):
            arrived[new[place]].append(place)
    moved: dict[int, int] = {}
    for gap in gaps:
        for place in range(*gap.old.indices(len(old))):
            if old[place] != "" and arrived[old[place]]:  # an empty line is nobody's
                moved[place] = arrived[old[place]].pop(0)
    return moved


def _alike(
    left: range, right: range, moved: dict[int, int], similarity: Similarity
) -> list[tuple[int, int]]:
    """The pairs that are most alike all told, without crossing each other."""
    taken = set(moved.values())
    olds = [i for i in left if i not in moved]
    news = [j for j in right if j not in taken]
    if len(olds) * len(news) > _COMPARED:
        in_order = zip(olds, news, strict=False)
        return [(i, j) for i, j in in_order if similarity(i, j) >= _ALIKE]
    return _best(olds, news, similarity)


def _best(olds: list[int], news: list[int], similarity: Similarity) -> list[tuple[int, int]]:
    weights = [[similarity(i, j) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        for b in reversed(range(len(news))):
            weight = weights[a][b]
            paired = best[a + 1][b + 1] + weight if weight >= _ALIKE else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    return list(_traced(olds, news, weights, best))


def _traced(
    olds: list[int], news: list[int], weights: list[list[float]], best: list[list[float]]
) -> Iterator[tuple[int, int]]:
    a = b = 0
    while a < len(olds) and b < len(news):
        weight = weights[a][b]
        if weight >= _ALIKE and best[a][b] == best[a + 1][b + 1] + weight:
            yield olds[a], news[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1


def _in_gap(
    left: range, right: range, alike: list[tuple[int, int]]
) -> Iterator[tuple[int | None, int | None]]:
    """First what the old side had, then what the new side has, up to each pair."""
    at_old, at_new = left.start, right.start
    for old, new in (*alike, (left.stop, right.stop)):
        yield from ((place, None) for place in range(at_old, old))
        yield from ((None, place) for place in range(at_new, new))
        if (old, new) != (left.stop, right.stop):
            yield old, new
        at_old, at_new = old + 1, new + 1

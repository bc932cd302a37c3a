"""Charts of the follow-up: what a chart says, and where each of its parts is drawn."""

import textwrap
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

Number = int | float | Decimal
Item = tuple[str, Number | None, Number | None]

# Heights are in pixels, and what goes along a bar in per cent: the picture fits any width with its
# letters as they are. A line of text is cut so that it goes beside the value on a telephone.
_LINE, _THICKNESS, _BETWEEN = 18, 14, 18
_LINE_LENGTH = 32


@dataclass(frozen=True)
class Bars:
    """One bar for each item: its label, its value, and the goal that it is held against."""

    title: str
    description: str
    unit: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Bar:
    """One bar: its label's lines with the place of each, and how far value and goal reach."""

    lines: tuple[tuple[int, str], ...]
    value: Number | None
    top: int
    length: float
    goal: float | None


@dataclass(frozen=True)
class Drawn:
    """The picture: its height, and its bars from the top down."""

    id: str
    height: int
    thickness: int
    bars: tuple[Bar, ...]


def drawn(chart: Bars) -> Drawn:
    """Where the bars and goals go: the longest value or goal fills the width."""
    longest = _longest(chart.items)
    bars: list[Bar] = []
    top = 0
    for item in chart.items:
        bars.append(_bar(item, top, longest))
        top = bars[-1].top + _THICKNESS + _BETWEEN
    name = sha256(chart.title.encode()).hexdigest()[:8]
    return Drawn(f"chart-{name}", top, _THICKNESS, tuple(bars))


def _longest(items: tuple[Item, ...]) -> float:
    amounts = [float(amount) for _label, *pair in items for amount in pair if amount is not None]
    return max([*amounts, 0.0])


def _bar(item: Item, top: int, longest: float) -> Bar:
    label, value, goal = item
    texts = textwrap.wrap(label, _LINE_LENGTH) or [""]
    lines = tuple((top + _LINE * row - 4, text) for row, text in enumerate(texts, start=1))
    length = _along(value, longest) or 0.0
    return Bar(lines, value, top + _LINE * len(texts), length, _along(goal, longest))


def _along(amount: Number | None, longest: float) -> float | None:
    """How many per cent of the width an amount reaches; what is below nothing does not reach."""
    if amount is None:
        return None
    return round(100 * max(float(amount), 0.0) / longest, 2) if longest else 0.0

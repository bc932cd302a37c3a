"""What a benchmark says: a figure by its key, with the goal it is held against."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One measured figure. ``key`` is dotted, as ``engine.sqlite.ratio_to_raw``.

    Without a goal it only tells. ``better`` says on which side of the goal the figure is to be.
    """

    key: str
    value: float
    unit: str = ""
    goal: float | None = None
    better: Literal["more", "less"] = "more"

    @property
    def is_reached(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.better == "more" else self.value <= self.goal


def report(figures: Iterable[Figure]) -> int:
    """Print a table of the figures; 0 when every goal is reached, else 1."""
    told = list(figures)
    width = max((len(each.key) for each in told), default=0)
    for each in told:
        sys.stdout.write(_line(each, width))
    sys.stdout.flush()
    return 0 if all(each.is_reached for each in told) else 1


def _line(figure: Figure, width: int) -> str:
    line = f"{figure.key:<{width}} {_number(figure.value):>14} {figure.unit:<10}"
    if figure.goal is None:
        return line.rstrip() + "\n"
    side = "least" if figure.better == "more" else "most"
    missed = "" if figure.is_reached else "  MISSED"
    return f"{line} goal: at {side} {_number(figure.goal)}{missed}\n"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.2f}"


def nested(figures: Iterable[Figure]) -> dict[str, object]:
    """The figures as nested objects, by the parts of their keys."""
    found: dict[str, object] = {}
    for each in figures:
        *parts, last = each.key.split(".")
        inner = found
        for part in parts:
            inner = _inside(inner, part)
        inner[last] = round(each.value, 4)
    return found


def _inside(outer: dict[str, object], part: str) -> dict[str, object]:
    inner = outer.setdefault(part, {})
    if not isinstance(inner, dict):
        raise TypeError(f"{part} is both a figure and a group of figures")
    return inner


def merged(older: Mapping[str, object], newer: Mapping[str, object]) -> dict[str, object]:
    """The older figures with the newer in their places."""
    return {**older, **{key: _over(older.get(key), value) for key, value in newer.items()}}


def _over(before: object, now: object) -> object:
    if isinstance(before, dict) and isinstance(now, dict):
        return merged(before, now)
    return now


def median_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How long the work takes: the median of some rounds, after one to warm up."""
    work()
    return median(seconds(work) for _ in range(rounds))


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes, done once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def progress(text: str) -> None:
    """Tell whoever waits what is being measured; never among the figures."""
    sys.stderr.write(f"{text} ...\n")
    sys.stderr.flush()

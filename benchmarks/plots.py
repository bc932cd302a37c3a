"""The plots of `docs/performance.md`, drawn from `var/bench.json`: `python -m benchmarks.plots`."""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIGURES, PICTURES = ROOT / "var/bench.json", ROOT / "docs/pictures"
_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 320, 64, 44, 150, 46
# Told apart without colours too: each line ends in its name.
_COLOURS = ("#0b4f5c", "#a33b20", "#0b6b50", "#6b3fa0", "#8a6d00", "#444444")

Line = tuple[str, Sequence[tuple[float, float]]]
Nested = Mapping[str, "Nested | float"]


@dataclass(frozen=True)
class Plot:
    """Lines over a number of something, both axes by powers of ten."""

    name: str
    title: str
    along: str
    up: str
    lines: tuple[Line, ...]


def main() -> int:
    """Draw what has been measured; 1 where nothing has."""
    if not FIGURES.exists():
        sys.stderr.write("var/bench.json saknas. Kör «make bench» först.\n")
        return 1
    figures = json.loads(FIGURES.read_text("utf-8"))
    drawn = [plot for plot in _plots(figures) if plot.lines]
    for plot in drawn:
        (PICTURES / f"{plot.name}.svg").write_text(svg(plot), "utf-8")
        sys.stdout.write(f"docs/pictures/{plot.name}.svg\n")
    return 0 if drawn else 1


def _plots(figures: Nested) -> Iterator[Plot]:
    cases, time = "antal ärenden i databasen", "millisekunder"
    for share, name, words in ((50, "sidor-typiskt", "hälften"), (99, "sidor-tyngst", "99 av 100")):
        lines = _pages(figures, f"p{share}_ms")
        yield Plot(name, f"Så lång tid tar en sida: {words} visas fortare", cases, time, lines)
    verified = _line(figures, "loggen", "verify", "growth", "cpu_seconds")
    yield Plot(
        "kontroll", "Kontroll av händelseloggen", "antal händelser", "sekunder", tuple(verified)
    )
    reminded = _line(figures, "påminnelser", "duties", "growth", "reminders_per_second")
    title = "Påminnelser som blir brev"
    yield Plot("omgangar", title, "påminnelser i en omgång", "per sekund", tuple(reminded))


_PAGES = {
    "mine": "Mina ärenden",
    "case": "ett ärende",
    "search": "sökning",
    "list": "Alla ärenden",
    "deep": "mitt i listan",
    "reference": "diarienummer",
}


def _pages(figures: Nested, key: str) -> tuple[Line, ...]:
    found = (_line(figures, name, "pages", page, key) for page, name in _PAGES.items())
    return tuple(line for lines in found for line in lines)


def _line(figures: Nested, name: str, *keys: str) -> Iterator[Line]:
    found: Nested | float = figures
    for key in keys:
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    if isinstance(found, Mapping) and found:
        points = ((float(x), y) for x, y in found.items() if isinstance(y, int | float))
        yield name, sorted(points)


def svg(plot: Plot) -> str:
    """The plot as a picture that scales; its text can be read aloud."""
    points = [point for _, line in plot.lines for point in line]
    across, down = _span(x for x, _ in points), _span(y for _, y in points)
    shape = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
    looks = 'font-family="sans-serif" font-size="12" fill="#222"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {shape} {looks}>',
        f"<title>{escape(plot.title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15">{escape(plot.title)}</text>',
        *_axes(plot, across, down),
        *_lines(plot.lines, across, down),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


Span = tuple[int, int]


def _span(values: Iterator[float]) -> Span:
    """The powers of ten that hold every value, with room for at least one step."""
    logs = [math.log10(value) for value in values if value > 0]
    low, high = math.floor(min(logs)), math.ceil(max(logs))
    return low, max(high, low + 1)


def _x(value: float, span: Span) -> float:
    share = (math.log10(value) - span[0]) / (span[1] - span[0])
    return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(value: float, span: Span) -> float:
    share = (math.log10(value) - span[0]) / (span[1] - span[0])
    return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def _axes(plot: Plot, across: Span, down: Span) -> Iterator[str]:
    end, floor = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for power in range(down[0], down[1] + 1):
        y = _y(10.0**power, down)
        yield f'<path d="M{_LEFT} {y}H{end}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{_number(power)}</text>'
    for power in range(across[0], across[1] + 1):
        x = _x(10.0**power, across)
        yield f'<text x="{x}" y="{floor + 18}" text-anchor="middle">{_number(power)}</text>'
    yield f'<path d="M{_LEFT} {_TOP}V{floor}H{end}" fill="none" stroke="#666"/>'
    middle = (_LEFT + end) / 2
    yield f'<text x="{middle}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(plot.along)}</text>'
    yield f'<text x="8" y="{_TOP - 8}">{escape(plot.up)}</text>'


def _number(power: int) -> str:
    """A power of ten as a Swede writes it."""
    if power < 0:
        return f"{10.0**power:.{-power}f}".replace(".", ",")
    return f"{10**power:,d}".replace(",", "\N{NO-BREAK SPACE}")


def _lines(lines: Sequence[Line], across: Span, down: Span) -> Iterator[str]:
    ends = _apart([_y(line[-1][1], down) for _, line in lines])
    for place, (name, line) in enumerate(lines):
        colour = _COLOURS[place % len(_COLOURS)]
        points = [(_x(x, across), _y(y, down)) for x, y in line]
        path = " ".join(f"{x},{y}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in points:
            yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
        x = points[-1][0] + 8
        yield f'<text x="{x}" y="{ends[place] + 4}" fill="{colour}">{escape(name)}</text>'


def _apart(places: Sequence[float], gap: float = 15.0) -> list[float]:
    """The same places, moved down as little as keeps one name off another."""
    order = sorted(range(len(places)), key=lambda place: places[place])
    moved, last = list(places), -gap
    for place in order:
        moved[place] = last = max(places[place], last + gap)
    return moved


if __name__ == "__main__":
    sys.exit(main())

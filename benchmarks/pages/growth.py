"""How long pages take as the cases grow in number, and the list beside Django's and a bare page.

The stores are asked in turn, so that what disturbs one of them disturbs them all: trust the
ratios, and read the milliseconds beside the load of the machine.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import mkdtemp
from urllib.parse import quote

from benchmarks.figures import Figure, progress, report
from benchmarks.pages import servers
from benchmarks.pages.load import Ask, body, in_turn, percentile, rates
from benchmarks.pages.processes import measure_processes
from benchmarks.pages.store import Store, seeded

SIZES = (100, 1_000, 10_000, 100_000)
TIMES, ROUNDS = 120, 3
CLIENTS, SECONDS, RACES = 2, 1.5, 7
MOST_GROWTH, LEAST_TIMES_DJANGO = 1.5, 3.0

Address = Callable[[Store], str]
# Each page: its address, and whether its growth is held against the goal.
PAGES: Mapping[str, tuple[Address, bool]] = {
    "list": (lambda store: "/arenden", True),
    "deep": (lambda store: f"/arenden?sida=21&efter={store.middle}", True),
    "search": (lambda store: "/arenden?sok=handlingsplan", True),
    "reference": (lambda store: f"/arenden?sok={quote(store.reference)}", True),
    "case": (lambda store: f"/arenden/{store.case_id}", True),
    "mine": (lambda store: "/", True),
    # Grows with what there is to do in the whole house, which here is fifty times as much.
    "secretary": (lambda store: "/", False),
}
_LINKS = re.compile(r'href="/arenden/\d+">([^<]+)')


@dataclass(frozen=True)
class _Served:
    store: Store
    port: int

    def ask(self, page: str) -> Ask:
        sid = self.store.secretary if page == "secretary" else self.store.officer
        return Ask(self.port, PAGES[page][0](self.store), servers.signed_in(sid))


def measure() -> list[Figure]:
    """Every page at every size, what one is of the other, and the list beside its peers."""
    with _folder() as folder:
        stores = [_stored(folder, size) for size in SIZES]
        with ExitStack() as stack:
            served = [
                _Served(store, stack.enter_context(_ours(folder, store)).port) for store in stores
            ]
            figures = [figure for page in PAGES for figure in _page(served, page)]
            held = [f for f in figures if f.goal is not None]
        figures += [_worst("p50", held), _worst("p99", held)]
        figures += _beside_others(folder, stores[-1])
        return figures + measure_processes(folder, stores[0])


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder on the disk, where gigabytes have room, gone at the end."""
    parent = servers.ROOT / "var"
    parent.mkdir(exist_ok=True)
    folder = Path(mkdtemp(prefix="bench-pages-", dir=parent))
    try:
        yield folder
    finally:
        rmtree(folder)


def _stored(folder: Path, size: int) -> Store:
    progress(f"a store of {size:,d} cases")
    return seeded(f"sqlite:///{folder / f'{size}.db'}", size)


@contextmanager
def _ours(folder: Path, store: Store) -> Iterator[servers.Running]:
    with servers.ours(store.url, folder / str(store.count)) as running:
        yield running


def _page(served: Sequence[_Served], page: str) -> list[Figure]:
    """A page at each size, and how many times as long it takes at the largest."""
    progress(f"pages: {page}")
    asks = [each.ask(page) for each in served]
    rounds = [in_turn(asks, TIMES) for _ in range(ROUNDS)]
    figures = []
    for share in (50, 99):
        found = [[percentile(taken, share) for taken in each] for each in rounds]
        figures += [
            Figure(f"pages.{page}.p{share}_ms.{size}", median(each[place] for each in found), "ms")
            for place, size in enumerate(SIZES)
        ]
        growth = median(each[-1] / each[0] for each in found)
        goal = MOST_GROWTH if PAGES[page][1] else None
        figures.append(Figure(f"pages.{page}.p{share}_growth", growth, "times", goal, "less"))
    return figures


def _worst(share: str, held: Sequence[Figure]) -> Figure:
    worst = max(each.value for each in held if each.key.endswith(f"{share}_growth"))
    return Figure(f"pages.{share}_growth", worst, "times", MOST_GROWTH, "less")


def _beside_others(folder: Path, store: Store) -> list[Figure]:
    """Requests a second of the first page of the list, by each on the same server in turn."""
    progress("the list beside Django's and a bare page")
    database = Path(store.url.removeprefix("sqlite:///"))
    with (
        _ours(folder, store) as our,
        servers.django_list(database) as django,
        servers.hello() as bare,
    ):
        cookie = (("Host", servers.NAME), ("Cookie", f"sid={store.officer}"))
        asks = {
            "ours": _Served(store, our.port).ask("list"),
            "django": Ask(django.port, "/arenden", cookie),
            "hello": Ask(bare.port, "/", (("Host", servers.NAME),)),
        }
        _require_the_same(body(asks["ours"]), body(asks["django"]))
        found = rates(asks, CLIENTS, SECONDS, RACES)
    times = median(each["ours"] / each["django"] for each in found)
    share = median(each["ours"] / each["hello"] for each in found)
    return [
        *(_best(found, name, key) for name, key in _RATES.items()),
        Figure("pages.list.times_django", times, "times", LEAST_TIMES_DJANGO),
        Figure("pages.list.percent_of_hello", 100 * share, "%"),
    ]


_RATES = {"ours": "per_second", "django": "django_per_second", "hello": "hello_per_second"}


def _best(found: Sequence[Mapping[str, float]], name: str, key: str) -> Figure:
    return Figure(f"pages.list.{key}", max(each[name] for each in found), "/s")


def _require_the_same(ours: str, theirs: str) -> None:
    """The same cases in the same order, in about as much HTML."""
    if _LINKS.findall(ours) != _LINKS.findall(theirs) or not _LINKS.findall(ours):
        raise RuntimeError("the two lists differ")
    if not 0.85 < len(theirs) / len(ours) < 1.15:
        raise RuntimeError(f"{len(theirs)} signs beside {len(ours)}")


if __name__ == "__main__":
    sys.exit(report(measure()))

"""Two records of the same office, as after an old copy was put back: where each chain parts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from workflow.checking import Body


@dataclass(frozen=True)
class Event:
    """One entry of a chain: its number and hash, and what it says."""

    seq: int
    hash: str
    at: str
    step: str
    actor: str


@dataclass(frozen=True)
class Parting:
    """A chain that the two do not have alike: the entries in common, and what each has after."""

    case: str
    common: int
    one: tuple[Event, ...]
    other: tuple[Event, ...]

    @property
    def is_fork(self) -> bool:
        """Whether both went on: otherwise one of them is only older."""
        return bool(self.one and self.other)


def partings(one: Iterable[str], other: Iterable[str]) -> Iterator[Parting]:
    """Every chain in which two exported records differ, by case."""
    ours, theirs = _chains(one), _chains(other)
    for case in sorted(ours.keys() | theirs.keys()):
        mine, yours = ours.get(case, []), theirs.get(case, [])
        pairs = zip(mine, yours, strict=False)
        common = sum(1 for _ in takewhile(lambda pair: pair[0].hash == pair[1].hash, pairs))
        if common < max(len(mine), len(yours)):
            yield Parting(case, common, tuple(mine[common:]), tuple(yours[common:]))


def _chains(lines: Iterable[str]) -> dict[str, list[Event]]:
    """The entries of each case in their order; seals are about these, and tell nothing more."""
    chains: dict[str, list[Event]] = {}
    for line in lines:
        row = json.loads(line)
        if "seal" not in row:
            body: Body = json.loads(row["body"])
            event = Event(body["seq"], row["hash"], body["at"], body["step"], body["actor"]["name"])
            chains.setdefault(body["case"], []).append(event)
    return chains

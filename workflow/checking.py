"""Checking a record from its words alone: the chains, the seals, and the papers they name."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from workflow.chaining import GENESIS, REGISTERS, event_hash, mac

FindPaper = Callable[[str, str], bytes | None]


@dataclass(frozen=True)
class Finding:
    """The first thing of its kind that does not hold, as a Swedish sentence."""

    kind: str
    text: str


class Entry(NamedTuple):
    """One link of a chain as it was found: an event's, or a seal's."""

    previous: str
    body: str
    hash: str
    mac: str


def whose(case: str) -> str:
    """Whose chain it is, within a sentence: ``ärende RUN/536/2021``, or ``registren``."""
    return REGISTERS if case == REGISTERS else f"ärende {case}"


def opening(case: str) -> str:
    """Whose chain it is, as a sentence begins with it: ``Ärende RUN/536/2021``."""
    named = whose(case)
    return named[0].upper() + named[1:]


@dataclass
class Check:
    """One walk through a record: give it the events of each case in order, then the seals."""

    key: bytes | None = None
    papers: dict[str, tuple[str, str]] = field(default_factory=dict)
    _chains: dict[str, list[bytes]] = field(default_factory=dict)
    _last_seal: str = GENESIS
    _findings: dict[str, Finding] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._findings.values())

    def found(self, kind: str, text: str) -> None:
        """Note a fault, unless one of its kind is noted already: the first says where to look."""
        self._findings.setdefault(kind, Finding(kind, text))

    def event(self, entry: Entry) -> dict[str, Any]:
        """Check the next event of a case; the answer is what it says."""
        body: dict[str, Any] = json.loads(entry.body)
        case, seq = body["case"], body["seq"]
        chain = self._chains.setdefault(case, [])
        where = f"{opening(case)}, händelse {seq}"
        last = chain[-1].hex() if chain else GENESIS
        if seq != len(chain) + 1:
            self.found("chain", f"{where}: här skulle händelse {len(chain) + 1} stå.")
        elif entry.previous != last:
            self.found("chain", f"{where}: hänger inte ihop med händelsen före.")
        self._check_hash("chain", where, entry)
        chain.append(bytes.fromhex(entry.hash))
        for _kind, name, sha256 in body["papers"]:
            self.papers.setdefault(sha256, (case, name))
        return body

    def seal(self, entry: Entry) -> None:
        """Check the next seal: each event that it covers still stands in its chain."""
        body = json.loads(entry.body)
        where = f"Förseglingen för {body['day']}"
        if entry.previous != self._last_seal:
            self.found("seal", f"{where}: hänger inte ihop med förseglingen före.")
        self._check_hash("seal", where, entry)
        self._last_seal = entry.hash
        for case, seq, head in body["heads"]:
            if self.head(case, seq) != head:
                self.found(
                    "seal",
                    f"{where}: omfattar händelse {seq} i {whose(case)}, "
                    "men den saknas nu eller är en annan.",
                )

    def head(self, case: str, seq: int) -> str:
        """The hash of a case's event; the empty chain's where there is no such event."""
        chain = self._chains.get(case, [])
        return chain[seq - 1].hex() if 0 < seq <= len(chain) else GENESIS

    def length(self, case: str) -> int:
        return len(self._chains.get(case, []))

    def all_papers(self, find: FindPaper) -> None:
        """Check that each paper that the record names is there, with the bytes it had."""
        for sha256, (case, name) in self.papers.items():
            content = find(sha256, name)
            if content is None:
                self.found("paper", f"Handlingen {name} i ärende {case} saknas.")
            elif hashlib.sha256(content).hexdigest() != sha256:
                self.found("paper", f"Handlingen {name} i ärende {case} har ändrats.")

    def _check_hash(self, kind: str, where: str, entry: Entry) -> None:
        if event_hash(entry.previous, entry.body) != entry.hash:
            self.found(kind, f"{where}: innehållet stämmer inte med sin kontrollsumma.")
        if self.key is not None and mac(self.key, entry.hash) != entry.mac:
            self.found("mac", f"{where}: signaturen är inte gjord med den här nyckeln.")


def verify_export(
    lines: Iterable[str], key: bytes | None, find_paper: FindPaper
) -> tuple[Finding, ...]:
    """Check an ``events.jsonl``; nothing found means that all of it holds."""
    check = Check(key)
    for number, line in enumerate(lines, 1):
        try:
            _take(check, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            check.found("line", f"Rad {number} går inte att läsa som en händelse i registret.")
    check.all_papers(find_paper)
    return check.findings


def _take(check: Check, row: dict[str, Any]) -> None:
    if "seal" in row:
        check.seal(Entry(**row["seal"]))
    else:
        check.event(Entry(**row))

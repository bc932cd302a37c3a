"""Checking a record from its words alone: the chains, the seals, and the papers they name."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from workflow.chaining import GENESIS, REGISTERS, event_hash, signer

Body = dict[str, Any]
Where = Callable[[Body], str]
FindPaper = Callable[[str, str], bytes | None]

_BYTES = 32  # of a hash
_DECODE = json.JSONDecoder().raw_decode


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


class _Chain:
    """A case's events so far: the last one's hash, and all of them as 32 bytes each."""

    __slots__ = ("hashes", "last", "length")

    def __init__(self) -> None:
        self.last, self.length, self.hashes = GENESIS, 0, bytearray()

    def add(self, written: str) -> None:
        digest = bytes.fromhex(written)
        if len(digest) != _BYTES:
            raise ValueError(f"not the hash of an entry: {written}")
        self.last = written
        self.length += 1
        self.hashes.extend(digest)

    def at(self, seq: int) -> str:
        end = seq * _BYTES
        return self.hashes[end - _BYTES : end].hex() if 0 < seq <= self.length else GENESIS


class Check:
    """One walk through a record: give it the events of each case in order, then the seals.

    What it keeps is 32 bytes for each event, which the seals are held against, and the papers.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self.papers: dict[str, tuple[str, str]] = {}
        self._sign = signer(key) if key is not None else None
        self._chains: dict[str, _Chain] = {}
        self._last_seal = GENESIS
        self._findings: dict[str, Finding] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._findings.values())

    def found(self, kind: str, text: str) -> None:
        """Note a fault, unless one of its kind is noted already: the first says where to look."""
        self._findings.setdefault(kind, Finding(kind, text))

    def event(self, entry: Entry) -> Body:
        """Check the next event of a case; the answer is what it says."""
        body = _read(entry.body)
        case, seq = body["case"], body["seq"]
        chain = self._chains.get(case)
        if chain is None:
            chain = self._chains[case] = _Chain()
        if seq != chain.length + 1:
            self.found("chain", f"{_event(body)}: här skulle händelse {chain.length + 1} stå.")
        elif entry.previous != chain.last:
            self.found("chain", f"{_event(body)}: hänger inte ihop med händelsen före.")
        self._check_hash("chain", _event, body, entry)
        chain.add(entry.hash)
        for _kind, name, sha256 in body["papers"]:
            self.papers.setdefault(sha256, (case, name))
        return body

    def seal(self, entry: Entry) -> None:
        """Check the next seal: each event that it covers still stands in its chain."""
        body = _read(entry.body)
        where = _seal(body)
        if entry.previous != self._last_seal:
            self.found("seal", f"{where}: hänger inte ihop med förseglingen före.")
        self._check_hash("seal", _seal, body, entry)
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
        chain = self._chains.get(case)
        return chain.at(seq) if chain else GENESIS

    def length(self, case: str) -> int:
        chain = self._chains.get(case)
        return chain.length if chain else 0

    def all_papers(self, find: FindPaper) -> None:
        """Check that each paper that the record names is there, with the bytes it had."""
        for sha256, (case, name) in self.papers.items():
            content = find(sha256, name)
            if content is None:
                self.found("paper", f"Handlingen {name} i ärende {case} saknas.")
            elif hashlib.sha256(content).hexdigest() != sha256:
                self.found("paper", f"Handlingen {name} i ärende {case} har ändrats.")

    def _check_hash(self, kind: str, where: Where, body: Body, entry: Entry) -> None:
        if event_hash(entry.previous, entry.body) != entry.hash:
            self.found(kind, f"{where(body)}: innehållet stämmer inte med sin kontrollsumma.")
        if self._sign is not None and self._sign(entry.hash) != entry.mac:
            self.found("mac", f"{where(body)}: signaturen är inte gjord med den här nyckeln.")


def _read(written: str) -> Body:
    """What an entry says; a record has no spaces around it."""
    body: Body
    body, end = _DECODE(written)
    if end != len(written):
        raise ValueError("something stands after the entry")
    return body


def _event(body: Body) -> str:
    return f"{opening(body['case'])}, händelse {body['seq']}"


def _seal(body: Body) -> str:
    return f"Förseglingen för {body['day']}"


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

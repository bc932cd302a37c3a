"""What a tool found, and which findings are explained in the data file beside this module."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

EXPLAINED = Path(__file__).with_name("explained.toml")
_NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
_CHECKSUM = re.compile(r"(?<=/)[0-9a-f]{64}(?=/|$).*")


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a tool found as somebody; ``where`` is a method and the shape of a path."""

    tool: str
    role: str
    kind: str
    where: str
    said: str


@dataclass(frozen=True)
class Explanation:
    """A kind of finding that is no fault, at which addresses, and why."""

    tool: str
    finding: re.Pattern[str]
    where: re.Pattern[str]
    why: str

    def covers(self, found: Finding) -> bool:
        return (
            self.tool == found.tool
            and self.finding.fullmatch(f"{found.kind}: {found.said}") is not None
            and self.where.fullmatch(found.where) is not None
        )


def explanations(file: Path = EXPLAINED) -> tuple[Explanation, ...]:
    """What the data file explains."""
    rows = tomllib.loads(file.read_text("utf-8"))["explained"]
    return tuple(
        Explanation(
            row["tool"],
            re.compile(row["finding"], re.DOTALL),
            re.compile(row["where"]),
            row["why"],
        )
        for row in rows
    )


def unexplained(found: Iterable[Finding], known: Iterable[Explanation]) -> list[Finding]:
    """The findings that nobody has explained, each once."""
    held = tuple(known)
    return sorted({each for each in found if not any(row.covers(each) for row in held)})


def shape(path: str) -> str:
    """A path with its numbers and checksums left out, so that like pages are one."""
    return _CHECKSUM.sub("SHA256", _NUMBER.sub("N", path.split("?", maxsplit=1)[0]))

"""Where in a file's bytes a seal stands, found without reading the file as a PDF."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

# The sealer writes the seal as one hexadecimal string, and right after it the range that it covers
# and the time. Whoever writes otherwise did not write this file.
_SEAL = re.compile(rb"<(3082[^<>]{200,200000}+)>")
_RANGE = re.compile(rb"\s*/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\] *\s")
_TIME = re.compile(rb"/M \(D\\072(\d{14})Z\)")
RANGE_KEY = b"/ByteRange"
_NEAR = 1_000
_HEAD = 4  # bytes of tag and length before a message's content
MOST_SEALS = 20


@dataclass(frozen=True)
class Place:
    """One seal as it stands in a file: its bytes, and what is written about it beside them."""

    content: bytes
    start: int
    end: int
    covered: tuple[int, int, int] | None
    der: bytes
    at: datetime | None

    @property
    def is_whole(self) -> bool:
        """Whether the seal covers every byte but its own, which are as the sealer writes them."""
        return (
            self.covered == (self.start, self.end, len(self.content) - self.end)
            and self.content.count(RANGE_KEY) == 1
            and self._as_written()
        )

    @property
    def added(self) -> int:
        """How many bytes come after the range that the seal covers; 0 where it covers no such."""
        if self.covered is None or self.covered[:2] != (self.start, self.end):
            return 0
        return max(len(self.content) - self.end - self.covered[2], 0)

    def digest(self) -> bytes:
        """The SHA-256 of the range that the seal says it covers, or of all around it."""
        after = self.covered[2] if self.added and self.covered else len(self.content) - self.end
        view = memoryview(self.content)
        hashed = hashlib.sha256(view[: self.start])
        hashed.update(view[self.end : self.end + after])
        return hashed.digest()

    def _as_written(self) -> bool:
        text = self.der.hex().upper().encode()
        written = self.content[self.start + 1 : self.end - 1]
        return written == text + b"0" * (len(written) - len(text))


def places(content: bytes) -> Iterator[Place]:
    """The places in the bytes where a seal may stand, of the first ``MOST_SEALS``."""
    for found in islice(_SEAL.finditer(content), MOST_SEALS):
        der = _message(found[1])
        if der is not None:
            start, end = found.span()
            yield Place(content, start, end, _covered(content, end), der, _time(content, end))


def _message(text: bytes) -> bytes | None:
    """The DER message without what fills the room after it."""
    try:
        size = _HEAD + int(text[4:8], base=16)
        der = bytes.fromhex(text[: 2 * size].decode())
    except ValueError:
        return None
    return der if len(der) == size else None


def _covered(content: bytes, end: int) -> tuple[int, int, int] | None:
    found = _RANGE.match(content, end, end + _NEAR)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _time(content: bytes, end: int) -> datetime | None:
    found = _TIME.search(content, end, end + _NEAR)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None

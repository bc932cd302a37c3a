"""Hash chains: how a record's entries hang together, so that a change anywhere shows."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime

GENESIS = "0" * 64
REGISTERS = "registren"  # the chain of the registers, beside the chains of the cases

_BLOCK = 64  # of SHA-256, in bytes


def canonical(body: object) -> str:
    """The one way to write a value as JSON: sorted keys, no spaces, letters as they are.

    Only text, whole numbers, true, false, null, lists and objects: what every language writes
    alike. ``TypeError`` for anything else, since a hash over it could not be repeated elsewhere.
    """
    _refuse_other_kinds(body)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_other_kinds(value: object) -> None:
    if isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key of the record must be text, not {key!r}")
            _refuse_other_kinds(member)
    elif isinstance(value, list):
        for member in value:
            _refuse_other_kinds(member)
    elif value is not None and not isinstance(value, str | int):
        raise TypeError(f"the record can't hold {value!r}")


def event_hash(previous: str, body_text: str) -> str:
    """The hash of an entry: SHA-256 over the predecessor's hash, a newline and the body."""
    return hashlib.sha256(f"{previous}\n{body_text}".encode()).hexdigest()


def mac(key: bytes, entry_hash: str) -> str:
    """The entry's signature with the key that is kept outside the database (HMAC-SHA256)."""
    return hmac.digest(key, entry_hash.encode(), "sha256").hex()


def signer(key: bytes) -> Callable[[str], str]:
    """``mac`` with one key for many entries: the key is worked in once, as RFC 2104 lays it out."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(each ^ pad for each in block)) for pad in (0x36, 0x5C))

    def sign(entry_hash: str) -> str:
        within, around = inner.copy(), outer.copy()
        within.update(entry_hash.encode())
        around.update(within.digest())
        return around.hexdigest()

    return sign


def stamp(at: datetime) -> str:
    """An instant as the record writes it: in UTC, and saying so: ``2023-10-24T07:00:00Z``."""
    if at.utcoffset() is None:
        raise ValueError(f"an instant without a time zone can't be recorded: {at!r}")
    return at.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def instant(written: str) -> datetime:
    """The instant that the record wrote."""
    if not written.endswith("Z"):
        raise ValueError(f"the record's times are in UTC and end in Z, not {written!r}")
    return datetime.fromisoformat(written)

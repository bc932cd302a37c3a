"""Reading a raw message: what it is and what it speaks of, within bounds, whatever it holds.

Attachments are never opened. What is too big or too tangled is read by its head alone.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32

from workflow.inbound import decoding, reports
from workflow.inbound.arrived import Arrived, Nature
from workflow.inbound.automatic import is_automatic

MOST_BYTES = 30_000_000
_MOST_LINES = 600_000
_MOST_HEAD = 200_000
_MOST_NESTS = 30  # times that a boundary, or a message in a message, is spoken of
_MOST_PARTS = 100
_MOST_NAMES = 100
_NAME = re.compile(decoding.NAME)
_TOKEN = re.compile(r"\+([A-Za-z0-9_-]{16,64})@")
_TO = ("to", "delivered-to", "x-original-to", "envelope-to")


# What the standard library's reader is known to stumble with over what is broken on purpose.
_TANGLED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def read(raw: bytes) -> Arrived:
    """What the message is; never raises, since anybody can send anything."""
    if _is_readable(raw):
        try:
            return _read(BytesParser(policy=compat32).parsebytes(raw), raw)
        except _TANGLED:
            pass  # its head is read instead
    return read_head(raw)


def read_head(raw: bytes) -> Arrived:
    """What its head alone says; never raises."""
    head = BytesHeaderParser(policy=compat32).parsebytes(raw[:_MOST_HEAD])
    return replace(_read_head(head, raw), is_whole=False)


def _read(message: Message, raw: bytes) -> Arrived:
    parts = tuple(_parts(message))
    head = replace(_read_head(message, raw), text=_text(parts))
    report = reports.report(message, parts, head.from_email)
    if report is None:
        return head
    return replace(
        head,
        nature=report.nature,
        names=report.names,
        status=report.status,
        diagnostic=report.diagnostic,
    )


def _read_head(message: Message, raw: bytes) -> Arrived:
    name, email = decoding.sender(message)
    return Arrived(
        nature=Nature.AUTOMATIC if is_automatic(message) else Nature.WRITTEN,
        message_id=_message_id(message, raw),
        from_email=email,
        from_name=name,
        subject=decoding.header(message, "subject"),
        names=_answered(message),
        tokens=_tokens(message),
    )


def _is_readable(raw: bytes) -> bool:
    """Whether reading all of it costs no more than it is worth."""
    if len(raw) > MOST_BYTES or raw.count(b"\n") > _MOST_LINES:
        return False
    lowered = raw.lower()
    nests = max(lowered.count(b"boundary"), lowered.count(b"message/"))
    return nests <= _MOST_NESTS


def _parts(message: Message) -> Iterator[Message]:
    """The message's own parts; what lies within a message that it encloses is not its own."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [each for each in payload if isinstance(each, Message)]


def _message_id(message: Message, raw: bytes) -> str:
    """Its own name; by its bytes where it has none, so that it is known again."""
    found = _NAME.search(decoding.raw_header(message, "message-id"))
    return found[0] if found else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _answered(message: Message) -> tuple[str, ...]:
    """The letters that an answer says it answers, the nearest first."""
    nearest = _NAME.findall(decoding.raw_header(message, "in-reply-to"))
    # The thread from its beginning: our own letter is often the first of it.
    thread = _NAME.findall(str(message.get("references", ""))[:20_000])
    return tuple(dict.fromkeys((*nearest, *reversed(thread))))[:_MOST_NAMES]


def _tokens(message: Message) -> tuple[str, ...]:
    found = [
        token
        for name in _TO
        for value in (message.get_all(name) or [])[:20]
        for token in _TOKEN.findall(str(value)[: decoding.MOST_HEADER])
    ]
    return tuple(dict.fromkeys(found))[:_MOST_NAMES]


def _text(parts: tuple[Message, ...]) -> str:
    """The first plain text, else the first HTML without its tags."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and part.get_filename() is None:
                return decoding.text_of(part)
    return ""

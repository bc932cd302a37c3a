"""Delivery reports (RFC 3464): what a server says has become of a letter, and of which."""

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from workflow.inbound.arrived import Nature
from workflow.inbound.decoding import NAME, line, raw_header, text_of

_RETURNED = frozenset(
    {"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"}
    | {"message/global-headers"}
)
_NATURES = {
    "failed": Nature.FAILED,
    "delayed": Nature.DELAYED,
    "relayed": Nature.RELAYED,
    "delivered": Nature.RELAYED,
    "expanded": Nature.RELAYED,
}
_WORST_FIRST = (Nature.FAILED, Nature.DELAYED, Nature.RELAYED, Nature.UNCLEAR)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ROBOTS = re.compile(r"^(mailer-daemon|postmaster|mdaemon|mail-daemon)(@|$)", re.IGNORECASE)
_NAME = re.compile(NAME)
_NAMED = re.compile(rf"^message-id:\s*({NAME})", re.IGNORECASE | re.MULTILINE)
_WAITS = re.compile(r"delay|still trying|will retry|fördröj|försöker igen|warning", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """What a server says of one letter."""

    nature: Nature
    status: str
    diagnostic: str
    names: tuple[str, ...]


def report(message: Message, parts: tuple[Message, ...], from_email: str) -> Report | None:
    """The report that the message is, in the standard form or in words; ``None`` for others."""
    fields = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if message.get_content_type() == "multipart/report" and fields:
        return _standard(fields[0], parts)
    if _ROBOTS.match(from_email):
        return _in_words(parts)
    return None


def _standard(fields: Message, parts: tuple[Message, ...]) -> Report:
    blocks = [_said(block) for block in _blocks(fields)]
    said = [block for block in blocks if block is not None]
    worst = min(said, key=lambda each: _WORST_FIRST.index(each[0]), default=None)
    nature, status, diagnostic = worst or (Nature.UNCLEAR, "", "")
    return Report(nature, status, diagnostic, _returned_names(parts))


def _blocks(fields: Message) -> list[Message]:
    payload = fields.get_payload()
    return [each for each in payload if isinstance(each, Message)] if payload else []


def _said(block: Message) -> tuple[Nature, str, str] | None:
    """What is said of one recipient; ``None`` for the lines on the message as a whole."""
    action = raw_header(block, "action").strip().lower()
    if not action:
        return None
    status = _STATUS.search(raw_header(block, "status"))
    nature = _NATURES.get(action, Nature.UNCLEAR)
    diagnostic = raw_header(block, "diagnostic-code").partition(";")[2]
    return nature, status[1] if status else "", line(diagnostic, 300)


def _returned_names(parts: tuple[Message, ...]) -> tuple[str, ...]:
    """The Message-ID in what the server sends back of the letter."""
    found: list[str] = []
    for part in parts:
        if part.get_content_type() in _RETURNED:
            found += _names_in(part)
    return tuple(dict.fromkeys(found))


def _names_in(part: Message) -> list[str]:
    payload = part.get_payload()
    if isinstance(payload, list):
        heads = [each for each in payload if isinstance(each, Message)]
    else:
        heads = [HeaderParser().parsestr(text_of(part))]
    return [name for head in heads for name in _NAME.findall(raw_header(head, "message-id"))]


def _in_words(parts: tuple[Message, ...]) -> Report:
    """Older servers write their reports as they please: only a plain no counts as one."""
    texts = [text_of(part) for part in parts if part.get_content_maintype() == "text"]
    text = "\n".join(texts)
    names = tuple(dict.fromkeys((*_NAMED.findall(text), *_returned_names(parts))))
    status = _STATUS.search(text)
    failed = status is not None and status[1].startswith("5") and not _WAITS.search(text)
    nature = Nature.FAILED if failed else Nature.UNCLEAR
    return Report(nature, status[1] if status else "", "", names)

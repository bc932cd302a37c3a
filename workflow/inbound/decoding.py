"""Words out of a message's headers and parts, whatever letters they claim to be written in."""

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

MOST_HEADER = 2_000  # letters of a header that are looked at
MOST_TEXT = 20_000  # letters of a text
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# The name of a message; no sign in it that doesn't show, which not every database can keep.
NAME = r"<[^<>\s\x00-\x1f\x7f\ud800-\udfff]{1,250}>"
_TAG = re.compile(r"<[^<>]{0,2000}>")


def header(message: Message, name: str) -> str:
    """A header as one plain line; empty where there is none."""
    return line(_decoded(raw_header(message, name)))


def raw_header(message: Message, name: str) -> str:
    """A header's own letters, before they are decoded, and no more than are looked at."""
    return str(message.get(name, ""))[:MOST_HEADER]


def line(text: str, most: int = 500) -> str:
    """The text as one line that nothing can hide in."""
    plain = "".join(" " if unicodedata.category(sign) in _HIDDEN else sign for sign in text)
    return " ".join(plain.split())[:most]


def sender(message: Message) -> tuple[str, str]:
    """The sender's name and address, as the message claims them."""
    name, address = parseaddr(raw_header(message, "from").replace("\r", " ").replace("\n", " "))
    return line(_decoded(name), 200), line(address, 254)


def _decoded(text: str) -> str:
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):  # not what it says it is: shown as it stands
        return text
    return "".join(_letters(part, charset or "ascii") for part, charset in parts)


def _letters(part: bytes | str, charset: str) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset, "replace")
    except (LookupError, ValueError):  # no letters that anybody knows
        return part.decode("latin-1")


def text_of(part: Message) -> str:
    """A text part in letters; an HTML part without its tags. Never more than is looked at."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    shown = _letters(content[: MOST_TEXT * 4], part.get_content_charset() or "utf-8")
    if part.get_content_type() == "text/html":
        shown = _TAG.sub(" ", shown)
    return visible(shown)[:MOST_TEXT]


def visible(text: str) -> str:
    """The text with its lines, and without any other sign that doesn't show."""
    kept = (c if c == "\n" or unicodedata.category(c) not in _HIDDEN else " " for c in text)
    return "".join(kept).strip()

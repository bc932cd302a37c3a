"""Headers and parts of a message as they are written: plain ASCII in short lines (RFC 5322, 2231).

Every value is folded here and then stands as it is. The email package would read each header again
and fold it anew, which takes longer than all the rest of a letter; and its folding in Python 3.11
loses å, ä and ö where a long header is broken.
"""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import Compat32
from typing import Any
from urllib.parse import quote

_LINE = 76
_WORD_BYTES = 39  # of text in one encoded word: with the header's name it fits on a line
_SHORT = 60  # what surely fits on the line of its header
_PLAIN = re.compile(r"[A-Za-z0-9 .,/:;!?§()_+-]*")
_NAME = re.compile(r"[A-Za-z0-9 -]+")
_TOKEN = re.compile(r"[A-Za-z0-9._-]+")
_PIECE = re.compile(r"(?:%[0-9A-F]{2}|[^%]){1,18}")


class AsWritten(Compat32):
    """Headers stand as they were given: they are folded already."""

    def fold(self, name: str, value: Any) -> str:  # noqa: ANN401  # as in Policy
        return f"{name}: {value}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401  # as in Policy
        return self.fold(name, value).encode("ascii")


POLICY = AsWritten(linesep="\r\n", cte_type="7bit", max_line_length=None)


def words(text: str) -> str:
    """Free text as the value of a header."""
    if len(text) <= _SHORT and _PLAIN.fullmatch(text):
        return text
    return "\r\n ".join(_encoded(text))


def address(display: str, email: str) -> str:
    """One addressee as the value of a header."""
    if not display:
        return email
    if len(display) + len(email) <= _SHORT and _NAME.fullmatch(display):
        return f"{display} <{email}>"
    words = [*_encoded(display), f"<{email}>"]
    return (" " if sum(map(len, words)) <= _SHORT else "\r\n ").join(words)


def _encoded(text: str) -> Iterator[str]:
    """The text as encoded words (RFC 2047), none of which cuts a letter in two."""
    piece = b""
    for sign in text:
        letter = sign.encode("utf-8")
        if len(piece) + len(letter) > _WORD_BYTES:
            yield _encoded_word(piece)
            piece = b""
        piece += letter
    yield _encoded_word(piece)


def _encoded_word(piece: bytes) -> str:
    return f"=?utf-8?b?{b2a_base64(piece, newline=False).decode()}?="


def parameter(name: str, value: str) -> str:
    """A parameter of a header, on lines of its own; å, ä and ö as RFC 2231 has them."""
    if len(value) <= _SHORT and _TOKEN.fullmatch(value):
        return f';\r\n {name}="{value}"'
    encoded = f"utf-8''{quote(value, safe='')}"
    if len(encoded) <= _SHORT:
        return f";\r\n {name}*={encoded}"
    pieces = enumerate(_PIECE.findall(encoded))
    return "".join(f";\r\n {name}*{number}*={piece}" for number, piece in pieces)


def text_part(text: str, subtype: str) -> EmailMessage:
    """A text in Swedish, readable as it is but for å, ä and ö."""
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part["Content-Language"] = "sv"
    lines = "\r\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    part.set_payload(b2a_qp(lines.encode("utf-8"), istext=True).decode("ascii"))
    return part


def paper_part(name: str, plain_name: str, media_type: str, content: str) -> EmailMessage:
    """A file: ``plain_name`` is for programs that can't read å, ä and ö in its name."""
    part = EmailMessage(policy=POLICY)
    # A text is kept byte for byte; whoever opens it must know in which letters it is written.
    letters = '; charset="utf-8"' if media_type.startswith("text/") else ""
    part["Content-Type"] = f"{media_type}{letters}{parameter('name', plain_name)}"
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f"attachment{parameter('filename', name)}"
    part.set_payload(content)
    return part


def several(
    kind: str,
    boundary: str,
    parts: Sequence[EmailMessage],
    headers: Sequence[tuple[str, str]] = (),
) -> EmailMessage:
    whole = EmailMessage(policy=POLICY)
    for name, value in headers:
        whole[name] = value
    whole["Content-Type"] = f'multipart/{kind};\r\n boundary="{boundary}"'
    for part in parts:
        whole.attach(part)
    return whole


def base64_lines(content: bytes) -> bytes:
    encoded = b2a_base64(content, newline=False)
    starts = range(0, len(encoded), _LINE)
    return b"\r\n".join([encoded[at : at + _LINE] for at in starts])

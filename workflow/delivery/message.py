"""A letter as an e-mail: the same letter gives the same bytes, every time it is tried."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime

from workflow.delivery import mime
from workflow.delivery.html_form import as_html
from workflow.outgoing import ADDRESS, Outgoing
from workflow.refusals import BadInput, Complaint

_BREAKING = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def build(
    letter: Outgoing, sender_name: str, sender_email: str, papers: Sequence[bytes] = ()
) -> bytes:
    """The finished message; ``papers`` are the bytes of the letter's attachments, in order.

    There is no List-Id and no List-Unsubscribe: it is a letter to one addressee in a matter of
    theirs, no list that they could leave. It asks for no receipt: only a kvittens counts.
    """
    headers = _headers(letter, sender_name, sender_email)
    written = _message(letter, headers).as_bytes()
    # The papers come last, by hand: the email package takes many times as long over them.
    for number, (_, content) in enumerate(zip(letter.attachments, papers, strict=True)):
        mark = _boundary(f"paper{number}", letter.message_id).encode()
        written = written.replace(mark, mime.base64_lines(content), 1)
    return written


def _headers(letter: Outgoing, sender_name: str, sender_email: str) -> list[tuple[str, str]]:
    reply = [("Reply-To", _address("", letter.reply_to))] if letter.reply_to else []
    return [
        ("From", _address(sender_name, sender_email)),
        ("To", _address(letter.to_name, letter.to_email)),
        *reply,
        ("Subject", mime.words(one_line(letter.subject))),
        ("Date", format_datetime(letter.created_at)),
        ("Message-ID", one_line(letter.message_id)),
        # So that no out-of-office answers it; the second is how Exchange wants to hear it.
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("MIME-Version", "1.0"),
    ]


def _message(letter: Outgoing, headers: list[tuple[str, str]]) -> EmailMessage:
    """The words, and a mark in the place of each paper."""
    forms = _forms(letter)
    form, mixed = (_boundary(what, letter.message_id) for what in ("form", "mixed"))
    if not letter.attachments:
        return mime.several("alternative", form, forms, headers)
    parts = [mime.several("alternative", form, forms)]
    for number, attached in enumerate(letter.attachments):
        name, mark = one_line(attached.name), _boundary(f"paper{number}", letter.message_id)
        plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
        parts.append(mime.paper_part(name, plain, attached.media_type, f"{mark}\r\n"))
    return mime.several("mixed", mixed, parts, headers)


def _forms(letter: Outgoing) -> list[EmailMessage]:
    """The letter's text in two forms of the same: plain, and as HTML."""
    html = as_html(letter.body, one_line(letter.subject))
    return [mime.text_part(letter.body, "plain"), mime.text_part(html, "html")]


def one_line(text: str) -> str:
    """The text as one line that nothing can hide in: what would break it becomes a space."""
    if text.isascii() and text.isprintable():
        return re.sub(" +", " ", text).strip()
    plain = "".join(" " if unicodedata.category(sign) in _BREAKING else sign for sign in text)
    return re.sub(" +", " ", plain).strip()


def _address(name: str, email: str) -> str:
    if not ADDRESS.fullmatch(email):
        raise BadInput(
            Complaint(one_line(name), None, "e-post", f"«{one_line(email)}» är ingen e-postadress")
        )
    return mime.address(one_line(name), email)


def _boundary(what: str, message_id: str) -> str:
    # "=_" stands in no base64 and no quoted-printable text, so no part can hold the boundary.
    return f"=_{what}.{hashlib.sha256(message_id.encode()).hexdigest()[:40]}"

"""A letter as an e-mail: the same letter gives the same bytes, every time it is tried."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from workflow.outgoing import Attached, Outgoing
from workflow.refusals import BadInput, Complaint

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_BREAKING = {"Cc", "Cf", "Zl", "Zp", "Cs"}
_IN_WORDS = {"subject", "from", "to", "reply-to"}


class _Policy(EmailPolicy):
    """As ``email.policy.SMTP``, but å, ä and ö survive where a long header is folded.

    Python 3.11's own folding loses letters there (a long subject comes out with ``=?utf-8?q?``
    in it); its older ``Header`` does not.
    """

    def fold(self, name: str, value: Any) -> str:  # noqa: ANN401  # as in EmailPolicy
        if name.lower() not in _IN_WORDS or str(value).isascii():
            return str(super().fold(name, value))
        header = Header(header_name=name, maxlinelen=76)
        if name.lower() == "subject":
            header.append(str(value), "utf-8")
        for address in getattr(value, "addresses", ()):
            header.append(address.display_name, "utf-8")
            header.append(f"<{address.addr_spec}>", "us-ascii")
        return f"{name}: {header.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401  # as in EmailPolicy
        return self.fold(name, value).encode("ascii")


# Every server takes lines of plain ASCII; what is not goes as quoted-printable and base64.
_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


def build(
    letter: Outgoing, sender_name: str, sender_email: str, papers: Sequence[bytes] = ()
) -> EmailMessage:
    """The finished message; ``papers`` are the bytes of the letter's attachments, in order."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(sender_name, sender_email)
    message["To"] = _address(letter.to_name, letter.to_email)
    if letter.reply_to:
        message["Reply-To"] = _address("", letter.reply_to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = letter.created_at
    message["Message-ID"] = one_line(letter.message_id)
    message["Auto-Submitted"] = "auto-generated"  # so that no out-of-office answers it
    message.set_content(letter.body, cte="quoted-printable")
    message["Content-Language"] = "sv"
    for attached, content in zip(letter.attachments, papers, strict=True):
        _attach(message, attached, content)
    if message.is_multipart():
        message.set_boundary(_boundary(letter.message_id))
    return message


def one_line(text: str) -> str:
    """The text as one line that nothing can hide in: what would break it becomes a space."""
    plain = "".join(" " if unicodedata.category(sign) in _BREAKING else sign for sign in text)
    return re.sub(" +", " ", plain).strip()


def _address(name: str, email: str) -> Address:
    if not _ADDRESS.fullmatch(email):
        raise BadInput(
            Complaint(one_line(name), None, "e-post", f"«{one_line(email)}» är ingen e-postadress")
        )
    return Address(display_name=one_line(name), addr_spec=email)


def _attach(message: EmailMessage, attached: Attached, content: bytes) -> None:
    main, _, sub = attached.media_type.partition("/")
    name = one_line(attached.name)
    # A text is kept byte for byte; whoever opens it must know in which letters it is written.
    params = {"charset": "utf-8"} if main == "text" else {}
    message.add_attachment(content, maintype=main, subtype=sub, filename=name, params=params)


def _boundary(message_id: str) -> str:
    # "=_" stands in no base64 and no quoted-printable text, so no part can hold the boundary.
    return f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:40]}"

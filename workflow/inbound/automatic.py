"""Whether a program answers for somebody: such an answer is noted and never acted on."""

import re
from email.message import Message

from workflow.inbound.decoding import header, raw_header

_MARKED = ("x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-vacation", "x-mailer-oof")
_PRECEDENCE = frozenset({"auto_reply", "bulk", "junk"})
# How programs begin the subject; a person's answer begins with SV: or Re:.
_SUBJECT = re.compile(
    r"(auto(matiskt |-)?svar|automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office"
    r"|frånvaro|frånvarande|ej (på plats|på kontoret|i tjänst)|inte på (plats|kontoret)"
    r"|semester(svar|meddelande|hälsning)|jag är (borta|ledig|på semester))",
    re.IGNORECASE,
)


def is_automatic(message: Message) -> bool:
    """By the signs that programs leave on their answers (RFC 3834, and what was before it)."""
    submitted = raw_header(message, "auto-submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return True
    if any(name in message for name in _MARKED):
        return True
    if raw_header(message, "precedence").strip().lower() in _PRECEDENCE:
        return True
    return comes_from_nobody(message) or bool(_SUBJECT.match(header(message, "subject")))


def comes_from_nobody(message: Message) -> bool:
    """Whether the envelope names no sender: servers write so, and nobody is to answer."""
    return raw_header(message, "return-path").strip() == "<>"

"""Passwords: what a good one is, how it is kept, and comparing in the same time for everybody."""

import re
import unicodedata
from collections.abc import Iterable
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.i18n import lazy as _l

SHORTEST, LONGEST = 15, 200

_HASHER = PasswordHasher()
# One comparison takes 64 MB and four threads: many at once would take the machine.
_TURNS = BoundedSemaphore(4)
# Compared with where there is no password, so that an unknown name takes the same time.
_NOBODYS = _HASHER.hash("nobody has this password, and nobody can")

# Of the passwords that people choose most, few are this long; what they are made of is not.
_COMMON = (
    "abcdefghijklmnopqrstuvwxyzåäö",
    "qwertyuiopåasdfghjklöäzxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "01234567890123456789012345678901",
    "beslutskedjan",
    "administrator",
    "administratör",
    "hemligt",
    "iloveyou",
    "jagälskardig",
    "letmein",
    "losenord",
    "lösenord",
    "password",
    "passw0rd",
    "region",
    "secret",
    "sommar",
    "sverige",
    "vinter",
    "välkommen",
    "welcome",
)
_RUN = 5
_LEFT = 8
_FEWEST_SIGNS = 6
_WORD = re.compile(r"[^\W\d_]{3,}")

TOO_SHORT = _l("Lösenordet är för kort. Skriv minst 15 tecken, till exempel fyra ord i rad.")
TOO_LONG = _l("Lösenordet är för långt. Skriv högst 200 tecken.")
TOO_PLAIN = _l("Lösenordet upprepar sig. Skriv till exempel fyra ord som inte hör ihop.")
TOO_NEAR = _l(
    "Lösenordet är lätt att gissa, eftersom det mest består av vanliga ord, namn eller årtal. "
    "Skriv till exempel fyra ord som inte hör ihop."
)


def fault(password: str, about: Iterable[str] = ()) -> str:
    """What is wrong with a new password, or nothing; ``about`` are names that others know."""
    text = _composed(password)
    if len(text) < SHORTEST:
        return TOO_SHORT
    if len(text) > LONGEST:
        return TOO_LONG
    if len(set(text.casefold())) < _FEWEST_SIGNS or _repeats(text.casefold()):
        return TOO_PLAIN
    return TOO_NEAR if len(_unknown(text.casefold(), about)) < _LEFT else ""


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _TURNS:
        return _HASHER.hash(_composed(password))


def matches(kept: str, password: str) -> bool:
    """Whether it is the password that was kept; takes its time where none was."""
    with _TURNS:
        try:
            _HASHER.verify(kept or _NOBODYS, _composed(password)[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether the password was kept in a weaker way than new ones are."""
    return _HASHER.check_needs_rehash(kept)


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _repeats(text: str) -> bool:
    """The text is one shorter text, again and again."""
    return text in (text + text)[1:-1]


def _unknown(text: str, about: Iterable[str]) -> str:
    """What is left without the words that others know, years, runs and what stands between."""
    known = {word for name in about for word in _WORD.findall(_composed(name).casefold())}
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, " ")
    for run in _COMMON:
        text = _without(text, run)
    text = re.sub(r"(?:19|20)\d\d", " ", text)
    text = re.sub(r"(.)\1{2,}", " ", text)
    return re.sub(r"[\W_]", "", text)


def _without(text: str, run: str) -> str:
    """The text without every stretch of the run that is long enough to be one."""
    for row in (run, run[::-1]):
        for length in range(len(row), _RUN - 1, -1):
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], " ")
    return text

"""Numbers as people write them in Swedish, and those that may be read in two ways."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

MOST = 15  # signs of a number

_SIGN = re.compile(r"[-\N{MINUS SIGN}] ?")
_SHAPE = re.compile(r"[0-9](?:[0-9 .,]*[0-9])?")
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+"
_PLAIN = re.compile(rf"(?P<whole>{_GROUPED}|[0-9]+)(?:[.,](?P<rest>[0-9]+))?")
# Nobody begins a thousand with a nought: 0,125 can only be decimals. Nor does anybody who has
# set spaces between the thousands go on with a comma.
_TWO_WAYS = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:(?: [0-9]{3})*\.|,))(?P<rest>[0-9]{3})")
_POINTED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<rest>[0-9]+))?"
)


class Doubt(StrEnum):
    """Why what is written is not taken for a number."""

    NO_NUMBER = auto()
    TOO_LONG = auto()
    SPACED_ODDLY = auto()
    MARKED_THOUSANDS = auto()
    TWO_WAYS = auto()


@dataclass(frozen=True)
class Doubtful:
    """What is written, why it is no number, and the ways to write what may be meant.

    ``thousands`` is how to write it where its marks stand between thousands; ``decimals`` where
    the mark begins the decimals, in a way that nobody reads as thousands.
    """

    why: Doubt
    thousands: str = ""
    decimals: str = ""


def read(text: str) -> Decimal | Doubtful:
    """``2 400,5`` or ``2400.5``; never a guess at what 1.500 means."""
    plain = " ".join(text.split())
    signed = _SIGN.match(plain)
    body = plain[signed.end() :] if signed else plain
    doubt = _doubt(body)
    if doubt is not None:
        return _signed(doubt) if signed else doubt
    value = Decimal(body.replace(" ", "").replace(",", "."))
    return -value if signed else value


def _doubt(body: str) -> Doubtful | None:
    if not _SHAPE.fullmatch(body):
        return Doubtful(Doubt.NO_NUMBER)
    if len(body.replace(" ", "")) > MOST:
        return Doubtful(Doubt.TOO_LONG)
    if found := _TWO_WAYS.fullmatch(body):
        whole = found["whole"][:-1]
        return Doubtful(Doubt.TWO_WAYS, f"{whole} {found['rest']}", _decimals(whole, found["rest"]))
    if _PLAIN.fullmatch(body):
        return None
    if found := _POINTED.fullmatch(body):
        rest = f",{found['rest']}" if found["rest"] else ""
        return Doubtful(
            Doubt.MARKED_THOUSANDS, f"{found['whole'].replace(found['mark'], ' ')}{rest}"
        )
    return Doubtful(Doubt.SPACED_ODDLY if " " in body else Doubt.NO_NUMBER)


def _decimals(whole: str, rest: str) -> str:
    """With any number of decimals but three."""
    shorter = rest.rstrip("0")
    if len(shorter) == len(rest):
        return f"{whole},{rest}0"
    return f"{whole},{shorter}" if shorter else whole


def _signed(doubt: Doubtful) -> Doubtful:
    minus = "\N{MINUS SIGN}"
    ways = (minus + way if way else "" for way in (doubt.thousands, doubt.decimals))
    return Doubtful(doubt.why, *ways)


def written(value: Decimal | int) -> str:
    """The number as it stands in a field: it is read again as the same, and by a person too."""
    text = f"{Decimal(value):f}".replace(".", ",")
    again = read(text)
    if isinstance(again, Doubtful) and again.why is Doubt.TWO_WAYS:
        return again.decimals
    return text

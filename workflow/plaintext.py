"""Text that somebody wrote: how it is read from a file, and which characters it may hold."""

import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from workflow.refusals import BadInput, Complaint

# What no eye sees, or what turns the reading order round: one text on the screen, another in the
# paper. Word and XML refuse most of it too. New line and tab are the only controls in use.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_SAVE_AS_UTF8 = "Öppna filen i en textredigerare och spara den som UTF-8."


def hidden_characters(text: str) -> Iterator[tuple[int, str]]:
    """Where each forbidden character stands, and the Swedish sentence about it."""
    for found in _HIDDEN.finditer(text):
        yield found.start(), f"{_kind(found[0])} får inte finnas i texten. Ta bort det."


def shown(text: str, longest: int = 60) -> str:
    """The text as a message may repeat it: cut short, and with nothing hidden in it."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return _HIDDEN.sub(lambda found: f"<{_code(found[0])}>", cut)


def composed(text: str) -> str:
    """The text with å, ä and ö as one character each, however they were typed (NFC)."""
    return unicodedata.normalize("NFC", text)


def read_text(path: Path, limit_bytes: int) -> str:
    """The text of a UTF-8 file no larger than the limit, with Unix line ends and whole å, ä, ö."""
    return decode(_read_bytes(path, limit_bytes), str(path))


def decode(content: bytes, source: str) -> str:
    """The text of UTF-8 bytes; the mark that Windows puts first is passed over."""
    if content.startswith(_UTF16_OR_32):
        raise BadInput.about(source, f"filen är sparad som UTF-16 eller UTF-32. {_SAVE_AS_UTF8}")
    body = content.removeprefix(_UTF8_MARK)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(_not_utf8(body, error.start, source)) from error
    return composed(text.replace("\r\n", "\n"))


def _read_bytes(path: Path, limit_bytes: int) -> bytes:
    source = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput.about(source, "det är ingen fil. Ange sökvägen till en fil.")
        with path.open("rb") as file:
            content = file.read(limit_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadInput.about(source, "filen finns inte. Kontrollera sökvägen.") from error
    except (OSError, ValueError) as error:
        raise BadInput.about(
            source, "filen går inte att läsa. Kontrollera behörigheten."
        ) from error
    if len(content) > limit_bytes:
        raise _too_large(source, path.stat().st_size, limit_bytes)
    return content


def _too_large(source: str, size: int, limit: int) -> BadInput:
    sizes = f"filen är {_amount(size)}, men får vara högst {_amount(limit)}."
    return BadInput.about(source, f"{sizes} Kontrollera att det är rätt fil, eller dela upp den.")


def _not_utf8(content: bytes, start: int, source: str) -> Complaint:
    byte = content[start : start + 1]
    letter = byte.decode("cp1252", "ignore")
    meant = f", troligen «{letter}» i en äldre teckenkodning" if letter else ""
    text = f"filen är inte UTF-8 (byte 0x{byte.hex().upper()}{meant}). {_SAVE_AS_UTF8}"
    return Complaint(source, content.count(b"\n", 0, start) + 1, "", text)


def _kind(character: str) -> str:
    code = _code(character)
    if character == "\x00":
        return f"tecknet NUL ({code})"
    if character in "\u2028\u2029\x85":
        return f"det osynliga radslutet {code}"
    if character == "\r":
        return f"ett radslut av äldre slag ({code} ensamt)"
    if unicodedata.category(character) == "Cc":
        return f"styrtecknet {code}"
    if unicodedata.bidirectional(character) in _TURNING or character in "\u061c\u200e\u200f":
        return f"det osynliga tecknet {code}, som kan vända läsriktningen,"
    return f"det osynliga tecknet {code}"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _amount(size: int) -> str:
    if size < 100_000:
        return f"{size} byte"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")

"""A paper that somebody else wrote, before it is kept as underlag: what it is, by its content."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from documents.incoming import sandbox
from workflow.orders import EDITABLE, RECORD
from workflow.refusals import BadInput

MOST_BYTES = 20_000_000
_MOST_NAME = 120
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_SUFFIXES = {RECORD: ".pdf", EDITABLE: ".docx"}
_ANEW = "Spara den på nytt som PDF och ladda upp den igen."

_EMPTY = "filen är tom. Kontrollera att rätt fil är vald och ladda upp den igen."
_TOO_LARGE = "filen är större än {most} MB. Dela upp den eller gör bilderna mindre."
_OTHER = "filen är varken PDF eller Word (.docx). Spara den som PDF och ladda upp den igen."
_MISNAMED = (
    "filens namn slutar på {said} men innehållet är {found}. Kontrollera att det är rätt fil, "
    "ge den rätt namn och ladda upp den igen."
)
_BROKEN = f"filen är inte en hel PDF. {_ANEW}"
_MORE = f"filen har något mer i sig än en PDF. {_ANEW}"
_LOCKED = "filen är krypterad eller har lösenord. Ta bort skyddet och ladda upp den igen."
_ACTIVE = f"filen innehåller program som körs när den öppnas. {_ANEW}"
_MACROS = (
    "filen är av en sort som kan innehålla makron ({suffix}). Spara den som PDF eller .docx och "
    "ladda upp den igen."
)
_WITH_MACROS = (".docm", ".dotm", ".doc", ".xlsm")
_PROGRAMS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: under which name, and what it is."""

    name: str
    media_type: str


def accept(content: bytes, name: str) -> Accepted:
    """The file as underlag; ``BadInput`` with one plain reason where it can't be kept."""
    called = clean_name(name)
    _refuse_by_size_and_name(content, called)
    if content.startswith(_PDF):
        _examine_pdf(content, called)
        return Accepted(_named(called, RECORD), RECORD)
    if content.startswith(_ZIP):
        sandbox.read(content, called)  # refuses macros, bombs and what is no Word file
        return Accepted(_named(called, EDITABLE), EDITABLE)
    raise BadInput.about(called, _OTHER)


def clean_name(name: str) -> str:
    """The file's own name, without folders and without what can't be seen."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if _is_seen(c))
    stem, dot, suffix = " ".join(seen.split()).strip(". ").rpartition(".")
    if not stem:
        return (suffix or "underlag")[:_MOST_NAME]
    return f"{stem[: _MOST_NAME - len(suffix) - 1]}{dot}{suffix[:10]}"


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] != "C" and character not in '<>:"|?*'


def _refuse_by_size_and_name(content: bytes, name: str) -> None:
    if not content.strip():
        raise BadInput.about(name, _EMPTY)
    if len(content) > MOST_BYTES:
        raise BadInput.about(name, _TOO_LARGE.format(most=MOST_BYTES // 1_000_000))
    suffix = _suffix(name)
    if suffix in _WITH_MACROS:
        raise BadInput.about(name, _MACROS.format(suffix=suffix))


def _examine_pdf(content: bytes, name: str) -> None:
    """What can be told without reading it as a PDF, so that no parser can be led astray."""
    if b"startxref" not in content or not content.rstrip(b"\0 \t\r\n").endswith(b"%%EOF"):
        raise BadInput.about(name, _MORE if b"%%EOF" in content else _BROKEN)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise BadInput.about(name, _MORE)
    if b"/Encrypt" in content:
        raise BadInput.about(name, _LOCKED)
    if any(sign in content for sign in _PROGRAMS):
        raise BadInput.about(name, _ACTIVE)


def _named(name: str, media_type: str) -> str:
    """The name with the suffix of what the file is; a name that says otherwise is refused."""
    suffix, right = _suffix(name), _SUFFIXES[media_type]
    if suffix in set(_SUFFIXES.values()) - {right}:
        found = "PDF" if media_type == RECORD else "Word"
        raise BadInput.about(name, _MISNAMED.format(said=suffix, found=found))
    return name if suffix == right else f"{name}{right}"


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return f"{dot}{suffix}".lower()

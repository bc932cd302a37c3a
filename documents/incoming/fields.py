"""Word's fields: which a draft may have, since some fetch or start what nobody asked for."""

import re

from documents.incoming.archive import refusal

_NAME = re.compile(r"\s*\\?([^\s\\\"{}]+)")
# Numbers and names that Word works out from the document itself; their result is plain text.
_ALLOWED = frozenset(
    {
        "=", "AUTHOR", "AUTONUM", "BIBLIOGRAPHY", "CITATION", "COMMENTS", "CREATEDATE", "DATE",
        "DOCPROPERTY", "EDITTIME", "FILENAME", "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN",
        "FORMTEXT", "GREETINGLINE", "HYPERLINK", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY",
        "LISTNUM", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE",
        "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT",
        "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS",
        "USERINITIALS", "USERNAME", "XE",
    }
)  # fmt: skip
_LONGEST = 20


class OpenFields:
    """The fields that have begun and not ended; each is judged when its instruction is whole."""

    def __init__(self) -> None:
        self._instructions: list[list[str]] = []

    def begin(self) -> None:
        self._instructions.append([])

    def instruct(self, text: str) -> None:
        if not self._instructions:  # an instruction out of place is judged alone
            judge(text)
        else:
            self._instructions[-1].append(text)

    def separate(self) -> None:
        if self._instructions:
            judge("".join(self._instructions[-1]))

    def end(self) -> None:
        if self._instructions:
            judge("".join(self._instructions.pop()))


def judge(instruction: str) -> None:
    found = _NAME.match(instruction)
    name = found[1].upper() if found else ""
    if name in _ALLOWED or name.startswith("="):
        return
    shown = re.sub(r"[^A-ZÅÄÖ0-9]", "", name)[:_LONGEST]
    raise refusal(
        f"filen har ett fält{f' ({shown})' if shown else ''} som kan hämta eller starta något. "
        "Markera fältet, tryck Ctrl+Skift+F9 så att det blir vanlig text, och ladda upp filen "
        "igen."
    )

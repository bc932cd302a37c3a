"""Rules on single characters: dots, quotation marks, and what no eye sees."""

import re
import unicodedata
from collections.abc import Iterator

from documents.checker.model import Draft, Found, at, each
from documents.typography import NBSP
from workflow.plaintext import hidden_characters

_DOTS = re.compile(r"(?<![./])\.{2,3}(?![./])")
# With its minutes only: "kl 9" may be a school class as well.
_CLOCK = re.compile(rf"\b([Kk]l)[ {NBSP}](\d{{1,2}}[.:]\d\d)\b")
_STRAIGHT = re.compile(r'"')
_FOREIGN = re.compile("[\u201c\u201e\u201f]")
_SOFT_HYPHENS = re.compile("\u00ad{1,20}")
_TWO_PARTS = re.compile(r"[^\W\d_][\u0300-\u036f]{1,5}")
_BREAKS = "\u2028\u2029\x85\x0b\x0c\r"


def dots(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _DOTS):
        if len(found[0]) == 3:
            yield at(passage, found, "Tre punkter skrivs som ett tecken.", "…")
        else:
            yield at(passage, found, "Meningen slutar med två punkter.", ".")
    for passage, found in each(draft, _CLOCK):
        yield at(passage, found, "Förkortningen har en punkt.", f"{found[1]}.{NBSP}{found[2]}")


def quotation_marks(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _STRAIGHT):
        yield at(passage, found, "På svenska är citattecknen böjda och lika på båda sidor.", "”")
    for passage, found in each(draft, _FOREIGN):
        yield at(passage, found, "Det citattecknet hör till ett annat språk.", "”")


def hidden(draft: Draft) -> Iterator[Found]:
    for passage in draft.passages:
        for place, sentence in hidden_characters(passage.text):
            fault = sentence[0].upper() + sentence.removesuffix(" Ta bort det.")[1:]
            instead = " " if passage.text[place] in _BREAKS else ""
            yield Found(passage, place, place + 1, fault, instead)
        for found in _SOFT_HYPHENS.finditer(passage.text):
            yield at(passage, found, "Här står ett osynligt avstavningstecken (U+00AD).", "")


def decomposed(draft: Draft) -> Iterator[Found]:
    for passage in draft.passages:
        for found in _TWO_PARTS.finditer(passage.text):
            whole = unicodedata.normalize("NFC", found[0])
            if whole != found[0]:
                yield at(passage, found, "Bokstaven är skriven i två delar.", whole)

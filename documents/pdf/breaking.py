"""Words that are too long for their line: where they may be divided."""

import re

# A plain text, or its pieces: it may break between them, and its words are hyphenated.
Words = str | list[str]

_FITS_ANYWHERE = 24  # no word of so few letters needs a hyphen in running text
_COMPOUND = 45  # a longer run of letters is no word, and no rule of hyphenation is for it
_LONG = re.compile(r"[^ \n\u2028]{5,}")
_AFTER_SIGN = re.compile(r"(?<=[./@_\-?&=:;,+])(?=\w)")
_INVISIBLE = str.maketrans({"\ufeff": None})  # a byte order mark that came along in a paste
_TAB = "\N{EM SPACE}"


def words(text: str, room: int) -> Words:
    """The text as it is, or in pieces where a word has more characters than there is ``room``."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB)
    plain = plain.translate(_INVISIBLE)
    most = min(room, _FITS_ANYWHERE)
    long = [found for found in _LONG.finditer(plain) if len(found[0]) > most]
    if not long:
        return plain
    pieces, at = [""], 0
    for found in long:
        first, *rest = _cut(found[0], room)
        pieces[-1] += plain[at : found.start()] + first
        pieces += rest
        at = found.end()
    pieces[-1] += plain[at:]
    return pieces


def _cut(word: str, room: int) -> list[str]:
    """After a sign of its own, as in an address, and where that is not enough anywhere."""
    if len(word) <= _COMPOUND and word.strip(".,:;!?()«»").isalpha():
        return [word]
    if len(word) <= room:
        return [word]
    half = max(room // 2, 4)
    return [
        piece[i : i + half] for piece in _AFTER_SIGN.split(word) for i in range(0, len(piece), half)
    ]

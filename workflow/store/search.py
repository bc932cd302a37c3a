"""Finding cases by their words, in the table that the database itself keeps true (migration 0008).

A word finds what begins with it, capitals or not; å, ä and ö are letters of their own. Signs are
nothing: ``RUN/536/2021`` is three words that stand beside each other.
"""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, String, bindparam, cast, column, table
from sqlalchemy.dialects.postgresql import TSQUERY

_MOST_WORDS = 8
_SIGNS = re.compile(r"[^\W_]+")

Phrase = tuple[str, ...]


def phrases(text: str) -> tuple[Phrase, ...]:
    """The words of a text, each as the parts that must stand beside each other; signs are none."""
    plain = unicodedata.normalize("NFC", text).lower()
    found = (tuple(_SIGNS.findall(word)) for word in plain.split())
    return tuple(phrase for phrase in found if phrase)[:_MOST_WORDS]


def words_of_cases(dialect: str) -> tuple[FromClause, ColumnElement[int]]:
    """The table of words, and its column of case ids."""
    key = "rowid" if dialect == "sqlite" else "case_id"
    found = table("case_search", column(key), column("words"))
    return found, found.c[key]


def holds(
    dialect: str, found: FromClause, either: Sequence[Sequence[Phrase]], *, is_whole: bool = False
) -> ColumnElement[bool]:
    """The case's words hold every word of one of these, in any order; or begin with each.

    To find what begins so costs the more the more cases hold it, unlike to find whole words.
    """
    ways = [way for way in either if way]
    if dialect == "sqlite":
        return found.c.words.bool_op("MATCH")(" OR ".join(_fts5(way, is_whole) for way in ways))
    # Written into the statement, so that the database sees how common the words are.
    said = " | ".join(_tsquery(way, is_whole) for way in ways)
    asked = bindparam(None, said, String, literal_execute=True)
    return found.c.words.bool_op("@@")(cast(asked, TSQUERY))


def _fts5(way: Sequence[Phrase], is_whole: bool) -> str:  # noqa: FBT001  # said at the one call
    words = (f'"{" ".join(phrase)}"' for phrase in way)
    return f"({' AND '.join(word if is_whole else f'{word} *' for word in words)})"


def _tsquery(way: Sequence[Phrase], is_whole: bool) -> str:  # noqa: FBT001  # said at the one call
    words = (" <-> ".join(f"'{part}'" for part in phrase) for phrase in way)
    return f"({' & '.join(f'({word})' if is_whole else f'({word}:*)' for word in words)})"

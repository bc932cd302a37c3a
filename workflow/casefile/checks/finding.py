"""A fault that shows only when several keys of a case file are read together."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.tomlfile import nearest

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """Which key is wrong (list places counted from 0), and the Swedish sentence about it."""

    path: Path
    text: str


def suggestion(word: str, known: Iterable[str]) -> str:
    """The nearest right name, as a question; where none is near, which names there are."""
    names = sorted(set(known))
    near = nearest(word, names)
    if near is not None:
        return f" Menade du «{near}»?"
    return f" Här finns: {', '.join(names[:12])}." if names else ""

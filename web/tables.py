"""The head of its column on every cell, for the narrow screens that show rows one below another."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

Head = str | Mapping[str, object]
_PART = re.compile(r"<tr\b|<(?P<cell>t[dh])\b(?P<blank>[^>]*>\s*</)?")


def headed(rows: Markup, heads: Sequence[Head]) -> Markup:
    """The rows of a table, where each cell that holds something carries ``data-head``."""
    labels = [head if isinstance(head, str) else str(head["text"]) for head in heads]
    place = 0

    def named(found: re.Match[str]) -> str:
        nonlocal place
        if found["cell"] is None:
            place = 0
            return found[0]
        label = labels[place] if place < len(labels) else ""
        place += 1
        if found["blank"]:
            return found[0]
        return f'<{found["cell"]} data-head="{escape(label)}"'

    return Markup(_PART.sub(named, str(rows)))  # noqa: S704  # what came in was escaped already

"""Characters that a paper can't hold: refused by name, with the place where they stand."""

import re
from collections.abc import Iterator

from workflow.refusals import BadInput

# What XML and PDF have no place for: control characters, halves of characters, non-characters.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def refuse_unfit(source: str, value: object) -> None:
    """``BadInput`` where any text in ``value`` has a character that no file can hold."""
    refuse(source, value, _UNFIT)


def refuse(source: str, value: object, unfit: re.Pattern[str]) -> None:
    """``BadInput`` at the first place in ``value`` that ``unfit`` finds."""
    for text in texts(value):
        found = unfit.search(text)
        if found is not None:
            raise BadInput.about(source, _words(text, found, unfit))


def texts(value: object) -> Iterator[str]:
    """Every text in the tree, whatever holds it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def _words(text: str, found: re.Match[str], unfit: re.Pattern[str]) -> str:
    start = max(found.start() - 20, 0)
    around = unfit.sub("\N{REPLACEMENT CHARACTER}", text[start : start + 40])
    return (
        f"tecknet U+{ord(found[0]):04X} i «{around}» kan inte stå i ett dokument; "
        "ta bort det eller skriv om stället"
    )

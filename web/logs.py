"""The log: one event a line, as text or JSON, with what it was about; nobody can write a line."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from workflow.settings import Operation

# What is at hand while a request is answered: its id, and nothing secret. Empty beside requests.
_AT_HAND: ContextVar[Mapping[str, object]] = ContextVar("at_hand", default={})  # noqa: B039  # never changed

# What a line may say beside its words, in this order: ids and numbers, never names.
FACTS = (
    "request",
    "method",
    "endpoint",
    "status",
    "ms",
    "case",
    "step",
    "outcome",
    "person",
    "error",
)
LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_QUIET = ("apscheduler", "alembic", "urllib3", "pyhanko", "fontTools")


@contextmanager
def at_hand(**facts: object) -> Iterator[None]:
    """Every line that is written meanwhile says these facts too."""
    before = _AT_HAND.set({**_AT_HAND.get(), **facts})
    try:
        yield
    finally:
        _AT_HAND.reset(before)


def remember(**facts: object) -> None:
    """As ``at_hand``, until something else is remembered in this thread."""
    _AT_HAND.set(facts)


def begin(operation: Operation, level: str | None = None) -> None:
    """Let every line of this process go to standard error, as the settings say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LINES[operation.log]())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(LEVELS[level or operation.log_level])
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class JsonLine(logging.Formatter):
    """One object a line, in ASCII: whatever was in a text, it is no line and no escape sequence."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": _instant(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **facts_of(record),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True, default=str)


class TextLine(logging.Formatter):
    """One line for people; what goes with it stands below, each line behind a bar."""

    def format(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {name}={shown(value)}" for name, value in facts_of(record).items())
        event = shown(record.getMessage())
        line = f"{_instant(record)} {record.levelname:<7} {record.name} {event}{facts}"
        if not record.exc_info:
            return line
        below = self.formatException(record.exc_info).splitlines()
        return "\n".join([line, *(f"  | {shown(each)}" for each in below)])


LINES: dict[Literal["text", "json"], type[logging.Formatter]] = {
    "text": TextLine,
    "json": JsonLine,
}


def facts_of(record: logging.LogRecord) -> dict[str, object]:
    """What the line is about: what is at hand, and what it says itself."""
    held = _AT_HAND.get()
    found = {name: getattr(record, name, held.get(name)) for name in FACTS}
    return {name: value for name, value in found.items() if value not in (None, "")}


def shown(value: object) -> str:
    """The value as one line of what can be printed; all else by its number."""
    text = str(value)
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


def _instant(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)

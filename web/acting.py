"""Taking a step from a page: what was refused comes back as sentences, what was done is told."""

from collections.abc import Callable
from typing import TypeVar

from flask import flash
from werkzeug.wrappers import Response

from web.telling import told
from workflow.refusals import BadInput, Conflict, PaperIncomplete, ReadOnly

T = TypeVar("T")

# What a view answers a browser with.
Answer = str | Response | tuple[str, int]

RULES_SAY_NO = 409
FIELDS_ARE_WRONG = 422


def attempt(act: Callable[[], T]) -> tuple[T | None, tuple[str, ...]]:
    """What the act gave, and no reasons; or nothing, and every reason why it was refused."""
    try:
        return act(), ()
    except (Conflict, BadInput, PaperIncomplete, ReadOnly) as error:
        return None, told(error)


def tell(text: str) -> None:
    """What has just happened, shown once at the top of the next page."""
    flash(text)

"""A form that is shown until it is right: it acts, or says at its fields what was refused."""

from collections.abc import Callable
from typing import TypeVar

from flask import redirect, render_template
from werkzeug.wrappers import Response
from wtforms import StringField

from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, tell
from web.forms.base import PageForm
from web.telling import told
from workflow.refusals import BadInput, Conflict, ReadOnly

NO_REASONS: tuple[str, ...] = ()

T = TypeVar("T")


def filled_in(
    form: PageForm,
    act: Callable[[], T],
    done: Callable[[T], Response],
    template: str,
    /,
    **shown: object,
) -> Answer:
    """The form's page until it is right; then it acts, and ``done`` leads on."""
    reasons = NO_REASONS
    if form.is_sent():
        given, reasons = entered(form, act)
        if given is not None:
            return done(given)
    page = render_template(template, form=form, reasons=reasons, **shown)
    return page, status(form, reasons)


def entered(form: PageForm, act: Callable[[], T]) -> tuple[T | None, tuple[str, ...]]:
    """What the act gave; or nothing, with each fault said at its field, and the other reasons."""
    try:
        return act(), ()
    except BadInput as error:
        return None, form.blame_all(error.complaints)
    except (Conflict, ReadOnly) as error:
        return None, told(error)


def done_so(act: Callable[[], None]) -> Callable[[], bool]:
    """An act that gives nothing, as one that says that it was done."""

    def acted() -> bool:
        act()
        return True

    return acted


def led_on(text: str, url: str) -> Response:
    """The page after an act, which says what was done."""
    tell(text)
    return redirect(url, 303)


def said(field: StringField) -> str:
    """What is written in a field of text."""
    return field.data or ""


def status(form: PageForm, reasons: tuple[str, ...]) -> int:
    """The status of a form that comes back: 200 before it is sent."""
    if reasons:
        return RULES_SAY_NO
    return FIELDS_ARE_WRONG if form.errors else 200

"""A step that asks for a reason: the words of its page, and the way from the page to the step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.reasons import ReasonForm
from workflow.facts import Actor
from workflow.operations.office import Office
from workflow.operations.steps import Done

Act = Callable[[Office, int, str, Actor, datetime], Done]
Show = Callable[[ReasonForm, tuple[str, ...]], str]


@dataclass(frozen=True)
class WithReason:
    """A step that asks for a reason, in the words of its page.

    Its button says what the heading says, where it has no words of its own. ``seen`` is what the
    reader was shown as it stood.
    """

    step: str
    act: Act
    heading: str
    explains: tuple[str, ...]
    label: str
    needs: str
    told: str
    button: str = ""
    seen: str = ""


def taken(way: WithReason, id_: int, closed: tuple[str, ...], show: Show, to: str) -> Answer:
    """The page of the step, and then the step on the thing ``id_``; afterwards the page ``to``.

    ``closed`` says why the step can't be taken now, and ``show`` draws the page with reasons.
    """
    form = ReasonForm(data={"seen": way.seen})
    form.needs(way.label, way.needs)
    if request.method == "GET":
        return show(form, closed)
    if not form.validate():
        return show(form, ()), FIELDS_ARE_WRONG
    given = id_, form.reason.data or "", current.actor(), current.at()
    done, reasons = attempt(lambda: way.act(current.office(), *given))
    if done is None:
        return show(form, reasons), RULES_SAY_NO
    tell(way.told)
    return redirect(to, 303)

"""An act that can't be taken now, in words: what it is, why it is closed, and who can take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from web import words
from web.i18n import _
from workflow.chain import BY_NAME


@dataclass(frozen=True)
class ClosedAct:
    """What ``ui.closed`` shows of an act.

    ``elsewhere`` is one for another time: the thing does not stand where it begins.
    """

    text: str
    reasons: Sequence[str]
    who: str = ""
    elsewhere: bool = False


def of_step(step: str, reasons: Sequence[str]) -> ClosedAct:
    """A step of the chain, which those who have its roles can take."""
    who = ", ".join(_(words.ROLES[role]) for role in BY_NAME[step].by)
    return ClosedAct(words.act(step), reasons, who)

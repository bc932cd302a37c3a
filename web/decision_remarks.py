"""What the checker has to say of a decision's own words, and of them only.

Nobody is kept from anything by it, nor asked to tick that it is read. The checker reads patterns,
not meaning, and now and then it is wrong: a rule that closed the way would then be got around by a
worse wording, and a tick that is always given is soon given unread. What is wrong in law is said
where the officer writes, again where they hand over, and to whoever decides, who answers for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents import checker
from documents.checker import Remark
from web.i18n import _
from web.swedish import Swedish
from workflow.facts import Situation


@dataclass(frozen=True)
class Remarks:
    """``grave`` are about law or about what is decided; ``language`` is all else."""

    grave: tuple[str, ...]
    language: tuple[str, ...]


NO_REMARKS = Remarks((), ())


def remarks(situation: Situation) -> Remarks:
    """The remarks on the words of the decision as they are saved."""
    found = checker.check_decision(situation)
    grave, notes = checker.grave(found), checker.notes(found)
    others = [each for each in found if each not in (*grave, *notes)]
    return Remarks(_in_words(grave), _in_words(others))


def remarks_on(situation: Situation, title: str, text: tuple[str, ...]) -> Remarks:
    """The remarks on words that are typed and not saved yet."""
    decision = replace(situation.the_decision(), title=title, text=text)
    return remarks(replace(situation, decision=decision))


def told(remark: Remark) -> str:
    """The words, and what is said of them: ``”1991:900”: Den kommunallagen är upphävd.``."""
    return Swedish(f"”{remark.found.strip() or remark.found}”: {remark.text}")


def _in_words(found: Sequence[Remark]) -> tuple[str, ...]:
    return tuple(Swedish(f"{each.where}, {told(each)}") for each in found)


def counted(found: Remarks) -> str:
    """What the row of what is left says of them; empty where there is nothing to say."""
    if not found.grave:
        return ""
    return _(
        "Granskaren har anmärkningar som du behöver läsa: %(count)s. De står här nedanför.",
        count=len(found.grave),
    )

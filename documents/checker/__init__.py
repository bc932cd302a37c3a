"""Granskaren: finds the slips in a draft and says what to write instead, with its suggestion.

``model`` says what a draft, a rule and a remark are; ``rules`` is the table of every rule;
``textdraft``, ``paperdraft`` and ``situationdraft`` make drafts, ``reading`` makes them of files.
"""

from documents.checker.checking import apply, check, check_text, corrected, grave, notes
from documents.checker.model import Draft, Known, Passage, Remark, Role, Rule, Section
from documents.checker.paperdraft import draft_of_paper
from documents.checker.rules import RULES
from documents.checker.situationdraft import draft_of_decision, draft_of_situation, known_in
from documents.parts import Paper
from workflow.facts import Situation

__all__ = [
    "RULES",
    "Draft",
    "Known",
    "Passage",
    "Remark",
    "Role",
    "Rule",
    "Section",
    "apply",
    "check",
    "check_decision",
    "check_paper",
    "check_situation",
    "check_text",
    "corrected",
    "grave",
    "known_in",
    "notes",
]


def check_paper(paper: Paper, known: Known | None = None) -> tuple[Remark, ...]:
    """Remarks on a paper as it will be printed."""
    return check(draft_of_paper(paper, known or Known()))


def check_decision(situation: Situation) -> tuple[Remark, ...]:
    """Remarks on the ärendemening and the ärendebeskrivning of the situation's decision."""
    return check(draft_of_decision(situation))


def check_situation(situation: Situation) -> tuple[Remark, ...]:
    """Remarks on what is typed in a case; what the house's papers set by themselves is no fault."""
    return check(draft_of_situation(situation))

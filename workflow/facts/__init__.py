"""What a rule, a paper or a letter may know: frozen facts, read once and never changed."""

from workflow.facts.decisions import (
    Basis,
    Decider,
    Decision,
    Delivery,
    Dispatch,
    ListedDecision,
    Notice,
    PaperRef,
    adopted,
)
from workflow.facts.mandates import ConflictOfInterest, Delegation, Ground, GroundKind, Register
from workflow.facts.office import Case, Committee, House, Meeting, Programme, Region, YearCalendar
from workflow.facts.people import Actor, Holding, Party, Person, Post
from workflow.facts.plans import (
    Choice,
    Funding,
    Measure,
    Opinion,
    Outcome,
    OutcomeStatus,
    Plan,
    Target,
)
from workflow.facts.situation import Ask, DraftText, Given, Situation, local_date

__all__ = [
    "Actor",
    "Ask",
    "Basis",
    "Case",
    "Choice",
    "Committee",
    "ConflictOfInterest",
    "Decider",
    "Decision",
    "Delegation",
    "Delivery",
    "Dispatch",
    "DraftText",
    "Funding",
    "Given",
    "Ground",
    "GroundKind",
    "Holding",
    "House",
    "ListedDecision",
    "Measure",
    "Meeting",
    "Notice",
    "Opinion",
    "Outcome",
    "OutcomeStatus",
    "PaperRef",
    "Party",
    "Person",
    "Plan",
    "Post",
    "Programme",
    "Region",
    "Register",
    "Situation",
    "Target",
    "YearCalendar",
    "adopted",
    "local_date",
]

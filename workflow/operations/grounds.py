"""A ground as it is entered: a paragraph of the minutes carries the year of its own day."""

from collections.abc import Iterator

from workflow.facts import Ground, GroundKind
from workflow.references import paragraph_of
from workflow.refusals import Complaint


def faults(ground: Ground, entered: str) -> Iterator[Complaint]:
    """What is wrong with it; ``entered`` says in Swedish what rests on it."""
    if ground.kind is not GroundKind.COMMITTEE_DECISION:
        return
    try:
        paragraph_of(ground.label, ground.decided_on)
    except ValueError as error:
        yield Complaint(entered, None, "ground_label", f"{error}.")

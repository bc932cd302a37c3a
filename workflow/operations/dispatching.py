"""Dispatch (expediering): each recipient gets its copy once, and confirms it."""

from datetime import datetime

from workflow.facts import Actor, Ask, Given
from workflow.operations.office import Office
from workflow.operations.steps import Done, take_step
from workflow.states import Thing
from workflow.store.situations import Subject

NOTHING = Given()


def dispatch(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """Order an utdrag with cover letter to every recipient of the frozen list."""
    return _take(office, decision_id, office.ask("dispatch", actor, at, Given()))


def acknowledge(
    office: Office, decision_id: int, actor: Actor, at: datetime, given: Given = NOTHING
) -> Done:
    """The bearer of a recipient's link confirms its copy (kvittens).

    ``given`` may tell who confirms, and under which reference the recipient has registered it.
    """
    return _take(office, decision_id, office.ask("acknowledge", actor, at, given))


def acknowledge_otherwise(
    office: Office, decision_id: int, party_id: int, how: str, actor: Actor, at: datetime
) -> Done:
    """The registrar notes that a recipient has confirmed in another way, and ``how``."""
    given = Given(party_id=party_id, reason=how)
    return _take(office, decision_id, office.ask("acknowledge", actor, at, given))


def complete(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """Every recipient has confirmed: the dispatch is done."""
    return _take(office, decision_id, office.ask("complete", actor, at, Given()))


def _take(office: Office, decision_id: int, ask: Ask) -> Done:
    return take_step(office, Subject(Thing.DISPATCH, decision_id), ask)

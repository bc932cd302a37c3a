"""Deciding under delegation: always a person, with the mandate asked of the register that day."""

from datetime import datetime

from sqlalchemy import Connection

from workflow.facts import Actor, Ask, ConflictOfInterest, Given, Situation
from workflow.operations.office import Office
from workflow.operations.steps import Done, take_step
from workflow.states import Thing
from workflow.store import register
from workflow.store.situations import Subject


def decide(
    office: Office,
    decision_id: int,
    seen: frozenset[str],
    actor: Actor,
    at: datetime,
    deputy_reason: str = "",
) -> Done:
    """Decide (besluta): every plan of the decision is adopted, notice and dispatch begin.

    ``seen`` are the SHA-256 of the papers that the decider was shown; where they are not those
    that were submitted nothing is decided. ``deputy_reason`` says why a deputy decides.
    """
    given = Given(seen=seen, deputy_reason=deputy_reason)
    return _take(office, decision_id, office.ask("decide", actor, at, given))


def send_back(office: Office, decision_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Send the matter back to the officer with a reason (skicka tillbaka)."""
    return _take(office, decision_id, office.ask("send_back", actor, at, Given(reason=reason)))


def refer(office: Office, decision_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Leave the matter to the committee with a reason (hänskjuta)."""
    return _take(office, decision_id, office.ask("refer", actor, at, Given(reason=reason)))


def leave_to_committee(
    office: Office, decision_id: int, reason: str, actor: Actor, at: datetime
) -> Done:
    """Leave a submitted matter to the committee where no delegate can decide it (lämna över)."""
    ask = office.ask("leave_to_committee", actor, at, Given(reason=reason))
    return _take(office, decision_id, ask)


def hand_back(office: Office, decision_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Note that the committee does not decide: the matter is a draft again (återlämna)."""
    return _take(office, decision_id, office.ask("hand_back", actor, at, Given(reason=reason)))


def correct(office: Office, decision_id: int, reason: str, actor: Actor, at: datetime) -> Done:
    """Correct a slip of the pen (rätta): a paper of its own; the decided bytes never change."""
    return _take(office, decision_id, office.ask("correct", actor, at, Given(reason=reason)))


def declare_conflict(
    office: Office, decision_id: int, ground: str, actor: Actor, at: datetime
) -> Done:
    """Declare one's own conflict of interest (anmäla jäv): one takes no further part."""

    def also(connection: Connection, after: Situation) -> None:
        conflict = ConflictOfInterest(actor.person_id or 0, decision_id, ground.strip(), at)
        register.add_conflict(connection, after.case.committee.id, conflict)

    ask = office.ask("declare_conflict", actor, at, Given(reason=ground))
    return take_step(office, Subject(Thing.DECISION, decision_id), ask, also)


def _take(office: Office, decision_id: int, ask: Ask) -> Done:
    return take_step(office, Subject(Thing.DECISION, decision_id), ask)

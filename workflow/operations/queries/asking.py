"""May somebody take a step now? Every reason why not, as sentences; asking leaves no trace."""

from datetime import datetime

from workflow.chain import BY_NAME
from workflow.facts import Actor, Ask
from workflow.machine import refusals_of
from workflow.operations.office import Office
from workflow.reasons import sentence
from workflow.store import situations
from workflow.store.engine import reading
from workflow.store.situations import Subject


def why_not(
    office: Office, step: str, subject_id: int, actor: Actor, at: datetime
) -> tuple[str, ...]:
    """Why the step is closed to the actor; nothing where it is open.

    ``subject_id`` is the plan's, or else the decision's.
    """
    ask = Ask(step, actor, at, None, office.time_zone)
    wanted = BY_NAME[step]
    with reading(office.engine) as connection:
        subject = Subject(wanted.thing, subject_id)
        situation = situations.read(connection, subject, wanted, ask.on)
    return tuple(sentence(refusal) for refusal in refusals_of(wanted, situation, ask))

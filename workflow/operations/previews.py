"""A step's papers as they would be, drawn from the facts of now: nothing is moved or recorded."""

from collections.abc import Iterator
from dataclasses import replace

from workflow.after import after as facts_after
from workflow.chain import BY_NAME
from workflow.expansion import paper_asks
from workflow.facts import Ask
from workflow.machine import Outcome, take
from workflow.operations.office import Office
from workflow.orders import Paper, PaperAsk
from workflow.store import situations
from workflow.store.engine import reading
from workflow.store.situations import Subject


def papers_of_step(office: Office, subject: Subject, ask: Ask) -> tuple[PaperAsk, ...]:
    """What the step would draw up if it were taken now; raises ``Refused`` where it can't be."""
    with reading(office.engine) as connection:
        before = situations.read(connection, subject, BY_NAME[ask.step], ask.on)
    outcome = take(before, ask)
    after = facts_after(before, outcome, ask)
    return tuple(
        replace(paper, check_at=office.check_at)
        for order in _papers(outcome)
        for paper in paper_asks(order, after, ask)
    )


def _papers(outcome: Outcome) -> Iterator[Paper]:
    return (order for order in outcome.orders if isinstance(order, Paper))

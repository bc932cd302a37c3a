"""What must always hold, asked of a database as it stands: its tables against its own history.

I1 one decision for each round. I2 the decider had the mandate that day. I3 the record (``verify``).
I4 each state is the record's. I5 each decision has its papers. I6 each recipient has its copy.
I7 no letter without its step. I8 each reminder is one. I9 each step was somebody's to take. I10
what was signed stays. I11, that nothing acknowledged is lost, needs the memory of those who acted.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from workflow.checking import Finding
from workflow.ports import Files
from workflow.store.invariants import decided, letters, mandates, papers, reminded, roles, states
from workflow.store.invariants.acts import Rule, read_acts
from workflow.store.verify import verify_record

RULES: tuple[Callable[[Connection], Rule], ...] = (
    decided.OneDecision,
    mandates.Mandates,
    states.States,
    papers.Papers,
    letters.Copies,
    letters.Ordered,
    reminded.Reminders,
    roles.Roles,
    decided.Signed,
)


def check_store(connection: Connection, handed: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Everything but the record itself; ``handed`` are the Message-IDs that have left the house."""
    rules = [make(connection) for make in RULES]
    for act in read_acts(connection):
        for rule in rules:
            rule.see(act)
    found = [finding for rule in rules for finding in rule.findings(connection)]
    return (*found, *letters.unknown(connection, handed))


def everything(
    connection: Connection, files: Files, key: bytes | None, handed: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The record and its papers first, then all else that must hold."""
    return (*verify_record(connection, files, key), *check_store(connection, handed))

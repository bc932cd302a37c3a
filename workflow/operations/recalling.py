"""Letters of a decision that a court has repealed: what has not left is stopped."""

from sqlalchemy import Connection, select, update

from workflow.facts import Situation
from workflow.operations.mending import STOPPABLE
from workflow.states import DutyKind, LetterKind
from workflow.store import tables as t
from workflow.store.outbox import MAYBE
from workflow.store.tables import LetterState

REPEALED = "Beslutet är upphävt. Brevet skickades inte."
NOT_AGAIN = "Beslutet är upphävt. Brevet skickas inte igen."


def recall(connection: Connection, situation: Situation) -> None:
    """Stop the copies, and the reminders to confirm them, that nobody has handed to a server.

    Within the caller's write transaction, which holds the notice: no new ones come meanwhile.
    """
    copies = {copy.id for copy in situation.dispatch.deliveries} if situation.dispatch else set()
    waiting = select(t.letter.c.id, t.letter.c.key, t.letter.c.delivery_id, t.letter.c.problem)
    kinds = (LetterKind.UTDRAG.value, LetterKind.REMINDER.value)
    mine = waiting.where(t.letter.c.case_id == situation.case.id, t.letter.c.kind.in_(kinds))
    about = _reminders(connection, situation)
    for row in connection.execute(mine.where(STOPPABLE)).all():
        if row.delivery_id in copies or row.key.startswith(about):
            columns = {"state": LetterState.WITHDRAWN, "claimed_by": "", "lease_until": None}
            stopped = update(t.letter).where(t.letter.c.id == row.id, STOPPABLE)
            connection.execute(stopped, {**columns, "problem": _why(row.problem)})


def _why(problem: str) -> str:
    """That a letter may have arrived still stands: its reader is then told of the repeal."""
    return f"{problem.rstrip('.')}. {NOT_AGAIN}" if problem.startswith(MAYBE) else REPEALED


def _reminders(connection: Connection, situation: Situation) -> tuple[str, ...]:
    """What the keys of the reminders to confirm a copy begin with."""
    duties = select(t.duty.c.id).where(
        t.duty.c.decision_id == situation.the_decision().id,
        t.duty.c.kind == DutyKind.ACKNOWLEDGE.value,
    )
    ids = connection.execute(duties).scalars()
    return tuple(f"{situation.case.reference}/duty-{each}/" for each in ids)

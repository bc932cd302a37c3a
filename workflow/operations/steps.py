"""Taking one step, from the facts to the commit: what every use case of the chain goes through.

1. Read the situation in one short read. 2. Ask the rules: every refusal becomes an entry of the
record. 3. Draw up papers and keep them, synced to disk, while no lock is held. 4. One write
transaction: compare-and-set on every version read, then rows, papers, letters, duties and the
entry. Where a version moved, the step starts over once from the facts, and what the rules then
say is the answer. Nothing leaves here: letters are rows until ``jobs`` carries them out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from workflow.after import after as facts_after
from workflow.amending import Changed, changes
from workflow.chain import BY_NAME
from workflow.facts import Ask, Situation
from workflow.machine import Outcome, take
from workflow.operations import entries, letters, papers, watch
from workflow.operations.measured import measured
from workflow.operations.office import Office
from workflow.refusals import Earlier, Outpaced, Refused
from workflow.states import Thing
from workflow.store import moves, record, situations
from workflow.store.engine import asking, reading, writing
from workflow.store.plainly import one_journey
from workflow.store.situations import Subject

Also = Callable[[Connection, Situation], None]
Read = Callable[[Connection], Situation]
Write = Callable[[Connection, Situation, Situation], Situation]

# Another case may take a number first any number of times, and each time one decision is made.
NUMBER_TRIES = 100
# What moves a thing starts over once. What leaves it where it stands, as ten recipients who
# confirm at once, starts over as often as others get in between: nobody's act is lost by it.
RESTARTS, RESTARTS_IN_PLACE = 1, 50


@dataclass(frozen=True)
class Done:
    """A step that was taken: the facts after it."""

    step: str
    situation: Situation

    @property
    def subject_id(self) -> int:
        """The id of the decision, or else of the plan, that the step was taken on."""
        decision = self.situation.decision
        return decision.id if decision else self.situation.plans[0].id


def nothing_else(connection: Connection, situation: Situation) -> None:
    """Most steps write nothing beyond what they move and order."""


def take_step(office: Office, subject: Subject, ask: Ask, also: Also = nothing_else) -> Done:
    """Take a step on a thing that exists; ``also`` writes its own rows in the same transaction.

    Raises ``Refused`` with every reason, ``Outpaced`` where somebody else moved the thing
    twice meanwhile, ``NotFound``, ``PaperIncomplete``.
    """
    step = BY_NAME[ask.step]

    def read(connection: Connection) -> Situation:
        return situations.read(connection, subject, step, ask.on)

    def write(connection: Connection, before: Situation, after: Situation) -> Situation:
        moves.write(connection, before, after, step.thing)
        also(connection, after)
        return after

    return run(office, ask, read, write)


@measured
def run(office: Office, ask: Ask, read: Read, write: Write) -> Done:
    """The walk of one step; ``write`` moves or creates the thing and gives the facts with ids."""
    restarts = RESTARTS if BY_NAME[ask.step].target else RESTARTS_IN_PLACE
    for _ in range(NUMBER_TRIES):
        with asking(office.engine) as connection:
            before = read(connection)
        outcome = _ask_the_rules(office, before, ask)
        after = facts_after(before, outcome, ask)
        drawn = papers.draw(office, outcome, after, ask)
        try:
            return _commit(office, ask, outcome, before, after, drawn, write)
        except moves.NumberTaken:
            continue
        except moves.Moved:
            if not restarts:
                raise Outpaced(ask.step, _earlier(office, before)) from None
            restarts -= 1
    raise Outpaced(ask.step)


def _earlier(office: Office, before: Situation) -> Earlier | None:
    """Who moved things last in the case: the one that got there first."""
    with reading(office.engine) as connection:
        return record.newest_step(connection, before.case.id)


def _ask_the_rules(office: Office, before: Situation, ask: Ask) -> Outcome:
    try:
        return take(before, ask)
    except Refused as refused:
        with writing(office.engine) as connection:
            body = entries.refused(before, ask, refused)
            record.append(connection, before.case.id, body, office.key)
        raise


def _commit(
    office: Office,
    ask: Ask,
    outcome: Outcome,
    before: Situation,
    after: Situation,
    drawn: papers.Drawn,
    write: Write,
) -> Done:
    with writing(office.engine) as connection:
        written = write(connection, before, after)
        papers.keep(connection, written, outcome, ask, drawn)
        _open_things(connection, outcome, written)
        with one_journey(connection):
            sent = letters.order(connection, office, outcome, written, ask)
            watched = watch.order(connection, outcome, written, ask)
            changed = _put_right(ask, before, written)
            body = entries.taken(written, outcome, ask, drawn, sent, watched, changed)
            record.append(connection, written.case.id, body, office.key)
    return Done(ask.step, written)


def _put_right(ask: Ask, before: Situation, after: Situation) -> tuple[Changed, ...]:
    """What was entered wrongly stands in the record beside what is right."""
    if ask.step != "amend_notice" or before.notice is None or after.notice is None:
        return ()
    return changes(before.notice, after.notice)


def _open_things(connection: Connection, outcome: Outcome, written: Situation) -> None:
    for thing in papers.opened(outcome):
        decision_id = written.the_decision().id
        if thing is Thing.NOTICE:
            moves.open_notice(connection, decision_id)
        else:
            moves.open_dispatch(connection, decision_id, written)

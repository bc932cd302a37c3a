"""A letter that did not get there: somebody is told, and a lost utdrag is watched till mended."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.chain import BY_NAME
from workflow.duties import RULES
from workflow.expansion import DutyRow, addressees
from workflow.facts import Actor, Given, Situation, local_date
from workflow.operations import letters, watch
from workflow.operations.office import Office
from workflow.orders import LetterAsk, Lost
from workflow.states import (
    ActorKind,
    DutyKind,
    HouseLetter,
    LetterKind,
    NoticeState,
    Thing,
    To,
)
from workflow.store import outbox, situations
from workflow.store import tables as t
from workflow.store.situations import Subject

POSTMAN = Actor(ActorKind.SYSTEM, "Posten", frozenset())
# A letter's key says what it is about: the step on a plan or a decision, or a duty.
_ABOUT = re.compile(r"/(plan|decision|notice|dispatch|duty)-(\d+)/")


@dataclass(frozen=True)
class About:
    """What a letter is about; ``party_id`` is set where it bears a recipient's utdrag."""

    subject: Subject | None
    party_id: int | None = None

    def thing(self, case_id: int) -> tuple[str, int]:
        """What an entry of the record says that it is about: else the case."""
        if self.subject is None:
            return "case", case_id
        return str(self.subject.thing), self.subject.id


def note(connection: Connection, office: Office, letter_id: int, at: datetime) -> None:
    """Tell of a letter that failed for good or came back; twice is once.

    Within the caller's write transaction. A lost utdrag, or a lost reminder of one, becomes the
    registrar's duty to mend, unless it has been sent anew since. Of a lost message about a loss
    nobody is told: it would never end.
    """
    letter = connection.execute(select(t.letter).where(t.letter.c.id == letter_id)).one()
    if letter.kind in (LetterKind.UNDELIVERED, *HouseLetter):
        return
    on = local_date(at, office.time_zone)
    about = about_of(connection, letter)
    if _has_newer(connection, letter, about):
        return
    situation = _situation(connection, letter.case_id, about.subject, on)
    duty = None
    if about.party_id is not None and _is_waited_for(situation, about.party_id):
        _watch(connection, situation, about.party_id, on)
        duty = DutyKind.MEND
    _tell(connection, office, situation, letter, duty, at)


def about_of(connection: Connection, letter: Row[Any]) -> About:
    """The plan or decision of a letter, and whose utdrag it bears or reminds of."""
    if letter.delivery_id is not None:
        return _about_delivery(connection, letter.delivery_id)
    found = _ABOUT.search(letter.key)
    if found is None:
        return About(None)
    thing, row_id = found[1], int(found[2])
    if thing == "duty":
        return _about_duty(connection, row_id)
    if thing in ("notice", "dispatch"):
        table = t.metadata.tables[thing]
        of = select(table.c.decision_id).where(table.c.id == row_id)
        return About(Subject(Thing.DECISION, connection.execute(of).scalar_one()))
    return About(Subject(Thing(thing), row_id))


def _about_delivery(connection: Connection, delivery_id: int) -> About:
    row = connection.execute(
        select(t.dispatch.c.decision_id, t.delivery.c.party_id)
        .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.delivery.c.id == delivery_id)
    ).one()
    return About(Subject(Thing.DECISION, row.decision_id), row.party_id)


def _about_duty(connection: Connection, duty_id: int) -> About:
    row = connection.execute(select(t.duty).where(t.duty.c.id == duty_id)).one_or_none()
    if row is None:
        return About(None)
    if row.plan_id is not None:
        return About(Subject(Thing.PLAN, row.plan_id))
    of_utdrag = row.kind == DutyKind.ACKNOWLEDGE
    return About(Subject(Thing.DECISION, row.decision_id), row.party_id if of_utdrag else None)


def _has_newer(connection: Connection, letter: Row[Any], about: About) -> bool:
    """Whether the recipient's utdrag has been sent anew since, as to an address put right."""
    if about.party_id is None or about.subject is None:
        return False
    newer = (
        select(t.letter.c.id)
        .join(t.delivery, t.delivery.c.id == t.letter.c.delivery_id)
        .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.dispatch.c.decision_id == about.subject.id)
        .where(t.delivery.c.party_id == about.party_id, t.letter.c.id > letter.id)
    )
    return connection.execute(newer).first() is not None


def _situation(
    connection: Connection, case_id: int, subject: Subject | None, on: date
) -> Situation:
    if subject is None:
        return situations.of_case(connection, case_id, on)
    step = BY_NAME["answer" if subject.thing is Thing.PLAN else "dispatch"]
    return situations.read(connection, subject, step, on)


def _is_waited_for(situation: Situation, party_id: int) -> bool:
    """Whether the recipient has yet to confirm its copy; of one that is repealed, never."""
    if situation.notice is not None and situation.notice.state is NoticeState.REPEALED:
        return False
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    return any(each.party.id == party_id and each.settled_on is None for each in deliveries)


def _watch(connection: Connection, situation: Situation, party_id: int, on: date) -> None:
    rule = RULES[DutyKind.MEND]
    duty = DutyRow(
        DutyKind.MEND,
        To.REGISTRAR,
        rule.due_on(situation, None, on),
        rule.why,
        decision_id=situation.the_decision().id,
        party_id=party_id,
    )
    watch.begin(connection, duty, situation, on)


def _tell(
    connection: Connection,
    office: Office,
    situation: Situation,
    letter: Row[Any],
    duty: DutyKind | None,
    at: datetime,
) -> None:
    """One letter to the registrar and one to the officer; one alone where they are the same."""
    ask = office.ask("undelivered", POSTMAN, at, Given())
    told = dict.fromkeys(
        each for to in (To.REGISTRAR, To.OFFICER) for each in addressees(to, situation, ask)
    )
    lost = Lost(letter.to_name, letter.to_email, letter.subject, letter.problem)
    for each in told:
        key = f"{situation.case.reference}/letter-{letter.id}/undelivered/p{each.person_id}"
        if not outbox.is_ordered(connection, key):
            word = LetterAsk(LetterKind.UNDELIVERED, situation, each, ask.on, duty=duty, lost=lost)
            letters.post(connection, office, word, key, at)

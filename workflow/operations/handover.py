"""Handover (överlämning): a leaver's cases and their duties go to another, in one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select, update

from workflow.facts import Person
from workflow.operations import entries, leaving, letters
from workflow.operations.office import Office
from workflow.operations.register_record import By
from workflow.orders import Addressee, Handed, LetterAsk
from workflow.refusals import Refusal, Refused
from workflow.states import DutyKind, LetterKind, Role, To
from workflow.store import absences, people, record, situations
from workflow.store import tables as t
from workflow.store.engine import writing

STEP = "hand_over"
_SWEDISH = "lämna över ärenden"


@dataclass(frozen=True)
class Handover:
    """Whose cases go to whom, from which day; ``last_on`` ends the giver's roles and posts."""

    giver_id: int
    receiver_id: int
    case_ids: tuple[int, ...]
    since: date
    last_on: date | None = None


@dataclass(frozen=True)
class _People:
    """Who gives and who receives, and who does it, on which local day."""

    giver: Person
    receiver: Person
    by: By
    today: date


def hand_over(office: Office, given: Handover, by: By) -> tuple[str, ...]:
    """Hand over cases; gives their references. ``Refused`` with every reason, and nothing done.

    An administrator hands over anybody's cases and may end the giver's roles and posts; an
    officer hands over the own cases. Both are told by letter.
    """
    with writing(office.engine) as connection:
        today = by.on(office)
        giver = people.person(connection, given.giver_id, today)
        receiver = people.person(connection, given.receiver_id, today)
        who, held = _People(giver, receiver, by, today), _held(connection, given.giver_id)
        reasons = tuple(_refusals(connection, given, who, held))
        if reasons:
            raise Refused(STEP, reasons)
        cases = [case for case in held if case.id in given.case_ids]
        _move(connection, office, given, who, cases)
        if given.last_on is not None:
            leaving.end_all(connection, office, given.giver_id, given.last_on, by)
        _tell(connection, office, given, who, cases)
    return tuple(case.reference for case in cases)


def _held(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """The person's cases, held until the end of the transaction, in order of their references."""
    mine = select(t.matter_case).where(t.matter_case.c.officer_id == person_id)
    rows = connection.execute(mine.order_by(t.matter_case.c.id).with_for_update()).all()
    return sorted(rows, key=lambda row: str(row.reference))


def _refusals(
    connection: Connection, given: Handover, who: _People, held: Sequence[Row[Any]]
) -> Iterator[Refusal]:
    """Every reason why the cases can't be handed over so."""
    yield from _not_theirs(given, who)
    yield from _wrong_receiver(connection, who)
    if given.since > who.today:
        yield Refusal.of("handover_day_ahead", today=who.today)
    if not given.case_ids:
        yield Refusal.of("handover_without_cases")
    for reference in _not_the_givers(connection, given, held):
        yield Refusal.of("case_not_the_givers", person=who.giver.name, reference=reference)
    if given.last_on is not None:
        yield from _cannot_leave(connection, given, who, held, given.last_on)


def _not_theirs(given: Handover, who: _People) -> Iterator[Refusal]:
    actor = who.by.actor
    own = actor.person_id == given.giver_id and Role.OFFICER in actor.roles
    if Role.ADMINISTRATOR not in actor.roles and (not own or given.last_on is not None):
        yield Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH)


def _wrong_receiver(connection: Connection, who: _People) -> Iterator[Refusal]:
    receiver = who.receiver
    if receiver.id == who.giver.id:
        yield Refusal.of("handover_to_oneself", person=receiver.name)
        return
    if Role.OFFICER not in people.roles_of(connection, receiver.id, who.today):
        yield Refusal.of("receiver_lacks_role", person=receiver.name)
    absence = absences.away(connection, who.today).get(receiver.id)
    if absence is not None:
        first_on, last_on = absence.first_on, absence.last_on
        yield Refusal.of(
            "receiver_is_away", person=receiver.name, first_on=first_on, last_on=last_on
        )


def _not_the_givers(
    connection: Connection, given: Handover, held: Sequence[Row[Any]]
) -> Iterator[str]:
    """Cases that somebody has handed over meanwhile, or that never were the giver's."""
    others = set(given.case_ids) - {case.id for case in held}
    named = select(t.matter_case.c.reference).where(t.matter_case.c.id.in_(sorted(others)))
    yield from sorted(connection.execute(named).scalars())


def _cannot_leave(
    connection: Connection, given: Handover, who: _People, held: Sequence[Row[Any]], last_on: date
) -> Iterator[Refusal]:
    if last_on < who.today:
        yield Refusal.of("last_day_has_passed", last_on=last_on, today=who.today)
    left = [case.reference for case in held if case.id not in given.case_ids]
    if left:
        named = ", ".join(left)
        yield Refusal.of("cases_left_behind", person=who.giver.name, references=named)
    yield from leaving.left_to_nobody(connection, given.giver_id, last_on)


def _move(
    connection: Connection,
    office: Office,
    given: Handover,
    who: _People,
    cases: Sequence[Row[Any]],
) -> None:
    """The cases' officer changes, and each case's own record says so."""
    ids = [case.id for case in cases]
    moved = update(t.matter_case).where(t.matter_case.c.id.in_(ids))
    connection.execute(moved.values(officer_id=given.receiver_id))
    said = {
        "from": who.giver.name,
        "to": who.receiver.name,
        "from_id": given.giver_id,
        "to_id": given.receiver_id,
        "since": given.since.isoformat(),
    }
    for case in cases:
        body = entries.noted(STEP, "case", case.id, said, who.by.actor, who.by.at)
        record.append(connection, case.id, body, office.key)


def _tell(
    connection: Connection,
    office: Office,
    given: Handover,
    who: _People,
    cases: Sequence[Row[Any]],
) -> None:
    """One letter to each of the two, about all the cases; it lies with the first of them."""
    situation = situations.of_case(connection, cases[0].id, who.today)
    handed = Handed(
        who.giver.name,
        who.receiver.name,
        given.since,
        tuple((case.reference, case.title) for case in cases),
        _duties(connection, cases),
    )
    for person in (who.giver, who.receiver):
        to = Addressee(person.name, person.email, person_id=person.id)
        letter = LetterAsk(LetterKind.HANDED_OVER, situation, to, who.today, handed=handed)
        # The case may come back to the same officer: the instant keeps the letters apart.
        key = f"{cases[0].reference}/{STEP}/{entries.utc(who.by.at)}/p{person.id}"
        letters.post(connection, office, letter, key, who.by.at)


def _duties(
    connection: Connection, cases: Sequence[Row[Any]]
) -> tuple[tuple[str, DutyKind, date], ...]:
    """What is due in the cases and is the officer's to do, the first due first."""
    references = {case.id: case.reference for case in cases}
    query = (
        select(t.duty.c.case_id, t.duty.c.kind, t.duty.c.due_on)
        .where(t.duty.c.case_id.in_(references), t.duty.c.settled_on.is_(None))
        .where(t.duty.c.role_to == To.OFFICER.value)
        .order_by(t.duty.c.due_on, t.duty.c.id)
    )
    return tuple(
        (references[row.case_id], DutyKind(row.kind), row.due_on)
        for row in connection.execute(query)
    )

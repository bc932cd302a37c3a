"""Mending a dispatch: a copy sent again, a letter in doubt settled, one that waits stopped."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update

from workflow.facts import Actor, Given, Situation, local_date
from workflow.operations import entries, undelivered
from workflow.operations.office import Office
from workflow.operations.steps import Done, take_step
from workflow.refusals import NotFound, Refusal, Refused
from workflow.states import Role, Thing
from workflow.store import outbox, record
from workflow.store import tables as t
from workflow.store.engine import writing
from workflow.store.situations import Subject
from workflow.store.tables import LetterState

SETTLE, WITHDRAW = "settle_unsure", "withdraw"
_SWEDISH = {SETTLE: "avgöra om brevet är skickat", WITHDRAW: "avbryta försändelsen"}
# What has not been handed to a server, or only perhaps; what is being handed now goes on. A sender
# that has taken a letter but not begun with it finds that the letter is no longer its own.
STOPPABLE = or_(
    t.letter.c.state.in_((LetterState.WAITING, LetterState.MAYBE, LetterState.HELD)),
    and_(t.letter.c.state == LetterState.CLAIMED.value, t.letter.c.handing_at.is_(None)),
)
_UNSURE = (LetterState.MAYBE, LetterState.HELD)


class Unsure(StrEnum):
    """What a person says of a letter that may or may not have left."""

    AGAIN = "again"
    SENT = "sent"


def resend(
    office: Office,
    decision_id: int,
    party_id: int,
    actor: Actor,
    at: datetime,
    *,
    address: str = "",
    reason: str,
) -> Done:
    """Send a recipient its copy again, to a new address where one is given.

    The same papers in a new letter; what still waits of the old one is stopped, and where the
    address is new the old one's link is no longer good.
    """
    given = Given(party_id=party_id, address=address.strip(), reason=reason)
    on = local_date(at, office.time_zone)

    def also(connection: Connection, after: Situation) -> None:
        copies = after.dispatch.deliveries if after.dispatch else ()
        (delivery_id,) = (copy.id for copy in copies if copy.party.id == party_id)
        mine = t.letter.c.delivery_id == delivery_id
        stopped = update(t.letter).where(mine, STOPPABLE)
        connection.execute(stopped, {"state": LetterState.WITHDRAWN, "problem": outbox.REPLACED})
        if address.strip():
            links = update(t.personal_link).where(t.personal_link.c.delivery_id == delivery_id)
            valid = links.where(t.personal_link.c.expires_on >= on)
            connection.execute(valid, {"expires_on": on - timedelta(days=1)})

    ask = office.ask("resend", actor, at, given)
    return take_step(office, Subject(Thing.DISPATCH, decision_id), ask, also)


def settle_unsure(office: Office, letter_id: int, says: Unsure, actor: Actor, at: datetime) -> None:
    """A person settles what became of a letter that may have left: send it again, or it left."""
    with writing(office.engine) as connection:
        letter = _letter(connection, letter_id, SETTLE, actor)
        columns: dict[str, object] = {"state": LetterState.SENT, "sent_at": at, "problem": ""}
        if says is Unsure.AGAIN:
            columns = {"state": LetterState.WAITING, "next_at": at, "handing_at": None}
        mine = update(t.letter).where(t.letter.c.id == letter_id, t.letter.c.state.in_(_UNSURE))
        if connection.execute(mine, columns).rowcount != 1:
            raise Refused(SETTLE, (Refusal.of("letter_not_unsure", party=letter.to_name),))
        if says is Unsure.SENT and letter.delivery_id is not None:
            outbox.count_as_sent(connection, letter.delivery_id)
        said = "Skickas igen." if says is Unsure.AGAIN else "Räknas som skickat."
        _note(connection, office, letter, SETTLE, f"{letter.to_name}: {said}", actor, at)


def withdraw(office: Office, letter_id: int, why: str, actor: Actor, at: datetime) -> None:
    """Stop a letter that has not left; who stopped it, and why, stands with it and on record."""
    with writing(office.engine) as connection:
        letter = _letter(connection, letter_id, WITHDRAW, actor)
        if not why.strip():
            raise Refused(WITHDRAW, (Refusal.of("reason_missing"),))
        mine = update(t.letter).where(t.letter.c.id == letter_id, STOPPABLE)
        problem = f"{actor.name}, {local_date(at, office.time_zone)}: {why.strip()}"
        columns = {"state": LetterState.WITHDRAWN, "problem": problem}
        if connection.execute(mine, columns).rowcount != 1:
            raise Refused(WITHDRAW, (Refusal.of("letter_not_stoppable", party=letter.to_name),))
        _note(connection, office, letter, WITHDRAW, f"{letter.to_name}: {why.strip()}", actor, at)


def _letter(connection: Connection, letter_id: int, step: str, actor: Actor) -> Row[Any]:
    """The letter, if the actor has to do with letters: the registrar, and the case's officer."""
    rows = connection.execute(
        select(t.letter, t.matter_case.c.officer_id)
        .join(t.matter_case, t.matter_case.c.id == t.letter.c.case_id)
        .where(t.letter.c.id == letter_id)
    )
    letter = rows.one_or_none()
    if letter is None:
        raise NotFound(f"letter {letter_id}")
    own = Role.OFFICER in actor.roles and letter.officer_id == actor.person_id
    if not own and Role.REGISTRAR not in actor.roles:
        why = Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH[step])
        raise Refused(step, (why,))
    return letter


def _note(
    connection: Connection,
    office: Office,
    letter: Row[Any],
    step: str,
    said: str,
    actor: Actor,
    at: datetime,
) -> None:
    thing, id_ = undelivered.about_of(connection, letter).thing(letter.case_id)
    body = entries.noted(step, thing, id_, {"reason": said}, actor, at)
    record.append(connection, letter.case_id, body, office.key)

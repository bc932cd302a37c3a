"""Reminding recipients who have not confirmed: a letter with their own link, once a day at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.facts import Actor, Delivery, Situation, local_date
from workflow.operations import entries, letters
from workflow.operations.office import Office, token_hash
from workflow.operations.queries.copies import COPIES, REMINDABLE, copy_of
from workflow.operations.queries.open_duties import open_by_party
from workflow.operations.queries.outcome_letters import key_by_hand
from workflow.operations.reminders import Reminded
from workflow.operations.turns import hold_case
from workflow.orders import Addressee, LetterAsk
from workflow.references import decision_number, swedish_key
from workflow.refusals import NotFound, Refusal, Refused
from workflow.states import ActorKind, DispatchState, DutyKind, LetterKind, Role, Thing
from workflow.store import record, situations
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.situations import Subject

STEP, ANEW = "remind_recipients", "send_link_anew"
_SWEDISH = "påminna mottagarna"
_BY = frozenset({Role.REGISTRAR, Role.OFFICER})


@dataclass(frozen=True)
class Chased:
    """Who was reminded of one decision."""

    decision_id: int
    reference: str
    reminded: Reminded


def chase(office: Office, decision_id: int, actor: Actor, at: datetime) -> Reminded:
    """Order a reminder to everybody whose copy has left and who has not confirmed it.

    Nobody is written to twice on one day, by hand or by the clock; nor is anybody whose copy has
    not got there, or goes by post. Raises ``Refused`` where there is nobody to write to.
    """
    _refuse(actor)
    with writing(office.engine) as connection:
        hold_case(connection, t.decision, decision_id)
        matter = _matter(connection, office, decision_id, at)
        had = matter.written_to(connection, office)
        told = [each for each in matter.missing if each.party.id not in had]
        if not told:
            raise Refused(STEP, tuple(_why_nobody(matter.missing)))
        keys = [matter.write(connection, office, each, at) for each in told]
        names = [each.party.name for each in told]
        _note(connection, office, matter, (STEP, {"parties": names}), keys, actor, at)
    earlier = (each.party.name for each in matter.missing if each.party.id in had)
    return Reminded(now=tuple(names), earlier_today=tuple(earlier))


def chase_all(office: Office, actor: Actor, at: datetime) -> tuple[Chased, ...]:
    """The same for every dispatch under way; ``Refused`` where there is nobody in any."""
    _refuse(actor)
    chased = tuple(_chase_all(office, actor, at))
    if not chased:
        raise Refused(STEP, (Refusal.of("nobody_to_chase"),))
    return chased


def _chase_all(office: Office, actor: Actor, at: datetime) -> Iterator[Chased]:
    for row in to_chase(office, at):
        try:
            yield Chased(row.decision_id, row.reference, chase(office, row.decision_id, actor, at))
        except Refused:  # somebody else was first
            continue


@dataclass(frozen=True)
class ToChase:
    """Who would be reminded of one decision now; ``had`` are those who had a letter today."""

    decision_id: int
    reference: str
    number: str
    title: str
    names: tuple[str, ...]
    had: tuple[str, ...]


def to_chase(office: Office, at: datetime, decision_id: int | None = None) -> tuple[ToChase, ...]:
    """Whom a reminder would go to now, by decision; the oldest decision first."""
    under_way = (
        select(t.decision, t.matter_case.c.reference)
        .join(t.dispatch, t.dispatch.c.decision_id == t.decision.c.id)
        .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
        .where(t.dispatch.c.state == DispatchState.DISPATCHED.value)
        .order_by(t.decision.c.id)
    )
    if decision_id is not None:
        under_way = under_way.where(t.decision.c.id == decision_id)
    with reading(office.engine) as connection:
        found = []
        for row in connection.execute(under_way).all():
            matter = _matter(connection, office, row.id, at)
            written_to = matter.written_to(connection, office)
            names, had = (
                tuple(m.party.name for m in matter.missing if (m.party.id in written_to) is today)
                for today in (False, True)
            )
            number = decision_number(row.number_serial, row.number_year)
            found.append(ToChase(row.id, row.reference, number, row.title, names, had))
    return tuple(each for each in found if each.names)


def send_link_anew(office: Office, token: str, at: datetime) -> str:
    """Send a recipient whose link's last day has passed a new one; gives the organisation's name.

    To the official address alone, whoever asks, and at most once a day. ``NotFound`` for a link
    that never was, ``Refused`` where there is nothing to send.
    """
    with writing(office.engine) as connection:
        decision_id, party_id = _outdated_link(connection, office, token, at)
        hold_case(connection, t.decision, decision_id)
        matter = _matter(connection, office, decision_id, at)
        mine = [each for each in matter.missing if each.party.id == party_id]
        if not mine:
            raise Refused(ANEW, (Refusal.of("nothing_to_send_anew"),))
        name = mine[0].party.name
        if party_id in matter.written_to(connection, office):
            raise Refused(ANEW, (Refusal.of("chased_today", party=name),))
        key = matter.write(connection, office, mine[0], at)
        actor = Actor(ActorKind.LINK, name, frozenset({Role.RECIPIENT}), party_id=party_id)
        _note(connection, office, matter, (ANEW, {"parties": [name]}), [key], actor, at)
    return name


def _outdated_link(
    connection: Connection, office: Office, token: str, at: datetime
) -> tuple[int, int]:
    """The decision and the recipient of a link whose last day has passed."""
    on = local_date(at, office.time_zone)
    row = connection.execute(
        select(t.dispatch.c.decision_id, t.personal_link.c.party_id)
        .join(t.delivery, t.delivery.c.id == t.personal_link.c.delivery_id)
        .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.personal_link.c.token_hash == token_hash(token))
        .where(t.personal_link.c.purpose == Role.RECIPIENT.value)
        .where(t.personal_link.c.expires_on < on)
    ).one_or_none()
    if row is None:
        raise NotFound("link")
    return row.decision_id, row.party_id


@dataclass(frozen=True)
class _Matter:
    """One dispatch on a day: its facts, who is missing, and the duty that each has."""

    situation: Situation
    on: date
    missing: tuple[Delivery, ...]
    duties: dict[int, tuple[int, date]]

    def written_to(self, connection: Connection, office: Office) -> frozenset[int]:
        """The recipients that a letter about their copy was ordered to today."""
        about = {f"{self.situation.case.reference}/duty-{id_}/" for id_, _ in self.duties.values()}
        copies = [each.id for each in self.missing]
        rows = connection.execute(
            select(t.letter.c.key, t.letter.c.created_at, t.letter.c.delivery_id, t.letter.c.kind)
            .where(t.letter.c.case_id == self.situation.case.id)
            .where(t.letter.c.kind.in_((LetterKind.UTDRAG.value, LetterKind.REMINDER.value)))
        )
        return frozenset(
            int(row.key.rpartition("/")[2])
            for row in rows
            if local_date(row.created_at, office.time_zone) == self.on
            and (row.delivery_id in copies or any(row.key.startswith(each) for each in about))
            and row.key.rpartition("/")[2].isdigit()
        )

    def write(
        self, connection: Connection, office: Office, delivery: Delivery, at: datetime
    ) -> str:
        """Order the letter; gives its key."""
        duty_id, due_on = self.duties[delivery.party.id]
        party = delivery.party
        letter = LetterAsk(
            LetterKind.REMINDER,
            self.situation,
            Addressee(party.name, party.email, party_id=party.id),
            self.on,
            duty=DutyKind.ACKNOWLEDGE,
            due_on=due_on,
            days=(due_on - self.on).days,
        )
        key = key_by_hand(self.situation.case.reference, duty_id, self.on, party.id)
        letters.post(connection, office, letter, key, at)
        return key


def _matter(connection: Connection, office: Office, decision_id: int, at: datetime) -> _Matter:
    on = local_date(at, office.time_zone)
    subject, step = Subject(Thing.DISPATCH, decision_id), BY_NAME["acknowledge"]
    situation = situations.read(connection, subject, step, on)
    mine = COPIES.where(t.dispatch.c.decision_id == decision_id)
    out = {row.party_id for row in connection.execute(mine) if copy_of(row) in REMINDABLE}
    duties = open_by_party(connection, DutyKind.ACKNOWLEDGE, decision_id)
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    missing = (each for each in deliveries if each.party.id in out & duties.keys())
    ordered = tuple(sorted(missing, key=lambda each: swedish_key(each.party.name)))
    return _Matter(situation, on, ordered, duties)


def _refuse(actor: Actor) -> None:
    if not actor.roles & _BY:
        why = Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH)
        raise Refused(STEP, (why,))


def _why_nobody(missing: tuple[Delivery, ...]) -> Iterator[Refusal]:
    if not missing:
        yield Refusal.of("nobody_to_chase")
    for each in missing:
        yield Refusal.of("chased_today", party=each.party.name)


def _note(
    connection: Connection,
    office: Office,
    matter: _Matter,
    said: tuple[str, dict[str, list[str]]],
    keys: list[str],
    actor: Actor,
    at: datetime,
) -> None:
    step, given = said
    situation = matter.situation
    dispatch_id = situation.dispatch.id if situation.dispatch else 0
    body = entries.noted(step, str(Thing.DISPATCH), dispatch_id, given, actor, at)
    record.append(connection, situation.case.id, {**body, "letters": keys}, office.key)

"""Copies that go by post: their papers are printed, and a person notes that they are posted."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from workflow.chain import BY_NAME
from workflow.facts import Actor, Delivery, Situation, local_date
from workflow.operations import entries, owed_by_post, papers
from workflow.operations.office import Office
from workflow.operations.owed_by_post import News, Owed, owed
from workflow.orders import Rendered
from workflow.references import file_stem
from workflow.refusals import NotFound, Refusal, Refused
from workflow.states import DeliveryState, DispatchState, PaperKind, Role, Thing
from workflow.store import record, situations
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.situations import Subject

STEP = owed_by_post.POSTED
_SWEDISH = "lämna till posten"
ENCLOSED = (
    *(PaperKind.FOLJEBREV, PaperKind.UTDRAG),
    *(PaperKind.RATTELSE, PaperKind.HANDLINGSPLAN),
)


def hand_to_post(
    office: Office,
    decision_id: int,
    party_ids: frozenset[int],
    day: date,
    actor: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """The registrar has handed these copies to the post; gives the names. Twice is refused.

    Who has its copy already, and is to be told what has become of the decision, is told again.
    """
    today = local_date(at, office.time_zone)
    with writing(office.engine) as connection:
        situation = _held(connection, decision_id, today)
        told = owed(connection, decision_id)
        refusals = tuple(_refusals(situation, told, party_ids, day, today, actor))
        if refusals:
            raise Refused(STEP, refusals)
        handed = [d for d in by_post(situation) if d.party.id in party_ids and _goes(d, told)]
        ids = [each.id for each in handed if _waits(each)]
        sent = update(t.delivery).where(t.delivery.c.id.in_(ids))
        connection.execute(sent.values(state=DeliveryState.SENT.value))
        names = [each.party.name for each in handed]
        given = {
            "reason": f"{', '.join(names)}, {day}",
            "party_ids": sorted(each.party.id for each in handed),
            "day": day.isoformat(),
        }
        dispatch_id = entries.thing_id(situation, Thing.DISPATCH) or 0
        body = entries.noted(STEP, str(Thing.DISPATCH), dispatch_id, given, actor, at)
        record.append(connection, situation.case.id, body, office.key)
    return tuple(names)


def _held(connection: Connection, decision_id: int, on: date) -> Situation:
    """The dispatch, kept from moving until the commit: whoever else moves it starts over."""
    mine = select(t.dispatch.c.id, t.dispatch.c.version).where(
        t.dispatch.c.decision_id == decision_id
    )
    row = connection.execute(mine.with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"the dispatch of decision {decision_id}")
    moved = update(t.dispatch).where(t.dispatch.c.id == row.id)
    connection.execute(moved.values(version=row.version + 1))
    return _read(connection, decision_id, on)


def _read(connection: Connection, decision_id: int, on: date) -> Situation:
    subject = Subject(Thing.DISPATCH, decision_id)
    return situations.read(connection, subject, BY_NAME["acknowledge"], on)


def by_post(situation: Situation) -> tuple[Delivery, ...]:
    """The copies that go by post, by the frozen list."""
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    return tuple(each for each in deliveries if each.party.by_post)


def _waits(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.WAITING


def _goes(delivery: Delivery, told: Owed) -> bool:
    return _waits(delivery) or delivery.party.id in told


def _refusals(
    situation: Situation,
    told: Owed,
    party_ids: frozenset[int],
    day: date,
    today: date,
    actor: Actor,
) -> Iterator[Refusal]:
    if Role.REGISTRAR not in actor.roles:
        yield Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH)
    state = situation.dispatch.state if situation.dispatch else DispatchState.READY
    if state is not DispatchState.DISPATCHED:
        yield Refusal.of("wrong_state", step=_SWEDISH, state=state, thing=Thing.DISPATCH)
        return
    posted = {each.party.id: each for each in by_post(situation)}
    deliveries = situation.dispatch.deliveries if situation.dispatch else ()
    for each in deliveries:
        if each.party.id in party_ids - posted.keys():
            yield Refusal.of("not_by_post", party=each.party.name)
    chosen = [posted[id_] for id_ in sorted(party_ids & posted.keys())]
    if not any(_goes(each, told) for each in chosen):
        yield Refusal.of("already_posted")
    repealed_on = situation.notice.repealed_on if situation.notice else None
    if repealed_on is not None and any(map(_waits, chosen)):
        yield Refusal.of("decision_repealed", day=repealed_on)
    decided_on = situation.the_decision().decided_on or today
    if not decided_on <= day <= today:
        yield Refusal.of("posting_note_day_wrong", decided_on=decided_on, today=today)


def _enclosed(delivery: Delivery, told: Owed) -> tuple[PaperKind, ...]:
    news = told.get(delivery.party.id, ())
    return (PaperKind.RATTELSE,) if News.CORRECTED in news else ENCLOSED


def printed(office: Office, decision_id: int, party_ids: frozenset[int], on: date) -> Rendered:
    """Cover letter, utdrag and plans of these recipients as one file, in the order of the list.

    To who has them already, the corrections alone. ``NotFound`` before they are dispatched, or
    where nobody of them gets papers by post.
    """
    with reading(office.engine) as connection:
        situation = _read(connection, decision_id, on)
        whose = [each for each in by_post(situation) if each.party.id in party_ids]
        told = owed(connection, decision_id)
        found = [
            (ref, media_type)
            for each in whose
            for ref, media_type in papers.newest(
                connection, situation, _enclosed(each, told), each.party.id
            )
            if each.sha256
        ]
    if not found:
        raise NotFound(f"papers to print for decision {decision_id}")
    rendered = tuple(Rendered(office.files.get(ref.sha256), kind, ref.name) for ref, kind in found)
    one = whose[0].party.name if len(whose) == 1 else ""
    stem = file_stem(situation.case.reference, "post", one, on.isoformat())
    return office.renderer.joined(rendered, stem)

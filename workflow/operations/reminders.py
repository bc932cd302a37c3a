"""Reminding by hand of outcomes that are missing: a letter to each organisation, once a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from workflow.chain import BY_NAME
from workflow.expansion import addressees
from workflow.facts import Actor, Ask, Given, Situation, local_date
from workflow.measures import unanswered
from workflow.operations import entries, letters
from workflow.operations.office import Office
from workflow.operations.queries.open_duties import open_by_party
from workflow.operations.queries.outcome_letters import key_by_hand, letters_about
from workflow.operations.turns import hold_case
from workflow.orders import Addressee, LetterAsk
from workflow.references import swedish_key
from workflow.refusals import Refusal, Refused
from workflow.states import DutyKind, LetterKind, PlanState, Role, Thing, To
from workflow.store import record, situations
from workflow.store import tables as t
from workflow.store.engine import writing
from workflow.store.situations import Subject

STEP = "remind"
_SWEDISH = "påminna"


@dataclass(frozen=True)
class Reminded:
    """Who is written to now; who was written to earlier today; who has no address."""

    now: tuple[str, ...]
    earlier_today: tuple[str, ...] = ()
    without_address: tuple[str, ...] = ()


def remind_now(office: Office, plan_id: int, actor: Actor, at: datetime) -> Reminded:
    """Order a letter to everybody whose outcomes are missing, with the same personal link.

    Nobody is written to twice on one day, by hand or by the clock. Raises ``Refused`` where
    there is nobody to write to, ``NotFound`` where there is no such plan.
    """
    today = local_date(at, office.time_zone)
    subject, step = Subject(Thing.PLAN, plan_id), BY_NAME["report_outcome"]
    with writing(office.engine) as connection:
        hold_case(connection, t.plan, plan_id)
        situation = situations.read(connection, subject, step, today)
        _refuse(situation, actor)
        missing = missing_parties(situation, office.ask(STEP, actor, at, Given()))
        had = written_to_on(connection, office, situation, today)
        told = tuple(each for each in missing if each.email and each.party_id not in had)
        if not told:
            raise Refused(STEP, tuple(_why_nobody(missing, had)))
        keys = _order(connection, office, situation, told, at)
        given = {"parties": [to.name for to in told]}
        body = entries.noted(STEP, str(Thing.PLAN), plan_id, given, actor, at)
        record.append(connection, situation.case.id, {**body, "letters": keys}, office.key)
    return Reminded(
        now=tuple(to.name for to in told),
        earlier_today=tuple(each.name for each in missing if each.party_id in had),
        without_address=tuple(each.name for each in missing if not each.email),
    )


def _refuse(situation: Situation, actor: Actor) -> None:
    (plan,) = situation.plans
    reasons: list[Refusal] = []
    if plan.state is not PlanState.FOLLOWING_UP:
        state = Refusal.of("wrong_state", step=_SWEDISH, state=plan.state, thing=Thing.PLAN)
        reasons.append(state)
    if Role.OFFICER not in actor.roles:
        reasons.append(Refusal.of("wrong_role", actor=actor.name, step=_SWEDISH))
    if reasons:
        raise Refused(STEP, tuple(reasons))


def missing_parties(situation: Situation, ask: Ask) -> tuple[Addressee, ...]:
    """The organisations outside that answer for a target without outcome, by name."""
    (plan,) = situation.plans
    late = {m.responsible.id for m, _ in unanswered(situation.measures[plan.id]) if m.responsible}
    asked = addressees(To.RESPONSIBLES, situation, ask)
    missing = (each for each in asked if each.party_id in late)
    return tuple(sorted(missing, key=lambda each: swedish_key(each.name)))


def written_to_on(
    connection: Connection, office: Office, situation: Situation, on: date
) -> frozenset[int]:
    """The parties that a letter about their outcomes was ordered to on a local day."""
    (plan,) = situation.plans
    about = letters_about(connection, situation.case.reference, plan.id)
    return frozenset(
        each.party_id for each in about if local_date(each.created_at, office.time_zone) == on
    )


def _why_nobody(missing: tuple[Addressee, ...], had: frozenset[int]) -> Iterator[Refusal]:
    if not missing:
        yield Refusal.of("nobody_is_missing")
    for each in missing:
        if each.party_id in had:
            yield Refusal.of("written_to_today", party=each.name)
        else:
            yield Refusal.of("recipient_without_address", party=each.name)


def _order(
    connection: Connection,
    office: Office,
    situation: Situation,
    told: tuple[Addressee, ...],
    at: datetime,
) -> list[str]:
    (plan,) = situation.plans
    on = local_date(at, office.time_zone)
    duties = open_by_party(connection, DutyKind.OUTCOME, plan.id)
    keys: list[str] = []
    for to in told:
        party_id = to.party_id or 0
        duty_id, due_on = duties[party_id]
        letter = LetterAsk(
            LetterKind.REMINDER,
            situation,
            to,
            on,
            plan=plan,
            duty=DutyKind.OUTCOME,
            due_on=due_on,
            days=(due_on - on).days,
        )
        keys.append(key_by_hand(situation.case.reference, duty_id, on, party_id))
        letters.post(connection, office, letter, keys[-1], at)
    return keys

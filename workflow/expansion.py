"""From orders to particulars: which papers, letters and duties a step's orders mean; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from workflow.duties import RULES
from workflow.duty_rules import own_rule
from workflow.facts import Ask, Given, ListedDecision, Plan, Situation, adopted
from workflow.machine import Outcome
from workflow.measures import is_answered, is_answered_by
from workflow.orders import (
    Addressee,
    Duty,
    Letter,
    LetterAsk,
    Paper,
    PaperAsk,
    Settle,
)
from workflow.references import with_title
from workflow.states import ActorKind, DispatchState, DutyKind, PaperKind, Per, Role, To
from workflow.year import next_meeting


def paper_asks(order: Paper, after: Situation, ask: Ask) -> Iterator[PaperAsk]:
    """The papers of one order, each with the facts it is drawn from."""
    if not _is_drawn(order, after):
        return
    reason = (ask.given or Given()).reason.strip()
    alone = PaperAsk(order.kind, after, ask.on, reason=reason, by=ask.actor)
    if order.per is Per.PLAN:
        meeting = next_meeting(after.meetings, ask.on)
        for plan in after.plans:
            yield replace(alone, plan=plan, meeting=plan.meeting or meeting)
    elif order.per is Per.RECIPIENT:
        for delivery in after.dispatch.deliveries if after.dispatch else ():
            yield replace(alone, delivery=delivery)
    else:
        yield replace(alone, meeting=after.notice.meeting if after.notice else None)


def _is_drawn(order: Paper, after: Situation) -> bool:
    """What is announced on the board is drawn up when there is something to announce."""
    if order.kind is not PaperKind.TILLKANNAGIVANDE:
        return True
    return after.notice is not None and after.notice.posted_on is not None


def listed(situation: Situation, position: int) -> ListedDecision:
    """The one line under which a decision stands on the committee's list."""
    decision, delegation = situation.the_decision(), situation.delegation()
    if decision.decider is None or decision.decided_on is None or delegation is None:
        raise LookupError("only a decision that is taken is listed")
    return ListedDecision(
        position=position,
        reference=situation.case.reference,
        number=decision.number,
        decided_on=decision.decided_on,
        title=decision.title,
        delegate=with_title(decision.decider.name, decision.decider.title),
        ground=delegation.ground.in_a_list(),
        sentence=adopted([plan.title for plan in situation.plans]),
    )


_OF_ONE_RECIPIENT = ("acknowledge", "resend")
_OF_ONE = (*_OF_ONE_RECIPIENT, "note_answer")


def answering(ask: Ask) -> int | None:
    """The member whose answer it is: the bearer of a link, or the one that an officer names."""
    return ask.actor.party_id or (ask.given.party_id if ask.given else None)


def addressees(to: To, after: Situation, ask: Ask) -> tuple[Addressee, ...]:
    """Whom a letter or duty concerns, by the facts of the day."""
    if to is To.MEMBERS:
        return tuple(Addressee(p.name, p.email, party_id=p.id) for p in after.members)
    if to is To.ANSWERING_MEMBER:
        mine = (p for p in after.members if p.id == answering(ask) and p.email)
        return tuple(Addressee(p.name, p.email, party_id=p.id) for p in mine)
    if to is To.RECIPIENTS:
        return _recipients(after, ask)
    if to is To.RESPONSIBLES:
        return _responsibles(after)
    if to is To.AGENCY:
        agency = after.programme.agency
        return (Addressee(agency.name, agency.email, party_id=agency.id),)
    return (_one_of_our_own(to, after),)


def _recipients(after: Situation, ask: Ask) -> tuple[Addressee, ...]:
    """Everybody on the frozen list once it is sent, or the one whose copy is sent again."""
    dispatch = after.dispatch
    if dispatch is None or dispatch.state is DispatchState.READY:
        return ()
    named = ask.given.party_id if ask.given and ask.step == "resend" else None
    return tuple(
        Addressee(d.party.name, d.party.email, party_id=d.party.id, by_post=d.party.by_post)
        for d in dispatch.deliveries
        if named is None or d.party.id == named
    )


def _responsibles(after: Situation) -> tuple[Addressee, ...]:
    """Each organisation that answers for measures, once; the officer answers for the region."""
    found: dict[int, Addressee] = {}
    for measures in after.measures.values():
        for measure in measures:
            party = measure.responsible
            if party is None:
                continue
            if party.number == after.region.number:
                found.setdefault(0, _one_of_our_own(To.OFFICER, after))
            else:
                found.setdefault(party.id, Addressee(party.name, party.email, party_id=party.id))
    return tuple(found.values())


_STAFF = {To.SECRETARY: Role.SECRETARY, To.REGISTRAR: Role.REGISTRAR, To.DECIDER: Role.DECIDER}


# One of our own sees to these, also where the duty concerns an organisation outside.
STAFF = frozenset({To.OFFICER, *_STAFF})


def _one_of_our_own(to: To, after: Situation) -> Addressee:
    """The person who has the task today, or the deputy; the officer where nobody has it."""
    role = _STAFF.get(to, Role.OFFICER)
    if role not in after.staff:
        role = Role.OFFICER
    person, absence = after.staff.get(role, after.case.officer), after.away.get(role)
    if absence is None or absence.deputy is None:
        return Addressee(person.name, person.email, person_id=person.id)
    deputy = absence.deputy
    return Addressee(deputy.name, deputy.email, person_id=deputy.id, deputy_for=absence.person)


def is_reachable(to: To, situation: Situation) -> bool:
    """Whether somebody is there for the task: the one who has it, or a deputy who is not away."""
    role = _STAFF.get(to, Role.OFFICER)
    absence = situation.away.get(role)
    is_held = role is Role.OFFICER or role in situation.staff
    return is_held and (absence is None or absence.deputy is not None)


@dataclass(frozen=True)
class DutyRow:
    """A duty as it is to be watched."""

    kind: DutyKind
    to: To
    due_on: date
    why: str
    plan_id: int | None = None
    decision_id: int | None = None
    party_id: int | None = None


def duties(order: Duty, after: Situation, ask: Ask) -> Iterator[DutyRow]:
    """The duties of one order: one for each plan or decision, and for each party it concerns."""
    rule = RULES[order.kind]
    if not rule.applies(after):
        return
    subjects: tuple[Plan | None, ...] = after.plans if rule.of_plan else (None,)
    for plan in subjects:
        due_on = rule.due_on(after, plan, ask.on)
        decision_id = after.the_decision().id if plan is None else None
        to = _given_to(order, after, plan.year if plan else ask.on.year)
        for addressee in addressees(to, after, ask):
            yield DutyRow(
                order.kind,
                to,
                due_on,
                rule.why,
                plan_id=plan.id if plan else None,
                decision_id=decision_id,
                party_id=addressee.party_id,
            )


def _given_to(order: Duty, after: Situation, year: int) -> To:
    """Whose the duty is: what is for one of our own the programme may give to another."""
    own = own_rule(after.programme.rules, order.kind, year).to
    return own if own and order.to in STAFF else order.to


@dataclass(frozen=True)
class Settled:
    """Which open duties a step settles; ``party_id`` is ``None`` for all parties."""

    kind: DutyKind
    plan_ids: tuple[int, ...]
    decision_id: int | None
    party_id: int | None
    all_parties: bool


def settled(order: Settle, step: str, after: Situation, ask: Ask) -> Settled | None:
    """What a settling order settles, or ``None`` where the party has more to do."""
    decision_id = None if RULES[order.kind].of_plan else after.the_decision().id
    plan_ids = tuple(plan.id for plan in after.plans)
    party_id = _whose(step, ask)
    if step == "report_outcome":
        if not _all_answered(after, ask):
            return None
        return Settled(order.kind, plan_ids, decision_id, party_id, all_parties=False)
    only_one = step in ("answer", *_OF_ONE)
    return Settled(order.kind, plan_ids, decision_id, party_id, all_parties=not only_one)


def _whose(step: str, ask: Ask) -> int | None:
    if ask.actor.kind is ActorKind.LINK:
        return ask.actor.party_id
    return ask.given.party_id if ask.given and step in _OF_ONE else None


def _all_answered(after: Situation, ask: Ask) -> bool:
    """Whether the one who reports has answered for every target of its own."""
    mine = (
        measure
        for measures in after.measures.values()
        for measure in measures
        if is_answered_by(measure, ask.actor, after.region)
    )
    return all(is_answered(target) for measure in mine for target in measure.targets)


def letter_asks(
    order: Letter, after: Situation, ask: Ask, plan: Plan | None, due_on: date | None
) -> Iterator[LetterAsk]:
    """The letters of one order, one for each addressee, yet without links and papers."""
    given = ask.given or Given()
    reason = given.opinion.strip() or given.reason.strip()
    by_mail = (to for to in addressees(order.to, after, ask) if not to.by_post)
    for to in by_mail:
        yield LetterAsk(order.kind, after, to, ask.on, plan=plan, reason=reason, due_on=due_on)


def due_with(order: Letter, outcome: Outcome, after: Situation, ask: Ask) -> date | None:
    """The day by which the letter's reader has to do what the same step asks of them."""
    asked = [
        o
        for o in outcome.orders
        if isinstance(o, Duty) and o.to is order.to and RULES[o.kind].applies(after)
    ]
    if order.to is To.OFFICER or not asked:
        return None
    plan = after.plans[0] if RULES[asked[0].kind].of_plan else None
    return RULES[asked[0].kind].due_on(after, plan, ask.on)

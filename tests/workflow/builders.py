"""Builders around the seed's case: where it stands at any point of the chain, and who asks what."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from documents.sample import sample_situation
from documents.sample import situation as seed
from documents.sample.measures import measures_2023
from documents.sample.parties import MUNICIPALITIES
from tests.workflow.notices import a_notice, appealed, not_notified
from workflow.after import after
from workflow.chain import BY_NAME
from workflow.facts import (
    Actor,
    Ask,
    Basis,
    Decision,
    Delegation,
    Delivery,
    Dispatch,
    DraftText,
    Given,
    Ground,
    GroundKind,
    Holding,
    Outcome,
    OutcomeStatus,
    PaperRef,
    Person,
    Plan,
    Post,
    Register,
    Situation,
)
from workflow.machine import BEGINNING, refusals_of, take
from workflow.machine import Outcome as Taken
from workflow.refusals import Refusal
from workflow.states import (
    ActorKind,
    AppealOutcome,
    DecisionState,
    DeliveryState,
    DispatchState,
    NoticeState,
    PlanState,
    Role,
    Thing,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DECIDED_ON = seed.DECIDED_ON
MEETING = seed.MEETINGS[0]
ARE, BERG = MUNICIPALITIES[4], MUNICIPALITIES[5]
DEPUTY_POST = Post(2, "Ställföreträdande utvecklingsdirektör")
GROUND = Ground(GroundKind.COMMITTEE_DECISION, "§ 89/2023", date(2023, 5, 23))
PAPERS = (
    PaperRef("handlingsplan", "handlingsplan-2023.docx", "a" * 64, plan_id=1),
    PaperRef("handlingsplan", "handlingsplan-2024.docx", "b" * 64, plan_id=2),
    PaperRef("tjansteskrivelse", "tjansteskrivelse.docx", "c" * 64),
)
SEED = sample_situation()  # frozen, so one is enough for all tests
SEEN = frozenset(paper.sha256 for paper in PAPERS)


def _person(person: Person, *roles: Role) -> Actor:
    return Actor(ActorKind.PERSON, person.name, frozenset(roles), person.id, title=person.title)


def a_link(role: Role) -> Actor:
    """Åre kommun, that holds a personal link."""
    return Actor(ActorKind.LINK, ARE.name, frozenset({role}), party_id=ARE.id)


def _of_post(person_id: int, title: str, *roles: Role) -> Actor:
    return Actor(ActorKind.PERSON, title, frozenset(roles), person_id, title=title)


OFFICER = _person(seed.OFFICER, Role.OFFICER)
DIRECTOR = _person(seed.DIRECTOR)  # the mandate is the register's to give, so no role
SECRETARY = _person(seed.SECRETARY, Role.SECRETARY)
REGISTRAR = _person(seed.REGISTRAR, Role.REGISTRAR)
DEPUTY = _of_post(5, "Ställföreträdande utvecklingsdirektören")
ADMINISTRATOR = _of_post(6, "Systemadministratören", Role.ADMINISTRATOR)
MEMBER, RECIPIENT = a_link(Role.MEMBER), a_link(Role.RECIPIENT)
RESPONSIBLE = a_link(Role.RESPONSIBLE)
CALENDAR = Actor(ActorKind.SYSTEM, "kalendern", frozenset({Role.CALENDAR}))
ACTORS = {
    "officer": OFFICER,
    "director": DIRECTOR,
    "secretary": SECRETARY,
    "registrar": REGISTRAR,
    "administrator": ADMINISTRATOR,
    "member": MEMBER,
    "recipient": RECIPIENT,
    "responsible": RESPONSIBLE,
    "calendar": CALENDAR,
}


def a_delegation(
    *,
    valid_from: date = GROUND.decided_on,
    valid_to: date | None = None,
    revoked_on: date | None = None,
    matter: str | None = "handlingsplan",
    case_reference: str | None = None,
    deputy: Post | None = DEPUTY_POST,
) -> Delegation:
    """§ 89/2023: the committee lets the director decide the yearly plans."""
    about = (matter, case_reference, deputy)
    return Delegation(1, "RUN", GROUND, seed.POST, valid_from, valid_to, revoked_on, *about)


def a_holding(actor: Actor, post: Post = seed.POST, *, to: date | None = None) -> Holding:
    return Holding(post.id, actor.person_id or 0, actor.name, date(2021, 1, 1), to)


HOLDINGS = (a_holding(DIRECTOR), a_holding(DEPUTY, DEPUTY_POST))


def a_plan(state: PlanState = PlanState.SUBMITTED, year: int = 2023, plan_id: int = 1) -> Plan:
    title = f"Handlingsplan {year} för Regionalt serviceprogram Jämtland Härjedalen"
    return Plan(plan_id, 1, state, year, title, seed.OFFICER.id, date(2023, 9, 29))


def a_decision(state: DecisionState = DecisionState.SUBMITTED) -> Decision:
    decided = replace(SEED.the_decision(), frozen=PAPERS)
    if state is DecisionState.DECIDED:
        return decided
    return replace(
        decided, state=state, number="", decided_on=None, decided_at=None, decider=None
    )  # fmt: skip


def a_dispatch(state: DispatchState, each: DeliveryState | None = None) -> Dispatch:
    """The ten recipients' copies, by default all as far as the dispatch itself."""
    usual = dict(zip(DispatchState, DeliveryState, strict=False))
    found = SEED.dispatch
    deliveries = found.deliveries if found else ()
    return Dispatch(1, 1, state, tuple(_as_far(d, each or usual[state]) for d in deliveries))


def _as_far(delivery: Delivery, state: DeliveryState) -> Delivery:
    if state is not DeliveryState.ACKNOWLEDGED:
        return replace(delivery, state=state)
    name, day = delivery.party.name, date(2023, 10, 30)
    return replace(delivery, state=state, settled_by=name, settled_on=day)


_PLANS = {
    DecisionState.DRAFTING: PlanState.DRAFTING,
    DecisionState.SUBMITTED: PlanState.SUBMITTED,
    DecisionState.REFERRED: PlanState.REFERRED,
    DecisionState.DECIDED: PlanState.ADOPTED,
    DecisionState.DISCARDED: PlanState.DRAFTING,
    DecisionState.BY_COMMITTEE: PlanState.ADOPTED,
}


def a_situation(
    state: DecisionState = DecisionState.SUBMITTED, *, register: Register | None = None
) -> Situation:
    """One decision on the plans of 2023 and 2024; a decided one has a notice and a dispatch."""
    decided = state is DecisionState.DECIDED
    return replace(
        SEED,
        register=register or Register(1, (a_delegation(),), HOLDINGS),
        plans=(a_plan(_PLANS[state]), a_plan(_PLANS[state], 2024, 2)),
        decision=a_decision(state),
        notice=a_notice(NoticeState.PENDING) if decided else None,
        dispatch=a_dispatch(DispatchState.READY) if decided else None,
    )


def under(*delegations: Delegation, holdings: tuple[Holding, ...] = HOLDINGS) -> Situation:
    """The submitted decision, where the register holds these delegations."""
    return a_situation(register=Register(1, delegations, holdings))


def a_plans_situation(plan: Plan) -> Situation:
    """One plan alone; what is asked of its decision when it is closed has happened."""
    found = a_situation(DecisionState.DECIDED)
    return replace(
        found,
        plans=(plan,),
        measures={plan.id: measures_2023()},
        notice=a_notice(NoticeState.IN_FORCE),
        dispatch=a_dispatch(DispatchState.ACKNOWLEDGED),
    )


def standing(thing: Thing, state: str) -> Situation:
    """Where the thing stands in the state, or is yet to begin; the rest is as it then would be."""
    if thing is Thing.PLAN:
        plan = a_plan(plan_id=0) if state == BEGINNING else a_plan(PlanState(state))
        return a_plans_situation(plan)
    if thing is Thing.DECISION:
        found = a_situation(DecisionState.DRAFTING if state == BEGINNING else DecisionState(state))
        begins = replace(found.the_decision(), id=0)
        return replace(found, decision=begins) if state == BEGINNING else found
    decided = a_situation(DecisionState.DECIDED)
    if thing is Thing.NOTICE:
        notice = None if state == BEGINNING else a_notice(NoticeState(state))
        return replace(decided, notice=notice)
    dispatch = None if state == BEGINNING else a_dispatch(DispatchState(state))
    return replace(decided, dispatch=dispatch)


def an_outcome(value: int | None = 5, *, missing_reason: str = "") -> Outcome:
    status = OutcomeStatus.NOT_MEASURED if value is None else OutcomeStatus.REACHED
    number = None if value is None else Decimal(value)
    return Outcome(number, status, missing_reason=missing_reason)


A_DRAFT = DraftText(
    "Handlingsplan 2023 och 2024", ("Ny text.",), 1, ("Tillväxtverket",), new_direction=False
)
A_BASIS = (
    Basis(1, "Protokollsutdrag § 89/2023", date(2023, 5, 23), "e" * 64, name="utdrag.pdf"),
    Basis(2, "", None, None, plan_id=1),
    Basis(3, "", None, None, plan_id=2),
)
_BECAUSE = Given(reason="Underlaget är inte komplett.")

# Who takes each step of the seed's case, when, and what they write: every one is allowed.
# fmt: off
_READY: dict[str, tuple[Actor, date, Given]] = {
    "open_plan": (OFFICER, date(2023, 2, 1), Given()),
    "write_measure": (OFFICER, date(2023, 2, 10), Given(measures=(measures_2023()[0],))),
    "remove_measure": (OFFICER, date(2023, 2, 10), Given(measures=(measures_2023()[0],))),
    "circulate": (OFFICER, date(2023, 9, 4), Given(answer_by=date(2023, 9, 22))),
    "answer": (MEMBER, date(2023, 9, 20), Given(opinion=" Vi tillstyrker planen. ")),
    "note_answer": (OFFICER, date(2023, 9, 25),
        Given(party_id=BERG.id, opinion=" Vi tillstyrker. ", reason=" med brev ")),
    "extend_answer": (OFFICER, date(2023, 9, 20), Given(answer_by=date(2023, 10, 6))),
    "discard_plan": (OFFICER, date(2023, 9, 25), _BECAUSE),
    "prepare": (OFFICER, date(2023, 9, 27), Given()),
    "revise": (OFFICER, date(2023, 10, 2), Given(draft=A_DRAFT)),
    "revise_basis": (OFFICER, date(2023, 10, 2), Given(basis=A_BASIS)),
    "discard": (OFFICER, date(2023, 10, 2), _BECAUSE),
    "declare_conflict": (DIRECTOR, date(2023, 10, 3), _BECAUSE),
    "submit": (OFFICER, date(2023, 10, 12), Given()),
    "take_back": (OFFICER, date(2023, 10, 16), _BECAUSE),
    "send_back": (DIRECTOR, date(2023, 10, 16), _BECAUSE),
    "refer": (DIRECTOR, date(2023, 10, 16), _BECAUSE),
    "leave_to_committee": (OFFICER, date(2023, 10, 16), _BECAUSE),
    "committee_decides": (SECRETARY, date(2023, 11, 22),
        Given(day=date(2023, 11, 21), paragraph="§ 190/2023")),
    "hand_back": (SECRETARY, date(2023, 10, 25), _BECAUSE),
    "decide": (DIRECTOR, DECIDED_ON, Given(seen=SEEN)),
    "correct": (DIRECTOR, date(2023, 10, 30), _BECAUSE),
    "list": (CALENDAR, date(2023, 11, 7), Given()),
    "move_notice": (SECRETARY, date(2023, 11, 22),
        Given(reason="Inställt.", meeting_id=MEETING.id)),
    "notify": (SECRETARY, date(2023, 11, 22), Given(paragraph="§187/2023")),
    "record": (SECRETARY, date(2023, 10, 30), Given()),
    "adjust": (SECRETARY, date(2023, 11, 28), Given(day=date(2023, 11, 28))),
    "post": (SECRETARY, date(2023, 11, 30), Given(day=date(2023, 11, 29), place=" Kansliet ")),
    "gain_force": (SECRETARY, date(2024, 1, 8), Given()),
    "amend_notice": (SECRETARY, date(2024, 1, 8),
        Given(paragraph="§ 178/2023", reason="Fel paragraf.")),
    "appeal_late": (SECRETARY, date(2024, 1, 8), Given(day=date(2024, 1, 4), reference=" 7-24 ")),
    "appeal": (SECRETARY, date(2023, 12, 12), Given(day=date(2023, 12, 11), reference=" 1234-23 ")),
    "close_appeal": (SECRETARY, date(2024, 2, 6),
        Given(day=date(2024, 2, 5), outcome=AppealOutcome.REJECTED)),
    "repeal": (SECRETARY, date(2024, 2, 6),
        Given(day=date(2024, 2, 5), reason="Beslutet låg utanför delegationen.")),
    "dispatch": (REGISTRAR, date(2023, 10, 25), Given()),
    "acknowledge": (RECIPIENT, date(2023, 10, 26), Given(party_id=ARE.id, reason=" per telefon ")),
    "resend": (REGISTRAR, date(2023, 10, 27),
        Given(party_id=ARE.id, address=" diarium@are.example ", reason="Fel adress.")),
    "complete": (CALENDAR, date(2023, 11, 10), Given()),
    "open_follow_up": (CALENDAR, date(2023, 12, 31), Given()),
    "report_outcome": (RESPONSIBLE, date(2024, 1, 26), Given(outcomes=((1, an_outcome()),))),
    "close_follow_up": (OFFICER, date(2024, 2, 15), Given()),
    "reopen_follow_up": (OFFICER, date(2024, 2, 20), _BECAUSE),
    "report_agency": (OFFICER, date(2024, 3, 15), Given(receipt=" Kvittens 12 mars ")),
    "report_committee": (OFFICER, date(2024, 3, 22), Given()),
    "move_report": (OFFICER, date(2024, 3, 22), Given(reason="Inställt.")),
    "close": (REGISTRAR, date(2024, 4, 15), Given()),
}
# fmt: on


def an_ask(
    step: str, actor: Actor, on: date | datetime = DECIDED_ON, given: Given | None = None
) -> Ask:
    """The question on a local day (at ten in the morning) or at an instant."""
    local = on if isinstance(on, datetime) else datetime.combine(on, time(10), STOCKHOLM)
    return Ask(step, actor, local.astimezone(UTC), given)


def ready_ask(step: str, actor: Actor | None = None) -> Ask:
    """The step of the seed's case as it was taken, or as ``actor`` would try it."""
    usual, on, given = _READY[step]
    asking = actor or usual
    if step == "report_outcome" and asking.kind is not ActorKind.LINK:
        given = Given(outcomes=((3, an_outcome()),))  # the region answers for its own measure
    return an_ask(step, asking, on, given)


def ready_in(step: str, state: str) -> Situation:
    """The state, with all that the step asks of the world in place."""
    found = standing(BY_NAME[step].thing, state)
    if step == "complete" and state == DispatchState.DISPATCHED:
        acknowledged = a_dispatch(DispatchState.DISPATCHED, DeliveryState.ACKNOWLEDGED)
        return replace(found, dispatch=acknowledged)
    if step == "record":
        return not_notified(found)
    if step == "close_appeal" and found.notice:
        return replace(found, notice=appealed(found.notice))
    return found


def ready(step: str) -> tuple[Situation, Ask]:
    """The seed's case just before the step, and the ask that takes it."""
    sources = BY_NAME[step].source
    return ready_in(step, sources[0] if sources else BEGINNING), ready_ask(step)


def stepped(step: str, ask: Ask | None = None) -> tuple[Taken, Situation, Ask]:
    """The seed's case just after the step."""
    situation, usual = ready(step)
    asked = ask or usual
    outcome = take(situation, asked)
    return outcome, after(situation, outcome, asked), asked


def reasons(situation: Situation, ask: Ask) -> tuple[Refusal, ...]:
    """Every reason against the step; empty where it may be taken."""
    return tuple(refusals_of(BY_NAME[ask.step], situation, ask))


def why_not(situation: Situation, ask: Ask) -> tuple[str, ...]:
    """The codes of the reasons alone."""
    return tuple(refusal.code for refusal in reasons(situation, ask))


def why_with(situation: Situation, ask: Ask, given: Given) -> tuple[str, ...]:
    """The same, where the person writes something else than in the seed's case."""
    return why_not(situation, replace(ask, given=given))

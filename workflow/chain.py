"""The chain as one table: every step, what it moves, who may take it, only if what, with what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow import guards as g
from workflow.facts import Ask, Situation
from workflow.orders import Duty, Letter, Open, Order, Paper, Settle
from workflow.refusals import Refusal
from workflow.states import (
    DecisionState,
    DispatchState,
    DutyKind,
    LetterKind,
    NoticeState,
    PaperKind,
    Per,
    PlanState,
    Role,
    Thing,
    To,
)

Guard = Callable[[Situation, Ask], Iterator[Refusal]]


@dataclass(frozen=True)
class Step:
    """One line of the chain.

    ``source`` is empty for a step that creates the thing, ``target`` is ``None`` where it stays
    as it is; ``back`` is the one source that leads elsewhere, and where. ``plans`` says how the
    plans of a decision move with it. ``only_if`` are asked of the world, also by "may I?";
    ``needs`` of what the person wrote, only when they do it.
    """

    name: str
    swedish: str
    thing: Thing
    source: tuple[StrEnum, ...]
    target: StrEnum | None
    by: tuple[Role, ...]
    only_if: tuple[Guard, ...] = ()
    needs: tuple[Guard, ...] = ()
    orders: tuple[Order, ...] = ()
    plans: tuple[tuple[PlanState, ...], PlanState] | None = None
    reads_measures: bool = False
    back: tuple[StrEnum, StrEnum] | None = None

    def leads_to(self, source: StrEnum | str) -> StrEnum | None:
        """Where the step leads from one of its sources; ``None`` where the thing stays."""
        if self.back is not None and source == self.back[0]:
            return self.back[1]
        return self.target


PLAN, DECISION, NOTICE, DISPATCH = Thing.PLAN, Thing.DECISION, Thing.NOTICE, Thing.DISPATCH
P, D, N, X = PlanState, DecisionState, NoticeState, DispatchState
L, K, W = LetterKind, PaperKind, DutyKind

OFFICER, MEMBER, DECIDER = Role.OFFICER, Role.MEMBER, Role.DECIDER
SECRETARY, REGISTRAR, RECIPIENT = Role.SECRETARY, Role.REGISTRAR, Role.RECIPIENT
RESPONSIBLE, CALENDAR = Role.RESPONSIBLE, Role.CALENDAR

STAYS = None
_DRAFT = (K.TJANSTESKRIVELSE, K.UNDERLAG, K.HANDLINGSPLAN)
_DECISION = (K.DELEGATIONSBESLUT,)
_DECIDED = (K.BESLUTSMISSIV, K.DELEGATIONSBESLUT, K.UNDERLAG, K.HANDLINGSPLAN)
_UTDRAG = (K.FOLJEBREV, K.UTDRAG, K.HANDLINGSPLAN)
_REPORTS = (K.ATERRAPPORTERING, K.UPPFOLJNING, K.ARSRAPPORT)

_NOT_IN_FORCE = (N.PENDING, N.LISTED, N.NOTIFIED, N.RECORDED, N.ADJUSTED, N.POSTED)
_ADOPTED = (P.ADOPTED, P.FOLLOWING_UP, P.FOLLOWED_UP, P.REPORTED, P.REPORTED_BACK, P.CLOSED)

# fmt: off
STEPS: tuple[Step, ...] = (
    # The plan is drafted in the network.
    Step("open_plan", "öppna plan", PLAN, (), P.DRAFTING, (OFFICER,),
         only_if=(g.year_within_programme, g.one_plan_per_year),
         needs=(g.measure_keys_are_free,)),
    Step("write_measure", "skriva insats", PLAN, (P.DRAFTING, P.CIRCULATED), STAYS,
         (OFFICER, MEMBER),
         only_if=(g.members_write_in_time,),
         needs=(g.measures_are_ones_own, g.measure_keys_are_free, g.measures_are_in_the_plan,
                g.measures_are_those_seen),
         reads_measures=True),
    Step("remove_measure", "ta bort insats", PLAN, (P.DRAFTING, P.CIRCULATED), STAYS, (OFFICER,),
         needs=(g.measures_are_in_the_plan, g.measures_are_those_seen, g.measures_end_here),
         reads_measures=True),
    Step("circulate", "skicka på samråd", PLAN, (P.DRAFTING,), P.CIRCULATED, (OFFICER,),
         only_if=(g.there_are_members,),
         needs=(g.answer_day_ahead,),
         orders=(Paper(K.HANDLINGSPLAN, Per.PLAN),
                 Letter(L.CIRCULATION, To.MEMBERS, (K.HANDLINGSPLAN,)),
                 Duty(W.ANSWER, To.MEMBERS)),
         reads_measures=True),
    Step("answer", "lämna svar", PLAN, (P.CIRCULATED,), STAYS, (MEMBER,),
         only_if=(g.is_a_member, g.answers_still_open),
         needs=(g.opinion_given,),
         orders=(Letter(L.THANKS, To.ANSWERING_MEMBER),
                 Letter(L.ANSWERED, To.OFFICER),
                 Settle(W.ANSWER))),

    # The decision is prepared, submitted, and taken by the holder of the delegated post.
    Step("prepare", "bereda beslut", DECISION, (), D.DRAFTING, (OFFICER,),
         only_if=(g.plans_are_drafts,)),
    Step("revise", "skriva om utkastet", DECISION, (D.DRAFTING,), STAYS, (OFFICER,),
         only_if=(g.no_conflict_of_interest,),
         needs=(g.draft_given,)),
    Step("revise_basis", "ändra underlag", DECISION, (D.DRAFTING,), STAYS, (OFFICER,),
         only_if=(g.no_conflict_of_interest,),
         needs=(g.basis_given,)),
    Step("declare_conflict", "anmäla jäv", DECISION, (D.DRAFTING, D.SUBMITTED), STAYS,
         (OFFICER, DECIDER),
         only_if=(g.a_person_acts,),
         needs=(g.reason_given,)),
    Step("submit", "lämna för beslut", DECISION, (D.DRAFTING,), D.SUBMITTED, (OFFICER,),
         only_if=(g.no_conflict_of_interest, g.measures_can_be_followed_up, g.text_is_complete,
                  g.basis_is_attached, g.direction_is_answered, g.recipients_are_known,
                  g.ground_can_carry_it),
         orders=(Paper(K.HANDLINGSPLAN, Per.PLAN),
                 Paper(K.TJANSTESKRIVELSE),
                 Letter(L.SUBMITTED, To.DECIDER, _DRAFT),
                 Settle(W.ANSWER),
                 Duty(W.DECIDE, To.DECIDER)),
         plans=((P.DRAFTING, P.CIRCULATED), P.SUBMITTED),
         reads_measures=True),
    # Whatever has become of the mandate since, the matter is never stuck with the decider.
    Step("take_back", "återta ärendet", DECISION, (D.SUBMITTED,), D.DRAFTING, (OFFICER,),
         only_if=(g.no_conflict_of_interest,),
         needs=(g.reason_given,),
         orders=(Letter(L.TAKEN_BACK, To.DECIDER),
                 Settle(W.DECIDE)),
         plans=((P.SUBMITTED,), P.DRAFTING)),
    Step("send_back", "skicka tillbaka", DECISION, (D.SUBMITTED,), D.DRAFTING, (DECIDER,),
         only_if=g.MANDATE,
         needs=(g.reason_given,),
         orders=(Letter(L.SENT_BACK, To.OFFICER),
                 Settle(W.DECIDE)),
         plans=((P.SUBMITTED,), P.DRAFTING)),
    Step("refer", "hänskjuta till nämnden", DECISION, (D.SUBMITTED,), D.REFERRED, (DECIDER,),
         only_if=g.MANDATE,
         needs=(g.reason_given,),
         orders=(Paper(K.HANSKJUTANDE),
                 Letter(L.REFERRED, To.OFFICER, (K.HANSKJUTANDE,)),
                 Letter(L.REFERRED, To.SECRETARY, (K.HANSKJUTANDE,)),
                 Settle(W.DECIDE)),
         plans=((P.SUBMITTED,), P.REFERRED)),
    Step("decide", "besluta", DECISION, (D.SUBMITTED,), D.DECIDED, (DECIDER,),
         only_if=(*g.MANDATE, g.direction_is_the_programmes, g.recipients_are_known),
         needs=(g.deputy_gives_reason, g.papers_are_those_seen),
         orders=(Paper(K.DELEGATIONSBESLUT),
                 Paper(K.BESLUTSMISSIV),
                 Open(NOTICE),
                 Open(DISPATCH),
                 Letter(L.DECIDED, To.OFFICER, _DECISION),
                 Letter(L.NOTICE_PENDING, To.SECRETARY, _DECIDED),
                 Letter(L.DISPATCH_READY, To.REGISTRAR, _DECIDED),
                 Settle(W.DECIDE),
                 Duty(W.DISPATCH, To.REGISTRAR),
                 Duty(W.NOTIFY, To.SECRETARY),
                 Duty(W.RECORD, To.SECRETARY),
                 Duty(W.OPEN_FOLLOW_UP, To.OFFICER),
                 Duty(W.REPORT_AGENCY, To.OFFICER)),
         plans=((P.SUBMITTED,), P.ADOPTED)),
    Step("correct", "rätta", DECISION, (D.DECIDED,), STAYS, (DECIDER,),
         only_if=g.MANDATE,
         needs=(g.reason_given,),
         orders=(Paper(K.RATTELSE),
                 Letter(L.CORRECTED, To.OFFICER, (K.RATTELSE,)),
                 Letter(L.CORRECTED, To.REGISTRAR, (K.RATTELSE,)))),

    # The committee takes note (7 kap. 8 § kommunallagen): it neither approves nor rejects.
    Step("list", "ta upp på anmälningslistan", NOTICE, (N.PENDING,), N.LISTED,
         (CALENDAR, SECRETARY),
         only_if=(g.the_committee_is_notified, g.a_meeting_takes_papers),
         orders=(Paper(K.ANMALAN),
                 Paper(K.ANMALNINGSLISTA),
                 Settle(W.RECORD),
                 Duty(W.NOTIFY, To.SECRETARY, anew=True))),
    Step("move_notice", "flytta anmälan", NOTICE, (N.LISTED,), STAYS, (SECRETARY,),
         only_if=(g.another_meeting_takes_papers,),
         needs=(g.reason_given, g.moved_from_the_meeting_seen),
         orders=(Paper(K.ANMALAN),
                 Paper(K.ANMALNINGSLISTA),
                 Letter(L.MOVED, To.OFFICER),
                 Duty(W.NOTIFY, To.SECRETARY, anew=True))),
    Step("notify", "anmäla", NOTICE, (N.LISTED,), N.NOTIFIED, (SECRETARY,),
         only_if=(g.the_meeting_is_held,),
         needs=(g.paragraph_of_the_meetings_year,),
         orders=(Settle(W.NOTIFY),
                 Duty(W.ADJUST, To.SECRETARY))),
    # What is not notified is recorded separately, on the delegate's responsibility.
    Step("record", "protokollföra särskilt", NOTICE, (N.PENDING,), N.RECORDED,
         (SECRETARY, DECIDER),
         only_if=(g.a_person_acts, g.the_delegate_or_the_secretary,
                  g.the_committee_is_not_notified),
         orders=(Paper(K.SARSKILT_PROTOKOLL),
                 Settle(W.RECORD),
                 Settle(W.NOTIFY),
                 Duty(W.ADJUST, To.SECRETARY))),
    Step("adjust", "justera", NOTICE, (N.NOTIFIED, N.RECORDED), N.ADJUSTED, (SECRETARY,),
         needs=(g.adjusted_after_the_meeting,),
         orders=(Settle(W.ADJUST),
                 Duty(W.POST, To.SECRETARY))),
    Step("post", "anslå", NOTICE, (N.ADJUSTED,), N.POSTED, (SECRETARY,),
         needs=(g.posted_after_adjustment, g.place_given),
         orders=(Paper(K.TILLKANNAGIVANDE),
                 Settle(W.POST),
                 Duty(W.CONFIRM_FORCE, To.SECRETARY))),
    Step("gain_force", "bekräfta laga kraft", NOTICE, (N.POSTED,), N.IN_FORCE, (SECRETARY,),
         only_if=(g.appeal_time_is_over, g.no_appeal_is_open),
         orders=(Settle(W.CONFIRM_FORCE),)),
    # An appeal may come as soon as the decision is taken; until it is settled nothing is in force.
    # One that the court got in time and passed on late takes legal force back.
    Step("appeal", "anteckna överklagande", NOTICE, (*_NOT_IN_FORCE, N.IN_FORCE), STAYS,
         (SECRETARY,),
         only_if=(g.no_appeal_is_open,),
         needs=(g.appealed_in_time,),
         orders=(Letter(L.APPEALED, To.OFFICER),
                 Letter(L.APPEALED, To.REGISTRAR),
                 Letter(L.APPEALED, To.DECIDER),
                 Settle(W.CONFIRM_FORCE)),
         back=(N.IN_FORCE, N.POSTED)),
    Step("close_appeal", "avsluta överklagande", NOTICE, _NOT_IN_FORCE, STAYS, (SECRETARY,),
         only_if=(g.an_appeal_is_open,),
         needs=(g.closed_after_it_came, g.the_decision_stands),
         orders=(Duty(W.CONFIRM_FORCE, To.SECRETARY),)),
    # What the court has settled is so, whether or not the appeal was noted or still is open.
    Step("repeal", "anteckna upphävande", NOTICE, (*_NOT_IN_FORCE, N.IN_FORCE), N.REPEALED,
         (SECRETARY,),
         needs=(g.repealed_after_the_decision, g.reason_given),
         orders=(Letter(L.REPEALED, To.OFFICER),
                 Letter(L.REPEALED, To.REGISTRAR),
                 Letter(L.REPEALED, To.DECIDER),
                 *(Settle(kind) for kind in DutyKind)),
         plans=(_ADOPTED, P.REPEALED)),

    # Dispatch runs beside the notice: execution need not wait for legal force (13 kap. 14 §).
    Step("dispatch", "expediera", DISPATCH, (X.READY,), X.DISPATCHED, (REGISTRAR,),
         only_if=(g.decision_is_not_repealed, g.recipients_have_addresses),
         orders=(Paper(K.UTDRAG, Per.RECIPIENT),
                 Paper(K.FOLJEBREV, Per.RECIPIENT),
                 Letter(L.UTDRAG, To.RECIPIENTS, _UTDRAG),
                 Settle(W.DISPATCH),
                 Duty(W.ACKNOWLEDGE, To.RECIPIENTS))),
    Step("acknowledge", "kvittera", DISPATCH, (X.DISPATCHED,), STAYS, (RECIPIENT, REGISTRAR),
         only_if=(g.is_a_recipient,),
         needs=(g.manual_acknowledgement_says_how,),
         orders=(Settle(W.ACKNOWLEDGE),
                 Settle(W.MEND))),
    Step("resend", "sända igen", DISPATCH, (X.DISPATCHED,), STAYS, (REGISTRAR,),
         only_if=(g.decision_is_not_repealed,),
         needs=(g.resent_to_one_who_waits, g.new_address_is_usable, g.reason_given),
         orders=(Letter(L.UTDRAG, To.RECIPIENTS, _UTDRAG),
                 Settle(W.MEND),
                 Settle(W.ACKNOWLEDGE),
                 Duty(W.ACKNOWLEDGE, To.RECIPIENTS))),
    Step("complete", "slutföra expediering", DISPATCH, (X.DISPATCHED,), X.ACKNOWLEDGED,
         (CALENDAR, REGISTRAR),
         only_if=(g.deliveries_are_settled,)),

    # Follow-up at year end, the agency in quarter 1 of the year after, then the committee.
    Step("open_follow_up", "öppna uppföljning", PLAN, (P.ADOPTED,), P.FOLLOWING_UP,
         (CALENDAR, OFFICER),
         only_if=(g.the_year_ends,),
         orders=(Letter(L.OUTCOME_REQUEST, To.RESPONSIBLES),
                 Settle(W.OPEN_FOLLOW_UP),
                 Duty(W.OUTCOME, To.RESPONSIBLES),
                 Duty(W.CLOSE_FOLLOW_UP, To.OFFICER),
                 # Watched from the start, so that nobody misses the day by which papers are in.
                 Duty(W.REPORT_COMMITTEE, To.OFFICER)),
         reads_measures=True),
    Step("report_outcome", "lämna utfall", PLAN, (P.FOLLOWING_UP,), STAYS,
         (RESPONSIBLE, OFFICER),
         only_if=(g.is_responsible,),
         needs=(g.outcomes_are_own_and_whole, g.outcomes_are_those_seen),
         orders=(Settle(W.OUTCOME),),
         reads_measures=True),
    Step("close_follow_up", "avsluta uppföljning", PLAN, (P.FOLLOWING_UP,), P.FOLLOWED_UP,
         (OFFICER,),
         only_if=(g.every_target_is_answered,),
         orders=(Paper(K.UPPFOLJNING, Per.PLAN),
                 Letter(L.FOLLOWED_UP, To.OFFICER, (K.UPPFOLJNING,)),
                 Settle(W.OUTCOME),
                 Settle(W.CLOSE_FOLLOW_UP)),
         reads_measures=True),
    Step("report_agency", "rapportera till myndigheten", PLAN, (P.FOLLOWED_UP,), P.REPORTED,
         (OFFICER,),
         only_if=(g.the_plan_year_is_over, g.agency_has_address),
         orders=(Paper(K.ARSRAPPORT, Per.PLAN),
                 Letter(L.AGENCY_REPORT, To.AGENCY, (K.ARSRAPPORT,)),
                 Settle(W.REPORT_AGENCY),
                 Duty(W.REPORT_COMMITTEE, To.OFFICER, anew=True)),
         reads_measures=True),
    Step("report_committee", "återrapportera till nämnden", PLAN, (P.REPORTED,), P.REPORTED_BACK,
         (OFFICER, SECRETARY),
         only_if=(g.a_meeting_takes_papers,),
         orders=(Paper(K.ATERRAPPORTERING, Per.PLAN),
                 Letter(L.COMMITTEE_REPORT, To.SECRETARY, _REPORTS),
                 Settle(W.REPORT_COMMITTEE)),
         reads_measures=True),
    Step("close", "avsluta", PLAN, (P.REPORTED_BACK,), P.CLOSED, (REGISTRAR,),
         only_if=(g.notice_is_in_force, g.deliveries_are_settled)),
)
# fmt: on

BY_NAME = {step.name: step for step in STEPS}

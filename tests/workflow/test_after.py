"""What each step changes in the facts: the states that move, and numbers, days and names."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from documents.sample.measures import measures_2023
from documents.sample.situation import MEETINGS
from tests.workflow.builders import (
    A_DRAFT,
    ARE,
    DECIDED_ON,
    DIRECTOR,
    MEMBER,
    OFFICER,
    REGISTRAR,
    SECRETARY,
    SEEN,
    a_plan,
    a_plans_situation,
    a_situation,
    an_ask,
    ready,
    ready_ask,
)
from tests.workflow.notices import not_notified
from workflow.after import CHANGES, after
from workflow.chain import BY_NAME
from workflow.facts import (
    AsDecided,
    Ask,
    Decider,
    Delivery,
    Dispatch,
    Given,
    ListedDecision,
    Notice,
    Opinion,
    Plan,
    Situation,
)
from workflow.machine import state_of, take
from workflow.states import DecisionState, DeliveryState, PlanState, Thing


def done(situation: Situation, ask: Ask) -> Situation:
    return after(situation, take(situation, ask), ask)


def after_step(step: str) -> Situation:
    """The seed's case just after the step."""
    return done(*ready(step))


def notice_after(step: str) -> Notice:
    found = after_step(step).notice
    assert found is not None
    return found


def plan_after(step: str) -> Plan:
    (plan,) = after_step(step).plans
    return plan


@pytest.mark.parametrize("step", BY_NAME)
def test_the_thing_stands_where_the_table_says(step: str) -> None:
    situation, ask = ready(step)
    outcome = take(situation, ask)
    found = after(situation, outcome, ask)
    thing = replace_id(found) if not BY_NAME[step].source else found
    assert state_of(thing, BY_NAME[step].thing) == outcome.target


def replace_id(created: Situation) -> Situation:
    """The same when the store has given what was created its number."""
    decision = created.the_decision()
    plans = tuple(replace(plan, id=plan.id or 1) for plan in created.plans)
    return replace(created, plans=plans, decision=replace(decision, id=decision.id or 1))


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("submit", PlanState.SUBMITTED),
        ("take_back", PlanState.DRAFTING),
        ("send_back", PlanState.DRAFTING),
        ("refer", PlanState.REFERRED),
        ("decide", PlanState.ADOPTED),
        ("correct", PlanState.ADOPTED),
        ("revise", PlanState.DRAFTING),
        ("revise_basis", PlanState.DRAFTING),
    ],
)
def test_every_plan_moves_with_its_decision(step: str, state: PlanState) -> None:
    assert [plan.state for plan in after_step(step).plans] == [state, state]


@pytest.mark.parametrize("step", [s for s in BY_NAME if s not in CHANGES])
def test_a_step_without_facts_of_its_own_changes_only_states(step: str) -> None:
    before, found = ready(step)[0], after_step(step)
    restored = replace(
        found, plans=before.plans, decision=before.decision, notice=before.notice,
        dispatch=before.dispatch,
    )  # fmt: skip
    assert restored == before


@pytest.mark.parametrize("step", BY_NAME)
def test_versions_are_the_stores_to_count(step: str) -> None:
    before, found = ready(step)[0], after_step(step)
    assert [p.version for p in found.plans] == [p.version for p in before.plans]
    assert found.the_decision().version == before.the_decision().version


# Drafting


def test_a_circulated_draft_has_the_day_of_answer() -> None:
    assert plan_after("circulate").answer_by == date(2023, 9, 22)


def test_an_answer_takes_the_place_of_the_members_earlier_one() -> None:
    situation, ask = ready("answer")
    found = done(situation, ask).opinions
    assert found[1] == (Opinion("Åre kommun", "Vi tillstyrker planen.", date(2023, 9, 20)),)
    assert found[2] == situation.opinions[2]


def test_an_answer_leaves_the_other_members_answers() -> None:
    situation, ask = ready("answer")
    earlier = Opinion("Bergs kommun", "Inget att invända.", date(2023, 9, 18))
    found = done(replace(situation, opinions={1: (earlier,)}), ask).opinions[1]
    assert [opinion.party_name for opinion in found] == ["Bergs kommun", MEMBER.name]


def test_a_revised_draft_is_the_new_one_and_remembers_who_wrote() -> None:
    found = after_step("revise").the_decision()
    written = (found.title, found.text, found.delegation_id, found.dispatch_to)
    assert written == (A_DRAFT.title, A_DRAFT.text, 1, ("Tillväxtverket",))
    assert found.new_direction is False
    assert found.handled_by == {OFFICER.person_id}


def test_all_who_wrote_in_a_draft_are_remembered() -> None:
    situation, ask = ready("revise")
    first = done(situation, ask)
    second = done(first, replace(ask, actor=replace(OFFICER, person_id=12)))
    assert second.the_decision().handled_by == {OFFICER.person_id, 12}


def test_a_submitted_draft_and_its_plans_bear_the_day_of_submission() -> None:
    before, found = ready("submit")[0].the_decision(), after_step("submit").the_decision()
    assert found.document_on == date(2023, 10, 12)
    assert [b.dated_on for b in found.basis] == [
        before.basis[0].dated_on,
        *[date(2023, 10, 12)] * 2,
    ]
    assert found.decided_on is None


# Deciding


def test_a_decision_has_a_number_a_day_an_instant_and_a_decider() -> None:
    found = after_step("decide").the_decision()
    assert (found.number, found.decided_on) == ("1/2023", DECIDED_ON)
    assert found.decided_at == ready_ask("decide").at
    assert found.decider == Decider(2, "Magnus Aspegren", "Regional utvecklingsdirektör")
    assert found.document_on == date(2023, 10, 10)


@pytest.mark.parametrize(
    ("at", "number", "day"),
    [
        (datetime(2023, 12, 31, 22, 59, 59, tzinfo=UTC), "7/2023", date(2023, 12, 31)),
        (datetime(2023, 12, 31, 23, 0, tzinfo=UTC), "7/2024", date(2024, 1, 1)),
    ],
)
def test_number_and_day_are_of_one_local_year(at: datetime, number: str, day: date) -> None:
    ask = an_ask("decide", DIRECTOR, at, Given(seen=SEEN))
    found = done(replace(a_situation(), next_number=7), ask).the_decision()
    assert (found.number, found.decided_on, found.decided_at) == (number, day, at)


def test_a_correction_leaves_the_decision_as_it_was_and_has_a_day() -> None:
    before, found = ready("correct")[0].the_decision(), after_step("correct").the_decision()
    assert found == replace(before, corrected_on=(date(2023, 10, 30),))
    twice = replace(ready("correct")[0], decision=found)
    assert done(twice, ready_ask("correct")).the_decision().corrected_on == (
        *(date(2023, 10, 30), date(2023, 10, 30)),
    )


@pytest.mark.parametrize("notified", [True, False])
def test_a_decision_keeps_what_it_reads_from_settings(*, notified: bool) -> None:
    found, ask = ready("decide")
    situation = found if notified else not_notified(found)
    after = done(situation, ask)
    committee, house = situation.case.committee, situation.region.house
    kept = after.the_decision().as_decided
    assert kept == AsDecided(
        notified, committee.name, committee.genitive, house.clause_style, house.headings
    )


def test_a_decision_speaks_of_the_committee_and_the_house_as_they_were() -> None:
    after = after_step("decide")
    other = replace(after.case.committee, name="en annan nämnd", genitive="en annan nämnds")
    house = replace(after.region.house, headings=(("beslut", "Annat"),), clause_style="active")
    later = replace(
        not_notified(replace(after, case=replace(after.case, committee=other))),
        region=replace(after.region, house=house),
    )
    assert later.its_committee() == after.case.committee
    assert later.its_house() == after.region.house


def test_what_is_not_decided_goes_by_the_settings_of_the_day() -> None:
    found = not_notified(ready("submit")[0])
    assert found.its_committee() == found.case.committee
    assert found.its_house() == found.region.house


# The committee


def test_a_listed_decision_is_on_the_next_meetings_list_after_the_others() -> None:
    situation, ask = ready("list")
    line = ListedDecision(4, "RUN/1/2023", "1/2023", DECIDED_ON, "Annat", "Delegat", "§ 1/2023", "")
    crowded = done(replace(situation, listings={MEETINGS[0].id: (line,)}), ask).notice
    assert notice_after("list").meeting == MEETINGS[0]
    assert notice_after("list").position == 1
    assert crowded is not None
    assert crowded.position == 5


def test_the_paragraph_is_written_in_one_way() -> None:
    assert notice_after("notify").paragraph == "§ 187/2023"


def test_adjustment_and_posting_bear_the_days_that_the_secretary_gave() -> None:
    assert notice_after("adjust").adjusted_on == date(2023, 11, 28)
    found = notice_after("post")
    assert (found.posted_on, found.posted_place) == (date(2023, 11, 29), "Kansliet")


def test_the_appeal_clock_starts_when_the_adjustment_was_posted() -> None:
    situation, ask = ready("post")
    noted_late = an_ask("post", SECRETARY, date(2023, 12, 4), ask.given)
    found = done(situation, noted_late).notice
    assert found is not None
    assert found.last_appeal_on == date(2023, 12, 20)


def test_legal_force_came_the_day_after_the_last_day_of_appeal() -> None:
    assert ready_ask("gain_force").on == date(2024, 1, 8)
    assert notice_after("gain_force").in_force_on == date(2023, 12, 21)


# Dispatch


def ares_copy(situation: Situation) -> Delivery:
    dispatch = situation.dispatch
    assert isinstance(dispatch, Dispatch)
    return next(d for d in dispatch.deliveries if d.party == ARE)


def test_a_link_settles_its_own_copy_and_no_other() -> None:
    found = after_step("acknowledge")
    settled = ares_copy(found)
    assert settled.state is DeliveryState.ACKNOWLEDGED
    assert (settled.settled_by, settled.settled_how) == ("Åre kommun", "personlig länk")
    assert settled.settled_on == date(2023, 10, 26)
    states = [d.state for d in found.dispatch.deliveries] if found.dispatch else []
    assert states.count(DeliveryState.SENT) == 9


def test_a_registrar_settles_a_copy_and_says_how() -> None:
    settled = ares_copy(done(ready("acknowledge")[0], ready_ask("acknowledge", REGISTRAR)))
    assert settled.state is DeliveryState.ACKNOWLEDGED_OTHERWISE
    assert (settled.settled_by, settled.settled_how) == ("Registratorn", "per telefon")


# Follow-up and reports


def test_an_outcome_is_signed_and_the_other_targets_are_left() -> None:
    situation, ask = ready("report_outcome")
    empty = replace(situation, measures={1: measures_2023(with_outcomes=False)})
    first, *others = done(empty, ask).measures[1]
    outcome = first.targets[0].outcome
    assert outcome is not None
    assert (outcome.reported_by, outcome.reported_on) == ("Åre kommun", date(2024, 1, 26))
    assert first.targets[1:] == measures_2023(with_outcomes=False)[0].targets[1:]
    assert tuple(others) == measures_2023(with_outcomes=False)[1:]


def test_a_later_outcome_replaces_an_earlier_one() -> None:
    situation, ask = ready("report_outcome")
    once = done(situation, ask)
    (target_id, outcome), *_ = (ask.given or Given()).outcomes
    lower = replace(outcome, comment="Rättat efter kontroll.")
    found = done(once, replace(ask, given=Given(outcomes=((target_id, lower),))))
    told = found.measures[1][0].targets[0].outcome
    assert told is not None
    assert told.comment == "Rättat efter kontroll."


def test_the_agencys_report_has_its_day_and_its_receipt() -> None:
    plan = plan_after("report_agency")
    assert (plan.reported_on, plan.receipt) == (date(2024, 3, 15), "Kvittens 12 mars")


def test_a_step_on_one_plan_leaves_its_decision() -> None:
    situation = a_plans_situation(a_plan(PlanState.REPORTED_BACK))
    found = done(situation, ready_ask("close"))
    assert state_of(found, Thing.DECISION) == DecisionState.DECIDED
    assert (found.notice, found.dispatch) == (situation.notice, situation.dispatch)

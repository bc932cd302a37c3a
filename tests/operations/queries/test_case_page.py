"""The case page's facts: the next act, what is closed and why, the way with its days."""

from datetime import date, datetime

import pytest

from tests.operations import walking as w
from tests.operations.builders import GROUND, World, a_committee, when
from tests.operations.reading import refused
from workflow.chain import STEPS
from workflow.operations import deciding, registers
from workflow.operations.queries.acts import FIRST
from workflow.operations.queries.case_page import CasePage, case_page
from workflow.operations.queries.copies import Copy
from workflow.operations.queries.stepper import Place, Stage
from workflow.refusals import NotFound
from workflow.states import DecisionState, PlanState, Role

ONE = (2023,)


def page(world: World, who: str, at: datetime, year: int | None = None) -> CasePage:
    return case_page(world.office, world.case_id, world.actor(who, at), at, year)


def next_step(world: World, who: str, at: datetime) -> str | None:
    found = page(world, who, at).next_act
    return found.step if found else None


def closed(found: CasePage, step: str) -> list[str]:
    (act,) = (act for act in found.acts if act.step == step)
    return [refusal.code for refusal in act.refusals]


def places(found: CasePage) -> dict[str, str]:
    return {each.stage: each.place for each in found.stages}


def test_an_empty_case_asks_the_officer_for_its_first_plan(world: World) -> None:
    assert next_step(world, "officer", w.OPENED) == "open_plan"
    assert page(world, "officer", w.OPENED).plan is None


def test_each_act_on_the_way_is_the_next_one_of_whose_turn_it_is(world: World) -> None:
    w.opened(world)
    assert next_step(world, "officer", w.CIRCULATED) == "circulate"
    assert next_step(world, "secretary", w.CIRCULATED) is None


def test_a_circulated_plan_can_be_prepared_for_decision(world: World) -> None:
    w.circulated(world)
    assert next_step(world, "officer", w.PREPARED) == "prepare"


def test_a_draft_is_submitted_by_the_officer_and_decided_by_the_director(world: World) -> None:
    matter = w.drafted(world, ONE)
    assert next_step(world, "officer", w.SUBMITTED) == "submit"
    assert next_step(world, "director", w.SUBMITTED) is None
    w.submit(matter)
    assert next_step(world, "officer", w.DECIDED) is None
    assert next_step(world, "director", w.DECIDED) == "decide"


def test_after_the_decision_secretary_and_registrar_each_have_their_own_act(
    world: World,
) -> None:
    w.decided(world, ONE)
    assert next_step(world, "secretary", w.DISPATCHED) == "list"
    assert next_step(world, "registrar", w.DISPATCHED) == "dispatch"
    assert next_step(world, "officer", w.DISPATCHED) is None


def test_every_first_act_is_a_step_of_the_chain() -> None:
    assert set(FIRST) <= {step.name for step in STEPS}


def test_a_closed_act_says_why_by_the_rules_themselves(world: World) -> None:
    w.submitted(world, ONE)
    found = page(world, "officer", w.DECIDED)
    assert closed(found, "decide") == ["not_the_holder", "drafted_by_decider"]
    assert closed(found, "dispatch") == ["wrong_state", "wrong_role"]


@pytest.mark.parametrize("who", ["officer", "secretary", "registrar"])
def test_the_page_and_the_step_itself_say_the_same(world: World, who: str) -> None:
    matter = w.submitted(world, ONE)
    said = closed(page(world, who, w.DECIDED), "send_back")
    actor = world.actor(who, w.DECIDED)
    reason = "Skriv om."
    assert said == refused(
        deciding.send_back, world.office, matter.decision_id, reason, actor, w.DECIDED
    )


def test_a_closed_act_says_who_can_take_it_by_name(world: World) -> None:
    w.submitted(world, ONE)
    acts = {act.step: act for act in page(world, "officer", w.DECIDED).acts}
    assert acts["decide"].can == ((Role.DECIDER, "Magnus Aspegren, regional utvecklingsdirektör"),)
    assert acts["dispatch"].can == ((Role.REGISTRAR, "Registratorn"),)
    assert acts["list"].can == ((Role.CALENDAR, ""), (Role.SECRETARY, "Nämndsekreteraren"))


def test_acts_that_nothing_is_there_for_yet_are_left_out(world: World) -> None:
    w.opened(world)
    steps = {act.step for act in page(world, "officer", w.CIRCULATED).acts}
    assert "decide" not in steps
    assert {"open_plan", "prepare", "circulate", "report_agency"} <= steps


def test_a_new_plan_is_for_the_year_after_the_newest(world: World) -> None:
    w.opened(world, 2030)
    assert closed(page(world, "officer", w.CIRCULATED), "open_plan") == ["year_outside_programme"]


def test_asking_leaves_no_trace_in_the_record(world: World) -> None:
    w.submitted(world, ONE)
    before = page(world, "officer", w.DECIDED).events[0].seq
    assert page(world, "director", w.DECIDED).events[0].seq == before


def test_the_way_shows_where_the_plan_is_and_what_has_been(world: World) -> None:
    w.circulated(world)
    found = page(world, "officer", w.ANSWERED)
    assert places(found) == {
        Stage.DRAFTING: Place.DONE,
        Stage.CONSULTATION: Place.NOW,
        Stage.DECISION: Place.AHEAD,
        Stage.NOTICE: Place.AHEAD,
        Stage.DISPATCH: Place.AHEAD,
        Stage.FOLLOW_UP: Place.AHEAD,
    }
    assert [each.day for each in found.stages[:3]] == [date(2023, 9, 4), date(2023, 9, 4), None]


def test_a_round_that_was_never_sent_is_shown_as_left_out(world: World) -> None:
    w.decided(world, ONE)
    found = places(page(world, "officer", w.DISPATCHED))
    assert found[Stage.CONSULTATION] == Place.LEFT_OUT
    assert (found[Stage.DECISION], found[Stage.NOTICE], found[Stage.DISPATCH]) == (
        Place.DONE,
        Place.NOW,
        Place.NOW,
    )


def test_notice_and_dispatch_are_done_on_days_of_their_own(world: World) -> None:
    matter = w.acknowledged(world)
    w.in_force(matter)
    by_stage = {each.stage: each for each in page(world, "officer", w.IN_FORCE, 2023).stages}
    assert by_stage[Stage.NOTICE].place is Place.DONE
    assert by_stage[Stage.NOTICE].day == date(2023, 12, 21)
    assert by_stage[Stage.DECISION].day == date(2023, 10, 24)


def test_a_referred_decision_is_neither_done_nor_ahead(world: World) -> None:
    matter = w.submitted(world, ONE)
    director = world.actor("director", w.DECIDED)
    deciding.refer(world.office, matter.decision_id, "Ny inriktning.", director, w.DECIDED)
    found = page(world, "officer", w.DISPATCHED)
    assert places(found)[Stage.DECISION] == Place.REFERRED
    assert [each.step for each in found.balls] == ["committee_decides"]


def test_the_page_is_seen_from_the_plan_that_waits_for_the_reader(world: World) -> None:
    w.decided(world)
    newest, waiting = page(world, "officer", w.DISPATCHED), page(world, "officer", w.YEAR_END)
    assert newest.plan is not None
    assert waiting.plan is not None
    assert (newest.plan.year, waiting.plan.year) == (2024, 2023)
    assert next_step(world, "officer", w.YEAR_END) == "open_follow_up"


@pytest.mark.parametrize(
    ("asked", "seen"), [(2023, 2023), (2024, 2024), (1999, 2024), (None, 2024)]
)
def test_the_year_is_chosen_and_a_year_without_plan_is_none(
    world: World, asked: int | None, seen: int
) -> None:
    w.submitted(world)
    found = page(world, "officer", w.DECIDED, asked)
    assert found.plan is not None
    assert found.plan.year == seen


def test_plans_decisions_and_recipients_stand_with_their_states(world: World) -> None:
    w.acknowledged(world)
    found = page(world, "officer", w.ACKNOWLEDGED)
    assert [(plan.year, plan.state, plan.measures) for plan in found.plans] == [
        (2024, PlanState.ADOPTED, 2),
        (2023, PlanState.ADOPTED, 2),
    ]
    (decision,) = found.decisions
    assert (decision.number, decision.state) == ("1/2023", DecisionState.DECIDED)
    assert decision.decider == "Magnus Aspegren, regional utvecklingsdirektör"
    assert [(each.name, each.copy) for each in found.recipients] == [
        ("Åre kommun", Copy.ACKNOWLEDGED),
        ("Bergs kommun", Copy.ACKNOWLEDGED),
        ("Tillväxtverket", Copy.ACKNOWLEDGED),
    ]
    assert [(each.responsible, each.targets) for each in found.measures] == [
        ("Region Jämtland Härjedalen", 1),
        ("Åre kommun", 2),
    ]


def test_papers_are_listed_by_stage_with_their_kind_and_day(world: World) -> None:
    w.decided(world, ONE)
    papers = page(world, "officer", w.DISPATCHED).papers
    assert {(paper.kind, paper.stage) for paper in papers} >= {
        ("underlag", Stage.DRAFTING),
        ("tjansteskrivelse", Stage.DRAFTING),
        ("delegationsbeslut", Stage.DECISION),
    }
    assert {paper.made_on for paper in papers if paper.kind == "delegationsbeslut"} == {
        date(2023, 10, 24)
    }


def test_papers_of_another_plan_are_not_among_those_of_this(world: World) -> None:
    matter = w.decided(world)
    w.opened(world, 2025)
    found = page(world, "officer", w.DISPATCHED, 2025)
    assert found.papers == ()
    assert matter.plan_id in [plan.id for plan in found.plans]


def test_a_decider_of_another_committee_does_not_find_the_case(world: World) -> None:
    other = a_committee(world.office, 1, "HSN")
    registers.end_holding(world.office, world.holdings["deputy"], date(2023, 10, 1))
    mandate = registers.Mandate(
        other, GROUND, world.posts["secretary"], date(2023, 5, 23), matter="handlingsplan"
    )
    registers.add_delegation(world.office, mandate)
    with pytest.raises(NotFound):
        page(world, "deputy", when("2023-10-25"))


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_task_in_cases_does_not_find_it(world: World, who: str) -> None:
    if who == "administrator":
        world.people[who] = registers.add_person(world.office, "A", "a@region.example")
        registers.grant_role(world.office, world.people[who], Role.ADMINISTRATOR, date(2021, 1, 1))
    with pytest.raises(NotFound):
        page(world, who, w.DECIDED)


def test_a_case_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        case_page(world.office, 99, world.actor("officer", w.DECIDED), w.DECIDED)

"""What the pages of a decision are told: papers, mandate, what happened, what is open and due."""

from dataclasses import replace
from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import BEGAN, World, a_mandate, when
from workflow.operations import deciding, registers
from workflow.operations.queries import decisions, preparing
from workflow.operations.queries.decisions import DecisionShown
from workflow.refusals import NotFound


def shown(matter: w.Matter, who: str = "director", day: str = "2023-10-24") -> DecisionShown:
    world, at = matter.world, when(day)
    return decisions.decision(world.office, matter.decision_id, world.actor(who, at), at)


def test_a_submitted_decision_shows_its_frozen_papers_in_reading_order(world: World) -> None:
    matter = w.submitted(world)
    found = shown(matter)
    kinds = [str(paper.kind) for paper in found.frozen]
    assert kinds == ["tjansteskrivelse", "handlingsplan", "handlingsplan", "underlag"]
    assert {paper.sha256 for paper in found.frozen} == matter.seen()
    assert found.frozen[-1].dated_on == date(2023, 5, 23)
    assert all(paper.size for paper in found.frozen)


def test_whoever_holds_the_mandate_may_and_others_are_told_why_not(world: World) -> None:
    matter = w.submitted(world)
    director, officer = shown(matter), shown(matter, "officer")
    assert director.may("decide")
    assert director.may("send_back")
    assert {refusal.code for refusal in officer.closed["decide"]} == {
        "not_the_holder",
        "drafted_by_decider",
    }


def test_a_deputy_sees_for_whom_they_act(world: World) -> None:
    acts_as = shown(w.submitted(world), "deputy").acts_as
    assert acts_as is not None
    assert acts_as.deputy_for == "Regional utvecklingsdirektör"


def test_the_mandate_leads_back_to_the_committee(world: World) -> None:
    matter = w.submitted(world)
    mandate = shown(matter).mandate
    assert mandate is not None
    assert mandate.delegation.ground.label == "§ 89/2023"
    assert mandate.holder is not None
    assert mandate.deputy is not None
    assert (mandate.holder.person_name, mandate.above) == ("Magnus Aspegren", None)


def test_what_happened_is_told_with_its_reason(world: World) -> None:
    matter = w.submitted(world)
    director = world.actor("director", w.SUBMITTED)
    deciding.send_back(world.office, matter.decision_id, "Mål saknas.", director, w.SUBMITTED)
    last = shown(matter).happened[-1]
    assert (last.step, last.who, last.reason) == ("send_back", "Magnus Aspegren", "Mål saknas.")
    assert [each.step for each in shown(matter).happened] == ["prepare", "submit", "send_back"]


def test_groups_are_expanded_to_organisations_with_addresses(world: World) -> None:
    found = dict(shown(w.submitted(world)).recipients)
    assert [party.name for party in found["Länets kommuner"]] == ["Åre kommun", "Bergs kommun"]
    assert found["Tillväxtverket"][0].email == "registrator@tillvaxtverket.example"


def test_after_the_decision_what_is_due_is_known_with_its_reminders(world: World) -> None:
    due = {(str(each.kind), each.due_on): each for each in shown(w.decided(world)).due}
    dispatch = due["dispatch", date(2023, 10, 25)]
    assert dispatch.remind_on == date(2023, 10, 25)
    assert due["notify", date(2023, 11, 21)].settled_on is None
    decide = next(each for each in due.values() if each.kind == "decide")
    assert decide.settled_on == date(2023, 10, 24)
    assert decide.remind_on is None


def test_a_plan_is_shown_beside_the_plan_of_the_year_before(world: World) -> None:
    matter = w.submitted(world)
    found = shown(matter).last_years
    assert list(found) == [matter.plan_ids[1]]
    assert found[matter.plan_ids[1]].plan.year == 2023
    assert [measure.key for measure in found[matter.plan_ids[1]].measures] == [
        "own-2023",
        "are-2023",
    ]


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_a_decision_is_unknown_to_who_has_no_part_in_it(world: World, who: str) -> None:
    matter = w.submitted(world)
    world.people["nobody"] = registers.add_person(world.office, "Ingen", "ingen@region.example")
    with pytest.raises(NotFound):
        shown(matter, who)
    with pytest.raises(NotFound):
        shown(replace(matter, decision_id=9999))


def test_a_director_whose_delegation_has_ended_still_reads_why(world: World) -> None:
    matter = w.submitted(world)
    secretary = world.actor("secretary", w.SUBMITTED)
    registers.revoke_delegation(
        world.office, world.delegation_id, date(2023, 10, 20), secretary, w.SUBMITTED
    )
    assert [r.code for r in shown(matter).closed["decide"]] == ["delegation_revoked"]


# Choosing


def choices(world: World, day: str = "2023-09-27") -> preparing.Choices:
    at = when(day)
    officer = world.actor("officer", at)
    return preparing.choices(world.office, world.case_id, officer, date.fromisoformat(day))


def test_all_drafts_that_stand_in_no_decision_can_be_chosen(world: World) -> None:
    later, first = w.opened(world, 2024), w.opened(world, 2023)
    assert [plan.id for plan in choices(world).plans] == [first, later]
    w.drafted(world, (2025,))
    assert [plan.id for plan in choices(world).plans] == [first, later]


@pytest.mark.parametrize(("day", "count"), [("2023-05-22", 0), ("2023-05-23", 1)])
def test_only_delegations_in_force_that_day_can_be_chosen(
    world: World, day: str, count: int
) -> None:
    assert len(choices(world, day).delegations) == count


def test_a_delegation_for_another_case_cannot_be_chosen(world: World) -> None:
    other = replace(
        a_mandate(world.committee_id, world.posts), matter=None, case_reference="RUN/1/2020"
    )
    registers.add_delegation(world.office, other)
    assert [entry.id for entry in choices(world).delegations] == [world.delegation_id]


def test_recipients_stand_in_swedish_order_without_the_region_itself(world: World) -> None:
    found = choices(world)
    assert [name for name, _members in found.groups] == ["Länets kommuner", "Service Z"]
    assert [party.name for party in found.parties] == [
        "Bergs kommun",
        "Länsstyrelsen i Jämtlands län",
        "Tillväxtverket",
        "Åre kommun",
    ]


def test_the_next_decision_begins_as_the_last_one_was(world: World) -> None:
    assert choices(world).last is None
    w.decided(world)
    last = choices(world).last
    assert last is not None
    assert last.dispatch_to == ("Länets kommuner", "Tillväxtverket")
    assert [each.name for each in last.basis] == ["utdrag.txt"]
    assert choices(world).matters() == ("handlingsplan",)


def test_a_case_is_unknown_to_who_has_no_part_in_it(world: World) -> None:
    stranger = world.actor("stranger", when("2023-09-27"))
    with pytest.raises(NotFound):
        preparing.choices(world.office, world.case_id, stranger, BEGAN)

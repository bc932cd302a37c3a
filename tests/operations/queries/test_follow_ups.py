"""What the pages of follow-up read: who has answered, what is due, what can be done."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import rows
from workflow.facts import Actor, Outcome, OutcomeStatus
from workflow.operations import following_up, looking, reminders
from workflow.operations.queries import follow_ups
from workflow.operations.queries.follow_up import FollowUp, follow_up
from workflow.operations.queries.own_measures import own_part
from workflow.refusals import NotFound
from workflow.states import DutyKind, LetterKind, PaperKind, PlanState, To
from workflow.store import tables as t

ZERO = Outcome(Decimal(0), OutcomeStatus.MISSED)
NO_ANSWER = Outcome(None, OutcomeStatus.NOT_MEASURED, missing_reason="Kommunen har inte svarat.")


def seen(world: World, plan_id: int, day: str = "2024-01-10") -> FollowUp:
    at = when(day)
    return follow_up(world.office, plan_id, world.actor("officer", at), at)


def responsible(matter: w.Matter) -> Actor:
    return matter.bearer("are", LetterKind.OUTCOME_REQUEST)


def by_region(matter: w.Matter) -> None:
    w.report(matter, "own-2023", matter.world.actor("officer", w.OUTCOMES_IN))


def by_municipality(matter: w.Matter, outcome: Outcome, count: int = 2) -> None:
    ids = looking.target_ids(matter.world.office, matter.plan_id)
    mine = [id_ for (key, _), id_ in ids.items() if key == "are-2023"][:count]
    given = tuple((id_, outcome) for id_ in mine)
    office = matter.world.office
    following_up.report_outcomes(office, matter.plan_id, given, responsible(matter), w.OUTCOMES_IN)


def test_the_overview_tells_how_far_each_plan_has_come(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    by_municipality(matter, ZERO, count=1)
    later, earlier = follow_ups.overview(world.office)
    assert (later.year, later.state, later.answered, later.total) == (2024, PlanState.ADOPTED, 0, 3)
    assert (later.next_kind, later.next_on) == (DutyKind.OPEN_FOLLOW_UP, date(2024, 12, 31))
    assert (earlier.year, earlier.answered, earlier.total) == (2023, 1, 3)
    assert (earlier.next_kind, earlier.next_on) == (DutyKind.OUTCOME, date(2024, 1, 31))
    assert follow_ups.count(world.office) == 2


def test_the_overview_is_read_a_page_at_a_time_without_drafts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    w.decided(world)
    w.opened(world, 2025)
    monkeypatch.setattr(follow_ups, "PAGE", 1)
    years = [[p.year for p in follow_ups.overview(world.office, start)] for start in range(3)]
    assert years == [[2024], [2023], []]


def test_a_plan_that_is_not_adopted_has_no_follow_up(world: World) -> None:
    plan_id = w.opened(world)
    for unknown in (plan_id, 999):
        with pytest.raises(NotFound):
            seen(world, unknown)


def test_each_organisation_is_counted_by_itself(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    by_municipality(matter, ZERO, count=1)
    region, are = seen(world, matter.plan_id).shares
    assert (region.name, region.is_own, region.answered, region.total) == (
        *("Region Jämtland Härjedalen", True),
        *(0, 1),
    )
    assert (are.name, are.is_own, are.answered, are.total) == ("Åre kommun", False, 1, 2)
    assert are.asked_at == w.YEAR_END
    assert are.next_reminder_on == date(2024, 1, 17)
    assert region.asked_at is None


def test_who_has_answered_everything_is_not_missing(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    by_municipality(matter, ZERO)
    found = seen(world, matter.plan_id)
    assert [share.name for share in found.missing] == ["Region Jämtland Härjedalen"]
    assert (found.answered, found.total) == (2, 3)


def test_a_reason_counts_as_an_answer_but_not_as_a_measured_outcome(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    by_municipality(matter, NO_ANSWER)
    found = seen(world, matter.plan_id)
    assert found.answered == 2
    assert (found.figures.total.not_measured, found.figures.total.missed) == (3, 0)
    assert [line.name for line in found.figures.organisations] == [
        "Region Jämtland Härjedalen",
        "Åre kommun",
    ]
    assert found.figures.funded == 120000


def test_the_days_of_the_year_wheel_are_told_as_watched_or_planned(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    days = {each.kind: each for each in seen(world, matter.plan_id).deadlines}
    assert days[DutyKind.OPEN_FOLLOW_UP].settled_on == date(2024, 1, 2)
    assert days[DutyKind.OUTCOME].due_on == date(2024, 1, 31)
    agency = days[DutyKind.REPORT_AGENCY]
    assert (agency.due_on, agency.working_on) == (date(2024, 3, 31), date(2024, 3, 28))
    assert (agency.is_planned, agency.is_verified) == (False, False)
    committee = days[DutyKind.REPORT_COMMITTEE]
    assert not committee.is_planned  # watched from the year's end, so that papers make the meeting
    assert committee.due_on == date(2024, 3, 21)  # the stop date of the April meeting


def test_what_can_be_done_is_told_with_every_reason_against(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    by_region(matter)
    closed = seen(world, matter.plan_id).closed
    assert [(r.code, r.param("party")) for r in closed["close_follow_up"]] == [
        ("target_without_outcome", "Åre kommun"),
        ("target_without_outcome", "Åre kommun"),
    ]
    assert closed["report_outcome"] == ()
    assert [r.code for r in closed["report_agency"]] == ["wrong_state"]


def test_the_coming_reminders_are_told_with_their_addressees(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    first, *_ = seen(world, matter.plan_id).reminders
    assert (first.on, first.kind) == (date(2024, 1, 17), DutyKind.OUTCOME)
    assert (first.parties, first.roles) == (("Åre kommun",), (To.OFFICER,))
    by_municipality(matter, ZERO)
    named = [name for each in seen(world, matter.plan_id).reminders for name in each.parties]
    assert "Åre kommun" not in named


def test_the_papers_of_the_follow_up_are_linked_to_once_they_exist(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    assert seen(world, matter.plan_id).papers == ()
    by_region(matter)
    by_municipality(matter, ZERO)
    officer = world.actor("officer", w.CLOSED_UP)
    following_up.close_follow_up(world.office, matter.plan_id, officer, w.CLOSED_UP)
    (paper,) = seen(world, matter.plan_id, "2024-02-14").papers
    assert paper.kind is PaperKind.UPPFOLJNING


def test_a_link_shows_exactly_its_own_measures(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    part = own_part(world.office, matter.plan_id, responsible(matter), w.OUTCOMES_IN)
    assert [measure.key for measure in part.measures] == ["are-2023"]
    assert (part.others, part.answered, part.total) == ((), 0, 2)
    assert (part.due_on, part.closed) == (date(2024, 1, 31), ())


def test_a_link_shows_nothing_of_another_plan_or_to_another_organisation(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    bearer = responsible(matter)
    for plan_id, actor in (
        (matter.plan_ids[1], bearer),
        (matter.plan_id, replace(bearer, party_id=world.parties["berg"].id)),
    ):
        with pytest.raises(NotFound):
            own_part(world.office, plan_id, actor, w.OUTCOMES_IN)


def test_an_officer_sees_the_regions_measures_and_those_that_lack_a_value(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    officer = world.actor("officer", w.OUTCOMES_IN)
    part = own_part(world.office, matter.plan_id, officer, w.OUTCOMES_IN)
    assert [m.key for m in part.measures] == ["own-2023"]
    assert [m.key for m in part.others] == ["are-2023"]
    by_municipality(matter, ZERO)
    assert own_part(world.office, matter.plan_id, officer, w.OUTCOMES_IN).others == ()


def test_the_letters_of_another_plan_are_not_this_plans(world: World, database: Engine) -> None:
    matter = w.asked_for_outcomes(world)
    at = when("2025-01-02")
    officer = world.actor("officer", at)
    following_up.open_follow_up(world.office, matter.plan_ids[1], officer, at)
    assert len(rows(database, t.letter, kind="outcome_request")) == 4
    (_, are) = seen(world, matter.plan_id, "2025-01-02").shares
    assert [letter.created_at for letter in are.letters] == [w.YEAR_END]
    assert not are.had_letter_today


def test_a_reminder_by_hand_is_seen_on_the_page_the_same_day(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    at = when("2024-01-10", 9)
    reminders.remind_now(world.office, matter.plan_id, world.actor("officer", at), at)
    (_, are) = seen(world, matter.plan_id, "2024-01-10").shares
    assert are.had_letter_today
    assert [letter.kind for letter in are.letters] == ["outcome_request", "reminder"]

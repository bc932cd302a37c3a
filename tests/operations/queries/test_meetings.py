"""Meetings as pages show them: what is ahead, what is listed, what a meeting has missed."""

from datetime import date, timedelta

import pytest

from tests.operations import walking as w
from tests.operations.builders import World, a_committee, when
from workflow.operations import looking, notifying, registers
from workflow.operations.queries import listings, meetings, notices
from workflow.operations.queries.asking import why_not
from workflow.refusals import NotFound
from workflow.states import NoticeState, PaperKind

MEETING, NEXT = date(2023, 11, 21), date(2024, 4, 9)
BEFORE, AFTER = date(2023, 11, 20), date(2023, 11, 22)


def meeting_id(world: World, held_on: date = MEETING) -> int:
    ahead = meetings.overview(world.office, date(2023, 1, 1)).coming
    return next(row.id for row in ahead if row.held_on == held_on)


def noted(world: World) -> w.Matter:
    matter = w.decided(world)
    w.listed(matter)
    who = world.actor("secretary", w.NOTIFIED)
    notifying.notify(world.office, matter.decision_id, "§ 187/2023", who, w.NOTIFIED)
    return matter


@pytest.mark.parametrize(
    ("on", "coming", "past"),
    [(BEFORE, 3, 0), (MEETING, 3, 0), (AFTER, 2, 1), (date(2026, 1, 1), 0, 3)],
)
def test_a_meeting_is_past_from_the_day_after_it(
    world: World, on: date, coming: int, past: int
) -> None:
    assert len(meetings.overview(world.office, on).coming) == coming
    assert meetings.past(world.office, on)[1] == past


def test_coming_meetings_are_told_by_committee_the_next_first(world: World) -> None:
    other = a_committee(world.office, 1, "AN")
    found = meetings.overview(world.office, AFTER)
    (own, its) = found.committees
    assert {own.id, its.id} == {world.committee_id, other}
    assert [row.held_on for row in found.of(own)] == [NEXT, date(2025, 4, 1)]


def test_past_meetings_come_by_page_the_newest_first(world: World) -> None:
    first = date(2020, 1, 7)
    for week in range(meetings.PAGE):
        day = first + timedelta(weeks=week)
        registers.add_meeting(world.office, world.committee_id, day, day)
    newest, total = meetings.past(world.office, AFTER)
    oldest, _ = meetings.past(world.office, AFTER, page=2)
    assert (total, len(newest), len(oldest)) == (meetings.PAGE + 1, meetings.PAGE, 1)
    assert (newest[0].held_on, oldest[0].held_on) == (MEETING, first)


def test_a_meeting_says_how_much_is_listed_and_how_much_is_not_noted(world: World) -> None:
    noted(world)
    w.listed(w.decided(world, case_id=world.another_case("RUN/12/2022")))
    row = meetings.overview(world.office, BEFORE).coming[0]
    assert (row.held_on, row.listed, row.unnoted) == (MEETING, 2, 1)


def test_a_decision_on_no_list_waits_for_the_next_meeting_that_takes_papers(world: World) -> None:
    matter = w.decided(world)
    (waiting,) = meetings.overview(world.office, date(2023, 10, 24)).waiting
    assert (waiting.decision_id, waiting.reference) == (matter.decision_id, "RUN/536/2021")
    assert waiting.meeting is not None
    assert (waiting.meeting.held_on, waiting.missed_on) == (MEETING, None)


def test_a_decision_waits_for_nothing_where_the_calendar_is_empty(world: World) -> None:
    w.decided(world)
    (waiting,) = meetings.overview(world.office, date(2025, 6, 1)).waiting
    assert waiting.meeting is None


def test_a_meeting_that_passed_without_the_listed_decision_is_an_alarm(world: World) -> None:
    w.listed(w.decided(world))
    assert meetings.overview(world.office, MEETING).missed == ()
    (missed,) = meetings.overview(world.office, AFTER).missed
    assert (missed.state, missed.missed_on) == (NoticeState.LISTED, MEETING)


def test_a_meeting_that_passed_without_listing_the_decision_is_an_alarm(world: World) -> None:
    w.decided(world)
    (missed,) = meetings.overview(world.office, AFTER).missed
    assert (missed.state, missed.missed_on) == (NoticeState.PENDING, MEETING)
    assert missed.meeting is not None
    assert missed.meeting.held_on == NEXT


def test_a_decision_that_came_too_late_for_a_meeting_was_not_missed_by_it(world: World) -> None:
    registers.add_meeting(world.office, world.committee_id, date(2023, 10, 25), date(2023, 10, 9))
    w.decided(world)
    assert meetings.overview(world.office, date(2023, 10, 26)).missed == ()


def test_a_noted_decision_neither_waits_nor_is_missed(world: World) -> None:
    noted(world)
    assert meetings.overview(world.office, AFTER).unnoted == ()


def test_the_list_of_a_meeting_has_one_line_for_each_decision(world: World) -> None:
    matter = noted(world)
    late = w.decided(world, case_id=world.another_case("RUN/12/2022"))
    w.listed(late)
    first, second = listings.agenda(world.office, meeting_id(world)).lines
    assert (first.line.position, first.line.reference) == (1, "RUN/536/2021")
    assert first.line.sentence == "Handlingsplan 2023 och Handlingsplan 2024 fastställs."
    assert first.line.delegate == "Magnus Aspegren, regional utvecklingsdirektör"
    assert (first.decision_id, first.state, first.paragraph) == (
        *(matter.decision_id, NoticeState.NOTIFIED),
        "§ 187/2023",
    )
    assert (second.decision_id, second.state) == (late.decision_id, NoticeState.LISTED)
    assert listings.agenda(world.office, meeting_id(world)).unnoted == (second,)


def test_the_paper_of_the_list_is_the_newest(world: World) -> None:
    assert listings.agenda(world.office, meeting_id(world)).paper is None
    w.listed(w.decided(world))
    first = listings.agenda(world.office, meeting_id(world)).paper
    w.listed(w.decided(world, case_id=world.another_case("RUN/12/2022")))
    newest = listings.agenda(world.office, meeting_id(world)).paper
    assert first is not None
    assert newest is not None
    assert (newest.kind, newest.name) == (PaperKind.ANMALNINGSLISTA, newest.name)
    assert newest.name.startswith("RUN-12-2022")
    assert newest.sha256 != first.sha256


def test_a_report_stands_with_the_meeting_that_came_next_when_it_was_drawn_up(
    world: World,
) -> None:
    w.reported_back(world)
    (report,) = listings.agenda(world.office, meeting_id(world, NEXT)).reports
    assert (report.title, report.made_on) == ("Handlingsplan 2023", date(2024, 3, 19))
    assert listings.agenda(world.office, meeting_id(world)).reports == ()


def test_a_meeting_that_is_not_there_has_no_agenda(world: World) -> None:
    with pytest.raises(NotFound):
        listings.agenda(world.office, 99)


def test_the_page_of_a_notice_proposes_what_was_written_last(world: World) -> None:
    first = w.decided(world)
    w.in_force(first)
    second = w.decided(world, case_id=world.another_case("RUN/12/2022"))
    w.listed(second)
    page = notices.notice_page(world.office, second.decision_id, MEETING)
    assert (page.last_place, page.same_paragraph) == ("Registraturet", "§ 187/2023")
    assert (page.reference, page.number) == ("RUN/12/2022", "2/2023")


def test_the_page_of_a_notice_shows_its_papers_once(world: World) -> None:
    matter = w.decided(world)
    w.in_force(matter)
    page = notices.notice_page(world.office, matter.decision_id, MEETING)
    assert [paper.kind for paper in page.papers] == [
        PaperKind.ANMALAN,
        PaperKind.ANMALNINGSLISTA,
        PaperKind.TILLKANNAGIVANDE,
    ]
    assert page.notice.last_appeal_on == date(2023, 12, 20)


def test_what_is_not_decided_has_no_notice(world: World) -> None:
    matter = w.submitted(world)
    with pytest.raises(NotFound):
        notices.notice_page(world.office, matter.decision_id, MEETING)


def test_a_step_says_why_it_is_closed_and_asking_leaves_no_trace(world: World) -> None:
    matter = w.decided(world)
    w.listed(matter)
    before = len(looking.papers_made(world.office))
    early, late = when("2023-11-20"), when("2023-11-21")
    secretary = world.actor("secretary", early)
    ask = (world.office, "notify", matter.decision_id, secretary)
    (reason,) = why_not(*ask, early)
    assert "2023-11-21" in reason
    assert why_not(*ask, late) == ()
    assert len(looking.papers_made(world.office)) == before

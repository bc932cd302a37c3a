"""A follow-up that is closed is opened once more: a figure is put right before it is told on."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Engine

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, findings, refused, row, rows
from workflow.facts import Outcome, OutcomeStatus
from workflow.operations import following_up, looking
from workflow.operations.queries import committee_report
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.invariants import check_store

AGAIN = when("2024-03-15")
WHY = "Fel siffra för ombuden."


def closed_up(world: World) -> w.Matter:
    matter = w.asked_for_outcomes(world)
    officer = world.actor("officer", w.CLOSED_UP)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    close(matter, w.CLOSED_UP)
    return matter


def close(matter: w.Matter, at: datetime = AGAIN) -> None:

    officer = matter.world.actor("officer", at)
    following_up.close_follow_up(matter.world.office, matter.plan_id, officer, at)


def reopen(matter: w.Matter) -> None:
    officer = matter.world.actor("officer", AGAIN)
    following_up.reopen_follow_up(matter.world.office, matter.plan_id, WHY, officer, AGAIN)


def report_agency(matter: w.Matter, day: str) -> None:
    at = when(day)
    officer = matter.world.actor("officer", at)
    following_up.report_agency(matter.world.office, matter.plan_id, officer, at, f"K {day}")


def correct(matter: w.Matter) -> None:
    """Åre kommun puts its own figure right, by the link that it has."""
    office = matter.world.office
    ids = looking.target_ids(office, matter.plan_id)
    outcome = ((ids["are-2023", 1], Outcome(Decimal(7), OutcomeStatus.REACHED)),)
    bearer = matter.bearer("are", LetterKind.OUTCOME_REQUEST)
    following_up.report_outcomes(office, matter.plan_id, outcome, bearer, AGAIN)


def test_a_corrected_figure_gets_in_and_the_earlier_paper_stays_kept(
    world: World, database: Engine
) -> None:
    matter = closed_up(world)
    reopen(matter)
    correct(matter)
    close(matter)
    old, new = rows(database, t.paper_use, kind="uppfoljning")
    assert (old.current, new.current) == (False, True)
    assert Decimal(7) in {each.value for each in rows(database, t.outcome)}
    assert row(database, t.plan, id=matter.plan_id).state == "followed_up"
    with reading(database) as connection:
        assert not check_store(connection)
    assert findings(world.office) == []


def test_nobody_who_has_answered_is_asked_again(world: World, database: Engine) -> None:
    matter = closed_up(world)
    letters = rows(database, t.letter)
    reopen(matter)
    assert rows(database, t.letter) == letters
    still = [each.kind for each in rows(database, t.duty) if each.settled_on is None]
    assert "outcome" not in still
    assert still.count("close_follow_up") == still.count("report_agency") - 1 == 1


def test_the_officer_has_some_days_to_close_it_again(world: World, database: Engine) -> None:
    reopen(closed_up(world))
    (duty,) = rows(database, t.duty, kind="close_follow_up", settled_on=None)
    assert duty.due_on.isoformat() == "2024-03-22"
    levels = [each.level for each in rows(database, t.reminder, duty_id=duty.id)]
    assert min(levels) <= 0 < max(levels)


def test_the_agency_gets_a_report_that_says_what_it_replaces(
    world: World, database: Engine
) -> None:
    matter = closed_up(world.with_renderer(HouseRenderer()))
    report_agency(matter, "2024-03-14")
    reopen(matter)
    correct(matter)
    close(matter)
    report_agency(matter, "2024-03-18")
    first, second = rows(database, t.letter, kind="agency_report")
    assert "ersätter" not in first.body
    assert "ersätter den som lämnades torsdagen den 14\N{NO-BREAK SPACE}mars" in second.body
    plan = row(database, t.plan, id=matter.plan_id)
    assert (plan.state, plan.receipt) == ("reported", "K 2024-03-18")
    assert [use.current for use in rows(database, t.paper_use, kind="arsrapport")][-1]


def test_while_it_is_open_again_the_committee_waits_for_the_agencys_new_report(
    world: World,
) -> None:
    matter = closed_up(world)
    report_agency(matter, "2024-03-14")
    reopen(matter)
    reports = committee_report.committee_reports(world.office, world.case_id, AGAIN.date())
    (report,) = (each for each in reports if each.plan_id == matter.plan_id)
    assert report.waits_for == "Tillväxtverket"
    assert report.agency_due_on.isoformat() == "2024-03-31"


def test_once_the_committee_has_its_report_the_follow_up_stays_closed(world: World) -> None:
    matter, officer = w.reported_back(world), world.actor("officer", w.COMMITTEE)
    given = matter.plan_id, WHY, officer, w.COMMITTEE
    assert refused(following_up.reopen_follow_up, world.office, *given) == ["wrong_state"]


def test_why_it_was_opened_again_is_on_record_and_without_a_reason_it_is_not(world: World) -> None:
    matter, officer = closed_up(world), world.actor("officer", AGAIN)
    empty = matter.plan_id, " ", officer, AGAIN
    assert refused(following_up.reopen_follow_up, world.office, *empty) == ["reason_missing"]
    reopen(matter)
    last = events(world.office)[-1]
    assert (last["step"], last["given"]) == ("reopen_follow_up", {"reason": WHY})

"""The record as a page shows it: newest first, narrowed, page by page, refused tries too."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import refused
from tests.store.samples import unguard
from workflow.chaining import REGISTERS
from workflow.operations import checks, registers
from workflow.operations.queries import events
from workflow.operations.queries.events import Place, Sought
from workflow.operations.register_record import By
from workflow.store import record
from workflow.store.engine import writing

ALL, NEWEST = Sought(), Place()


def steps(world: World, sought: Sought) -> list[str]:
    return [each.step for each in events.entries(world.office, sought, NEWEST).entries]


@pytest.fixture
def busy(world: World) -> World:
    """A decided case, another that is prepared, and a try that was refused."""
    matter = w.decided(world)
    w.drafted(world, (2025,), world.another_case("RUN/600/2021"))
    assert "already_decided" in refused(w.decide, matter)
    return world


def test_the_newest_entry_comes_first(busy: World) -> None:
    (newest, *_rest) = events.entries(busy.office, ALL, NEWEST).entries
    assert (newest.step, newest.case, newest.refused) == ("decide", "RUN/536/2021", True)
    assert newest.reasons[0].code == "already_decided"


NARROWED = [
    (Sought(case="run/600/2021"), ["prepare", "open_plan"]),
    (Sought(step="decide"), ["decide", "decide"]),
    (Sought(step="decide", refused_only=True), ["decide"]),
    (Sought(actor="aspegren"), ["decide", "decide"]),
    (Sought(actor="%"), []),
    (Sought(case="RUN/1/1999"), []),
    (Sought(first_day=date(2023, 10, 12), last_day=date(2023, 10, 12)), ["submit"]),
]


@pytest.mark.parametrize(("sought", "found"), NARROWED)
def test_the_record_is_narrowed(busy: World, sought: Sought, found: list[str]) -> None:
    assert steps(busy, sought) == found


def test_pages_follow_each_other_and_lead_back(
    busy: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [each.id for each in events.entries(busy.office, ALL, NEWEST).entries]
    monkeypatch.setattr(events, "PER_PAGE", 3)
    first = events.entries(busy.office, ALL, NEWEST)
    assert first.newer is None
    assert first.older is not None
    second = events.entries(busy.office, ALL, first.older)
    assert [each.id for each in (*first.entries, *second.entries)] == whole[:6]
    assert second.newer is not None
    assert events.entries(busy.office, ALL, second.newer).entries == first.entries


def test_the_last_page_leads_no_further(busy: World) -> None:
    found = events.entries(busy.office, ALL, NEWEST)
    assert (found.newer, found.older) == (None, None)


def test_the_registers_record_is_shown_by_itself(world: World) -> None:
    secretary = world.actor("secretary", w.DECIDED)
    by = By(secretary, w.DECIDED)
    registers.add_meeting(world.office, world.committee_id, date(2025, 5, 6), date(2025, 4, 1), by)
    (found,) = events.entries(world.office, replace(ALL, case=REGISTERS), NEWEST).entries
    assert (found.case, found.step, found.actor) == (REGISTERS, "add_meeting", "Nämndsekreteraren")
    assert dict(found.given)["held_on"] == "2025-05-06"


def test_an_entry_that_cannot_be_read_is_shown_without_its_body(
    busy: World, database: Engine
) -> None:
    unguard(database)
    with writing(database) as connection:
        connection.execute(text("UPDATE event SET body = 'x' WHERE refused"))
    (newest, *_rest) = events.entries(busy.office, ALL, NEWEST).entries
    assert (newest.step, newest.given, newest.reasons) == ("decide", (), ())


def test_sealed_days_are_told_the_newest_first(world: World) -> None:
    w.decided(world)
    with writing(world.office.engine) as connection:
        record.seal_day(connection, date(2023, 10, 24), world.office.key, w.DISPATCHED)
    days = [each.day for each in events.sealed_days(world.office)]
    assert days == sorted(days, reverse=True)
    assert days[0] == date(2023, 10, 24)


def test_a_whole_record_is_said_to_hold_with_its_numbers(busy: World) -> None:
    found = checks.check_record(busy.office, w.DISPATCHED)
    assert found.holds
    assert (found.cases, found.rows) == (2, len(events.entries(busy.office, ALL, NEWEST).entries))


def test_a_changed_record_is_said_not_to_hold(busy: World, database: Engine) -> None:
    unguard(database)
    with writing(database) as connection:
        connection.execute(text("UPDATE event SET actor_name = 'Någon' WHERE refused"))
    found = checks.check_record(busy.office, w.DISPATCHED)
    assert not found.holds
    assert "kolumnen actor_name" in found.findings[0]


@pytest.mark.case("R14")
def test_a_record_too_large_for_a_page_is_not_said_to_hold(
    busy: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MOST_ROWS", 1)
    found = checks.check_record(busy.office, w.DISPATCHED)
    assert (found.too_large, found.holds) == (True, False)

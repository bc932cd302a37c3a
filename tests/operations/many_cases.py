"""Very many cases for the tests of lists: rows only, so that they are there in a moment."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from tests.operations.builders import World, when
from workflow.store import tables as t
from workflow.store.engine import writing

NEWEST, ALIKE, UNTOUCHED = when("2023-10-20"), 7, 30


def add_cases(world: World, first: int, last: int) -> None:
    """So many cases: seven at a time changed at the same instant, the last thirty never."""
    rows = [_row(world, number, last) for number in range(first, last + 1)]
    with writing(world.office.engine) as connection:
        connection.execute(insert(t.matter_case), rows)


def _row(world: World, number: int, last: int) -> dict[str, Any]:
    touched = number <= last - UNTOUCHED
    changed_at = NEWEST - timedelta(minutes=number // ALIKE)
    officer = ("officer", "secretary")[number % 2]
    return {
        "programme_id": world.programme_id,
        "committee_id": world.committee_id,
        "reference": f"RUN/{number}/{2010 + number % 5}",
        "title": f"Stöd till lanthandeln i by nr {number % 90}",
        "opened_on": date(2021, 11, 8),
        "officer_id": world.people[officer],
        "head_at": changed_at if touched else None,
    }

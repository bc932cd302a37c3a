"""Statements that are compiled once: the same values, errors and listeners as everywhere else."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, bindparam, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from tests.store.samples import a_case
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.plainly import one_journey
from workflow.store.prepared import Asked, Prepared, each_of, write_each, write_together

REGION = {"name": "Regionen", "number": "1", "unit": "Enheten", "house": {"å": [1]}, "calendar": {}}
ADD = Prepared(insert(t.region).returning(t.region.c.id))
NAMED = Prepared(select(t.region).where(t.region.c.name == bindparam("called")))
AMONG = Prepared(
    select(t.region.c.name)
    .where(t.region.c.name.in_(bindparam("names", expanding=True)))
    .order_by(t.region.c.name)
)
RENAME = Prepared(update(t.region).where(t.region.c.name == bindparam("called")))


def added(database: Engine, *names: str) -> None:
    with writing(database) as connection:
        each_of(connection, ADD, [{**REGION, "name": name} for name in names])


def test_a_value_comes_back_as_its_columns_type_and_a_plain_default_is_filled_in(
    database: Engine,
) -> None:
    added(database, "Regionen")
    with reading(database) as connection:
        row = NAMED.row(connection, called="Regionen")
    assert (row.house, row.network, row.time_zone) == ({"å": [1]}, "", "Europe/Stockholm")


def test_days_instants_and_truths_mean_the_same_both_ways(database: Engine) -> None:
    at = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    with writing(database) as connection:
        case_id = a_case(connection)
        moved = Prepared(update(t.matter_case).where(t.matter_case.c.id == bindparam("case")))
        moved.write(connection, case=case_id, head_at=at, opened_on=date(2024, 1, 2))
        found = Prepared(select(t.matter_case).where(t.matter_case.c.opened_on == bindparam("on")))
        row = found.row(connection, on=date(2024, 1, 2))
        notified = Prepared(select(t.committee.c.notified)).value(connection)
    assert (row.head_at, row.opened_on, notified) == (at, date(2024, 1, 2), True)


@pytest.mark.parametrize("names", [[], ["A"], ["A", "B"], ["A", "B", "C", "D"]])
def test_a_list_of_any_length_is_looked_for(database: Engine, names: list[str]) -> None:
    added(database, "A", "B", "C")
    with reading(database) as connection:
        assert AMONG.column(connection, names=names) == [n for n in names if n != "D"]


def test_writes_tell_how_many_rows_they_met_each_by_itself(database: Engine) -> None:
    added(database, "A", "B")
    asked = [(RENAME, {"called": name, "unit": "Ny"}) for name in ("A", "saknas", "B")]
    with writing(database) as connection:
        assert write_together(connection, asked) == [1, 0, 1]


def test_a_count_is_waited_for_also_in_the_middle_of_a_journey(database: Engine) -> None:
    added(database, "A", "B")
    with writing(database) as connection, one_journey(connection):
        write_each(connection, [(RENAME, {"called": "A", "unit": "Ny"})])
        met = [RENAME.write(connection, called=name, unit="Ny") for name in ("saknas", "B")]
        units = [NAMED.row(connection, called=name).unit for name in ("A", "B")]
    assert (met, units) == ([0, 1], ["Ny", "Ny"])


def test_what_is_refused_on_a_journey_is_told_at_its_end_and_nothing_is_written(
    database: Engine,
) -> None:
    added(database, "A")
    committee = {"region_id": 10**6, "code": "X", "name": "", "genitive": ""}
    add = Prepared(insert(t.committee).inline())
    written: list[Asked] = [(RENAME, {"called": "A", "unit": "Ny"}), (add, committee)]
    with pytest.raises(IntegrityError), writing(database) as connection, one_journey(connection):
        write_each(connection, written)
    with reading(database) as connection:
        assert NAMED.row(connection, called="A").unit == "Enheten"


def test_what_the_database_refuses_is_the_same_error_as_ever(database: Engine) -> None:
    committee = {"region_id": 10**6, "code": "X", "name": "", "genitive": ""}
    add = Prepared(insert(t.committee).returning(t.committee.c.id))
    with pytest.raises(IntegrityError) as caught, writing(database) as connection:
        add.value(connection, **committee)
    assert "INSERT INTO committee" in str(caught.value)


def test_who_listens_to_the_engine_hears_prepared_statements_too(database: Engine) -> None:
    heard: list[str] = []

    def note(*told: Any) -> None:  # noqa: ANN401  # as SQLAlchemy calls it
        heard.append(told[2].split()[0])

    event.listen(database, "after_cursor_execute", note)
    added(database, "A")
    event.remove(database, "after_cursor_execute", note)
    assert "INSERT" in heard


def test_a_value_that_its_column_refuses_never_reaches_the_driver(database: Engine) -> None:
    add = Prepared(insert(t.target).inline())
    row = {"measure_id": 1, "position": 1, "level": "", "text": "", "goal": Decimal("NaN")}
    with writing(database) as connection, pytest.raises(ValueError, match="exact decimal"):
        add.write(connection, **row)

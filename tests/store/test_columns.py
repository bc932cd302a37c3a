"""Instants, exact numbers and JSON come back from the database as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeEngine

from workflow.store.columns import DecimalText, JsonText, UtcDateTime
from workflow.store.engine import writing

SUMMER = timezone(timedelta(hours=2))


def round_trip(database: Engine, kind: TypeEngine[Any], value: object) -> object:
    table = Table("sample", MetaData(), Column("id", Integer, primary_key=True))
    table.append_column(Column("value", kind))
    with writing(database) as connection:
        table.create(connection)
        connection.execute(insert(table), {"id": 1, "value": value})
        return connection.execute(select(table.c.value)).scalar_one()


def test_an_instant_comes_back_in_utc(empty_database: Engine) -> None:
    value = datetime(2024, 3, 31, 3, 30, 0, 123456, tzinfo=SUMMER)
    back = round_trip(empty_database, UtcDateTime(), value)
    assert back == value
    assert isinstance(back, datetime)
    assert back.tzinfo is UTC


def test_an_instant_without_a_time_zone_is_refused(empty_database: Engine) -> None:
    naive = datetime(2024, 3, 31, 3, 30)  # noqa: DTZ001  # the very thing that is refused
    with pytest.raises(StatementError, match="without a time zone"):
        round_trip(empty_database, UtcDateTime(), naive)


@pytest.mark.parametrize("number", ["0", "0.10", "-12.5", "1E+6", "0.000000000000000001"])
def test_a_number_comes_back_exactly(empty_database: Engine, number: str) -> None:
    back = round_trip(empty_database, DecimalText(), Decimal(number))
    assert isinstance(back, Decimal)
    assert f"{back:f}" == f"{Decimal(number):f}"


@pytest.mark.parametrize("number", [0.1, 1, Decimal("NaN"), Decimal("Infinity")])
def test_a_number_that_is_not_exact_is_refused(empty_database: Engine, number: object) -> None:
    with pytest.raises(StatementError, match="not an exact decimal number"):
        round_trip(empty_database, DecimalText(), number)


@pytest.mark.parametrize("value", [[], {"å": [1, None, True]}, "text", 0, [["a", "b"]]])
def test_json_comes_back_as_it_was(empty_database: Engine, value: object) -> None:
    assert round_trip(empty_database, JsonText(), value) == value


@pytest.mark.parametrize("kind", [UtcDateTime(), DecimalText(), JsonText()])
def test_nothing_comes_back_as_nothing(empty_database: Engine, kind: TypeEngine[Any]) -> None:
    assert round_trip(empty_database, kind, None) is None

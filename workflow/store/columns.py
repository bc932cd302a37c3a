"""Column types that mean the same on SQLite and PostgreSQL: instants, exact numbers, JSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

from workflow.chaining import canonical

# ruff: noqa: ARG002 - the dialect belongs to the signatures that SQLAlchemy calls


Read = Callable[[Any], Any]


def _from_text(value: str | None) -> datetime | None:
    """SQLite gives back the text that was written, in UTC but without saying so."""
    if value is None:
        return None
    try:
        return datetime.fromisoformat(f"{value}+00:00")
    except ValueError:  # somebody else than the program wrote it, and said where it belongs
        return datetime.fromisoformat(value).astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, kept in UTC: refuses a naive one, and always gives an aware one in UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"an instant without a time zone can't be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        # Read in one step: a record of a million events has as many instants.
        return (
            _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)
        )


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal number, kept as text: 0.10 stays 0.10 on both databases."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError(f"not an exact decimal number: {value!r}")
        return f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class JsonText(TypeDecorator[Any]):
    """A value as canonical JSON text: the same value is the same text, always."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        return None if value is None else json.loads(value)

"""What all tables share: their metadata with names for every constraint, and their row ids."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import CheckConstraint, Identity, MetaData
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """A row of one table; every constraint has a name, so that a migration can speak of it."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


metadata = Row.metadata

# The database gives the number, and never gives the same one twice.
Id = Annotated[int | None, Field(default=None, primary_key=True, sa_column_args=[Identity()])]


def made_of(*parts: object) -> tuple[Any, ...]:
    """A table's constraints and indexes, with row ids that are never given out again."""
    return (*parts, {"sqlite_autoincrement": True})


def known(column: str, words: Iterable[StrEnum]) -> CheckConstraint:
    """The column holds one of the words of the code, in the database's own keeping too."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")

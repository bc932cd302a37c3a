"""The headings of a programme's yearly reports, as one column holds those of every year."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row

from workflow.facts import EVERY_YEAR, ReportHeadings

Stored = dict[str, dict[str, Any]]


def read(row: Row[Any]) -> tuple[ReportHeadings, ...]:
    """Those of every year first, then the years that have their own, in order."""
    stored = row.report_headings
    if not isinstance(stored, dict):  # a programme that has never had another year's
        usual = tuple((key, words) for key, words in stored)
        return (ReportHeadings(EVERY_YEAR, usual, row.report_headings_verified),)
    return tuple(_of(int(year), stored[year]) for year in sorted(stored, key=int))


def _of(year: int, said: dict[str, Any]) -> ReportHeadings:
    verified_on = said["verified_on"]
    return ReportHeadings(
        year,
        tuple((key, words) for key, words in said["headings"]),
        bool(said["is_verified"]),
        date.fromisoformat(verified_on) if verified_on else None,
        said["verified_by"],
    )


def written(found: Iterable[ReportHeadings]) -> Stored:
    """As the column holds them."""
    return {str(each.year): _written(each) for each in found}


def _written(each: ReportHeadings) -> dict[str, Any]:
    return {
        "headings": [list(pair) for pair in each.headings],
        "is_verified": each.is_verified,
        "verified_on": each.verified_on.isoformat() if each.verified_on else "",
        "verified_by": each.verified_by,
    }


def usual(found: Iterable[ReportHeadings]) -> ReportHeadings:
    """Those of every year."""
    return next(each for each in found if each.year == EVERY_YEAR)

"""The headings of a programme's yearly reports: changed, confirmed, or as every year again."""

from dataclasses import replace

from sqlalchemy import Connection, select, update

from workflow.facts import EVERY_YEAR, ReportHeadings
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, require
from workflow.refusals import BadInput, NotFound
from workflow.store import report_headings as kept
from workflow.store import tables as t
from workflow.store.engine import writing

Headings = tuple[tuple[str, str], ...]
Found = dict[int, ReportHeadings]


def change(
    office: Office,
    programme_id: int,
    new: tuple[int, Headings],
    seen: ReportHeadings,
    by: By,
    *,
    is_verified: bool,
) -> None:
    """Put headings in the place of those that were ``seen``; a year without its own gets some.

    ``is_verified`` says that whoever changes them has asked the agency. What is confirmed stays
    confirmed as long as the words do.
    """
    require(by, Change.CHANGE_REPORT_HEADINGS)
    year, headings = new
    if not headings:
        raise BadInput.of("", "Skriv minst en rubrik.")
    with writing(office.engine) as connection:
        found, years = _held(connection, programme_id)
        if year != EVERY_YEAR and year not in years:
            raise BadInput.of("", f"Programmet gäller inte {year}. Välj ett av programmets år.")
        had = found.get(year) or found[EVERY_YEAR]
        if had != seen:
            text = "Någon annan har ändrat rubrikerna. Läs dem på nytt och ändra igen."
            raise BadInput.of("", text)
        made = replace(had, year=year, headings=headings)
        if not is_verified:
            made = ReportHeadings(year, headings)
        elif not had.is_verified or had.headings != headings:
            on, name = by.on(office), by.actor.name
            made = replace(made, is_verified=True, verified_on=on, verified_by=name)
        _write(connection, programme_id, found | {year: made})
        given = {"programme_id": programme_id, "year": year, "is_verified": is_verified}
        said = {**given, "headings": headings}
        note(connection, office, by, Change.CHANGE_REPORT_HEADINGS, programme_id, said)


def drop(office: Office, programme_id: int, year: int, by: By) -> None:
    """Take a year's own headings away: it has those of every year again."""
    require(by, Change.DROP_REPORT_HEADINGS)
    with writing(office.engine) as connection:
        found, _years = _held(connection, programme_id)
        if year == EVERY_YEAR or year not in found:
            return
        del found[year]
        _write(connection, programme_id, found)
        given = {"programme_id": programme_id, "year": year}
        note(connection, office, by, Change.DROP_REPORT_HEADINGS, programme_id, given)


def _held(connection: Connection, programme_id: int) -> tuple[Found, range]:
    """The headings by year, for this transaction alone, and the programme's years."""
    row = connection.execute(
        select(t.programme).where(t.programme.c.id == programme_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound(f"programme {programme_id}")
    found = {each.year: each for each in kept.read(row)}
    return found, range(row.first_year, row.last_year + 1)


def _write(connection: Connection, programme_id: int, found: Found) -> None:
    every = found[EVERY_YEAR]
    connection.execute(
        update(t.programme)
        .where(t.programme.c.id == programme_id)
        .values(
            report_headings=kept.written(found[year] for year in sorted(found)),
            report_headings_verified=every.is_verified,
        )
    )

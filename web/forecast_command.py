"""`beslutskedjan forecast` on the command line: what is to come, as text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from web import bootstrap, forecast_words
from web.data_folder import in_folder, settings_in
from workflow.operations.office import Office
from workflow.operations.queries import forecast as queries
from workflow.operations.queries import sought
from workflow.operations.queries.forecast import Asked, Forecast, Line
from workflow.refusals import BadInput, Complaint
from workflow.settings import Settings

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(help="Skriv ut alla brev som kommer om ingen gör något mer.")
@click.option("--case", metavar="DNR", default=None, help="Bara ett ärende.")
@click.option("--person", metavar="E-POST", default=None, help="Bara det en person får.")
@click.option("--from", "first", metavar="DAG", type=_DAY, default=None, help="Från och med.")
@click.option("--to", "last", metavar="DAG", type=_DAY, default=None, help="Till och med.")
@in_folder
@click.pass_obj
def forecast(
    settings: Settings,
    case: str | None,
    person: str | None,
    first: datetime | None,
    last: datetime | None,
    data: Path | None,
) -> None:
    now, span = datetime.now(UTC), _span(first, last)
    settings = settings_in(settings, data)
    bootstrap.require_database(settings)
    office = bootstrap.open_office(settings, now)
    try:
        asked = _asked(office, case, person, span)
        found = queries.forecast(office, now, asked)
    finally:
        office.engine.dispose()
    for text in as_text(found):
        click.echo(text)


def _span(first: datetime | None, last: datetime | None) -> tuple[date | None, date | None]:
    span = first.date() if first else None, last.date() if last else None
    if span[0] and span[1] and span[1] < span[0]:
        text = f"{span[1]} ligger före {span[0]}. Ange en senare dag."
        raise BadInput(Complaint("forecast", None, "--to", text))
    return span


def _asked(
    office: Office, case: str | None, person: str | None, span: tuple[date | None, date | None]
) -> Asked:
    return Asked(
        first=span[0],
        last=span[1],
        case_id=sought.case_id(office, case) if case else None,
        person_id=sought.person_id(office, person) if person else None,
    )


def as_text(found: Forecast) -> Iterator[str]:
    """A few lines for each letter: day and duty first, then to whom, why, and what stops it."""
    span = f"från {found.first} till och med {found.last}"
    yield f"Brev som går ut om ingen gör något mer, {span}: {len(found.lines)}."
    if found.is_cut:
        yield "Det finns fler bevakningar än så här. Välj ett ärende med --case."
    for line in found.lines:
        yield from _told(line)


def _told(line: Line) -> Iterator[str]:
    words = forecast_words
    days = ", ".join(part for part in (str(line.duty.due_on), words.level(line)) if part)
    yield ""
    yield f"{line.on}  {words.kind(line)}: {words.act(line)}"
    yield f"  Till:     {words.whom(line)}"
    yield f"  Ärende:   {line.matter.reference}, {line.matter.about}"
    yield f"  Senast:   {days}"
    yield f"  Varför:   {words.why(line)}"
    yield f"  {words.stops(line)}"
    yield f"  {words.certainty(line)}."

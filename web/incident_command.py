"""`beslutskedjan incident`: the basis for a report of an incident, for a span of time."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from web import bootstrap, incident
from web.data_folder import in_folder, settings_in
from web.incident import Asked
from web.read_only_command import at_the_terminal
from workflow.operations.queries.incident import Span
from workflow.refusals import BadInput, Complaint
from workflow.settings import Settings

_TIMES = click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])
_FOLDER = click.Path(path_type=Path)


@click.command(
    name="incident", help="Ta ut allt som hände under en tid, som underlag om en incident."
)
@click.option("--from", "first", required=True, type=_TIMES, help="Från och med, lokal tid.")
@click.option("--to", "end", required=True, type=_TIMES, help="Till, lokal tid.")
@click.option("--out", required=True, type=_FOLDER, help="Mapp som inte finns än.")
@click.option("--reason", required=True, help="Varför; det antecknas i registrens händelselogg.")
@click.option("--log", "logs", multiple=True, type=_FOLDER, help="En driftlogg som ska vara med.")
@in_folder
@click.pass_obj
def incident_command(  # one for each option
    settings: Settings,
    first: datetime,
    end: datetime,
    out: Path,
    reason: str,
    logs: tuple[Path, ...],
    data: Path | None,
) -> None:
    settings = settings_in(settings, data)
    zone = ZoneInfo(settings.office.time_zone)
    asked = Asked(
        _span(first.replace(tzinfo=zone), end.replace(tzinfo=zone)),
        _readable(reason),
        at_the_terminal(),
        tuple(map(_there, logs)),
    )
    office = bootstrap.open_office(settings, asked.by.at)
    try:
        names = incident.export(office, settings, asked, out)
    finally:
        office.engine.dispose()
    click.echo(f"Underlaget är klart och kontrollerat: {out}")
    for name in names:
        click.echo(f"  {name}")


def _span(first: datetime, end: datetime) -> Span:
    if first >= end:
        raise _wrong("--to", "ska vara senare än --from.")
    return Span(first, end)


def _readable(reason: str) -> str:
    said = " ".join(reason.split())
    if not said or not said.isprintable():
        raise _wrong("--reason", "skriv varför underlaget tas ut, på en rad.")
    return said


def _there(path: Path) -> Path:
    if not path.is_file():
        raise _wrong("--log", f"filen {path} finns inte. Kontrollera sökvägen.")
    return path


def _wrong(option: str, text: str) -> BadInput:
    return BadInput(Complaint("incident", None, option, text))

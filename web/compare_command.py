"""`beslutskedjan compare`: two records beside each other, and the point where they part."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from web.year import folder
from workflow.checking import opening
from workflow.parting import Event, Parting, partings
from workflow.refusals import BadInput, Complaint

DIFFERENT = 1


@click.command(help="Jämför två händelseloggar, till exempel efter en återställd kopia.")
@click.argument("one", metavar="LOGG", type=click.Path(path_type=Path))
@click.argument("other", metavar="LOGG", type=click.Path(path_type=Path))
def compare(one: Path, other: Path) -> None:
    """Exit with 1 where they differ: a person chooses which is to be gone on with."""
    found = tuple(_parted(one, other))
    for parting in found:
        for line in _told(parting, one, other):
            click.echo(line)
    if not found:
        click.echo("Loggarna är lika.")
        return
    if any(parting.is_fork for parting in found):
        click.echo("Båda har gått vidare. Avgör vilken som ska gälla innan någon arbetar vidare.")
    sys.exit(DIFFERENT)


def _parted(one: Path, other: Path) -> Iterator[Parting]:
    with _lines(one).open(encoding="utf-8") as mine, _lines(other).open(encoding="utf-8") as yours:
        try:
            yield from partings(mine, yours)
        except (ValueError, KeyError, TypeError) as error:
            text = "någon av filerna är ingen händelselogg. Kontrollera dem med «verify»."
            raise BadInput(Complaint(f"{one}, {other}", None, "", text)) from error


def _lines(place: Path) -> Path:
    """The record's file: itself, or that of a folder."""
    file = place / folder.EVENTS if place.is_dir() else place
    if not file.is_file():
        text = f"filen finns inte. Ange en {folder.EVENTS} eller mappen som den ligger i."
        raise BadInput(Complaint(str(file), None, "", text))
    return file


def _told(parting: Parting, one: Path, other: Path) -> Iterator[str]:
    start = f"{opening(parting.case)}: "
    if parting.common:
        yield f"{start}lika till och med händelse {parting.common}."
    else:
        yield f"{start}ingenting är lika."
    yield f"  {one}: {_after(parting.one)}"
    yield f"  {other}: {_after(parting.other)}"


def _after(events: tuple[Event, ...]) -> str:
    if not events:
        return "inget mer."
    first, count = events[0], len(events)
    which = "1 händelse till" if count == 1 else f"{count} händelser till"
    return f"{which}, den första {first.at}: {first.step}, {first.actor}."

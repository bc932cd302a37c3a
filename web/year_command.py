"""`beslutskedjan year` on the command line: a case file, its coming years, or the whole nation."""

import os
import sys
from datetime import date
from pathlib import Path
from time import monotonic

import click

from web.year import folder
from web.year.nation import folder as nation_folder
from web.year.nation.counties import nation
from web.year.nation.orders import Asked, RegionDone, YearDone
from web.year.nation.running import run_nation
from web.year.onward import Years, require_within, years_of
from web.year.run import Left, Run, run, run_year
from workflow.casefile.model import CaseFile
from workflow.casefile.read import read_case_file
from workflow.refusals import BadInput, Complaint
from workflow.settings import Settings

UNTRUE = 1


@click.command(help="Kör en ärendefil genom hela kedjan på en låtsasklocka.")
@click.argument("case", metavar="ÄRENDEFIL", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Mapp för resultatet.")
@click.option("--years", metavar="ÅR", default=None, help="Kör vidare, till exempel 2023-2030.")
@click.option("--regions", metavar="ANTAL", default=None, help="Kör så många av rikets regioner.")
@click.option("--database", metavar="ADRESS", default="", help="En tom PostgreSQL att köra i.")
@click.pass_obj
def year(
    settings: Settings,
    case: Path,
    out: Path,
    years: str | None,
    regions: str | None,
    database: str,
) -> None:
    file = read_case_file(case, settings.input.case_file_max_bytes)
    if database and (regions is not None or years is None):
        raise _wrong("--database", "gäller bara en region och kräver --years.")
    if regions is not None:
        _nation(file, _count(regions), _years(file, years), out, settings)
        return
    span = years_of(years) if years is not None else None
    if span is not None:
        require_within(file, span)
    click.echo(f"{file.case.reference}  {file.case.title}")
    click.echo("Allt sker på en låtsasklocka. Inget lämnar den här datorn.\n")
    if span is None:
        _tell(out, run_year(file, case.read_bytes(), case, out, settings, _say))
        return
    content = f"{span}\n".encode() + case.read_bytes()
    told = _YearByYear(_Progress())
    left = run(Run(file, content, case, out, settings, told, span, database))
    _tell(out, left, whole=True)
    _say_truth([(file.region.name, left.untrue)])


def _years(file: CaseFile, text: str | None) -> Years:
    """The years of the nation: all of the programme's where nobody says."""
    programme = Years(file.programme.first_year, file.programme.last_year)
    span = programme if text is None else years_of(text)
    if span.first < programme.first or span.last > programme.last:
        raise _wrong("--years", f"programmet gäller {programme}, inte {span}. Välj år inom det.")
    return span


def _count(text: str) -> int:
    most = len(nation().counties)
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= most:
        what = f"det finns {most} regioner, så «{text}» går inte att köra."
        raise _wrong("--regions", f"{what} Skriv ett tal från 1 till {most}.")
    return int(text)


def _nation(file: CaseFile, count: int, years: Years, out: Path, settings: Settings) -> None:
    counties = nation().counties[:count]
    asked = Asked(file, counties, years, out, settings)
    progress = _Progress()

    def tell(word: YearDone | RegionDone) -> None:
        done = str(word.year) if isinstance(word, YearDone) else "klar"
        progress.say(f"{counties[word.county].region:<28}  {done}")

    regions = run_nation(asked, os.cpu_count() or 1, tell)
    click.echo("\n".join(nation_folder.table(asked, regions)))
    _say_truth([(counties[each.county].region, each.untrue) for each in regions])
    click.echo(f"Kontrollera mappen med: {_program()} verify {out}")


def _say_truth(found: list[tuple[str, tuple[str, ...]]]) -> None:
    """The verdict of the check; exit code 1 where something is not as it must be."""
    for name, untrue in found:
        for text in untrue:
            click.echo(f"Stämmer inte: {name}: {text}")
    if any(untrue for _, untrue in found):
        sys.exit(UNTRUE)
    click.echo(
        "Allt stämmer: inget saknas, inget är dubbelt, allt kom i rätt ordning och alla "
        "påminnelser kom som prognosen sa."
    )


class _Progress:
    """Lines for whoever waits, with the seconds that have gone."""

    def __init__(self) -> None:
        self.begun = monotonic()

    def say(self, text: str) -> None:
        click.echo(f"{monotonic() - self.begun:6.0f} s  {text}", err=True)


class _YearByYear:
    """Tells of each calendar year when it is over."""

    def __init__(self, progress: _Progress) -> None:
        self.progress = progress
        self.year = 0

    def __call__(self, day: date, _who: str, _what: str) -> None:
        if self.year and day.year > self.year:
            self.progress.say(str(self.year))
        self.year = day.year


def _say(day: date, who: str, what: str) -> None:
    click.echo(f"{day}  {who:<40.40}  {what}")


def _tell(out: Path, left: Left, *, whole: bool = False) -> None:
    click.echo(
        f"\nKlart: {left.acts} steg, {left.papers} filer med papper, {left.letters} brev, "
        f"{left.duties} bevakningar.\n"
        f"  Papper:    {out / folder.PAPERS}\n"
        f"  Brev:      {out / folder.MAIL}\n"
        f"  Kalender:  {out / folder.CALENDAR}\n"
        f"  Händelser: {out / folder.EVENTS}"
    )
    if whole:
        click.echo(f"  Facit:     {out / folder.KEPT}")
    click.echo(f"Kontrollera mappen med: {_program()} verify {out}")


def _program() -> str:
    """The program as it was started, so that the line can be copied as it stands."""
    started = Path(sys.argv[0])
    if started.name != "beslutskedjan" or started.parent in map(Path, os.get_exec_path()):
        return "beslutskedjan"
    return os.path.relpath(started)


def _wrong(key: str, text: str) -> BadInput:
    return BadInput(Complaint("year", None, key, text))

"""The command line: `beslutskedjan chain`, `year`, `verify`."""

import os
import sys
from datetime import date
from pathlib import Path

import click

from web import verifying
from web.year import folder
from web.year.run import Left, run_year
from workflow import drawing
from workflow.casefile.read import read_case_file
from workflow.reasons import sentences
from workflow.refusals import BeslutskedjanError, Refused
from workflow.settings import Settings, load_settings

BAD_INPUT = 2
DOES_NOT_HOLD = 1


@click.group(help="Beslutskedjan: från utkast till rapport, med rätt papper i varje steg.")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Inställningsfil. Utan den läses config.toml, om den finns.",
)
@click.pass_context
def cli(context: click.Context, config: Path | None) -> None:
    path = config or (Path("config.toml") if Path("config.toml").is_file() else None)
    context.obj = load_settings(path, os.environ)


@cli.command(help="Skriv ut kedjan som tabell och som Mermaid-diagram.")
@click.option("--only", type=click.Choice(["table", "diagram"]), default=None, help="Bara den ena.")
def chain(only: str | None) -> None:
    parts = {"table": drawing.table(), "diagram": f"```mermaid\n{drawing.diagram()}```\n"}
    click.echo("\n".join(text for name, text in parts.items() if only in (None, name)), nl=False)


@cli.command(help="Kör en ärendefil genom hela kedjan på en låtsasklocka.")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Mapp för resultatet.")
@click.pass_obj
def year(settings: Settings, case: Path, out: Path) -> None:
    file = read_case_file(case, settings.input.case_file_max_bytes)
    click.echo(f"{file.case.reference}  {file.case.title}")
    click.echo("Allt sker på en låtsasklocka. Inget lämnar den här datorn.\n")
    left = run_year(file, case.read_bytes(), case, out, settings, _say)
    _tell(out, left)


def _say(day: date, who: str, what: str) -> None:
    click.echo(f"{day}  {who:<40.40}  {what}")


def _tell(out: Path, left: Left) -> None:
    click.echo(
        f"\nKlart: {left.acts} steg, {left.papers} papper, {left.letters} brev, "
        f"{left.duties} bevakningar.\n"
        f"  Papper:    {out / folder.PAPERS}\n"
        f"  Brev:      {out / folder.MAIL}\n"
        f"  Kalender:  {out / folder.CALENDAR}\n"
        f"  Händelser: {out / folder.EVENTS}\n"
        f"Kontrollera mappen med: beslutskedjan verify {out}"
    )


@cli.command(help="Kontrollera händelser, sigill och papper i en mapp eller databas.")
@click.argument("target", metavar="MAPP|DATABAS")
@click.pass_obj
def verify(settings: Settings, target: str) -> None:
    verdict = verifying.verify(target, settings)
    if verdict.stopped is not None:
        click.echo(verdict.stopped)
        click.echo("Mappen är inte färdig. Kör om «beslutskedjan year» för att få en hel mapp.")
    for text in verdict.findings:
        click.echo(f"Stämmer inte: {text}")
    if verdict.stopped is not None and not verdict.findings:
        click.echo("Det som hann skrivas stämmer.")
    if verdict.holds:
        click.echo("Allt stämmer: kedjor, sigill och papper.")
    else:
        sys.exit(DOES_NOT_HOLD)


def main() -> None:
    """Run the command line; what this program refuses becomes one clear message and exit code 2."""
    try:
        cli()
    except Refused as refused:
        click.echo("Steget kan inte tas:", err=True)
        for sentence in sentences(refused):
            click.echo(f"  {sentence}", err=True)
        sys.exit(BAD_INPUT)
    except BeslutskedjanError as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)

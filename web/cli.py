"""The command line: `beslutskedjan serve`, `chain`, `year`, `verify`, `forecast` and more."""

import io
import logging
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from web import bootstrap, verifying, working
from web.checking import check_command
from web.environment import settings_of
from web.forecast_command import forecast
from web.papercheck import check_paper
from web.serve_command import serve
from web.telling import told
from web.year import folder
from web.year.run import Left, run_year
from workflow import drawing
from workflow.casefile.read import read_case_file
from workflow.disk import make_folder
from workflow.facts import local_date
from workflow.operations.packets import meeting_packet
from workflow.refusals import BeslutskedjanError, Refused
from workflow.settings import Settings

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
    context.obj = settings_of(os.environ, config)


@cli.command(help="Skriv ut kedjan som tabell och som Mermaid-diagram.")
@click.option("--only", type=click.Choice(["table", "diagram"]), default=None, help="Bara den ena.")
def chain(only: str | None) -> None:
    parts = {"table": drawing.table(), "diagram": f"```mermaid\n{drawing.diagram()}```\n"}
    click.echo("\n".join(text for name, text in parts.items() if only in (None, name)), nl=False)


@cli.command(help="Kör en ärendefil genom hela kedjan på en låtsasklocka.")
@click.argument("case", metavar="ÄRENDEFIL", type=click.Path(path_type=Path))
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
        f"\nKlart: {left.acts} steg, {left.papers} filer med papper, {left.letters} brev, "
        f"{left.duties} bevakningar.\n"
        f"  Papper:    {out / folder.PAPERS}\n"
        f"  Brev:      {out / folder.MAIL}\n"
        f"  Kalender:  {out / folder.CALENDAR}\n"
        f"  Händelser: {out / folder.EVENTS}\n"
        f"Kontrollera mappen med: {_program()} verify {out}"
    )


def _program() -> str:
    """The program as it was started, so that the line can be copied as it stands."""
    started = Path(sys.argv[0])
    if started.name != "beslutskedjan" or started.parent in map(Path, os.get_exec_path()):
        return "beslutskedjan"
    return os.path.relpath(started)


@cli.command(help="Kontrollera en mapp, en databas eller en PDF.")
@click.argument("target", metavar="MAPP|DATABAS|FIL.pdf")
@click.pass_obj
def verify(settings: Settings, target: str) -> None:
    if "://" not in target and Path(target).is_file():
        lines, code = check_paper(Path(target), settings)
        click.echo("\n".join(lines))
        sys.exit(code)
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


@cli.command(help="Granska språk och typografi i ett utkast (txt, md, docx) eller en ärendefil.")
@click.argument("target", metavar="FIL|ÄRENDEFIL", type=click.Path(path_type=Path))
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    default=None,
    help="Ärendefil vars namn texten ska stämma med.",
)
def check(target: Path, register: Path | None) -> None:
    lines, code = check_command(target, register)
    click.echo("\n".join(lines), err=code == BAD_INPUT)
    sys.exit(code)


@cli.command(help="Skriv ett sammanträdes alla handlingar som en PDF med bokmärken.")
@click.argument("committee", metavar="NÄMND")
@click.argument("held_on", metavar="DAG", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Mapp för PDF:en.")
@click.pass_obj
def packet(settings: Settings, committee: str, held_on: datetime, out: Path) -> None:
    now = datetime.now(UTC)
    office = bootstrap.open_office(settings, now)
    try:
        on = local_date(now, office.time_zone)
        rendered = meeting_packet(office, committee, held_on.date(), on)
    finally:
        office.engine.dispose()
    make_folder(out)
    (out / rendered.name).write_bytes(rendered.content)
    click.echo(f"Klart: {out / rendered.name}")


@cli.command(help="Gör databasen redo för den här versionen av programmet.")
@click.pass_obj
def migrate(settings: Settings) -> None:
    bootstrap.open_office(settings, datetime.now(UTC)).engine.dispose()
    click.echo("Databasen är redo.")


@cli.command(help="Bevaka dagar och lämna ut brev tills programmet avslutas.")
@click.option("--seconds", default=60, type=click.IntRange(1, 3600), help="Tid mellan slagen.")
@click.option("--quiet", is_flag=True, help="Berätta bara om fel.")
@click.pass_obj
def work(settings: Settings, seconds: int, quiet: bool) -> None:  # noqa: FBT001  # click gives flags so
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    text = f"Arbetar. {working.where_letters_go(settings)} Avsluta med Ctrl-C."
    working.work(settings, seconds, lambda: None if quiet else click.echo(text))


cli.add_command(serve)
cli.add_command(forecast)


def main() -> None:
    """Run the command line; what this program refuses becomes one clear message and exit code 2."""
    _speak_swedish_anywhere()
    try:
        sys.exit(cli(standalone_mode=False, prog_name="beslutskedjan") or 0)
    except click.UsageError as wrong:
        click.echo(_usage(wrong), err=True)
        sys.exit(BAD_INPUT)
    except click.Abort:
        sys.exit(BAD_INPUT)
    except BeslutskedjanError as error:
        if isinstance(error, Refused):
            click.echo("Steget kan inte tas:", err=True)
        for sentence in told(error):
            click.echo(f"  {sentence}" if isinstance(error, Refused) else sentence, err=True)
        sys.exit(BAD_INPUT)


def _usage(wrong: click.UsageError) -> str:
    """What is wrong with the words of a command, and where to see how it is written."""
    name = wrong.ctx.command_path if wrong.ctx else "beslutskedjan"
    match wrong:
        case click.MissingParameter(param=param) if param is not None:
            what = f"«{param.opts[0] if param.opts[0].startswith('-') else param.metavar}» saknas"
        case click.NoSuchOption(option_name=option):
            what = f"det finns inget val som heter «{option}»"
        case click.BadParameter(param=param) if param is not None:
            value = re.search(r"'([^']*)'", wrong.message)
            what = (
                f"värdet «{value[1] if value else ''}» för «{param.opts[0]}» går inte att använda"
            )
        case _:
            what = "kommandot går inte att läsa"
    return f"{name}: {what}. Skriv «{name} --help» för att se hur det skrivs."


def _speak_swedish_anywhere() -> None:
    """A terminal without one of our characters shows a question mark, and the work goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

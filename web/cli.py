"""The command line: `beslutskedjan serve`, `chain`, `year`, `verify`, `forecast` and more."""

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from web import bootstrap, cli_usage, logs, verifying, working
from web.backup_command import backup, restore
from web.checking import check_command
from web.compare_command import compare
from web.data_folder import in_folder, settings_in
from web.environment import settings_of
from web.forecast_command import forecast
from web.incident_command import incident_command
from web.papercheck import check_paper
from web.read_only_command import readonly
from web.serve_command import serve
from web.telling import told
from web.year_command import year
from workflow import drawing
from workflow.disk import make_folder
from workflow.facts import local_date
from workflow.operations.packets import meeting_packet
from workflow.refusals import BadInput, BeslutskedjanError, Refused
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


@cli.command(help="Kontrollera en mapp, en databas eller en PDF.")
@click.argument("target", metavar="MAPP|DATABAS|FIL.pdf")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="För en databas: också att tillstånd, handlingar, brev och bevakningar stämmer.",
)
@click.pass_obj
def verify(settings: Settings, target: str, everything: bool) -> None:  # noqa: FBT001  # click gives flags so
    if "://" not in target and Path(target).is_file():
        lines, code = check_paper(Path(target), settings)
        click.echo("\n".join(lines))
        sys.exit(code)
    if verifying.is_installation(Path(target)):
        settings = settings_in(settings, Path(target))
        target = settings.database.url
    verdict = verifying.verify(target, settings, everything=everything)
    if verdict.stopped is not None:
        click.echo(verdict.stopped)
        click.echo("Mappen är inte färdig. Kör om «beslutskedjan year» för att få en hel mapp.")
    for text in verdict.findings:
        click.echo(f"Stämmer inte: {text}")
    if verdict.stopped is not None and not verdict.findings:
        click.echo("Det som hann skrivas stämmer.")
    if verdict.holds:
        also = ", tillstånd, brev och bevakningar" if everything else ""
        click.echo(f"Allt stämmer: kedjor, sigill och papper{also}.")
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
@in_folder
@click.pass_obj
def packet(
    settings: Settings, committee: str, held_on: datetime, out: Path, data: Path | None
) -> None:
    settings, now = settings_in(settings, data), datetime.now(UTC)
    bootstrap.require_database(settings)
    office = bootstrap.open_office(settings, now)
    try:
        on = local_date(now, office.time_zone)
        rendered = meeting_packet(office, committee, held_on.date(), on)
    finally:
        office.engine.dispose()
    try:
        make_folder(out)
        (out / rendered.name).write_bytes(rendered.content)
    except OSError as error:
        text = f"går inte att skriva i ({error.strerror}). Ange en annan mapp med --out."
        raise BadInput.about(out, text) from error
    click.echo(f"Klart: {out / rendered.name}")


@cli.command(help="Gör databasen redo för den här versionen av programmet.")
@in_folder
@click.pass_obj
def migrate(settings: Settings, data: Path | None) -> None:
    settings = settings_in(settings, data)
    bootstrap.bring_up(settings)
    bootstrap.open_office(settings, datetime.now(UTC)).engine.dispose()
    click.echo("Databasen är redo.")


@cli.command(help="Bevaka dagar och lämna ut brev tills programmet avslutas.")
@click.option("--seconds", default=60, type=click.IntRange(1, 3600), help="Tid mellan slagen.")
@click.option("--quiet", is_flag=True, help="Berätta inget utöver det som ska till driftloggen.")
@in_folder
@click.pass_obj
def work(settings: Settings, seconds: int, quiet: bool, data: Path | None) -> None:  # noqa: FBT001  # click gives flags so
    settings = settings_in(settings, data)
    logs.begin(settings.operation, None if quiet else "info")
    text = f"Arbetar. {working.where_letters_go(settings)} Avsluta med Ctrl-C."
    working.work(settings, seconds, lambda: None if quiet else click.echo(text))


cli.add_command(year)
cli.add_command(serve)
cli.add_command(backup)
cli.add_command(restore)
cli.add_command(compare)
cli.add_command(forecast)
cli.add_command(readonly)
cli.add_command(incident_command)


def main() -> None:
    """Run the command line; what this program refuses becomes one clear message and exit code 2."""
    _speak_swedish_anywhere()
    try:
        sys.exit(cli(standalone_mode=False, prog_name="beslutskedjan") or 0)
    except click.UsageError as wrong:
        click.echo(cli_usage.told(wrong), err=True)
        sys.exit(BAD_INPUT)
    except click.Abort:
        sys.exit(BAD_INPUT)
    except BeslutskedjanError as error:
        if isinstance(error, Refused):
            click.echo("Steget kan inte tas:", err=True)
        for sentence in told(error):
            click.echo(f"  {sentence}" if isinstance(error, Refused) else sentence, err=True)
        sys.exit(BAD_INPUT)


def _speak_swedish_anywhere() -> None:
    """A terminal without one of our characters shows a question mark, and the work goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

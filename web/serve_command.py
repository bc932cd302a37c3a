"""`beslutskedjan serve` on the command line: what is set up first, and what is told."""

import os
import socket
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from web import bootstrap, environment, serving, working
from web.demo import stage
from web.demo.people import PEOPLE
from web.sign_in import first_start
from workflow.disk import make_folder
from workflow.environment import Setting
from workflow.operations import looking
from workflow.refusals import BadInput, Complaint
from workflow.settings import Office, Settings

DEMO_FOLDER = Path("var/demo")
EXAMPLE = Office().base_url  # the address that the settings begin with


@click.command(help="Starta webben, sändaren och bevakningen på den här datorn.")
@click.option("--demo", is_flag=True, help="Visa upp programmet med ett exempelärende.")
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Port att lyssna på.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Mapp för databas, handlingar, nycklar och brev.",
)
@click.pass_context
def serve(context: click.Context, demo: bool, port: int | None, data: Path | None) -> None:  # noqa: FBT001  # click gives flags so
    config: Path | None = context.parent.params["config"] if context.parent else None
    values = _values(context.obj, data, port, demo=demo)
    environ = {**os.environ, **environment.as_variables(values)}
    settings = environment.settings_of(environ, config)
    _require_free_port(settings)
    if demo:
        _set_up_demo(settings)
    else:
        _set_up(settings)
    click.echo("Avsluta med Ctrl-C.")
    serving.serve(settings, config, values)


def _values(
    settings: Settings, data: Path | None, port: int | None, *, demo: bool
) -> Mapping[Setting, object]:
    values: dict[Setting, object] = {}
    if demo:
        _require_loopback(settings.web.host)
    folder = data or (DEMO_FOLDER if demo else None)
    if folder is not None:
        _make(folder)
        values |= serving.in_folder(folder)
    if port is not None:
        values["web", "port"] = port
    where = settings.web.host, port if port is not None else settings.web.port
    if demo:
        values |= serving.as_demo(*where)
    elif settings.office.base_url == EXAMPLE and settings.web.host in serving.LOOPBACK:
        # Nobody has said yet where the program is reached: it is tried on the own machine.
        values |= serving.on_this_machine(*where)
    return values


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        text = f"mappen går inte att skapa ({error.strerror}). Ange en annan mapp med --data."
        raise BadInput.about(folder, text) from error


def _require_loopback(host: str) -> None:
    if host not in serving.LOOPBACK:
        text = "en demonstration nås bara från den egna datorn. Ändra till 127.0.0.1."
        raise BadInput(Complaint("inställningarna", None, "web.host", text))


def _require_free_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.web.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web.host, settings.web.port))
        except OSError as error:
            text = (
                f"adressen {settings.web.host}:{settings.web.port} är upptagen eller går inte att"
                " använda. Välj en annan port med --port."
            )
            raise BadInput(Complaint("webbservern", None, "web.port", text)) from error


def _set_up_demo(settings: Settings) -> None:
    now = datetime.now(UTC)
    bootstrap.bring_up(settings)  # nobody's data: an older demonstration goes on
    office = bootstrap.open_office(settings, now)
    is_empty = looking.owner(office) is None
    office.engine.dispose()
    if is_empty:
        click.echo("Gör i ordning exemplet: varje steg tas enligt reglerna (en halv minut) ...")
        stage.set_up(settings, now, _quietly)
    click.echo(f"\nBeslutskedjan visas upp på  {settings.office.base_url}\n")
    for each in PEOPLE:
        click.echo(f"  {each.post:<30} {each.user_name:<15} {each.password}")
    click.echo(
        "\nIngenting lämnar den här datorn: breven läggs som filer i "
        f"{settings.mail.folder}, och alla adresser är påhittade.\n"
    )


def _quietly(_day: date, _who: str, _what: str) -> None:
    """The demonstration's past is told in the web."""


def _set_up(settings: Settings) -> None:
    now = datetime.now(UTC)
    office = bootstrap.open_office(settings, now)
    address = settings.office.base_url.rstrip("/")
    click.echo(f"\nBeslutskedjan svarar på {address}")
    if first_start.is_open(office):
        code = first_start.code(office)
        click.echo(f"Den första administratören skapas på {address}/forsta-start med koden {code}")
    click.echo(working.where_letters_go(settings))
    office.engine.dispose()

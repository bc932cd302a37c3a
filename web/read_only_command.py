"""`beslutskedjan readonly`: nothing is written until it is said again, with why; who said so."""

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from web import bootstrap
from web.data_folder import in_folder, settings_in
from web.telling import ZONE
from workflow.facts import Actor
from workflow.operations import read_only
from workflow.operations.register_record import By
from workflow.refusals import BadInput, Complaint
from workflow.settings import Settings
from workflow.states import ActorKind


@click.command(name="readonly", help="Slå på eller av skrivskyddat läge: allt läses, inget sparas.")
@click.argument("which", metavar="on|off", type=click.Choice(["on", "off"]))
@click.argument("reason", metavar="[SKÄL]", default="")
@in_folder
@click.pass_obj
def readonly(settings: Settings, which: str, reason: str, data: Path | None) -> None:
    if which == "off" and reason:
        raise BadInput(Complaint("readonly off", None, "", "inget skäl behövs. Ta bort det."))
    office = bootstrap.open_office(settings_in(settings, data), _now())
    try:
        changed = (
            read_only.begin(office, reason, at_the_terminal())
            if which == "on"
            else read_only.end(office, at_the_terminal())
        )
        held = read_only.now(office)
    finally:
        office.engine.dispose()
    click.echo(_already(which) if not changed else _done(which))
    if held is not None:
        click.echo(f"  sedan {held.since.astimezone(ZONE):%Y-%m-%d kl. %H.%M}: {held.reason}")


def _done(which: str) -> str:
    if which == "off":
        return "Skrivskyddet är av. Allt går att spara igen."
    return "Programmet är skrivskyddat. Allt går att läsa, men inget sparas och inga brev går ut."


def _already(which: str) -> str:
    return "Programmet är redan skrivskyddat." if which == "on" else "Skrivskyddet är redan av."


def at_the_terminal() -> By:
    """Whoever works at the machine itself, by the name of their account there."""
    return By(Actor(ActorKind.SYSTEM, f"Kommandoraden ({_account()})", frozenset()), _now())


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return str(os.geteuid())


def _now() -> datetime:
    return datetime.now(UTC)

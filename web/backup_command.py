"""`beslutskedjan backup` and `restore`: what is asked for, and what came of it, in Swedish."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from web.data_folder import in_folder, settings_in
from workflow.delivery import journal
from workflow.operations import heartbeats
from workflow.operations.backup import Places, making, restoring
from workflow.operations.heartbeats import Job
from workflow.refusals import BadInput, RecordBroken
from workflow.settings import Settings
from workflow.store.engine import open_database
from workflow.store.keyfile import record_key

DAMAGED = 1
_MOST = 20


@click.command(help="Ta en säkerhetskopia till en ny mapp, medan andra arbetar.")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--with-keys", is_flag=True, help="Ta med nyckeln och sigillet.")
@in_folder
@click.pass_obj
def backup(settings: Settings, folder: Path, with_keys: bool, data: Path | None) -> None:  # noqa: FBT001  # click gives flags so
    settings = settings_in(settings, data)
    places = places_of(settings)
    _require_installation(places)
    engine = open_database(places.url)
    try:
        key = record_key(places.key_file)
        made = making.make(engine, places, key, folder, _now(), with_keys=with_keys)
        problem = "en del gick inte att kopiera" if made.damaged else ""
        heartbeats.note(engine, _now(), Job.BACKUP, problem, str(folder))
    finally:
        engine.dispose()
    papers = sum(1 for _ in made.papers())
    click.echo(f"Säkerhetskopian är klar: {folder} (databasen och {papers} handlingar).")
    click.echo(_about_keys(places, with_keys=with_keys))
    if made.damaged:
        click.echo("Det här gick inte att kopiera:")
        _list(made.damaged)
        sys.exit(DAMAGED)


def _about_keys(places: Places, *, with_keys: bool) -> str:
    if with_keys:
        return "Nyckeln och sigillet är med: förvara kopian så att bara du kommer åt den."
    return (
        f"Nyckeln och sigillet är inte med. Spara {places.key_file} och {places.seal} "
        "på ett annat ställe."
    )


@click.command(help="Lägg tillbaka en säkerhetskopia där det är tomt.")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--accept-damage", is_flag=True, help="Lägg tillbaka också det som inte är helt.")
@in_folder
@click.pass_obj
def restore(settings: Settings, folder: Path, accept_damage: bool, data: Path | None) -> None:  # noqa: FBT001  # click gives flags so
    settings = settings_in(settings, data)
    places = places_of(settings)
    try:
        back = restoring.put_back(places, folder, _now(), accept_damage=accept_damage)
    except RecordBroken as broken:
        click.echo("Kopian är inte hel. Ingenting har lagts tillbaka:")
        _list(broken.findings)
        click.echo("Använd en annan kopia, eller lägg tillbaka det som finns med --accept-damage.")
        sys.exit(DAMAGED)
    made = back.manifest.made_at.astimezone(ZoneInfo(settings.office.time_zone))
    click.echo(f"Säkerhetskopian från {made:%Y-%m-%d %H:%M} är tillbaka.")
    if back.findings:
        click.echo("Det här stämmer inte i den:")
        _list(back.findings)
    else:
        click.echo("Allt i den stämmer: händelser, handlingar, tillstånd och brev.")
    click.echo(_about_letters(back, places))
    if back.findings:
        sys.exit(DAMAGED)


def _about_letters(back: restoring.Restored, places: Places) -> str:
    text = (
        f"Inga brev lämnas ut ({back.held} väntar) och inga påminnelser går ut, förrän en "
        "administratör har bekräftat det på sidan Mina ärenden."
    )
    if back.journal:
        return f"{text}\nBrev som har lämnats efter kopian finns i {places.journal} och hålls kvar."
    return (
        f"{text}\n{places.journal} saknas. Då vet programmet inte vilka brev som har lämnats "
        "efter kopian: stäm av med e-postservern först."
    )


def _list(texts: Iterable[str]) -> None:
    texts = tuple(texts)
    for text in texts[:_MOST]:
        click.echo(f"  {text}")
    if len(texts) > _MOST:
        click.echo(f"  … och {len(texts) - _MOST} till.")


def places_of(settings: Settings) -> Places:
    """Where the installation of these settings keeps its things."""
    key_file = settings.record.key_file
    return Places(
        settings.database.url,
        settings.files.papers,
        key_file,
        settings.seal.folder,
        key_file.with_name(journal.FILE),
    )


def _require_installation(places: Places) -> None:
    """What is opened to be worked with is made where it is missing; what is copied must exist."""
    file = places.url.partition(":///")[2] if places.url.startswith("sqlite") else ""
    if file and not Path(file).is_file():
        raise BadInput.about(file, "databasen finns inte. Kontrollera inställningarna.")
    if not places.key_file.is_file():
        raise BadInput.about(places.key_file, "nyckelfilen finns inte. Ange record.key_file.")


def _now() -> datetime:
    return datetime.now(UTC)

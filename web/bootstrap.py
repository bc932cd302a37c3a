"""The composition root: the one place that ties settings, store, papers and post together."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine, event, inspect
from sqlalchemy.pool import ConnectionPoolEntry

from documents import HouseRenderer
from documents.seal.identity import Owner
from documents.seal.verdict import KnownPaper
from web.sealing import Register, open_seal
from web.year.passing import PassingPapers
from workflow.delivery import folder_post, journal
from workflow.delivery.clamd import Clamd
from workflow.delivery.files import PaperFolder
from workflow.facts import Actor, OwnRule
from workflow.operations import duty_rules, looking, read_only
from workflow.operations.office import Mailing, Office, Quota
from workflow.operations.register_record import By
from workflow.refusals import BadInput, Complaint, SchemaMismatch
from workflow.settings import OwnRule as SettledRule
from workflow.settings import Settings
from workflow.states import ActorKind
from workflow.store import migrate, paper_register, record
from workflow.store.engine import open_database, reading
from workflow.store.invariants import check_store
from workflow.store.keyfile import record_key
from workflow.store.verify import verify_record

DATABASE, PAPERS = "chain.db", "papers"


def open_office(settings: Settings, now: datetime) -> Office:
    """An office on the settings' database, with its seal; a new database gets its tables.

    The seal bears the organisation's name, so there is none before the region is entered.
    """
    _require_key(settings)
    key = record_key(settings.record.key_file)
    office = office_at(settings.database.url, settings.files.papers, key, settings)
    if settings.uploads.clamd:
        office = replace(office, scanner=Clamd(settings.uploads.clamd))
    enter_rules(office, settings.duties.rules, now)
    return sealed(office, settings, now)


def bring_up(settings: Settings) -> None:
    """Bring the settings' database to this program's version, wholly or not at all."""
    engine = open_database(settings.database.url)
    try:
        migrate.upgrade(engine)
    finally:
        engine.dispose()


def enter_rules(office: Office, rules: tuple[SettledRule, ...], now: datetime) -> int:
    """The settings' own rules about duties, where a programme has none for the same."""
    if not rules or read_only.now(office) is not None:  # they are entered at the next start
        return 0
    by = By(Actor(ActorKind.SYSTEM, "config.toml", frozenset()), now)
    return duty_rules.enter_new(office, ((rule.programme, _own_rule(rule)) for rule in rules), by)


def _own_rule(rule: SettledRule) -> OwnRule:
    month, _, day = (rule.due or "").partition("-")
    return OwnRule(
        kind=rule.duty,
        year=rule.year,
        due=(int(month), int(day)) if rule.due else None,
        working_days=rule.working_days,
        levels=rule.levels,
        to=rule.to,
        escalate_to=rule.escalate_to,
        escalate_days=rule.escalate_days,
    )


def sealed(office: Office, settings: Settings, now: datetime) -> Office:
    """The office with its organisation's seal, if the organisation has been entered."""
    owner = looking.owner(office)
    if owner is None:
        return office
    return replace(office, sealer=open_seal(settings, Owner(*owner), now).sealer)


def _require_key(settings: Settings) -> None:
    """A new key is made for a new record only: one that was lost is said to be lost."""
    if settings.record.key_file.exists():
        return
    engine = open_database(settings.database.url)
    try:
        migrate.begin(engine)
        with reading(engine) as connection:
            begun = record.is_begun(connection)
    finally:
        engine.dispose()
    if begun:
        text = (
            "nyckelfilen saknas, men databasen har händelser som är signerade med den. "
            "Lägg tillbaka den från säkerhetskopian."
        )
        raise BadInput(Complaint(str(settings.record.key_file), None, "", text))


def require_database(settings: Settings) -> None:
    """What is opened to be worked with is made where it is missing; what is read must exist."""
    if not _is_there(settings.database.url):
        text = "databasen finns inte. Kontrollera --data, eller database.url i inställningarna."
        raise BadInput.about(settings.database.url, text)


def _is_there(url: str) -> bool:
    """Whether there is anything to open; of a database that is no file, only opening it tells."""
    file = url.partition(":///")[2].partition("?")[0] if url.startswith("sqlite") else ""
    return not file or Path(file).is_file()


def known_papers(settings: Settings) -> Register:
    """What the settings' database knows of a paper by its SHA-256; nothing where there is none."""
    if not _is_there(settings.database.url):
        return lambda sha256: None
    engine = open_database(settings.database.url)
    migrate.require_current(engine)

    def known(sha256: str) -> KnownPaper | None:
        with reading(engine) as connection:
            found = paper_register.known(connection, sha256)
        return KnownPaper(*found) if found else None

    return known


def passing_office(folder: Path, key: bytes, settings: Settings, url: str = "") -> Office:
    """An office on a database of its own in a folder, or at an address, for a run that passes.

    The file is not forced to the disk: a run that a power cut ends is begun again.
    """
    office = office_at(url or _url_in(folder), folder / PAPERS, key, settings)
    if office.engine.dialect.name == "sqlite":
        event.listen(office.engine, "connect", _do_not_wait)
        office.engine.dispose()  # so that the next connection is the first of the hasty ones
    return replace(office, files=PassingPapers(folder / PAPERS))


def require_empty(url: str) -> None:
    """A run is alone in its database; somebody's own is never touched."""
    engine = open_database(url)
    try:
        tables = inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if tables:
        text = "databasen är inte tom. En körning behöver en egen, tom databas."
        raise BadInput(Complaint(engine.url.render_as_string(), None, "", text))


def _do_not_wait(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def database_kept(file: Path, url: str = "") -> Iterator[Engine]:
    """The database that a run has kept as a file, or left at an address."""
    engine = open_database(url or URL.create("sqlite", database=str(file)).render_as_string())
    try:
        migrate.require_current(engine)
        yield engine
    finally:
        engine.dispose()


def _url_in(folder: Path) -> str:
    return URL.create("sqlite", database=str(folder / DATABASE)).render_as_string()


def findings_of(url: str, settings: Settings, *, everything: bool = False) -> tuple[str, ...]:
    """What does not hold in the record of a database, with the settings' key and papers.

    With ``everything`` also whether tables, letters and duties are what the record says.
    """
    key = record_key(settings.record.key_file)
    found = _findings(url, settings.files.papers, key)
    return (*found, *_beside(url, settings)) if everything else found


def _beside(url: str, settings: Settings) -> tuple[str, ...]:
    """What of the tables does not hold; what has left is known for the settings' own database."""
    engine = open_database(url)
    try:
        with reading(engine) as connection:
            handed = _handed(settings) if url == settings.database.url else ()
            found = check_store(connection, handed)
    finally:
        engine.dispose()
    return tuple(f"{finding.kind}: {finding.text}" for finding in found)


def _handed(settings: Settings) -> Iterable[str]:
    """The Message-IDs of what has left the house, or been put in the folder for letters."""
    mail = settings.mail
    if mail.really_sends:
        return journal.handed_over(settings.record.key_file.with_name(journal.FILE))
    return folder_post.left_in(mail.folder) if mail.mode == "folder" else ()


def findings_in_folder(folder: Path, key: bytes) -> tuple[str, ...]:
    """What does not hold in the database that a run keeps in a folder."""
    return _findings(_url_in(folder), folder / PAPERS, key)


def _findings(url: str, papers: Path, key: bytes) -> tuple[str, ...]:
    engine = open_database(url)
    try:
        migrate.require_current(engine)
        with reading(engine) as connection:
            found = verify_record(connection, PaperFolder(papers), key)
    finally:
        engine.dispose()
    return tuple(finding.text for finding in found)


def office_at(url: str, papers: Path, key: bytes, settings: Settings) -> Office:
    """An office on any database; a new one gets its tables, and one of another version none."""
    engine = open_database(url)
    try:
        migrate.begin(engine)
    except SchemaMismatch:
        engine.dispose()
        raise
    return Office(
        engine=engine,
        files=PaperFolder(papers),
        renderer=HouseRenderer(),
        key=key,
        base_url=settings.office.base_url,
        sender_name=settings.mail.sender_name,
        sender_email=settings.mail.sender_address,
        time_zone=settings.office.time_zone,
        quota=Quota(settings.web.upload_bytes_per_person_day, settings.web.upload_bytes_per_case),
        mailing=_mailing(settings),
    )


def _mailing(settings: Settings) -> Mailing:
    mail = settings.mail
    return Mailing(
        mail.when_unsure == "ask",
        mail.attach_max_bytes,
        mail.bounce_address,
        mail.verp,
        mail.reply_address,
    )

"""The composition root: the one place that ties settings, store, papers and post together."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from documents import HouseRenderer
from documents.seal.identity import Owner
from documents.seal.verdict import KnownPaper
from web.sealing import Register, open_seal
from workflow.delivery.files import PaperFolder
from workflow.facts import Actor, OwnRule
from workflow.operations import duty_rules, looking
from workflow.operations.office import Mailing, Office, Quota
from workflow.operations.register_record import By
from workflow.refusals import BadInput, Complaint
from workflow.settings import OwnRule as SettledRule
from workflow.settings import Settings
from workflow.states import ActorKind
from workflow.store import migrate, paper_register, record
from workflow.store.engine import open_database, reading
from workflow.store.keyfile import record_key
from workflow.store.verify import verify_record

DATABASE, PAPERS = "chain.db", "papers"


def open_office(settings: Settings, now: datetime) -> Office:
    """An office on the settings' database, brought up to this program's schema, with its seal.

    The seal bears the organisation's name, so there is none before the region is entered.
    """
    _require_key(settings)
    key = record_key(settings.record.key_file)
    office = office_at(settings.database.url, settings.files.papers, key, settings)
    enter_rules(office, settings.duties.rules, now)
    return sealed(office, settings, now)


def enter_rules(office: Office, rules: tuple[SettledRule, ...], now: datetime) -> int:
    """The settings' own rules about duties, where a programme has none for the same."""
    if not rules:
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
        migrate.upgrade(engine)
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


def known_papers(settings: Settings) -> Register:
    """What the settings' database knows of a paper by its SHA-256; nothing where there is none."""
    url = settings.database.url
    file = url.partition(":///")[2] if url.startswith("sqlite") else ""
    if file and not Path(file).is_file():
        return lambda sha256: None
    engine = open_database(url)
    migrate.require_current(engine)

    def known(sha256: str) -> KnownPaper | None:
        with reading(engine) as connection:
            found = paper_register.known(connection, sha256)
        return KnownPaper(*found) if found else None

    return known


def office_in_folder(folder: Path, key: bytes, settings: Settings) -> Office:
    """An office on a database of its own in a folder, for runs that leave nothing elsewhere."""
    return office_at(_url_in(folder), folder / PAPERS, key, settings)


def _url_in(folder: Path) -> str:
    return URL.create("sqlite", database=str(folder / DATABASE)).render_as_string()


def findings_of(url: str, settings: Settings) -> tuple[str, ...]:
    """What does not hold in the record of a database, with the settings' key and papers."""
    key = record_key(settings.record.key_file)
    return _findings(url, settings.files.papers, key)


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
    """An office on any database; the schema is made or brought up to date."""
    engine = open_database(url)
    migrate.upgrade(engine)
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

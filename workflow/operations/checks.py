"""Checking the record, when somebody asks and now and then: how far it holds, and what does not."""

from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from typing import IO, Any

from sqlalchemy import ColumnElement, Connection, func, select

from workflow.operations import heartbeats
from workflow.operations.heartbeats import Job
from workflow.operations.office import Office
from workflow.store import export
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.verify import verify_record

# What a person can wait for on a page. Larger records are checked by the command.
MOST_ROWS, MOST_BYTES = 200_000, 2_000_000_000


@dataclass(frozen=True)
class Checked:
    """The answer: how many entries, cases and papers were read, and every finding as a sentence.

    ``too_large`` means that nothing was checked.
    """

    rows: int
    cases: int
    papers: int
    last_sealed: date | None
    findings: tuple[str, ...]
    too_large: bool = False

    @property
    def holds(self) -> bool:
        return not self.findings and not self.too_large


def check_record(office: Office, at: datetime) -> Checked:
    """Check chains, signatures, seals and papers, unless there is too much to wait for."""
    found = _checked(office, wait=True)
    if not found.too_large:
        _note(office, found, at)
    return found


def check_now_and_then(office: Office, at: datetime) -> Checked:
    """As ``check_record``, however long it takes; nobody waits for it."""
    found = _checked(office, wait=False)
    _note(office, found, at)
    return found


def _note(office: Office, found: Checked, at: datetime) -> None:
    """When the record was last checked, how far it went, and the first of what does not hold."""
    detail = f"{found.rows} händelser, {found.cases} ärenden, {found.papers} handlingar"
    heartbeats.note(office.engine, at, Job.VERIFY, next(iter(found.findings), ""), detail)


def _checked(office: Office, *, wait: bool) -> Checked:
    with reading(office.engine) as connection:
        rows = _count(connection, t.event.c.id) + _count(connection, t.register_event.c.id)
        cases = _count(connection, t.matter_case.c.id)
        papers = _count(connection, t.paper.c.sha256)
        size = connection.execute(select(func.coalesce(func.sum(t.paper.c.size), 0))).scalar_one()
        sealed: date | None = connection.execute(select(func.max(t.seal.c.day))).scalar_one()
        if wait and (rows > MOST_ROWS or size > MOST_BYTES):
            return Checked(rows, cases, papers, sealed, (), too_large=True)
        found = verify_record(connection, office.files, office.key)
    return Checked(rows, cases, papers, sealed, tuple(each.text for each in found))


def export_record(office: Office, out: IO[bytes]) -> None:
    """Write the whole record as lines of JSON in UTF-8, for anybody to check."""
    text = TextIOWrapper(out, "utf-8", newline="\n")
    with reading(office.engine) as connection:
        export.export_events(connection, text)
    text.detach()  # writes what is left, and leaves the file open


def _count(connection: Connection, column: ColumnElement[Any]) -> int:
    query = select(func.count(column))
    return int(connection.execute(query).scalar_one())

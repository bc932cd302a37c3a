"""Verifying the record as it stands in the database, against itself and against the papers."""

from typing import Any

from sqlalchemy import Connection, select

from workflow.checking import Check, Entry, Finding
from workflow.ports import Files
from workflow.refusals import NotFound, RecordBroken
from workflow.store.record import columns_of
from workflow.store.tables import event, matter_case, paper_use, seal

# What an event's row says in columns of what its body says, in the order of ``_said``.
_COLUMNS = (
    matter_case.c.reference,
    event.c.seq,
    event.c.at,
    event.c.step,
    event.c.thing,
    event.c.thing_id,
    event.c.actor_kind,
    event.c.actor_name,
    event.c.actor_person_id,
    event.c.refused,
)
_EVENTS = (
    select(event.c.previous, event.c.body, event.c.hash, event.c.mac, *_COLUMNS)
    .join(matter_case, matter_case.c.id == event.c.case_id)
    .order_by(event.c.case_id, event.c.seq)
    .execution_options(yield_per=1000)
)
_SEALS = select(seal).order_by(seal.c.day).execution_options(yield_per=100)
_HEADS = select(matter_case.c.reference, matter_case.c.head_seq, matter_case.c.head_hash).order_by(
    matter_case.c.id
)
_USES = (
    select(paper_use.c.sha256, paper_use.c.name, matter_case.c.reference)
    .join(matter_case, matter_case.c.id == paper_use.c.case_id)
    .order_by(paper_use.c.id)
    .execution_options(yield_per=1000)
)


def verify_record(connection: Connection, files: Files, key: bytes | None) -> tuple[Finding, ...]:
    """The first fault of each kind, as Swedish sentences; nothing found means that all holds."""
    check = Check(key)
    for previous, body, digest, mac, *columns in connection.execute(_EVENTS):
        _event(check, Entry(previous, body, digest, mac), columns)
    for sealed in connection.execute(_SEALS):
        check.seal(Entry(sealed.previous, sealed.heads, sealed.hash, sealed.mac))
    for reference, seq, head in connection.execute(_HEADS):
        _head(check, reference, seq, head)
    for sha256, name, reference in connection.execute(_USES):
        check.papers.setdefault(sha256, (reference, name))
    check.all_papers(lambda sha256, _name: _content(files, sha256))
    return check.findings


def _event(check: Check, entry: Entry, columns: list[object]) -> None:
    where = f"Ärende {columns[0]}, händelse {columns[1]}"
    try:
        said = _said(check.event(entry))
    except (ValueError, KeyError, TypeError):
        check.found("chain", f"{where}: innehållet går inte att läsa.")
        return
    if columns == said:
        return
    for column, stands, says in zip(_COLUMNS, columns, said, strict=True):
        if stands != says:
            check.found(
                "column", f"{where}: kolumnen {column.name} säger något annat än innehållet."
            )


def _said(body: dict[str, Any]) -> list[object]:
    return [body["case"], body["seq"], *columns_of(body).values()]


def _head(check: Check, reference: str, seq: int, head: str) -> None:
    length = check.length(reference)
    if seq != length:
        check.found(
            "head",
            f"Ärende {reference}: ska sluta med händelse {seq}, "
            f"men kedjan slutar med händelse {length}.",
        )
    elif head != check.head(reference, length):
        check.found("head", f"Ärende {reference}: ärendet pekar inte på sin sista händelse.")


def _content(files: Files, sha256: str) -> bytes | None:
    try:
        return files.get(sha256)
    except NotFound:
        return None
    except RecordBroken:
        return b""  # there, but not as it was: no paper is empty

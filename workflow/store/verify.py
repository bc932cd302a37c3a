"""Verifying the record as it stands in the database, against itself and against the papers."""

from typing import Any

from sqlalchemy import Connection, literal, select

from workflow.chaining import REGISTERS
from workflow.checking import Check, Entry, Finding, opening
from workflow.ports import Files
from workflow.refusals import NotFound, RecordBroken
from workflow.store.record import columns_of
from workflow.store.tables import (
    event,
    incoming,
    letter,
    matter_case,
    paper_use,
    register_event,
    register_head,
    seal,
)

# What an entry's row says in columns of what its body says, in the order of ``_said``.
_SAID = (
    "seq",
    "at",
    "step",
    "thing",
    "thing_id",
    "actor_kind",
    "actor_name",
    "actor_person_id",
    "refused",
)
_CHAINED = ("previous", "body", "hash", "mac")
# In the order in which they were written, which is that of each case's chain too: many cases'
# events lie beside each other, and are read as they lie.
_EVENTS = (
    select(*(event.c[name] for name in (*_CHAINED, "case_id", *_SAID)))
    .order_by(event.c.id)
    .execution_options(yield_per=1000)
)
_CASES = select(matter_case.c.id, matter_case.c.reference)
_OF_REGISTERS = (
    select(
        *(register_event.c[name] for name in _CHAINED),
        literal(REGISTERS),
        *(register_event.c[name] for name in _SAID),
    )
    .order_by(register_event.c.seq)
    .execution_options(yield_per=1000)
)
# One at a time: a seal names every case.
_SEALS = select(seal).order_by(seal.c.day).execution_options(yield_per=1)
_HEADS = select(matter_case.c.reference, matter_case.c.head_seq, matter_case.c.head_hash).order_by(
    matter_case.c.id
)
_USES = (
    select(paper_use.c.sha256, paper_use.c.name, matter_case.c.reference)
    .join(matter_case, matter_case.c.id == paper_use.c.case_id)
    .order_by(paper_use.c.id)
    .execution_options(yield_per=1000)
)
# What lies in the folder without being a paper of a case: a file for the recipient's register, and
# the letters that came in.
_ENCLOSED = (
    select(letter.c.attachments, matter_case.c.reference)
    .join(matter_case, matter_case.c.id == letter.c.case_id)
    .order_by(letter.c.id)
    .execution_options(yield_per=1000)
)
_CAME_IN = (
    select(incoming.c.sha256, matter_case.c.reference)
    .outerjoin(matter_case, matter_case.c.id == incoming.c.case_id)
    .order_by(incoming.c.id)
    .execution_options(yield_per=1000)
)


def verify_record(connection: Connection, files: Files, key: bytes | None) -> tuple[Finding, ...]:
    """The first fault of each kind, as Swedish sentences; nothing found means that all holds."""
    check = Check(key)
    cases = {row.id: row.reference for row in connection.execute(_CASES)}
    for previous, body, digest, mac, case_id, *columns in connection.execute(_EVENTS):
        _event(check, Entry(previous, body, digest, mac), [cases.get(case_id), *columns])
    for previous, body, digest, mac, *columns in connection.execute(_OF_REGISTERS):
        _event(check, Entry(previous, body, digest, mac), columns)
    for sealed in connection.execute(_SEALS):
        check.seal(Entry(sealed.previous, sealed.heads, sealed.hash, sealed.mac))
    for heads in (_HEADS, select(register_head)):
        for case, seq, head in connection.execute(heads):
            _head(check, case, seq, head)
    _expect_papers(check, connection)
    check.all_papers(lambda sha256, _name: _content(files, sha256))
    return check.findings


def _expect_papers(check: Check, connection: Connection) -> None:
    """Everything that the database expects to find in the folder of papers, and whose it is."""
    for sha256, name, reference in connection.execute(_USES):
        check.papers.setdefault(sha256, (reference, name))
    for attachments, reference in connection.execute(_ENCLOSED):
        for name, sha256, _media_type in attachments:
            check.papers.setdefault(sha256, (reference, name))
    for sha256, reference in connection.execute(_CAME_IN):
        check.papers.setdefault(sha256, (reference or "–", "inkommet brev"))


def _event(check: Check, entry: Entry, columns: list[object]) -> None:
    try:
        said = _said(check.event(entry))
    except (ValueError, KeyError, TypeError):
        said = None
    if columns == said:
        return
    where = f"{opening(str(columns[0]))}, händelse {columns[1]}"
    if said is None:
        check.found("chain", f"{where}: innehållet går inte att läsa.")
        return
    for name, stands, says in zip(("reference", *_SAID), columns, said, strict=True):
        if stands != says:
            check.found("column", f"{where}: kolumnen {name} säger något annat än innehållet.")


def _said(body: dict[str, Any]) -> list[object]:
    return [body["case"], body["seq"], *columns_of(body).values()]


def _head(check: Check, case: str, seq: int, head: str) -> None:
    length = check.length(case)
    if seq != length:
        check.found(
            "head",
            f"{opening(case)}: ska sluta med händelse {seq}, "
            f"men kedjan slutar med händelse {length}.",
        )
    elif head != check.head(case, length):
        who = "registren" if case == REGISTERS else "ärendet"
        check.found("head", f"{opening(case)}: {who} pekar inte på sin sista händelse.")


def _content(files: Files, sha256: str) -> bytes | None:
    try:
        return files.get(sha256)
    except NotFound:
        return None
    except RecordBroken:
        return b""  # there, but not as it was: no paper is empty

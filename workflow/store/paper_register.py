"""The register of papers: which one has a hash, and which stand frozen with a decision."""

from datetime import date

from sqlalchemy import Connection, bindparam, or_, select
from sqlalchemy.sql import ColumnElement

from workflow.facts import PaperRef
from workflow.orders import EDITABLE
from workflow.states import PaperKind
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source


def known(connection: Connection, sha256: str) -> tuple[str, str] | None:
    """The paper's name and its case's reference; ``None`` where no paper has the hash."""
    row = connection.execute(
        select(t.paper_use.c.name, t.matter_case.c.reference)
        .join(t.matter_case, t.matter_case.c.id == t.paper_use.c.case_id)
        .where(t.paper_use.c.sha256 == sha256)
        .order_by(t.paper_use.c.id)
    ).first()
    return (row.name, row.reference) if row else None


def for_the_record() -> ColumnElement[bool]:
    """Papers but not their copies for editing; what others wrote counts in whatever form it is."""
    return or_(t.paper.c.media_type != EDITABLE, t.paper_use.c.kind == PaperKind.UNDERLAG.value)


# What a decider reads and a decision rests on, frozen by hash when it is submitted.
FROZEN = (PaperKind.TJANSTESKRIVELSE, PaperKind.HANDLINGSPLAN, PaperKind.UNDERLAG)
# Read together with what has put it right since.
_READ = (*FROZEN, PaperKind.RATTELSE)
OF_DECISION = Prepared(
    select(t.paper_use)
    .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
    .where(t.paper_use.c.decision_id == bindparam("decision"), t.paper_use.c.current)
    .where(for_the_record())
    .where(or_(*(t.paper_use.c.kind == kind.value for kind in _READ)))
    .order_by(t.paper_use.c.id)
)


def papers_of(connection: Source, decision_id: int) -> tuple[PaperRef, ...]:
    """The papers that stand frozen with a submitted decision."""
    rows = OF_DECISION.rows(connection, decision=decision_id)
    return tuple(
        PaperRef(row.kind, row.name, row.sha256, row.plan_id, row.party_id)
        for row in rows
        if row.kind in FROZEN
    )


def corrected_on(connection: Source, decision_id: int) -> tuple[date, ...]:
    """The day of each correction of a decision, the first first."""
    rows = OF_DECISION.rows(connection, decision=decision_id)
    return tuple(row.made_on for row in rows if row.kind == PaperKind.RATTELSE)

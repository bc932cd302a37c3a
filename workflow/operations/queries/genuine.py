"""What is known of a paper by its checksum: whose it is, and whether it still counts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from workflow.operations.office import Office
from workflow.operations.queries.public import Number, repealed
from workflow.states import DecisionState, PaperKind
from workflow.store import paper_register
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class KnownUse:
    """A paper of the register: the case it is in, and what has become of it since."""

    name: str
    reference: str
    made_on: date
    current: bool
    decision: Number | None
    corrected_on: date | None
    repealed_on: date | None = None


def known(office: Office, sha256: str) -> tuple[str, str] | None:
    """The paper's name and its case's reference; ``None`` where no paper has the checksum."""
    with reading(office.engine) as connection:
        return paper_register.known(connection, sha256)


def use_of(office: Office, sha256: str) -> KnownUse | None:
    """Where the paper was used first, and where it still counts if it does so anywhere."""
    query = (
        select(
            t.paper_use,
            t.matter_case.c.reference,
            t.decision.c.state,
            t.decision.c.number_serial,
            t.decision.c.number_year,
            t.committee.c.code,
        )
        .join(t.matter_case, t.matter_case.c.id == t.paper_use.c.case_id)
        .outerjoin(t.decision, t.decision.c.id == t.paper_use.c.decision_id)
        .outerjoin(t.committee, t.committee.c.id == t.decision.c.committee_id)
        .where(t.paper_use.c.sha256 == sha256)
        .order_by(t.paper_use.c.current.desc(), t.paper_use.c.id)
        .limit(1)
    )
    with reading(office.engine) as connection:
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        is_decided = row.state == DecisionState.DECIDED.value
        number = Number(row.code, row.number_serial, row.number_year) if is_decided else None
        corrected = None
        if is_decided and row.kind != PaperKind.RATTELSE.value:
            corrected = _corrected(connection, row.decision_id)
        ended = repealed(connection, [row.decision_id]).get(row.decision_id) if number else None
        known_as = row.name, row.reference, row.made_on, row.current, number
        return KnownUse(*known_as, corrected, ended)


def _corrected(connection: Connection, decision_id: int) -> date | None:
    newest = select(func.max(t.paper_use.c.made_on)).where(
        t.paper_use.c.decision_id == decision_id,
        t.paper_use.c.kind == PaperKind.RATTELSE.value,
    )
    found: date | None = connection.execute(newest).scalar_one()
    return found

"""Papers as people read them: whether this person may, and the bytes as they were kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow.facts import Actor, local_date
from workflow.operations.office import Office
from workflow.operations.queries.readers import reader, saves_messages
from workflow.refusals import NotFound
from workflow.states import PaperKind
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class PaperBytes:
    """A paper's bytes, whole, with the name and media type that it was kept under."""

    sha256: str
    name: str
    media_type: str
    content: bytes


def paper(office: Office, sha256: str, actor: Actor, at: datetime) -> PaperBytes:
    """The paper, where it belongs to a case that the actor may read; ``NotFound`` otherwise.

    A message that came in as it came is for the few who may save it.
    ``RecordBroken`` where the bytes are no longer those that were kept.
    """
    on = local_date(at, office.time_zone)
    with reading(office.engine) as connection:
        row = connection.execute(
            select(t.paper_use.c.name, t.paper.c.media_type)
            .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
            .join(t.matter_case, t.matter_case.c.id == t.paper_use.c.case_id)
            .where(t.paper_use.c.sha256 == sha256)
            .where(reader(connection, actor, on).of(t.matter_case.c.committee_id))
            .where((t.paper_use.c.kind != PaperKind.INKOMMET.value) | saves_messages(actor))
            .order_by(t.paper_use.c.id)
        ).first()
    if row is None:
        raise NotFound(f"paper {sha256}")
    return PaperBytes(sha256, row.name, row.media_type, office.files.get(sha256))

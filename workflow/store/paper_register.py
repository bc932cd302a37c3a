"""The register of papers: which kept paper has a hash, and in which case it stands."""

from sqlalchemy import Connection, select

from workflow.store import tables as t


def known(connection: Connection, sha256: str) -> tuple[str, str] | None:
    """The paper's name and its case's reference; ``None`` where no paper has the hash."""
    row = connection.execute(
        select(t.paper_use.c.name, t.matter_case.c.reference)
        .join(t.matter_case, t.matter_case.c.id == t.paper_use.c.case_id)
        .where(t.paper_use.c.sha256 == sha256)
        .order_by(t.paper_use.c.id)
    ).first()
    return (row.name, row.reference) if row else None

"""Turns: two who act on one case at the same time do so one after the other."""

from sqlalchemy import Connection, Table, select

from workflow.store import tables as t


def hold_case(connection: Connection, of: Table, id_: int) -> None:
    """Hold the case of a plan or of a decision until the transaction ends."""
    mine = select(of.c.case_id).where(of.c.id == id_)
    held = select(t.matter_case.c.id).where(t.matter_case.c.id.in_(mine))
    connection.execute(held.with_for_update(key_share=True))

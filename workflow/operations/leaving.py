"""Leaving: all of a person's roles and posts end on one day, and no role is left to nobody."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, or_, select, update

from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.operations.registers import move_registers
from workflow.reasons import STAFF
from workflow.refusals import Refusal
from workflow.states import Role
from workflow.store import tables as t


def left_to_nobody(connection: Connection, person_id: int, last_on: date) -> Iterator[Refusal]:
    """The roles that nobody else has after the person's last day."""
    goes_on = or_(t.role_grant.c.valid_to.is_(None), t.role_grant.c.valid_to > last_on)
    query = select(t.role_grant.c.person_id, t.role_grant.c.role).where(goes_on)
    grants = connection.execute(query).all()
    mine = {Role(row.role) for row in grants if row.person_id == person_id}
    others = {Role(row.role) for row in grants if row.person_id != person_id}
    for role in sorted(mine - others):
        yield Refusal.of("role_left_to_nobody", role=STAFF[role], last_on=last_on)


def end_all(connection: Connection, office: Office, person_id: int, last_on: date, by: By) -> None:
    """Roles and posts that would go on end with the day; what begins after it is left as it is."""
    _end_roles(connection, office, person_id, last_on, by)
    _end_holdings(connection, office, person_id, last_on, by)


def _end_roles(
    connection: Connection, office: Office, person_id: int, last_on: date, by: By
) -> None:
    grants = t.role_grant
    lasting = or_(grants.c.valid_to.is_(None), grants.c.valid_to > last_on)
    mine = select(grants).where(
        grants.c.person_id == person_id, grants.c.valid_from <= last_on, lasting
    )
    for row in connection.execute(mine.order_by(grants.c.id).with_for_update()).all():
        ended = update(grants).where(grants.c.id == row.id).values(valid_to=last_on)
        connection.execute(ended)
        given = {"person_id": person_id, "role": row.role, "valid_to": last_on}
        note(connection, office, by, Change.END_ROLE, row.id, given)


def _end_holdings(
    connection: Connection, office: Office, person_id: int, last_on: date, by: By
) -> None:
    held = t.holding
    lasting = or_(held.c.valid_to.is_(None), held.c.valid_to > last_on)
    mine = select(held).where(held.c.person_id == person_id, held.c.valid_from <= last_on, lasting)
    for row in connection.execute(mine.order_by(held.c.id).with_for_update()).all():
        connection.execute(update(held).where(held.c.id == row.id).values(valid_to=last_on))
        move_registers(connection, row.post_id)
        note(connection, office, by, Change.END_HOLDING, row.id, {"valid_to": last_on})

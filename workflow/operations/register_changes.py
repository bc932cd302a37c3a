"""Changing what stands in a register: a role ends, a post changes hands, a committee is new."""

from datetime import date

from sqlalchemy import Connection, or_, select, update

from workflow.operations import registers
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.refusals import BadInput, NotFound
from workflow.states import Role
from workflow.store import tables as t
from workflow.store.engine import writing


def give_role(
    office: Office, person_id: int, role: Role, days: tuple[date, date | None], by: By
) -> int:
    """Give a person a role; the same role is not given twice for the same days."""
    first, last = days
    _require_days(first, last)
    row = {"person_id": person_id, "role": role.value, "valid_from": first, "valid_to": last}
    with writing(office.engine) as connection:
        same = select(t.role_grant.c.valid_from, t.role_grant.c.valid_to).where(
            t.role_grant.c.person_id == person_id,
            t.role_grant.c.role == role.value,
            t.role_grant.c.valid_from <= (last or date.max),
            or_(t.role_grant.c.valid_to.is_(None), t.role_grant.c.valid_to >= first),
        )
        held = connection.execute(same).first()
        if held is not None:
            until = f"till och med {held.valid_to}" if held.valid_to else "tills vidare"
            text = f"Personen har redan rollen från {held.valid_from} {until}. Välj andra dagar."
            raise BadInput.of("valid_from", text)
        grant_id = registers.insert_row(connection, t.role_grant, row)
        note(connection, office, by, Change.GRANT_ROLE, grant_id, row)
    return grant_id


def _require_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        text = f"Sista dagen ({last}) ligger före den första ({first}). Ange en senare dag."
        raise BadInput.of("valid_to", text)


def end_role(office: Office, grant_id: int, valid_to: date, by: By) -> None:
    """The last day of a role; it counts at once, since every request asks for the roles anew."""
    with writing(office.engine) as connection:
        grant = connection.execute(
            select(t.role_grant).where(t.role_grant.c.id == grant_id).with_for_update()
        ).one_or_none()
        if grant is None:
            raise NotFound(f"role grant {grant_id}")
        if valid_to < grant.valid_from:
            raise BadInput.of(
                "valid_to",
                f"Sista dagen ({valid_to}) ligger före rollens första ({grant.valid_from}). "
                "Ange den första dagen eller en senare.",
            )
        if grant.role == Role.ADMINISTRATOR.value:
            _require_another_administrator(connection, grant_id, valid_to)
        connection.execute(
            update(t.role_grant).where(t.role_grant.c.id == grant_id).values(valid_to=valid_to)
        )
        given = {"person_id": grant.person_id, "role": grant.role, "valid_to": valid_to}
        note(connection, office, by, Change.END_ROLE, grant_id, given)


def _require_another_administrator(connection: Connection, grant_id: int, last: date) -> None:
    """Without an administrator nobody could give a role again."""
    stays = select(t.role_grant.c.id).where(
        t.role_grant.c.role == Role.ADMINISTRATOR.value,
        t.role_grant.c.id != grant_id,
        or_(t.role_grant.c.valid_to.is_(None), t.role_grant.c.valid_to > last),
    )
    if connection.execute(stays.limit(1)).first() is None:
        text = "Det är den sista administratören. Ge någon annan rollen först."
        raise BadInput.of("valid_to", text)


def hand_over(
    office: Office, post_id: int, person_id: int, days: tuple[date, date | None], by: By
) -> int:
    """Somebody holds a post from a day on; a post has one holder at a time."""
    valid_from, valid_to = days
    _require_days(valid_from, valid_to)
    with writing(office.engine) as connection:
        _require_vacant(connection, post_id, valid_from, valid_to)
        return registers.hold(connection, office, (post_id, person_id), days, by)


def _require_vacant(
    connection: Connection, post_id: int, valid_from: date, valid_to: date | None
) -> None:
    last = valid_to or date.max
    at_the_same_time = (
        select(t.person.c.name, t.holding.c.valid_from, t.holding.c.valid_to)
        .join(t.person, t.person.c.id == t.holding.c.person_id)
        .where(t.holding.c.post_id == post_id, t.holding.c.valid_from <= last)
        .where(or_(t.holding.c.valid_to.is_(None), t.holding.c.valid_to >= valid_from))
        .order_by(t.holding.c.valid_from)
    )
    held = connection.execute(at_the_same_time).first()
    if held is not None:
        until = f"till och med {held.valid_to}" if held.valid_to else "tills vidare"
        raise BadInput.of(
            "valid_from",
            f"{held.name} innehar befattningen från {held.valid_from} {until}. "
            "Avsluta det innehavet först, eller välj en senare dag.",
        )


def enter_committee(office: Office, region_id: int, words: tuple[str, str, str], by: By) -> int:
    """A committee by code, name and genitive; a code is that of one committee."""
    code, name, genitive = words
    row = {"region_id": region_id, "code": code, "name": name, "genitive": genitive}
    with writing(office.engine) as connection:
        known = select(t.committee.c.id).where(t.committee.c.code == code)
        if connection.execute(known).first() is not None:
            raise BadInput.of("code", f"Koden {code} är redan en annan nämnds. Välj en annan.")
        committee_id = registers.insert_row(connection, t.committee, {**row, "register_version": 1})
        note(connection, office, by, Change.ADD_COMMITTEE, committee_id, row)
    return committee_id

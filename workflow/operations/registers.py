"""Keeping the registers: the region, its people, its mandates, its recipients and its cases.

Whatever changes the delegation register moves its version, so that a decision resting on what
was read before is never written.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from workflow.facts import Actor, Ground, House, Party, YearCalendar
from workflow.operations import entries, grounds, resting
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note, plain
from workflow.refusals import BadInput, Complaint, NotFound
from workflow.states import Role
from workflow.store import record, register
from workflow.store import tables as t
from workflow.store.engine import writing


def _add(office: Office, table: Table, row: dict[str, Any], change: Change, by: By | None) -> int:
    with writing(office.engine) as connection:
        new_id = insert_row(connection, table, row)
        note(connection, office, by, change, new_id, row)
    return new_id


def insert_row(connection: Connection, table: Table, entered: dict[str, Any]) -> int:
    """Write what of the values the table has columns for; gives the row's id."""
    row = {name: value for name, value in entered.items() if name in table.c}
    new_id: int = connection.execute(insert(table).returning(table.c.id), row).scalar_one()
    return new_id


def add_region(  # noqa: PLR0913, PLR0917  # as many facts as an organisation has
    office: Office,
    name: str,
    number: str,
    unit: str,
    house: House,
    calendar: YearCalendar,
    network: str = "",
    by: By | None = None,
) -> int:
    """The organisation whose matters these are; ``number`` is its organisationsnummer."""
    with writing(office.engine) as connection:
        region = NewRegion(name, number, unit, house, calendar, network)
        return found(connection, office, region, by)


@dataclass(frozen=True)
class NewRegion:
    """The organisation whose matters these are, as it is entered."""

    name: str
    number: str
    unit: str
    house: House
    calendar: YearCalendar
    network: str = ""


def found(connection: Connection, office: Office, region: NewRegion, by: By | None) -> int:
    """The row of the organisation, within the caller's transaction."""
    entered = {name: plain(value) for name, value in asdict(region).items()}
    row = {**entered, "time_zone": office.time_zone}
    region_id = insert_row(connection, t.region, row)
    note(connection, office, by, Change.ADD_REGION, region_id, row)
    return region_id


def add_committee(
    office: Office,
    region_id: int,
    code: str,
    name: str,
    genitive: str,
    *,
    notified: bool = True,
    by: By | None = None,
) -> int:
    """A committee (nämnd) with the code that begins its references.

    ``notified``: whether delegated decisions are notified to it, or recorded separately.
    """
    row: dict[str, Any] = {"region_id": region_id, "code": code, "name": name, "genitive": genitive}
    row |= {"notified": notified, "register_version": 1}
    return _add(office, t.committee, row, Change.ADD_COMMITTEE, by)


def add_meeting(
    office: Office, committee_id: int, held_on: date, stop_on: date, by: By | None = None
) -> int:
    """A meeting (sammanträde); papers must be in by ``stop_on``."""
    row = {"committee_id": committee_id, "held_on": held_on, "stop_on": stop_on}
    return _add(office, t.meeting, row, Change.ADD_MEETING, by)


def add_person(
    office: Office,
    name: str,
    email: str,
    phone: str = "",
    unit: str = "",
    by: By | None = None,
) -> int:
    """An employee."""
    row = {"name": name, "email": email, "phone": phone, "unit": unit}
    return _add(office, t.person, row, Change.ADD_PERSON, by)


def add_post(office: Office, title: str, by: By | None = None) -> int:
    """A post (befattning)."""
    return _add(office, t.post, {"title": title}, Change.ADD_POST, by)


def add_holding(
    office: Office,
    post_id: int,
    person_id: int,
    valid_from: date,
    valid_to: date | None = None,
    by: By | None = None,
) -> int:
    """Who holds a post, both days included; moves every register that gives the post a mandate."""
    with writing(office.engine) as connection:
        return hold(connection, office, (post_id, person_id), (valid_from, valid_to), by)


def hold(
    connection: Connection,
    office: Office,
    who: tuple[int, int],
    days: tuple[date, date | None],
    by: By | None,
) -> int:
    """The row of a holding, ``who`` being post and person, within the caller's transaction."""
    row = {"post_id": who[0], "person_id": who[1], "valid_from": days[0], "valid_to": days[1]}
    move_registers(connection, who[0])
    new_id = insert_row(connection, t.holding, row)
    note(connection, office, by, Change.ADD_HOLDING, new_id, row)
    return new_id


def end_holding(office: Office, holding_id: int, valid_to: date, by: By | None = None) -> None:
    """The last day on which somebody holds a post."""
    with writing(office.engine) as connection:
        _require_begun(connection, holding_id, valid_to)
        ended = update(t.holding).where(t.holding.c.id == holding_id)
        post_id = connection.execute(
            ended.values(valid_to=valid_to).returning(t.holding.c.post_id)
        ).scalar_one_or_none()
        if post_id is None:
            raise NotFound(f"holding {holding_id}")
        move_registers(connection, post_id)
        note(connection, office, by, Change.END_HOLDING, holding_id, {"valid_to": valid_to})


def _require_begun(connection: Connection, holding_id: int, valid_to: date) -> None:
    began = connection.execute(
        select(t.holding.c.valid_from).where(t.holding.c.id == holding_id)
    ).scalar_one_or_none()
    if began is not None and valid_to < began:
        text = f"sista dagen ({valid_to}) ligger före den första ({began}). Ange en senare dag."
        raise BadInput(Complaint("innehavet", None, "till och med", text))


def move_registers(connection: Connection, post_id: int) -> None:
    mandated = select(t.delegation.c.committee_id).where(
        (t.delegation.c.post_id == post_id) | (t.delegation.c.deputy_post_id == post_id)
    )
    connection.execute(
        update(t.committee)
        .where(t.committee.c.id.in_(mandated))
        .values(register_version=t.committee.c.register_version + 1)
    )


def grant_role(
    office: Office,
    person_id: int,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    by: By | None = None,
) -> int:
    """A role in the program, both days included; nobody is granted to decide."""
    row = {
        "person_id": person_id,
        "role": role.value,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return _add(office, t.role_grant, row, Change.GRANT_ROLE, by)


@dataclass(frozen=True)
class Mandate:
    """A mandate that the committee has given (6 kap. 37 § and 7 kap. 5 § kommunallagen)."""

    committee_id: int
    ground: Ground
    post_id: int
    valid_from: date
    valid_to: date | None = None
    revoked_on: date | None = None
    matter: str | None = None
    case_reference: str | None = None
    deputy_post_id: int | None = None
    conditions: str = ""
    parent_id: int | None = None
    may_sub_delegate: bool = False


def add_delegation(office: Office, mandate: Mandate) -> int:
    """Enter a mandate in the delegation register."""
    with writing(office.engine) as connection:
        register.move(connection, mandate.committee_id)
        return insert_row(connection, t.delegation, with_ground(mandate, mandate.ground))


def with_ground(entered: "Mandate | NewProgramme", ground: Ground) -> dict[str, Any]:
    """What was entered as a row, its ground in the ``ground_…`` columns."""
    row = {each.name: getattr(entered, each.name) for each in fields(entered)}
    return {
        **row,
        "ground_kind": ground.kind.value,
        "ground_label": ground.label,
        "ground_decided_on": ground.decided_on,
        "ground_reference": ground.reference,
    }


def revoke_delegation(
    office: Office, delegation_id: int, revoked_on: date, actor: Actor, at: datetime
) -> None:
    """Take a mandate back: from ``revoked_on`` nothing can be decided under it.

    Every decision on its way that rests on it has the revocation on record, and so has every one
    that was already taken on that day or later: it stands, and is named.
    """
    with writing(office.engine) as connection:
        _require_not_revoked_before(connection, delegation_id, revoked_on)
        revoked = update(t.delegation).where(t.delegation.c.id == delegation_id)
        row = connection.execute(
            revoked.values(revoked_on=revoked_on).returning(
                t.delegation.c.committee_id, t.delegation.c.ground_label
            )
        ).one_or_none()
        if row is None:
            raise NotFound(f"delegation {delegation_id}")
        register.move(connection, row.committee_id)
        taken = resting.taken_since(connection, delegation_id, revoked_on)
        given: dict[str, object] = {
            "ground": row.ground_label,
            "revoked_on": revoked_on.isoformat(),
            **({"decided": [str(each) for each in taken]} if taken else {}),
        }
        by = By(actor, at)
        note(connection, office, by, Change.REVOKE_DELEGATION, delegation_id, given)
        body = entries.noted("revoke_delegation", "delegation", delegation_id, given, actor, at)
        cases = resting.cases_on_their_way(connection, delegation_id)
        for case_id in sorted(cases | {each.case_id for each in taken}):
            record.append(connection, case_id, body, office.key)


def _require_not_revoked_before(
    connection: Connection, delegation_id: int, revoked_on: date
) -> None:
    """A mandate that was taken back does not live again by being taken back later."""
    earlier = connection.execute(
        select(t.delegation.c.revoked_on).where(t.delegation.c.id == delegation_id)
    ).scalar_one_or_none()
    if earlier is not None and earlier < revoked_on:
        text = f"är redan återkallad från och med {earlier}. Ange den dagen eller en tidigare."
        raise BadInput.about("delegationen", text)


def add_party(office: Office, party: Party) -> int:
    """An organisation outside, its name written out whole (``Krokoms kommun``); its id is new."""
    row = {name: value for name, value in asdict(party).items() if name != "id"}
    return _add(office, t.party, row, Change.ADD_PARTY, None)


def add_group(office: Office, name: str, party_ids: Iterable[int], by: By | None = None) -> int:
    """One name for several organisations (``Länets kommuner``)."""
    with writing(office.engine) as connection:
        return group(connection, office, name, tuple(party_ids), by)


def group(
    connection: Connection, office: Office, name: str, party_ids: tuple[int, ...], by: By | None
) -> int:
    """The rows of a group, within the caller's transaction."""
    group_id = insert_row(connection, t.party_group, {"name": name})
    for party_id in party_ids:
        member = {"group_id": group_id, "party_id": party_id}
        connection.execute(insert(t.group_member), member)
    note(connection, office, by, Change.ADD_GROUP, group_id, {"name": name, "parties": party_ids})
    return group_id


@dataclass(frozen=True)
class NewProgramme:
    """The programme that the committee adopted, from the first year to the last."""

    region_id: int
    committee_id: int
    title: str
    short_title: str
    years: tuple[int, int]
    adopted: Ground
    agency_party_id: int
    report_headings: tuple[tuple[str, str], ...]
    report_headings_verified: bool = False


def add_programme(office: Office, programme: NewProgramme, by: By | None = None) -> int:
    """Enter a programme; ``BadInput`` where its ground is a paragraph of another year."""
    if wrong := [*grounds.faults(programme.adopted, "programmet")]:
        raise BadInput(*wrong)
    row = with_ground(programme, programme.adopted)
    row["first_year"], row["last_year"] = programme.years
    row["report_headings"] = plain(programme.report_headings)
    row = {name: value for name, value in row.items() if name in t.programme.c}
    return _add(office, t.programme, row, Change.ADD_PROGRAMME, by)


@dataclass(frozen=True)
class NewCase:
    """A case (ärende) under its reference; it holds the programme's matters for years."""

    programme_id: int
    committee_id: int
    reference: str
    title: str
    opened_on: date
    officer_id: int


def open_case(office: Office, case: NewCase, by: By | None = None) -> int:
    """Open a case."""
    return _add(office, t.matter_case, asdict(case), Change.OPEN_CASE, by)

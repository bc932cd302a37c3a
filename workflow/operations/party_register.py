"""The register of organisations outside and their groups: entering, changing, verifying."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from workflow.facts import Party, Region, is_same_organisation
from workflow.operations import registers
from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note
from workflow.refusals import BadInput, NotFound
from workflow.states import Channel
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import writing
from workflow.store.regions import the_region

OWN = "region"  # the kind of our own organisation, which stands here to answer for measures

# What tells where an organisation is reached; the rest says which organisation it is.
_REACHED = frozenset({"email", "contact", "channel"})


@dataclass(frozen=True)
class NewParty:
    """An organisation outside, as somebody enters it; its name is written out whole."""

    name: str
    kind: str
    number: str = ""
    email: str = ""
    contact: str = ""
    channel: Channel = Channel.EMAIL
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def address(self) -> str:
        """The official address, as ``Party`` has it."""
        return self.contact if self.channel is Channel.POST else self.email


def as_entered(party: Party) -> NewParty:
    """What somebody could have entered to make the organisation what it is."""
    said = {name: getattr(party, name) for name in NewParty.__dataclass_fields__}
    return NewParty(**said)


def enter_party(office: Office, key: str, party: NewParty, by: By) -> int:
    """Enter an organisation under a key of its own; a name or number is entered once."""
    with writing(office.engine) as connection:
        return add(connection, office, key, party, by)


def add(connection: Connection, office: Office, key: str, party: NewParty, by: By) -> int:
    """The row of a new organisation, within the caller's transaction."""
    _require_right(connection, party)
    taken = connection.execute(select(t.party.c.id).where(t.party.c.key == key)).first()
    row = {"key": key if taken is None else f"{key}-{_next(connection)}", **_columns(party)}
    party_id = registers.insert_row(connection, t.party, row)
    note(connection, office, by, Change.ADD_PARTY, party_id, row)
    return party_id


def _columns(party: NewParty) -> dict[str, Any]:
    return {**asdict(party), "channel": party.channel.value}


def _next(connection: Connection) -> int:
    newest = select(t.party.c.id).order_by(t.party.c.id.desc()).limit(1)
    return int(connection.execute(newest).scalar_one()) + 1


def _require_right(connection: Connection, party: NewParty, own_id: int | None = None) -> None:
    """It is somebody else than all others here, is not ourselves, and its days are in order."""
    first, last = party.valid_from, party.valid_to
    if first is not None and last is not None and last < first:
        text = f"Sista dagen ({last}) ligger före den första ({first}). Ange en senare dag."
        raise BadInput.of("valid_to", text)
    if party.kind != OWN:
        _require_not_ourselves(connection, party)
    others = select(t.party.c.name, t.party.c.number).where(
        t.party.c.id != own_id if own_id is not None else t.party.c.id.is_not(None)
    )
    for name, number in connection.execute(others):
        if name == party.name or (number and number == party.number):
            field = "name" if name == party.name else "number"
            text = f"{name} ({number}) finns redan i registret. Ändra den i stället."
            raise BadInput.of(field, text)
    group = select(t.party_group.c.id).where(t.party_group.c.name == party.name)
    if connection.execute(group).first() is not None:
        raise BadInput.of("name", f"{party.name} är redan namnet på en grupp. Välj ett annat namn.")


def _require_not_ourselves(connection: Connection, party: NewParty) -> None:
    for region in regions(connection):
        if is_same_organisation(party.name, party.number, region):
            text = f"{party.name} är vår egen organisation, som aldrig är mottagare."
            raise BadInput.of("name", f"{text} Skriv en annan.")


def regions(connection: Connection) -> list[Region]:
    """Our own organisation, where it is entered."""
    found = connection.execute(select(t.region.c.id).order_by(t.region.c.id)).scalars()
    return [the_region(connection, region_id) for region_id in found.all()]


def change_party(office: Office, party_id: int, party: NewParty, by: By) -> bool:
    """What an organisation is and where it is reached from now on; whether anything was new.

    Lists of recipients that are frozen with a decision keep what they had that day.
    """
    with writing(office.engine) as connection:
        return change(connection, office, party_id, party, by)


def change(connection: Connection, office: Office, party_id: int, party: NewParty, by: By) -> bool:
    """Change the row of an organisation, within the caller's transaction.

    An address that is new is verified by nobody yet.
    """
    known = _held(connection, party_id)
    before, after = _columns(as_entered(known)), _columns(party)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if not changed:
        return False
    _require_right(connection, party, party_id)
    values = dict(changed)
    if (known.channel, known.address) != (party.channel, party.address):
        values |= {"verified_on": None, "verified_by": ""}
    connection.execute(update(t.party).where(t.party.c.id == party_id).values(values))
    which = Change.CHANGE_ADDRESS if changed.keys() <= _REACHED else Change.CHANGE_PARTY
    earlier = {f"{name}_before": before[name] for name in changed}
    note(connection, office, by, which, party_id, {**changed, **earlier})
    return True


def _held(connection: Connection, party_id: int) -> Party:
    """The organisation, kept from changing until the commit; ``NotFound`` where there is none."""
    row = connection.execute(
        select(t.party).where(t.party.c.id == party_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound(f"party {party_id}")
    return people.party_of(row)


def verify_address(office: Office, party_id: int, seen: str, by: By) -> None:
    """Somebody has made sure that the official address is right; ``seen`` is what they saw."""
    with writing(office.engine) as connection:
        known = _held(connection, party_id)
        if not known.address:
            raise BadInput.of("", f"{known.name} saknar adress. Lägg in den först.")
        if known.address != seen:
            text = f"Adressen har ändrats till {known.address} sedan du öppnade sidan."
            raise BadInput.of("", f"{text} Kontrollera den på nytt.")
        verified = {"verified_on": by.on(office), "verified_by": by.actor.name}
        connection.execute(update(t.party).where(t.party.c.id == party_id).values(verified))
        given = {"name": known.name, "address": seen, **verified}
        note(connection, office, by, Change.VERIFY_ADDRESS, party_id, given)


def enter_group(office: Office, name: str, party_ids: tuple[int, ...], by: By) -> int:
    """One name for several organisations; a name is that of one group, and of no organisation."""
    with writing(office.engine) as connection:
        return add_group(connection, office, name, party_ids, by)


def add_group(
    connection: Connection, office: Office, name: str, party_ids: tuple[int, ...], by: By
) -> int:
    """The rows of a new group, within the caller's transaction."""
    for table in (t.party_group, t.party):
        if connection.execute(select(table.c.id).where(table.c.name == name)).first():
            raise BadInput.of("name", f"{name} finns redan i registret. Välj ett annat namn.")
    _require_members(connection, party_ids)
    return registers.group(connection, office, name, tuple(sorted(set(party_ids))), by)


def _require_members(connection: Connection, party_ids: tuple[int, ...]) -> None:
    if not party_ids:
        raise BadInput.of("parties", "Välj minst en organisation.")
    known = people.parties(connection)
    ourselves = regions(connection)
    for party_id in party_ids:
        party = known.get(party_id)
        if party is None:
            raise NotFound(f"party {party_id}")
        if any(is_same_organisation(party.name, party.number, region) for region in ourselves):
            text = f"{party.name} är avsändaren själv och kan inte ingå. Ta bort den ur gruppen."
            raise BadInput.of("parties", text)


def change_members(office: Office, group_id: int, party_ids: tuple[int, ...], by: By) -> None:
    """Which organisations a group holds from now on; frozen lists keep theirs."""
    with writing(office.engine) as connection:
        set_members(connection, office, group_id, party_ids, by)


def set_members(
    connection: Connection, office: Office, group_id: int, party_ids: tuple[int, ...], by: By
) -> None:
    """The members of a group, within the caller's transaction."""
    _require_members(connection, party_ids)
    wanted = sorted(set(party_ids))
    group = connection.execute(
        select(t.party_group.c.name).where(t.party_group.c.id == group_id).with_for_update()
    ).one_or_none()
    if group is None:
        raise NotFound(f"group {group_id}")
    mine = t.group_member.c.group_id == group_id
    before = sorted(connection.execute(select(t.group_member.c.party_id).where(mine)).scalars())
    if before == wanted:
        return
    connection.execute(delete(t.group_member).where(mine))
    rows = [{"group_id": group_id, "party_id": party_id} for party_id in wanted]
    connection.execute(insert(t.group_member), rows)
    given = {"name": group.name, "parties": wanted, "before": before}
    note(connection, office, by, Change.CHANGE_MEMBERS, group_id, given)

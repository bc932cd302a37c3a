"""Many organisations at once, as a file lists them: what would change, and all of it or nothing.

An organisation is known again by its number, or else by its name. What a file says nothing of,
a column or a whole organisation, stays as it is.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from workflow.facts import Party, is_same_organisation
from workflow.operations import party_register
from workflow.operations.office import Office
from workflow.operations.party_register import OWN, NewParty, as_entered
from workflow.operations.register_record import By, Change, require
from workflow.references import file_stem
from workflow.refusals import BadInput
from workflow.states import Channel
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import reading, writing


@dataclass(frozen=True)
class Listed:
    """One row of a file: what it says of an organisation; what it says nothing of is ``None``."""

    row: int
    name: str
    kind: str | None = None
    number: str | None = None
    email: str | None = None
    contact: str | None = None
    channel: Channel | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    days_given: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file: on which row, in which field, and what to do about it."""

    row: int
    field: str
    text: str


@dataclass(frozen=True)
class Line:
    """What a row comes to: a new organisation, one that changes in some fields, or nothing."""

    row: int
    party_id: int | None
    after: NewParty
    differs: tuple[tuple[str, Any, Any], ...]

    @property
    def is_new(self) -> bool:
        return self.party_id is None


@dataclass(frozen=True)
class GroupLine:
    """A group whose members change: by the rows and the ids of those that it is to hold."""

    name: str
    group_id: int | None
    rows: tuple[int, ...]
    kept: tuple[int, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """All that a file comes to, row by row; nothing is written where there is a fault."""

    lines: tuple[Line, ...]
    groups: tuple[GroupLine, ...]
    faults: tuple[Fault, ...]

    @property
    def fingerprint(self) -> str:
        """What was shown, in short: another one says that the register has moved since."""
        return hashlib.sha256(repr((self.lines, self.groups)).encode()).hexdigest()

    @property
    def new(self) -> int:
        return sum(line.is_new for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(bool(line.differs) and not line.is_new for line in self.lines)

    @property
    def same(self) -> int:
        return len(self.lines) - self.new - self.changed

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.changed or self.groups)


@dataclass(frozen=True)
class _Register:
    """What stands in the register as the file meets it."""

    parties: dict[int, Party]
    groups: dict[str, tuple[int, frozenset[int]]]


def planned(office: Office, listed: Sequence[Listed]) -> Plan:
    """What the rows would come to; nothing is written."""
    with reading(office.engine) as connection:
        return _planned(connection, listed)


def import_parties(office: Office, listed: Sequence[Listed], seen: str, by: By) -> Plan:
    """Write it all in one transaction, each change on record; ``seen`` is what was shown."""
    require(by, Change.CHANGE_PARTY)
    with writing(office.engine) as connection:
        plan = _planned(connection, listed)
        if plan.faults or plan.fingerprint != seen:
            text = "Registret har ändrats sedan filen granskades. Läs in filen igen."
            raise BadInput.about("", text)
        ids = {line.row: _write(connection, office, line, by) for line in plan.lines}
        for group in plan.groups:
            _regroup(connection, office, group, ids, by)
    return plan


def _write(connection: Connection, office: Office, line: Line, by: By) -> int:
    if line.party_id is None:
        key = file_stem(line.after.name.lower())
        return party_register.add(connection, office, key, line.after, by)
    party_register.change(connection, office, line.party_id, line.after, by)
    return line.party_id


def _regroup(
    connection: Connection, office: Office, group: GroupLine, ids: Mapping[int, int], by: By
) -> None:
    members = (*group.kept, *(ids[row] for row in group.rows))
    if group.group_id is None:
        party_register.add_group(connection, office, group.name, members, by)
    else:
        party_register.set_members(connection, office, group.group_id, members, by)


def _planned(connection: Connection, listed: Sequence[Listed]) -> Plan:
    register = _read(connection)
    found = {each.row: _known(register, each) for each in listed}
    lines = tuple(_line(each, found[each.row]) for each in listed)
    regions = party_register.regions(connection)
    own = (
        Fault(line.row, "name", f"{line.after.name} är vår egen organisation. Ta bort raden.")
        for line in lines
        if any(is_same_organisation(line.after.name, line.after.number, each) for each in regions)
    )
    groups = tuple(_groups(register, listed, lines))
    faults = (*_row_faults(register, lines), *own, *_group_faults(register, lines, listed, groups))
    return Plan(lines, groups, tuple(sorted(faults, key=lambda fault: (fault.row, fault.field))))


def _read(connection: Connection) -> _Register:
    parties = {id_: p for id_, p in people.parties(connection).items() if p.kind != OWN}
    members: dict[int, set[int]] = defaultdict(set)
    for row in connection.execute(select(t.group_member)):
        members[row.group_id].add(row.party_id)
    names = connection.execute(select(t.party_group).order_by(t.party_group.c.id))
    return _Register(parties, {row.name: (row.id, frozenset(members[row.id])) for row in names})


def _known(register: _Register, listed: Listed) -> Party | None:
    everybody = register.parties.values()
    by_number = (p for p in everybody if listed.number and p.number == listed.number)
    by_name = (p for p in everybody if p.name == listed.name)
    return next(by_number, None) or next(by_name, None)


def _line(listed: Listed, known: Party | None) -> Line:
    before = as_entered(known) if known else NewParty(listed.name, "")
    after = replace(before, **_said(listed))
    names = [field.name for field in fields(NewParty)]
    differs = (
        (name, getattr(before, name), getattr(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )
    return Line(listed.row, known.id if known else None, after, tuple(differs))


def _said(listed: Listed) -> dict[str, Any]:
    """What the row says, by field; an empty day is said where its column is there."""
    named = {field.name: getattr(listed, field.name, None) for field in fields(NewParty)}
    said = {name: value for name, value in named.items() if value is not None}
    return said | {name: getattr(listed, name) for name in listed.days_given}


def _row_faults(register: _Register, lines: Sequence[Line]) -> Iterator[Fault]:
    """Each organisation once, under a name and a number that are its own alone."""
    told = {line.party_id for line in lines}
    others = [as_entered(party) for id_, party in register.parties.items() if id_ not in told]
    yield from _twice(lines)
    for line in lines:
        party = line.after
        if not party.kind:
            yield Fault(line.row, "kind", "Organisationen är ny. Skriv vilket slag den är.")
        if party.valid_from and party.valid_to and party.valid_to < party.valid_from:
            text = f"Sista dagen ({party.valid_to}) ligger före den första ({party.valid_from})."
            yield Fault(line.row, "valid_to", f"{text} Rätta dagarna.")
        if party.channel is Channel.POST and not party.contact:
            yield Fault(line.row, "contact", "Utdragen går med post. Skriv postadressen.")
        for other in others:
            if other.name == party.name or (party.number and other.number == party.number):
                field = "name" if other.name == party.name else "number"
                text = f"{other.name} ({other.number}) finns redan i registret med samma uppgift."
                yield Fault(line.row, field, f"{text} Rätta namnet eller numret.")
        if party.name in register.groups:
            yield Fault(line.row, "name", f"{party.name} är namnet på en grupp. Välj ett annat.")


def _twice(lines: Sequence[Line]) -> Iterator[Fault]:
    for field in ("number", "name"):
        first: dict[str, int] = {}
        for line in lines:
            value = getattr(line.after, field)
            if value and value in first:
                text = f"{value} står också på rad {first[value]}. Ta bort en av raderna."
                yield Fault(line.row, field, text)
            first.setdefault(value, line.row)
    known = Counter(line.party_id for line in lines if line.party_id is not None)
    for line in lines:
        if line.party_id is not None and known[line.party_id] > 1:
            text = "En annan rad gäller samma organisation. Ta bort en av dem."
            yield Fault(line.row, "name", text)


def _groups(
    register: _Register, listed: Sequence[Listed], lines: Sequence[Line]
) -> Iterator[GroupLine]:
    """The groups that change, where the rows say which groups they are in."""
    if all(each.groups is None for each in listed):
        return
    names = {party_id: party.name for party_id, party in register.parties.items()}
    party_of = {line.row: line.party_id for line in lines}
    told = {party_of[each.row] for each in listed if each.groups is not None}
    wanted = [name for each in listed for name in each.groups or ()]
    for name in dict.fromkeys((*register.groups, *wanted)):
        group_id, before = register.groups.get(name, (None, frozenset()))
        inside = [each for each in listed if name in (each.groups or ())]
        rows = tuple(each.row for each in inside)
        kept = tuple(sorted(before - {id_ for id_ in told if id_ is not None}))
        stays = {party_of[row] for row in rows} | set(kept)
        added = tuple(each.name for each in inside if party_of[each.row] not in before)
        removed = tuple(sorted(names[id_] for id_ in before - stays if id_ in names))
        if added or removed or group_id is None:
            yield GroupLine(name, group_id, rows, kept, added, removed)


def _group_faults(
    register: _Register,
    lines: Sequence[Line],
    listed: Sequence[Listed],
    groups: Sequence[GroupLine],
) -> Iterator[Fault]:
    names = {party.name for party in register.parties.values()} | {x.after.name for x in lines}
    for group in groups:
        if group.name in names:
            text = f"{group.name} är namnet på en organisation. Välj ett annat namn på gruppen."
            yield Fault(group.rows[0], "groups", text)
        if not group.rows and not group.kept:
            text = f"Gruppen {group.name} skulle bli tom. Låt minst en organisation stå kvar i den."
            gone = (each.row for each in listed if each.name in group.removed)
            row = next(gone, listed[0].row)
            yield Fault(row, "groups", text)

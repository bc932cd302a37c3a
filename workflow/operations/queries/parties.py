"""Organisations outside as pages show them: where they are reached, and which groups hold them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from workflow.facts import Party
from workflow.operations.office import Office
from workflow.operations.party_register import OWN
from workflow.references import swedish_key
from workflow.refusals import NotFound
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class GroupShown:
    """One name for several organisations."""

    id: int
    name: str
    members: tuple[Party, ...]


@dataclass(frozen=True)
class Organisations:
    """Every organisation and every group, by name."""

    parties: tuple[Party, ...]
    groups: tuple[GroupShown, ...]

    @property
    def outside(self) -> tuple[Party, ...]:
        """All but our own organisation, which is never a recipient."""
        return tuple(party for party in self.parties if party.kind != OWN)

    def groups_of(self, party_id: int) -> tuple[str, ...]:
        return tuple(g.name for g in self.groups if party_id in {m.id for m in g.members})

    def party(self, party_id: int) -> Party:
        """One organisation; ``NotFound`` where there is none."""
        found = next((each for each in self.parties if each.id == party_id), None)
        if found is None:
            raise NotFound(f"party {party_id}")
        return found

    def group(self, group_id: int) -> GroupShown:
        """One group; ``NotFound`` where there is none."""
        found = next((each for each in self.groups if each.id == group_id), None)
        if found is None:
            raise NotFound(f"group {group_id}")
        return found


def organisations(office: Office) -> Organisations:
    """The whole register of organisations and groups."""
    with reading(office.engine) as connection:
        parties = people.parties(connection)
        names = connection.execute(select(t.party_group.c.id, t.party_group.c.name)).all()
        held = connection.execute(select(t.group_member)).all()
    groups = (
        GroupShown(
            row.id, row.name, _sorted(parties[m.party_id] for m in held if m.group_id == row.id)
        )
        for row in names
    )
    return Organisations(
        _sorted(parties.values()), tuple(sorted(groups, key=lambda g: swedish_key(g.name)))
    )


def _sorted(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda party: (swedish_key(party.name), party.id)))

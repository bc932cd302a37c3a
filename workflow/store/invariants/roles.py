"""I9: each step was taken by somebody whose role it was that day.

What a person may read is asked at every page; the history holds only what was done.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from workflow.chain import BY_NAME
from workflow.checking import Finding
from workflow.facts import local_date
from workflow.states import ActorKind, Role
from workflow.store import tables as t
from workflow.store.invariants.acts import Act, changed_after

KIND = "I9"
_LINKS = {Role.MEMBER, Role.RECIPIENT, Role.RESPONSIBLE}
_OTHERS = {ActorKind.LINK: _LINKS, ActorKind.SYSTEM: {Role.CALENDAR}}
_ZONE = "Europe/Stockholm"


class Roles:
    """Asked of the grants as they stood: a role that was ended later held until then.

    That a decider had the mandate is I2; here a decider is any person.
    """

    def __init__(self, connection: Connection) -> None:
        self._granted: dict[int, list[Row[Any]]] = {}
        for row in connection.execute(select(t.role_grant)):
            self._granted.setdefault(row.person_id, []).append(row)
        self._ended = changed_after(connection, "end_role")
        zone = connection.execute(select(t.region.c.time_zone).order_by(t.region.c.id)).scalar()
        self._zone = zone or _ZONE
        self._found: list[Finding] = []

    def see(self, act: Act) -> None:
        step = BY_NAME.get(act.step)
        if step is None or self._may(act, set(step.by)):
            return
        text = f"Ärende {act.case}: {act.name} hade inte rollen för att {step.swedish} {act.at:%F}."
        self._found.append(Finding(KIND, text))

    def _may(self, act: Act, by: set[Role]) -> bool:
        if act.kind != ActorKind.PERSON:
            return bool(by & _OTHERS[ActorKind(act.kind)])
        on = local_date(act.at, self._zone)
        return Role.DECIDER in by or bool(by & self._roles(act, on))

    def _roles(self, act: Act, on: date) -> set[Role]:
        return {
            Role(grant.role)
            for grant in self._granted.get(act.person_id or 0, [])
            if grant.valid_from <= on and self._still(grant, act, on)
        }

    def _still(self, grant: Row[Any], act: Act, on: date) -> bool:
        ended = self._ended.get(grant.id)
        return grant.valid_to is None or grant.valid_to >= on or (ended or act.at) > act.at

    def findings(self, _connection: Connection) -> Iterator[Finding]:
        yield from self._found

"""How much is uploaded: by a person in a day, and into a case; a file that is over it is refused.

A file lies in the store before the form that it came with is saved, so it is counted when it
comes: in a row of the day among what is kept for those who write, out of reach of their own forms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, select, update

from workflow.facts import Actor, local_date
from workflow.operations import singles
from workflow.operations.office import Office
from workflow.refusals import BadInput
from workflow.states import PaperKind
from workflow.store import tables as t
from workflow.store.engine import writing

# Many small files fill a disk too, and the row of the day.
_LEAST = 100_000
_MEGABYTE = 1_000_000
_OWNER = "uploads:"
_BY_PERSON = (
    "filen får inte plats: du har laddat upp så mycket som en person får på ett dygn ({most} MB). "
    "Fortsätt i morgon, eller be administratören höja gränsen."
)
_IN_CASE = (
    "filen får inte plats: ärendet får ha högst {most} MB underlag. Gör filen mindre, eller be "
    "administratören höja gränsen."
)

Counted = Mapping[str, str]


@dataclass(frozen=True)
class _File:
    """A file on its way into a case."""

    name: str
    case_id: int
    sha256: str
    size: int

    @property
    def key(self) -> str:
        return f"{self.case_id}/{self.sha256}"


def admit(
    office: Office, name: str, content: bytes, case_id: int, actor: Actor, at: datetime
) -> None:
    """Count a file that is about to be kept; ``BadInput``, and nothing counted, if it is too much.

    The same file again takes no room.
    """
    file = _File(name, case_id, sha256(content).hexdigest(), len(content))
    day = f"uploads {local_date(at, office.time_zone)}"
    mine = {"owner": f"{_OWNER}{actor.person_id or 0}", "place": day}
    with writing(office.engine) as connection:
        counted = _counted(connection, {**mine, "body": {}, "saved_at": at})
        if file.key in counted:
            return
        now = {**counted, file.key: str(file.size)}
        if actor.person_id is not None:
            _refuse_person(office, file, now)
        _refuse_case(connection, office, file, day)
        row = update(t.autosave).filter_by(**mine)
        connection.execute(row.values(body=now, saved_at=at))


def _counted(connection: Connection, row: Mapping[str, object]) -> Counted:
    """What the person has uploaded that day, by case and hash; nobody else counts until the end."""
    singles.add(connection, t.autosave, row)
    own = select(t.autosave.c.body).filter_by(owner=row["owner"], place=row["place"])
    found: Counted = connection.execute(own.with_for_update()).scalar_one()
    return found


def _refuse_person(office: Office, file: _File, now: Counted) -> None:
    most = office.quota.per_person_day
    if sum(max(int(size), _LEAST) for size in now.values()) > most:
        raise _too_much(file, _BY_PERSON, most)


def _refuse_case(connection: Connection, office: Office, file: _File, day: str) -> None:
    held = _stored(connection, file.case_id) | _on_their_way(connection, file.case_id, day)
    if file.sha256 in held:
        return
    if sum(held.values()) + file.size > office.quota.per_case:
        raise _too_much(file, _IN_CASE, office.quota.per_case)


def _stored(connection: Connection, case_id: int) -> dict[str, int]:
    """What others wrote in the case, by hash; also what is no longer in any list is kept."""
    papers = (
        select(t.paper.c.sha256, t.paper.c.size)
        .join(t.paper_use, t.paper_use.c.sha256 == t.paper.c.sha256)
        .where(t.paper_use.c.case_id == case_id)
        .where(t.paper_use.c.kind == PaperKind.UNDERLAG.value)
    )
    return {row.sha256: row.size for row in connection.execute(papers)}


def _on_their_way(connection: Connection, case_id: int, day: str) -> dict[str, int]:
    """What anybody has uploaded to the case that day, by hash, whether it was saved or not."""
    bodies = connection.execute(
        select(t.autosave.c.body).where(
            t.autosave.c.place == day, t.autosave.c.owner.startswith(_OWNER)
        )
    )
    prefix = f"{case_id}/"
    return {
        key.removeprefix(prefix): int(size)
        for body in bodies.scalars()
        for key, size in body.items()
        if key.startswith(prefix)
    }


def _too_much(file: _File, text: str, most: int) -> BadInput:
    return BadInput.about(file.name, text.format(most=most // _MEGABYTE))

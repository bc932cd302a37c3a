"""Absence (frånvaro): who is away, on which days, and who acts meanwhile."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, Row, delete, select, update

from workflow.operations.office import Office
from workflow.operations.register_record import By, Change, note_own
from workflow.operations.registers import insert_row
from workflow.reasons import STAFF
from workflow.refusals import BadInput, NotFound
from workflow.states import Role
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import writing

# The tasks in cases: a deputy who has not the same can't do them.
TASKS = (Role.OFFICER, Role.SECRETARY, Role.REGISTRAR)


@dataclass(frozen=True)
class NewAbsence:
    """Days on which somebody is away, both included; without a deputy the tasks wait."""

    person_id: int
    first_on: date
    last_on: date
    deputy_id: int | None = None
    note: str = ""


def enter(office: Office, new: NewAbsence, by: By) -> int:
    """Enter an absence; ``Refused`` where it is another's and not an administrator who does it."""
    with writing(office.engine) as connection:
        _check(connection, new, by.on(office))
        id_ = insert_row(connection, t.absence, asdict(new))
        note_own(connection, office, by, Change.ADD_ABSENCE, (id_, new.person_id), _said(new))
    return id_


def change(office: Office, absence_id: int, new: NewAbsence, by: By) -> None:
    """Change an absence that is not over: its days, its deputy, its note."""
    with writing(office.engine) as connection:
        before = _the_absence(connection, absence_id)
        if before.person_id != new.person_id:
            raise NotFound(f"absence {absence_id} of person {new.person_id}")
        _require_not_over(before.last_on, by.on(office))
        _check(connection, new, by.on(office), but=absence_id)
        changed = update(t.absence).where(t.absence.c.id == absence_id)
        connection.execute(changed.values(**asdict(new)))
        whose = absence_id, before.person_id
        note_own(connection, office, by, Change.CHANGE_ABSENCE, whose, _said(new))


def remove(office: Office, absence_id: int, by: By) -> None:
    """Take away an absence that has not begun; one that has begun is given another last day."""
    with writing(office.engine) as connection:
        row = _the_absence(connection, absence_id)
        if row.first_on <= by.on(office):
            raise BadInput.of("", "Frånvaron har börjat. Ändra sista dagen i stället.")
        connection.execute(delete(t.absence).where(t.absence.c.id == absence_id))
        days = {"first_on": row.first_on, "last_on": row.last_on}
        whose = absence_id, row.person_id
        note_own(connection, office, by, Change.REMOVE_ABSENCE, whose, days)


def _the_absence(connection: Connection, absence_id: int) -> Row[tuple[object, ...]]:
    found = select(t.absence).where(t.absence.c.id == absence_id).with_for_update()
    row = connection.execute(found).one_or_none()
    if row is None:
        raise NotFound(f"absence {absence_id}")
    return row


def _said(new: NewAbsence) -> dict[str, object]:
    """What is put on record for ever: not the note, which may say what nobody needs to keep."""
    return {name: value for name, value in asdict(new).items() if name != "note"}


def _check(connection: Connection, new: NewAbsence, today: date, but: int = 0) -> None:
    """Every reason why an absence can't be entered, each at its field, while nobody adds one."""
    _hold_still(connection, new)
    if new.last_on < new.first_on:
        text = f"Sista dagen ({new.last_on}) ligger före den första ({new.first_on})."
        raise BadInput.of("last_on", f"{text} Ange en senare dag.")
    _require_not_over(new.last_on, today)
    _require_free(connection, new, but)
    if new.deputy_id is not None:
        _require_able_deputy(connection, new, new.deputy_id)


def _hold_still(connection: Connection, new: NewAbsence) -> None:
    """Both people's rows are held, so that two absences never pass each other by."""
    wanted = {new.person_id, new.deputy_id} - {None}
    rows = select(t.person.c.id).where(t.person.c.id.in_(wanted)).order_by(t.person.c.id)
    found = set(connection.execute(rows.with_for_update()).scalars())
    if missing := wanted - found:
        raise NotFound(f"person {missing}")


def _require_not_over(last_on: date, today: date) -> None:
    if last_on < today:
        text = f"Sista dagen ({last_on}) har passerat. Ange i dag eller en senare dag."
        raise BadInput.of("last_on", text)


def _require_free(connection: Connection, new: NewAbsence, but: int) -> None:
    other = _in_the_days(connection, new, new.person_id, but)
    if other is not None:
        days = f"{other.first_on} till och med {other.last_on}"
        text = f"Det finns redan frånvaro {days}. Välj andra dagar, eller ändra den."
        raise BadInput.of("first_on", text)


def _require_able_deputy(connection: Connection, new: NewAbsence, deputy_id: int) -> None:
    if deputy_id == new.person_id:
        raise BadInput.of("deputy_id", "Ingen kan vara sin egen ersättare. Välj någon annan.")
    gone = _in_the_days(connection, new, deputy_id)
    if gone is not None:
        days = f"{gone.first_on} till och med {gone.last_on}"
        text = f"Ersättaren är själv frånvarande {days}. Välj någon annan."
        raise BadInput.of("deputy_id", text)
    lacking = lacks(connection, new.person_id, deputy_id, new.first_on)
    if lacking:
        roles = " och ".join(STAFF[role] for role in lacking)
        text = f"Ersättaren har inte rollen {roles}. Välj någon som har den, eller ge den först."
        raise BadInput.of("deputy_id", text)


def _in_the_days(
    connection: Connection, new: NewAbsence, person_id: int, but: int = 0
) -> Row[tuple[object, ...]] | None:
    query = (
        select(t.absence)
        .where(t.absence.c.person_id == person_id, t.absence.c.id != but)
        .where(t.absence.c.first_on <= new.last_on, t.absence.c.last_on >= new.first_on)
        .order_by(t.absence.c.first_on)
    )
    return connection.execute(query).first()


def lacks(connection: Connection, person_id: int, other_id: int, on: date) -> tuple[Role, ...]:
    """The tasks of one person that another has not on that day."""
    held = people.roles_of(connection, person_id, on)
    others = people.roles_of(connection, other_id, on)
    return tuple(role for role in TASKS if role in held - others)

"""Absences as pages show them: one's own, those in which one is the deputy, and everybody's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from workflow.operations.office import Office
from workflow.refusals import NotFound
from workflow.store import tables as t
from workflow.store.engine import reading

_DEPUTY = t.person.alias("deputy")
_ABSENCES = (
    select(t.absence, t.person.c.name, _DEPUTY.c.name.label("deputy"))
    .join(t.person, t.person.c.id == t.absence.c.person_id)
    .outerjoin(_DEPUTY, _DEPUTY.c.id == t.absence.c.deputy_id)
    .order_by(t.absence.c.first_on, t.absence.c.id)
)


@dataclass(frozen=True)
class AbsenceShown:
    """Who is away on which days, both included, and who acts meanwhile."""

    id: int
    person_id: int
    person: str
    first_on: date
    last_on: date
    deputy_id: int | None
    deputy: str
    note: str

    def has_begun(self, on: date) -> bool:
        return self.first_on <= on

    def is_over(self, on: date) -> bool:
        return self.last_on < on


def of_person(office: Office, person_id: int) -> tuple[AbsenceShown, ...]:
    """A person's absences, the newest first."""
    return tuple(reversed(_read(office, t.absence.c.person_id == person_id)))


def as_deputy(office: Office, person_id: int, on: date) -> tuple[AbsenceShown, ...]:
    """The absences that are not over and in which the person is the deputy, the first first."""
    return _read(office, (t.absence.c.deputy_id == person_id) & (t.absence.c.last_on >= on))


def everybodys(office: Office, on: date) -> tuple[AbsenceShown, ...]:
    """Every absence that is not over, the first first."""
    return _read(office, t.absence.c.last_on >= on)


def absence(office: Office, absence_id: int) -> AbsenceShown:
    """One absence; ``NotFound`` where there is none."""
    found = _read(office, t.absence.c.id == absence_id)
    if not found:
        raise NotFound(f"absence {absence_id}")
    return found[0]


def _read(office: Office, which: ColumnElement[bool]) -> tuple[AbsenceShown, ...]:
    with reading(office.engine) as connection:
        return tuple(
            AbsenceShown(
                row.id,
                row.person_id,
                row.name,
                row.first_on,
                row.last_on,
                row.deputy_id,
                row.deputy or "",
                row.note,
            )
            for row in connection.execute(_ABSENCES.where(which))
        )

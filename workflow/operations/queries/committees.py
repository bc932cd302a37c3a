"""The organisation, its committees and programmes, as the registers' pages show them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workflow.facts import EVERY_YEAR, Court, Ground, ReportHeadings
from workflow.operations.office import Office
from workflow.references import swedish_key
from workflow.refusals import NotFound
from workflow.store import report_headings
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.regions import court_from
from workflow.store.register import ground


@dataclass(frozen=True)
class RegionShown:
    """The organisation whose matters these are."""

    id: int
    name: str
    number: str
    unit: str
    network: str
    court: Court | None


@dataclass(frozen=True)
class CommitteeShown:
    """A committee, its meetings to come and how many were held, and its mandates."""

    id: int
    code: str
    name: str
    genitive: str
    next_meetings: tuple[tuple[date, date], ...]
    mandates: int
    notified: bool = True


@dataclass(frozen=True)
class ProgrammeShown:
    """A programme as the committee adopted it."""

    id: int
    title: str
    short_title: str
    first_year: int
    last_year: int
    committee: str
    adopted: Ground
    agency: str
    headings: tuple[ReportHeadings, ...]
    cases: tuple[tuple[int, str], ...]

    def headings_of(self, year: int) -> ReportHeadings:
        """The year's own headings, or else those of every year."""
        found = {each.year: each for each in self.headings}
        return found.get(year) or found[EVERY_YEAR]


def regions(office: Office) -> tuple[RegionShown, ...]:
    """The organisation; more than one where several share an installation."""
    with reading(office.engine) as connection:
        rows = connection.execute(select(t.region).order_by(t.region.c.id))
        return tuple(
            RegionShown(r.id, r.name, r.number, r.unit, r.network, court_from(r.house.get("court")))
            for r in rows
        )


def committees(office: Office, on: date) -> tuple[CommitteeShown, ...]:
    """Every committee by code, with its meetings from the day on."""
    with reading(office.engine) as connection:
        rows = connection.execute(select(t.committee).order_by(t.committee.c.code)).all()
        ahead = connection.execute(
            select(t.meeting).where(t.meeting.c.held_on >= on).order_by(t.meeting.c.held_on)
        ).all()
        given = connection.execute(select(t.delegation.c.committee_id)).scalars().all()
    return tuple(
        CommitteeShown(
            row.id,
            row.code,
            row.name,
            row.genitive,
            tuple((m.held_on, m.stop_on) for m in ahead if m.committee_id == row.id),
            sum(committee_id == row.id for committee_id in given),
            row.notified,
        )
        for row in rows
    )


def programmes(office: Office) -> tuple[ProgrammeShown, ...]:
    """Every programme, by title, with its cases."""
    with reading(office.engine) as connection:
        rows = connection.execute(
            select(
                t.programme,
                t.committee.c.name.label("committee_name"),
                t.party.c.name.label("agency_name"),
            )
            .join(t.committee, t.committee.c.id == t.programme.c.committee_id)
            .join(t.party, t.party.c.id == t.programme.c.agency_party_id)
        ).all()
        cases = connection.execute(
            select(
                t.matter_case.c.id, t.matter_case.c.reference, t.matter_case.c.programme_id
            ).order_by(t.matter_case.c.id)
        ).all()
    shown = (
        ProgrammeShown(
            id=row.id,
            title=row.title,
            short_title=row.short_title,
            first_year=row.first_year,
            last_year=row.last_year,
            committee=row.committee_name,
            adopted=ground(row),
            agency=row.agency_name,
            headings=report_headings.read(row),
            cases=tuple((c.id, c.reference) for c in cases if c.programme_id == row.id),
        )
        for row in rows
    )
    return tuple(sorted(shown, key=lambda programme: swedish_key(programme.title)))


def programme(office: Office, programme_id: int) -> ProgrammeShown:
    """One programme; ``NotFound`` where there is none."""
    found = next((each for each in programmes(office) if each.id == programme_id), None)
    if found is None:
        raise NotFound(f"programme {programme_id}")
    return found

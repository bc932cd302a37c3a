"""From the case file to the registers: the organisation, its people, mandates and recipients."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from documents import ownstyle
from workflow.casefile.model import CaseFile
from workflow.casefile.model import Court as FileCourt
from workflow.casefile.model import Delegation as FileDelegation
from workflow.casefile.model import Ground as FileGround
from workflow.casefile.model import House as FileHouse
from workflow.casefile.model import Logo as FileLogo
from workflow.casefile.model import Party as FileParty
from workflow.casefile.plans import REGION
from workflow.facts import Court, Ground, House, Logo, Party, YearCalendar
from workflow.facts.pictures import media_type
from workflow.operations import registers
from workflow.operations.office import Office
from workflow.settings import Reminders
from workflow.states import Channel, Role


@dataclass
class Registered:
    """The ids that the registers gave to the case file's keys."""

    region_id: int = 0
    committee_id: int = 0
    case_id: int = 0
    persons: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    delegations: dict[str, int] = field(default_factory=dict)
    plans: dict[int, int] = field(default_factory=dict)


USUAL = Reminders()


def establish(office: Office, file: CaseFile, reminders: Reminders = USUAL) -> Registered:
    """Enter everything that must be in place before the case's first step.

    ``reminders`` are the installation's days, for a case file that has none of its own.
    """
    ids = Registered()
    ids.region_id = region_id = registers.add_region(
        office,
        file.region.name,
        file.region.number,
        file.region.unit,
        house_style(file.house, file.folder),
        _calendar(file, reminders),
        file.region.network or "",
    )
    committee = file.committee
    ids.committee_id = committee_id = registers.add_committee(
        office,
        region_id,
        committee.code,
        committee.name,
        committee.genitive,
        notified=committee.notified,
    )
    for meeting in file.meetings:
        registers.add_meeting(office, committee_id, meeting.held_on, meeting.stop_on)
    _people(office, file, ids)
    for delegation in file.delegations:
        ids.delegations[delegation.key] = _delegate(office, committee_id, delegation, ids)
    _parties(office, file, ids)
    _case(office, file, ids, region_id, committee_id)
    return ids


def _calendar(file: CaseFile, reminders: Reminders) -> YearCalendar:
    days = reminders.model_dump() | file.calendar.model_dump(
        include=file.calendar.model_fields_set & set(Reminders.model_fields)
    )
    return YearCalendar(**{**file.calendar.model_dump(), **days})


def house_style(house: FileHouse, folder: Path) -> House:
    """The house style with its files; ``BadInput`` where papers can't be written in it."""
    headings = [(str(heading.key), heading.words) for heading in house.headings]
    keys = [key for key, _ in headings]
    # The signature stands after the decision, under no heading of its own.
    headings.insert(keys.index("beslut") + 1, ("underskrift", ""))
    return House(
        headings=tuple(headings),
        clause_style=house.clause_style,
        contact=house.contact,
        address=house.address,
        font=house.font or "",
        logo=_logo(house.logo, folder) if house.logo else None,
        template=_template(folder / house.template) if house.template else b"",
        court=_court(house.court) if house.court else None,
    )


def _court(court: FileCourt) -> Court:
    return Court(court.name, court.address, court.verified)


def _logo(logo: FileLogo, folder: Path) -> Logo:
    content = (folder / logo.file).read_bytes()
    return Logo(content, media_type(content), logo.alt)


def _template(path: Path) -> bytes:
    """The organisation's own template, when the papers can be written with it."""
    content = path.read_bytes()
    ownstyle.refuse_unusable(content, str(path))
    return content


def _people(office: Office, file: CaseFile, ids: Registered) -> None:
    for person in file.persons:
        ids.persons[person.key] = registers.add_person(
            office, person.name, person.email, person.phone or "", person.unit or ""
        )
    for post in file.posts:
        ids.posts[post.key] = registers.add_post(office, post.title)
    for holding in file.holdings:
        post_id, person_id = ids.posts[holding.post], ids.persons[holding.person]
        registers.add_holding(office, post_id, person_id, holding.valid_from, holding.valid_to)
    for granted in file.roles:
        person_id, role = ids.persons[granted.person], Role(granted.role)
        registers.grant_role(office, person_id, role, granted.valid_from, granted.valid_to)


def _delegate(
    office: Office, committee_id: int, delegation: FileDelegation, ids: Registered
) -> int:
    return registers.add_delegation(
        office,
        registers.Mandate(
            committee_id=committee_id,
            ground=ground_of(delegation.ground),
            post_id=ids.posts[delegation.post],
            valid_from=delegation.valid_from,
            valid_to=delegation.valid_to,
            revoked_on=delegation.revoked_on,
            matter=delegation.matter,
            case_reference=delegation.case,
            deputy_post_id=ids.posts[delegation.deputy] if delegation.deputy else None,
            conditions=delegation.conditions or "",
        ),
    )


def ground_of(ground: FileGround) -> Ground:
    return Ground(ground.kind, ground.label, ground.decided_on, ground.reference or "")


def _parties(office: Office, file: CaseFile, ids: Registered) -> None:
    """The organisations outside, and the region itself as responsible for its own measures."""
    officer = next(person for person in file.persons if person.key == file.case.officer)
    region = Party(0, REGION, file.region.name, "region", file.region.number, officer.email)
    for party in (region, *map(_party, file.parties)):
        ids.parties[party.key] = replace(party, id=registers.add_party(office, party))
    for group in file.groups:
        members = [ids.parties[key].id for key in group.parties]
        registers.add_group(office, group.name, members)


def _party(party: FileParty) -> Party:
    return Party(
        id=0,
        key=party.key,
        name=party.name,
        kind=party.kind,
        number=party.number,
        email=party.email or "",
        contact=party.contact or "",
        channel=Channel(party.channel),
        valid_from=party.valid_from,
        valid_to=party.valid_to,
        verified_on=party.verified_on,
        verified_by=party.verified_by or "",
    )


def _case(
    office: Office, file: CaseFile, ids: Registered, region_id: int, committee_id: int
) -> None:
    programme = file.programme
    programme_id = registers.add_programme(
        office,
        registers.NewProgramme(
            region_id=region_id,
            committee_id=committee_id,
            title=programme.title,
            short_title=programme.short_title,
            years=(programme.first_year, programme.last_year),
            adopted=ground_of(programme.adopted),
            agency_party_id=ids.parties[programme.agency].id,
            report_headings=tuple((str(h.key), h.words) for h in programme.report_headings),
            report_headings_verified=programme.report_headings_verified,
        ),
    )
    ids.case_id = registers.open_case(
        office,
        registers.NewCase(
            programme_id=programme_id,
            committee_id=committee_id,
            reference=file.case.reference,
            title=file.case.title,
            opened_on=file.case.opened_on,
            officer_id=ids.persons[file.case.officer],
        ),
    )

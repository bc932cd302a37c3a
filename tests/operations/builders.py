"""A small office for the tests of operations and jobs: its people, mandate, recipients, case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from tests.copies import Copy
from workflow.delivery.fakes import Meanwhile, PapersInMemory, PlainPapers
from workflow.facts import (
    Actor,
    Funding,
    Ground,
    GroundKind,
    House,
    Measure,
    Party,
    Target,
    YearCalendar,
    headings,
)
from workflow.operations import looking, registers
from workflow.operations.office import Office
from workflow.ports import Files, Renderer
from workflow.states import Role

KEY = bytes(range(32))
ZONE = ZoneInfo("Europe/Stockholm")
REFERENCE = "RUN/536/2021"
GROUND = Ground(GroundKind.COMMITTEE_DECISION, "§ 89/2023", date(2023, 5, 23))
BEGAN = date(2021, 1, 1)

# Each person's key, name, post and role in the program.
STAFF = (
    ("officer", "Malin Nyqvist Ljungberg", "Handläggare", Role.OFFICER),
    ("director", "Magnus Aspegren", "Regional utvecklingsdirektör", None),
    ("deputy", "Ställföreträdaren", "Ställföreträdande utvecklingsdirektör", None),
    ("secretary", "Nämndsekreteraren", "Nämndsekreterare", Role.SECRETARY),
    ("registrar", "Registratorn", "Registrator", Role.REGISTRAR),
    ("stranger", "Ekonomen", "Ekonom", None),
)
PARTIES = (
    ("region", "Region Jämtland Härjedalen", "region", "232100-0214"),
    ("are", "Åre kommun", "municipality", "212000-2494"),
    ("berg", "Bergs kommun", "municipality", "212000-2502"),
    ("lansstyrelsen", "Länsstyrelsen i Jämtlands län", "county_board", "202100-2452"),
    ("tillvaxtverket", "Tillväxtverket", "agency", "202100-6149"),
)
RECIPIENTS = ("are", "berg", "tillvaxtverket")
DISPATCH_TO = ("Länets kommuner", "Tillväxtverket")


def when(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """A local time of day in Stockholm, as the instant that the program is given."""
    local = datetime.combine(date.fromisoformat(day), time(hour, minute), ZONE)
    return local.astimezone(UTC)


@dataclass
class World:
    """An office with its ids: people, posts, recipients, one committee and one case."""

    office: Office
    case_id: int
    committee_id: int
    programme_id: int
    delegation_id: int
    people: dict[str, int]
    posts: dict[str, int]
    holdings: dict[str, int]
    parties: dict[str, Party]
    copy: Copy | None = None  # the test's own database, where the office was not entered by hand

    def actor(self, who: str, at: datetime) -> Actor:
        """The person as they act on that day."""
        return looking.actor(self.office, self.people[who], at)

    def on(self, engine: Engine) -> "World":
        """The same office on a copy of its database, with papers of its own."""
        return replace(
            self,
            office=an_office(engine),
            people=dict(self.people),
            posts=dict(self.posts),
            holdings=dict(self.holdings),
            parties=dict(self.parties),
            copy=None,
        )

    def with_renderer(self, renderer: Renderer) -> "World":
        return replace(self, office=replace(self.office, renderer=renderer))

    def meanwhile(self, what: Meanwhile) -> "World":
        """The same office, where something happens each time while a paper is drawn up."""
        return self.with_renderer(PlainPapers(what))

    def another_case(self, reference: str, committee_id: int | None = None) -> int:
        new = registers.NewCase(
            self.programme_id,
            committee_id or self.committee_id,
            reference,
            "Regionalt serviceprogram 2023–2030",
            date(2021, 11, 8),
            self.people["officer"],
        )
        return registers.open_case(self.office, new)


def an_office(
    engine: Engine, files: Files | None = None, renderer: Renderer | None = None
) -> Office:
    return Office(
        engine=engine,
        files=files or PapersInMemory(),
        renderer=renderer or PlainPapers(),
        key=KEY,
        base_url="https://beslut.region.example",
        sender_name="Beslutskedjan",
        sender_email="beslutskedjan@region.example",
    )


def a_world(office: Office) -> World:
    """Everything that must be in place before the case's first step."""
    region_id = registers.add_region(
        office,
        "Region Jämtland Härjedalen",
        "232100-0214",
        "Samhällsutveckling",
        House(headings.DECISION, "passive", ("Region Jämtland Härjedalen",)),
        YearCalendar(),
        "Service Z",
    )
    committee_id = a_committee(office, region_id, "RUN")
    people, posts, holdings = _staff(office)
    delegation_id = registers.add_delegation(office, a_mandate(committee_id, posts))
    parties = _parties(office)
    programme = registers.NewProgramme(
        region_id=region_id,
        committee_id=committee_id,
        title="Regionalt serviceprogram 2023–2030",
        short_title="Regionalt serviceprogram Jämtland Härjedalen",
        years=(2023, 2030),
        adopted=GROUND,
        agency_party_id=parties["tillvaxtverket"].id,
        report_headings=headings.REPORT,
    )
    world = World(
        office=office,
        case_id=0,
        committee_id=committee_id,
        programme_id=registers.add_programme(office, programme),
        delegation_id=delegation_id,
        people=people,
        posts=posts,
        holdings=holdings,
        parties=parties,
    )
    world.case_id = world.another_case(REFERENCE)
    return world


def a_committee(office: Office, region_id: int, code: str) -> int:
    """A committee with its meetings of the year and of the years after."""
    name, genitive = "regionala utvecklingsnämnden", "regionala utvecklingsnämndens"
    committee_id = registers.add_committee(office, region_id, code, name, genitive)
    for held_on, stop_on in (
        (date(2023, 11, 21), date(2023, 11, 2)),
        (date(2024, 4, 9), date(2024, 3, 21)),
        (date(2025, 4, 1), date(2025, 3, 17)),
    ):
        registers.add_meeting(office, committee_id, held_on, stop_on)
    return committee_id


def a_mandate(committee_id: int, posts: dict[str, int]) -> registers.Mandate:
    return registers.Mandate(
        committee_id=committee_id,
        ground=GROUND,
        post_id=posts["director"],
        valid_from=date(2023, 5, 23),
        matter="handlingsplan",
        deputy_post_id=posts["deputy"],
    )


def _staff(office: Office) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    people, posts, holdings = {}, {}, {}
    for key, name, title, role in STAFF:
        email = f"{key}@region.example"
        people[key] = registers.add_person(office, name, email, "063-14 66 03", "Utveckling")
        posts[key] = registers.add_post(office, title)
        holdings[key] = registers.add_holding(office, posts[key], people[key], BEGAN)
        if role is not None:
            registers.grant_role(office, people[key], role, BEGAN)
    return people, posts, holdings


def _parties(office: Office) -> dict[str, Party]:
    found: dict[str, Party] = {}
    for key, name, kind, number in PARTIES:
        email = f"registrator@{key}.example"
        party = Party(0, key, name, kind, number, email)
        found[key] = replace(party, id=registers.add_party(office, party))
    for group in ("Service Z", "Länets kommuner"):
        registers.add_group(office, group, [found["are"].id, found["berg"].id])
    return found


def a_measure(
    key: str, responsible: Party, texts: Sequence[str] = ("Två orter får hjälp.",)
) -> Measure:
    """A measure that can be followed up, with one target for each text."""
    targets = tuple(
        Target(0, n, "aktivitet", text, "Orter", "orter", Decimal(0), Decimal(2))
        for n, text in enumerate(texts, 1)
    )
    return Measure(
        id=0,
        key=key,
        position=1,
        area="Tillgång till kommersiell service",
        activity=f"Stöd till service ({key})",
        purpose="Service ska finnas nära.",
        responsible=responsible,
        responsible_person="Näringslivsutvecklare",
        participants=("Länets kommuner",),
        starts_on=date(2023, 2, 1),
        ends_on=date(2023, 12, 31),
        funding=(Funding(60000, "Kommunerna"),),
        sustainability="",
        targets=targets,
    )

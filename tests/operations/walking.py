"""Walking a case to a state: each step by the right person, on the day it is usually taken."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tests.operations.builders import DISPATCH_TO, RECIPIENTS, World, a_measure, when
from tests.operations.reading import newest_token
from tests.operations.remembering import remembered
from workflow.facts import Actor, DraftText, Outcome, OutcomeStatus
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    looking,
    notifying,
    preparing,
)
from workflow.operations.steps import Done
from workflow.states import LetterKind

OPENED, CIRCULATED, ANSWERED = when("2023-09-01"), when("2023-09-04"), when("2023-09-14")
ANSWER_BY = date(2023, 9, 22)
PREPARED, SUBMITTED = when("2023-09-27"), when("2023-10-12")
DECIDED, DISPATCHED = when("2023-10-24", 14, 30), when("2023-10-25")
ACKNOWLEDGED, LISTED = when("2023-10-26"), when("2023-10-27")
NOTIFIED, ADJUSTED = when("2023-11-21", 15), when("2023-11-28")
POSTED, IN_FORCE = when("2023-11-29"), when("2023-12-21")
YEAR_END, OUTCOMES_IN = when("2024-01-02"), when("2024-01-16")
CLOSED_UP, AGENCY, COMMITTEE = when("2024-02-13"), when("2024-03-14"), when("2024-03-19")
CLOSED = when("2024-04-16")
AWAY = "Ordinarie beslutsfattare är bortrest."

MINUTES = preparing.Attachment(
    "Protokollsutdrag § 89/2023", date(2023, 5, 23), "utdrag.txt", "text/plain", b"Paragraf 89"
)


@dataclass(frozen=True)
class Matter:
    """A case on its way: its plans, and the decision over them."""

    world: World
    plan_ids: tuple[int, ...]
    decision_id: int

    @property
    def plan_id(self) -> int:
        return self.plan_ids[0]

    def in_world(self, world: World) -> "Matter":
        """The same matter in another copy of its world."""
        return replace(self, world=world)

    def seen(self) -> frozenset[str]:
        """What a decider who has read everything has seen."""
        shown = looking.papers_shown(self.world.office, self.decision_id)
        return frozenset(paper.sha256 for paper in shown)

    def bearer(self, party: str, *kinds: LetterKind) -> Actor:
        """Who comes by the personal link in the newest letter of these kinds."""
        email = self.world.parties[party].email
        token = newest_token(self.world.office, email, *kinds)
        assert token is not None
        return looking.bearer(self.world.office, token, ACKNOWLEDGED).actor


def opened(world: World, year: int = 2023, case_id: int | None = None) -> int:
    """A plan in drafting, with a measure of the region's own and one of a municipality's."""
    measures = (
        a_measure(f"own-{year}", world.parties["region"]),
        a_measure(f"are-{year}", world.parties["are"], ("Ett ombud öppnar.", "Fler når det.")),
    )
    officer, title = world.actor("officer", OPENED), f"Handlingsplan {year}"
    case = case_id or world.case_id
    done = drafting.open_plan(world.office, case, year, title, officer, OPENED, measures)
    return done.subject_id


@remembered
def circulated(world: World) -> Matter:
    """A plan on its round in the network; there is no decision yet."""
    plan_id = opened(world)
    officer = world.actor("officer", CIRCULATED)
    drafting.circulate(world.office, plan_id, ANSWER_BY, officer, CIRCULATED)
    return Matter(world, (plan_id,), 0)


def text(world: World, title: str = "Handlingsplan 2023 och 2024") -> DraftText:
    """A draft whose question of a new direction is answered: no."""
    paragraphs = ("Planerna har arbetats fram i nätverket.",)
    return DraftText(title, paragraphs, world.delegation_id, DISPATCH_TO, new_direction=False)


def draft(world: World, *plan_ids: int) -> preparing.Draft:
    basis: tuple[preparing.Attachment | int, ...] = (MINUTES, *plan_ids)
    return preparing.Draft("handlingsplan", text(world), plan_ids, basis)


@remembered
def drafted(
    world: World, years: tuple[int, ...] = (2023, 2024), case_id: int | None = None
) -> Matter:
    """Plans opened, and one decision over them prepared."""
    plan_ids = tuple(opened(world, year, case_id) for year in years)
    officer = world.actor("officer", PREPARED)
    case = case_id or world.case_id
    done = preparing.prepare(world.office, case, draft(world, *plan_ids), officer, PREPARED)
    return Matter(world, plan_ids, done.subject_id)


@remembered
def submitted(
    world: World, years: tuple[int, ...] = (2023, 2024), case_id: int | None = None
) -> Matter:
    matter = drafted(world, years, case_id)
    submit(matter)
    return matter


def submit(matter: Matter) -> Done:
    world = matter.world
    officer = world.actor("officer", SUBMITTED)
    return preparing.submit(world.office, matter.decision_id, officer, SUBMITTED)


def decide(matter: Matter, world: World | None = None) -> Done:
    """The director decides; ``world`` is another office on the same database."""
    world = world or matter.world
    director = world.actor("director", DECIDED)
    return deciding.decide(world.office, matter.decision_id, matter.seen(), director, DECIDED)


@remembered
def decided(
    world: World, years: tuple[int, ...] = (2023, 2024), case_id: int | None = None
) -> Matter:
    matter = submitted(world, years, case_id)
    decide(matter)
    return matter


@remembered
def dispatched(world: World) -> Matter:
    matter = decided(world)
    registrar = world.actor("registrar", DISPATCHED)
    dispatching.dispatch(world.office, matter.decision_id, registrar, DISPATCHED)
    return matter


@remembered
def acknowledged(world: World) -> Matter:
    """Every recipient has confirmed by its own link."""
    matter = dispatched(world)
    for party in RECIPIENTS:
        bearer = matter.bearer(party, LetterKind.UTDRAG)
        dispatching.acknowledge(world.office, matter.decision_id, bearer, ACKNOWLEDGED)
    return matter


def listed(matter: Matter) -> Done:
    world = matter.world
    secretary = world.actor("secretary", LISTED)
    return notifying.list_notice(world.office, matter.decision_id, secretary, LISTED)


def in_force(matter: Matter) -> None:
    """The notice goes from pending to legal force."""
    listed(matter)
    office, decision_id = matter.world.office, matter.decision_id
    who = matter.world.actor("secretary", NOTIFIED)
    notifying.notify(office, decision_id, "§ 187/2023", who, NOTIFIED)
    notifying.adjust(office, decision_id, date(2023, 11, 28), who, ADJUSTED)
    notifying.post(office, decision_id, date(2023, 11, 29), "Registraturet", who, POSTED)
    notifying.gain_force(office, decision_id, who, IN_FORCE)


@remembered
def asked_for_outcomes(world: World) -> Matter:
    """A decided plan whose year has ended: the responsible have been asked."""
    matter = decided(world)
    officer = world.actor("officer", YEAR_END)
    following_up.open_follow_up(world.office, matter.plan_id, officer, YEAR_END)
    return matter


@remembered
def reported_back(world: World) -> Matter:
    """Everybody has answered, the agency has its report, and the committee is to have its own."""
    matter, office = asked_for_outcomes(world), world.office
    officer = world.actor("officer", CLOSED_UP)
    report(matter, "own-2023", officer)
    report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, matter.plan_id, officer, CLOSED_UP)
    following_up.report_agency(office, matter.plan_id, officer, AGENCY)
    following_up.report_committee(office, matter.plan_id, officer, COMMITTEE)
    return matter


def report(matter: Matter, measure: str, actor: Actor) -> Done:
    """Outcomes for every target of one measure: 2, which reaches the goal."""
    targets = looking.target_ids(matter.world.office, matter.plan_id)
    outcome = Outcome(Decimal(2), OutcomeStatus.REACHED)
    given = tuple((id_, outcome) for (key, _), id_ in targets.items() if key == measure)
    office = matter.world.office
    return following_up.report_outcomes(office, matter.plan_id, given, actor, OUTCOMES_IN)

"""The chain that is timed: 21 steps of a case, from a draft handed in to a closed plan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, a_world
from workflow.delivery.fakes import PlainPapers
from workflow.facts import Actor, Outcome, OutcomeStatus
from workflow.operations import (
    deciding,
    dispatching,
    following_up,
    looking,
    notifying,
    preparing,
)
from workflow.operations.office import Office
from workflow.operations.steps import Done
from workflow.orders import LetterAsk, PaperAsk, Rendered, Written
from workflow.states import ActorKind, Role

YEAR = 2023
_OUTCOME = Outcome(Decimal(2), OutcomeStatus.REACHED)


class NoPapers(PlainPapers):
    """A renderer that draws nothing up, and whose letters all say the same."""

    def papers(self, ask: PaperAsk) -> tuple[Rendered, ...]:  # noqa: ARG002  # the port's
        return ()

    def letter(self, ask: LetterAsk) -> Written:  # noqa: ARG002  # the port's
        return Written("Ämne", "Text.\n")


@dataclass(frozen=True)
class Ready:
    """A case whose decision is drafted, with what its steps are given."""

    case_id: int
    reference: str
    plan_id: int
    decision_id: int
    seen: frozenset[str]
    outcomes: dict[str, tuple[tuple[int, Outcome], ...]]


Step = tuple[str, Callable[[], Done]]


class Chain:
    """One office on one database, whose cases all walk the same chain by the same people."""

    def __init__(self, office: Office) -> None:
        self.world = a_world(office)
        self.actors = {each: self.world.actor(each, w.DECIDED) for each in self.world.people}

    @property
    def office(self) -> Office:
        return self.world.office

    def prepare(self, number: int) -> Ready:
        """A case of its own with one plan of two measures, and the draft of its decision."""
        reference = f"RUN/{number}/2021"
        case_id = self.world.another_case(reference)
        matter = w.drafted(self.world, (YEAR,), case_id)
        targets = looking.target_ids(self.office, matter.plan_id)
        outcomes = {
            party: tuple(
                (id_, _OUTCOME) for (key, _), id_ in targets.items() if key == f"{party}-{YEAR}"
            )
            for party in ("own", "are")
        }
        seen = matter.seen()
        return Ready(case_id, reference, matter.plan_id, matter.decision_id, seen, outcomes)

    def link(self, party: str, role: Role) -> Actor:
        """Who comes by a personal link, already known."""
        found = self.world.parties[party]
        return Actor(ActorKind.LINK, found.name, frozenset({role}), party_id=found.id)

    def steps(self, case: Ready) -> Iterator[Step]:
        """Every step in turn: its name, and what takes it."""
        yield from self._to_a_decision(case)
        yield from self._dispatch(case)
        yield from self._notice(case)
        yield from self._follow_up(case)

    def _to_a_decision(self, case: Ready) -> Iterator[Step]:
        office, id_, who = self.office, case.decision_id, self.actors
        submit = "submit", lambda: preparing.submit(office, id_, who["officer"], w.SUBMITTED)
        yield submit
        yield (
            "send_back",
            lambda: deciding.send_back(office, id_, "Skriv om.", who["director"], w.SUBMITTED),
        )
        yield submit
        yield (
            "decide",
            lambda: deciding.decide(office, id_, self.seen(case), who["director"], w.DECIDED),
        )

    def seen(self, case: Ready) -> frozenset[str]:
        """The papers that the decider has read: without others, those that the draft rests on."""
        return case.seen

    def _dispatch(self, case: Ready) -> Iterator[Step]:
        office, id_, registrar = self.office, case.decision_id, self.actors["registrar"]
        yield "dispatch", lambda: dispatching.dispatch(office, id_, registrar, w.DISPATCHED)
        for party in RECIPIENTS:
            bearer = self.link(party, Role.RECIPIENT)
            take = partial(dispatching.acknowledge, office, id_, bearer, w.ACKNOWLEDGED)
            yield f"acknowledge:{party}", take
        yield "complete", lambda: dispatching.complete(office, id_, registrar, w.ACKNOWLEDGED)

    def _notice(self, case: Ready) -> Iterator[Step]:
        office, id_, who = self.office, case.decision_id, self.actors["secretary"]
        adjusted, posted = date(2023, 11, 28), date(2023, 11, 29)
        yield "list", lambda: notifying.list_notice(office, id_, who, w.LISTED)
        yield "notify", lambda: notifying.notify(office, id_, "§ 187/2023", who, w.NOTIFIED)
        yield "adjust", lambda: notifying.adjust(office, id_, adjusted, who, w.ADJUSTED)
        yield "post", lambda: notifying.post(office, id_, posted, "Registraturet", who, w.POSTED)
        yield "gain_force", lambda: notifying.gain_force(office, id_, who, w.IN_FORCE)

    def _follow_up(self, case: Ready) -> Iterator[Step]:
        office, id_, given = self.office, case.plan_id, case.outcomes
        officer, registrar = self.actors["officer"], self.actors["registrar"]
        are = self.link("are", Role.RESPONSIBLE)
        report = following_up.report_outcomes
        yield (
            "open_follow_up",
            lambda: following_up.open_follow_up(office, id_, officer, w.YEAR_END),
        )
        yield (
            "report_outcome:own",
            lambda: report(office, id_, given["own"], officer, w.OUTCOMES_IN),
        )
        yield "report_outcome:are", lambda: report(office, id_, given["are"], are, w.OUTCOMES_IN)
        yield (
            "close_follow_up",
            lambda: following_up.close_follow_up(office, id_, officer, w.CLOSED_UP),
        )
        yield "report_agency", lambda: following_up.report_agency(office, id_, officer, w.AGENCY)
        yield (
            "report_committee",
            lambda: following_up.report_committee(office, id_, officer, w.COMMITTEE),
        )
        yield "close", lambda: following_up.close(office, id_, registrar, w.CLOSED)

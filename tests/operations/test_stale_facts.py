"""What happens between the reading of the facts and the commit is never overlooked."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, a_committee, a_mandate, when
from tests.operations.reading import events, refused, row, rows
from workflow.delivery.fakes import PlainPapers
from workflow.facts import Actor
from workflow.operations import deciding, preparing, registers
from workflow.orders import LetterAsk, PaperAsk
from workflow.refusals import Outpaced
from workflow.states import ActorKind, PaperKind, Role
from workflow.store import tables as t

Act = Callable[[], object]
NOON = when("2023-10-24", 12)


class Meanwhile:
    """Does something while a paper of one kind is drawn up: the first time, or every time."""

    def __init__(self, kind: PaperKind, act: Act, times: int = 1) -> None:
        self.kind = kind
        self.act = act
        self.times = times
        self.seen = 0

    def __call__(self, ask: PaperAsk | LetterAsk) -> None:
        if ask.kind is not self.kind:
            return
        self.seen += 1
        if self.seen <= self.times:
            self.act()


def decide_while(matter: w.Matter, act: Act) -> Callable[[], object]:
    """The director decides, and ``act`` happens while the decision's paper is drawn up."""
    office = matter.world.meanwhile(Meanwhile(PaperKind.DELEGATIONSBESLUT, act))
    return lambda: w.decide(matter, office)


def nothing_is_decided(database: Engine) -> bool:
    decision = row(database, t.decision)
    undecided = decision.state != "decided" and decision.number_serial is None
    papers = rows(database, t.paper_use, kind="delegationsbeslut")
    return undecided and not (papers or rows(database, t.dispatch) or rows(database, t.series))


@pytest.mark.case("A08")
def test_a_delegation_revoked_before_the_commit_is_never_used(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    secretary = world.actor("secretary", NOON)
    act = decide_while(
        matter,
        lambda: registers.revoke_delegation(
            world.office, world.delegation_id, date(2023, 10, 24), secretary, NOON
        ),
    )
    assert refused(act) == ["delegation_revoked"]
    assert nothing_is_decided(database)
    last = events(world.office)[-2:]
    assert [(e["step"], e["refused"]) for e in last] == [
        ("revoke_delegation", False),
        ("decide", True),
    ]


@pytest.mark.case("A10")
def test_a_conflict_of_interest_declared_before_the_commit_counts(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    director = world.actor("director", NOON)
    act = decide_while(
        matter,
        lambda: deciding.declare_conflict(
            world.office, matter.decision_id, "Närstående äger butiken.", director, NOON
        ),
    )
    assert refused(act) == ["conflict_of_interest"]
    assert nothing_is_decided(database)


def test_a_decider_who_left_the_post_before_the_commit_does_not_decide(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    act = decide_while(
        matter,
        lambda: registers.end_holding(world.office, world.holdings["director"], date(2023, 10, 23)),
    )
    assert refused(act) == ["not_the_holder"]
    assert nothing_is_decided(database)


def test_a_matter_sent_back_before_the_commit_is_not_decided(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    deputy = world.actor("deputy", NOON)
    act = decide_while(
        matter,
        lambda: deciding.send_back(world.office, matter.decision_id, "Mål saknas.", deputy, NOON),
    )
    assert "wrong_state" in refused(act)
    assert nothing_is_decided(database)


def test_a_matter_taken_back_before_the_commit_is_not_decided(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    officer = world.actor("officer", NOON)
    act = decide_while(
        matter,
        lambda: preparing.take_back(world.office, matter.decision_id, "Fel.", officer, NOON),
    )
    assert "wrong_state" in refused(act)
    assert nothing_is_decided(database)


def test_a_change_in_another_committees_register_disturbs_nobody(
    world: World, database: Engine
) -> None:
    other = a_committee(world.office, row(database, t.region).id, "HSN")
    matter = w.submitted(world)
    entered = Meanwhile(
        PaperKind.DELEGATIONSBESLUT,
        lambda: registers.add_delegation(world.office, a_mandate(other, world.posts)),
    )
    w.decide(matter, world.meanwhile(entered))
    assert entered.seen == 1  # the paper was not drawn up anew
    assert row(database, t.decision).state == "decided"


def test_a_change_in_the_own_register_that_alters_nothing_only_starts_the_step_over(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    entered = Meanwhile(
        PaperKind.DELEGATIONSBESLUT,
        lambda: registers.add_delegation(world.office, a_mandate(world.committee_id, world.posts)),
    )
    w.decide(matter, world.meanwhile(entered))
    assert entered.seen == 2
    assert row(database, t.decision).state == "decided"
    assert [e["refused"] for e in events(world.office, step="decide")] == [False]


def revise(matter: w.Matter, title: str) -> None:
    world = matter.world
    officer = world.actor("officer", w.PREPARED)
    new = w.text(world, title)
    preparing.revise(world.office, matter.decision_id, new, officer, w.PREPARED)


def test_a_draft_rewritten_meanwhile_is_submitted_as_it_is_now(
    world: World, database: Engine
) -> None:
    matter = w.drafted(world)
    written = Meanwhile(PaperKind.TJANSTESKRIVELSE, lambda: revise(matter, "Ny rubrik"))
    officer = world.actor("officer", w.SUBMITTED)
    office = world.meanwhile(written).office
    preparing.submit(office, matter.decision_id, officer, w.SUBMITTED)
    assert written.seen == 2
    paper = row(database, t.paper_use, kind="tjansteskrivelse")
    assert b"Ny rubrik" in world.office.files.get(paper.sha256)
    assert len(events(world.office, step="submit")) == 1


def test_who_is_overtaken_twice_is_told_by_whom_and_when(world: World, database: Engine) -> None:
    matter = w.drafted(world)
    written = Meanwhile(PaperKind.TJANSTESKRIVELSE, lambda: revise(matter, "Ny"), times=2)
    officer = world.actor("officer", w.SUBMITTED)
    with pytest.raises(Outpaced) as overtaken:
        preparing.submit(world.meanwhile(written).office, matter.decision_id, officer, w.SUBMITTED)
    earlier = overtaken.value.earlier
    assert earlier is not None
    assert (earlier.step, earlier.actor) == ("revise", "Malin Nyqvist Ljungberg")
    assert earlier.at == w.PREPARED
    assert row(database, t.decision).state == "drafting"
    assert rows(database, t.paper_use, kind="tjansteskrivelse") == []


def test_papers_that_changed_after_the_decider_read_them_are_not_decided_on(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    seen, director = matter.seen(), world.actor("director", w.DECIDED)
    deciding.send_back(world.office, matter.decision_id, "Skriv om.", director, w.SUBMITTED)
    revise(matter, "Annan rubrik")
    w.submit(matter)

    def decide(shown: frozenset[str]) -> object:
        return deciding.decide(world.office, matter.decision_id, shown, director, w.DECIDED)

    assert refused(decide, seen) == ["papers_not_those_seen"]
    assert refused(decide, frozenset()) == ["papers_not_those_seen"]
    assert nothing_is_decided(database)
    decide(matter.seen())
    assert row(database, t.decision).title == "Annan rubrik"


def test_nobody_but_a_person_decides(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    machine = Actor(ActorKind.SYSTEM, "Kalendern", frozenset(Role))
    link = Actor(ActorKind.LINK, "Åre kommun", frozenset(Role), party_id=1)
    for actor in (machine, link):
        codes = refused(
            deciding.decide, world.office, matter.decision_id, matter.seen(), actor, w.DECIDED
        )
        assert codes[0] == "not_a_person"
    assert nothing_is_decided(database)


def test_a_plain_renderer_gives_the_same_bytes_for_the_same_ask(world: World) -> None:
    papers = PlainPapers()
    w.dispatched(world.with_renderer(papers))
    asks = [ask for ask in papers.asked if isinstance(ask, PaperAsk)]
    drawn = [papers.paper(ask) for ask in asks]
    assert drawn == [PlainPapers().paper(ask) for ask in asks]
    assert len({(paper.content, paper.name) for paper in drawn}) == len(asks)

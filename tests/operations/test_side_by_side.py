"""Steps that people take at the same moment: none is lost, none fails for the other's sake."""

from functools import partial
from threading import Barrier

from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World, a_measure
from tests.operations.reading import events, findings, row, rows
from tests.operations.together import Act, at_once
from workflow.operations import deciding, dispatching, drafting, following_up, preparing
from workflow.orders import LetterAsk, PaperAsk
from workflow.states import LetterKind, PaperKind
from workflow.store import tables as t


def in_step(world: World, *kinds: PaperKind) -> World:
    """An office that waits, while it draws up a paper, until both steps have got that far."""
    both = Barrier(2)
    met: set[PaperKind] = set()

    def wait(ask: PaperAsk | LetterAsk) -> None:
        if ask.kind in kinds and ask.kind not in met:
            met.add(PaperKind(ask.kind))
            both.wait(20)

    return world.meanwhile(wait)


def test_of_many_who_open_the_same_year_one_does(world: World, database: Engine) -> None:
    outcome = at_once(*[lambda: w.opened(world)] * 8)
    assert sorted(outcome) == ["done", *["plan_exists"] * 7]
    assert len(rows(database, t.plan)) == 1
    assert [m.key for m in rows(database, t.measure)] == ["own-2023", "are-2023"]


def test_of_many_who_prepare_a_decision_over_the_same_plans_one_does(
    world: World, database: Engine
) -> None:
    first, second = w.opened(world, 2023), w.opened(world, 2024)
    officer = world.actor("officer", w.PREPARED)

    def prepare(*plans: int) -> Act:
        draft = w.draft(world, *plans)
        return lambda: preparing.prepare(world.office, world.case_id, draft, officer, w.PREPARED)

    outcome = at_once(*[prepare(first, second), prepare(second, first)] * 3)
    assert outcome.count("done") == 1
    assert set(outcome) <= {"done", "plan_in_other_decision plan_in_other_decision", "outpaced"}
    assert len(rows(database, t.decision)) == 1


def test_the_same_attachment_in_many_cases_at_once_is_one_paper(
    world: World, database: Engine
) -> None:
    officer = world.actor("officer", w.PREPARED)
    acts: list[Act] = []
    for number in range(6):
        case_id = world.another_case(f"RUN/{600 + number}/2021")
        draft = w.draft(world, w.opened(world, 2023, case_id))
        acts.append(partial(preparing.prepare, world.office, case_id, draft, officer, w.PREPARED))
    assert at_once(*acts) == ["done"] * 6
    assert len(rows(database, t.paper)) == 1
    assert len(rows(database, t.paper_use)) == 6


def test_notice_and_dispatch_of_a_decision_move_side_by_side(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    both = in_step(world, PaperKind.ANMALAN, PaperKind.UTDRAG)
    registrar = world.actor("registrar", w.DISPATCHED)
    moved = w.Matter(both, matter.plan_ids, matter.decision_id)
    outcome = at_once(
        lambda: w.listed(moved),
        lambda: dispatching.dispatch(both.office, matter.decision_id, registrar, w.DISPATCHED),
    )
    assert outcome == ["done", "done"]
    assert row(database, t.notice).state == "listed"
    assert row(database, t.dispatch).state == "dispatched"
    assert findings(world.office) == []


def test_both_years_can_be_followed_up_while_the_decision_is_dispatched(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    officer, registrar = world.actor("officer", w.CLOSED), world.actor("registrar", w.CLOSED)
    outcome = at_once(
        lambda: following_up.open_follow_up(world.office, matter.plan_ids[0], officer, w.CLOSED),
        lambda: dispatching.dispatch(world.office, matter.decision_id, registrar, w.CLOSED),
        lambda: w.listed(matter),
    )
    assert outcome == ["done"] * 3
    entries = events(world.office)
    assert [e["seq"] for e in entries] == list(range(1, len(entries) + 1))


def test_recipients_who_confirm_at_once_are_all_confirmed(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    bearers = [matter.bearer(party, LetterKind.UTDRAG) for party in RECIPIENTS]
    acts: list[Act] = [
        partial(dispatching.acknowledge, world.office, matter.decision_id, who, w.ACKNOWLEDGED)
        for who in bearers
    ]
    outcome = at_once(*acts)
    for act, became in zip(acts, outcome, strict=True):
        if became == "outpaced":  # told so, and pressed again
            act()
    assert {each.state for each in rows(database, t.delivery)} == {"acknowledged"}
    assert len(events(world.office, step="acknowledge")) == len(RECIPIENTS)


def test_measures_written_at_once_are_all_there_or_refused_by_name(
    world: World, database: Engine
) -> None:
    plan_id = w.opened(world)
    officer, same = world.actor("officer", w.OPENED), a_measure("ny", world.parties["berg"])
    outcome = at_once(
        *[lambda: drafting.write_measure(world.office, plan_id, same, officer, w.OPENED)] * 4
    )
    assert outcome.count("done") == 1
    assert set(outcome) <= {"done", "measure_key_taken", "outpaced"}
    assert len(rows(database, t.measure, key="ny")) == 1


def test_conflicts_of_interest_in_two_matters_of_a_committee_are_declared_at_once(
    world: World, database: Engine
) -> None:
    matters = [
        w.submitted(world, (2023,), world.another_case(f"RUN/{600 + n}/2021")) for n in range(6)
    ]
    director = world.actor("director", w.DECIDED)
    acts: list[Act] = [
        partial(
            deciding.declare_conflict,
            world.office,
            matter.decision_id,
            "Närstående.",
            director,
            w.DECIDED,
        )
        for matter in matters
    ]
    outcome = at_once(*acts)
    assert set(outcome) <= {"done", "outpaced"}
    for act, became in zip(acts, outcome, strict=True):
        if became == "outpaced":
            act()
    assert len(rows(database, t.conflict)) == 6

"""The chain by way of its operations: the right persons get through it, and nobody else does."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Engine

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.builders import BEGAN, RECIPIENTS, World
from tests.operations.reading import events, everything, findings, refused, row, rows
from workflow.chain import STEPS
from workflow.facts import Actor
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    notifying,
    preparing,
    registers,
)
from workflow.operations.office import Office
from workflow.orders import Paper
from workflow.states import LetterKind, PaperKind, Role
from workflow.store import tables as t

WHOLE = [
    *("open_plan", "circulate", "answer", "open_plan", "prepare", "submit", "decide"),
    *("dispatch", "acknowledge", "acknowledge", "acknowledge", "complete"),
    *("list", "notify", "adjust", "post", "gain_force"),
    *("open_follow_up", "report_outcome", "report_outcome", "close_follow_up"),
    *("report_agency", "report_committee", "close"),
]


def prepared_after_answers(world: World) -> w.Matter:
    matter = w.circulated(world)
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    drafting.answer(world.office, matter.plan_id, "Inga synpunkter.", bearer, w.ANSWERED)
    plans = (matter.plan_id, w.opened(world, 2024))
    officer = world.actor("officer", w.PREPARED)
    draft = w.draft(world, *plans)
    done = preparing.prepare(world.office, world.case_id, draft, officer, w.PREPARED)
    return w.Matter(world, plans, done.subject_id)


def deliver(matter: w.Matter) -> None:
    world, office = matter.world, matter.world.office
    registrar = world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(office, matter.decision_id, registrar, w.DISPATCHED)
    for party in RECIPIENTS:
        bearer = matter.bearer(party, LetterKind.UTDRAG)
        dispatching.acknowledge(office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    dispatching.complete(office, matter.decision_id, registrar, w.ACKNOWLEDGED)


def follow_up(matter: w.Matter) -> None:
    world, office, plan_id = matter.world, matter.world.office, matter.plan_id
    officer = world.actor("officer", w.YEAR_END)
    following_up.open_follow_up(office, plan_id, officer, w.YEAR_END)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, plan_id, officer, w.CLOSED_UP)
    following_up.report_agency(office, plan_id, officer, w.AGENCY, "Bekräftat")
    following_up.report_committee(office, plan_id, officer, w.COMMITTEE)
    following_up.close(office, plan_id, world.actor("registrar", w.CLOSED), w.CLOSED)


def test_the_right_persons_walk_the_whole_chain_and_every_paper_is_kept(
    world: World, database: Engine
) -> None:
    matter = prepared_after_answers(world.with_renderer(HouseRenderer()))
    w.submit(matter)
    w.decide(matter)
    deliver(matter)
    w.in_force(matter)
    follow_up(matter)
    assert [entry["step"] for entry in events(world.office)] == WHOLE
    assert [plan.state for plan in rows(database, t.plan)] == ["closed", "adopted"]
    assert row(database, t.notice).state == "in_force"
    assert row(database, t.dispatch).state == "acknowledged"
    drawn_up = {order.kind for s in STEPS for order in s.orders if isinstance(order, Paper)}
    off_the_road = {PaperKind.HANSKJUTANDE, PaperKind.RATTELSE, PaperKind.SARSKILT_PROTOKOLL}
    kinds = {use.kind for use in rows(database, t.paper_use)}
    assert kinds == {*drawn_up - off_the_road, PaperKind.UNDERLAG}
    for paper in rows(database, t.paper):
        assert len(world.office.files.get(paper.sha256)) == paper.size
    assert findings(world.office) == []


@pytest.mark.case("A09")
def test_a_deputy_decides_with_a_reason_and_stands_on_record_as_deputy(
    world: World, database: Engine
) -> None:
    matter, deputy = w.submitted(world), world.actor("deputy", w.DECIDED)

    def decide(reason: str) -> object:
        seen = matter.seen()
        return deciding.decide(world.office, matter.decision_id, seen, deputy, w.DECIDED, reason)

    assert refused(decide, "") == ["deputy_without_reason"]
    decide(w.AWAY)
    decision = row(database, t.decision)
    assert decision.decider_name == "Ställföreträdaren"
    assert decision.deputy_for == "Regional utvecklingsdirektör"
    assert decision.deputy_reason == w.AWAY


@pytest.mark.case("A06")
def test_a_deputy_who_wrote_in_the_draft_does_not_decide_it(world: World, database: Engine) -> None:
    registers.grant_role(world.office, world.people["deputy"], Role.OFFICER, BEGAN)
    matter, deputy = w.drafted(world), world.actor("deputy", w.DECIDED)
    preparing.revise(world.office, matter.decision_id, w.text(world), deputy, w.PREPARED)
    w.submit(matter)
    office, seen = world.office, matter.seen()
    codes = refused(deciding.decide, office, matter.decision_id, seen, deputy, w.DECIDED, w.AWAY)
    assert codes == ["drafted_by_decider"]
    assert row(database, t.decision).state == "submitted"


# The wrong persons

Wrong = Callable[[Office, w.Matter, Actor], object]

AT_A_DRAFT: dict[str, Wrong] = {
    "circulate": lambda o, m, a: drafting.circulate(o, m.plan_id, w.ANSWER_BY, a, w.CIRCULATED),
    "revise": lambda o, m, a: preparing.revise(o, m.decision_id, w.text(m.world), a, w.PREPARED),
    "submit": lambda o, m, a: preparing.submit(o, m.decision_id, a, w.SUBMITTED),
}
AT_SUBMITTED: dict[str, Wrong] = {
    "take_back": lambda o, m, a: preparing.take_back(o, m.decision_id, "Nej", a, w.DECIDED),
    "send_back": lambda o, m, a: deciding.send_back(o, m.decision_id, "Nej", a, w.DECIDED),
    "refer": lambda o, m, a: deciding.refer(o, m.decision_id, "Nej", a, w.DECIDED),
    "decide": lambda o, m, a: deciding.decide(o, m.decision_id, m.seen(), a, w.DECIDED, w.AWAY),
}
AT_DECIDED: dict[str, Wrong] = {
    "correct": lambda o, m, a: deciding.correct(o, m.decision_id, "Fel", a, w.DISPATCHED),
    "dispatch": lambda o, m, a: dispatching.dispatch(o, m.decision_id, a, w.DISPATCHED),
    "list": lambda o, m, a: notifying.list_notice(o, m.decision_id, a, w.LISTED),
    "open_follow_up": lambda o, m, a: following_up.open_follow_up(o, m.plan_id, a, w.YEAR_END),
}
RIGHT = {
    "list": {"secretary"},
    "dispatch": {"registrar"},
    "correct": {"director", "deputy"},
    "send_back": {"director", "deputy"},
    "refer": {"director", "deputy"},
    "decide": {"director", "deputy"},
}
EVERYBODY = ("officer", "director", "deputy", "secretary", "registrar", "stranger")


def wrong_tries(
    world: World, matter: w.Matter, steps: dict[str, Wrong]
) -> list[tuple[str, str, list[str]]]:
    """Every step by everybody who may not take it, and the codes of the refusal."""
    tries = []
    for step, act in steps.items():
        for who in EVERYBODY:
            if who not in RIGHT.get(step, {"officer"}):
                actor = world.actor(who, w.DECIDED)
                codes = refused(act, world.office, matter, actor)
                tries.append((step, who, codes))
    return tries


@pytest.mark.case("A01")
@pytest.mark.parametrize(
    ("walk", "steps", "codes"),
    [
        (w.drafted, AT_A_DRAFT, {"wrong_role"}),
        (w.submitted, AT_SUBMITTED, {"wrong_role", "not_the_holder", "drafted_by_decider"}),
        (w.decided, AT_DECIDED, {"wrong_role", "not_the_holder", "drafted_by_decider"}),
    ],
    ids=["drafting", "submitted", "decided"],
)
def test_at_no_step_do_the_wrong_persons_get_through_and_every_try_is_on_record(
    world: World,
    database: Engine,
    walk: Callable[[World], w.Matter],
    steps: dict[str, Wrong],
    codes: set[str],
) -> None:
    matter = walk(world)
    before = everything(database, "event", "matter_case")
    tries = wrong_tries(world, matter, steps)
    assert len(tries) >= 12
    assert {code for _, _, found in tries for code in found} <= codes
    assert everything(database, "event", "matter_case") == before
    recorded = [entry["step"] for entry in events(world.office) if entry["refused"]]
    assert recorded == [step for step, _, _ in tries]


@pytest.mark.case("A05")
def test_no_step_can_be_taken_before_its_turn(world: World) -> None:
    matter = w.drafted(world)
    director, seen = world.actor("director", w.DECIDED), matter.seen()
    decide = partial(deciding.decide, world.office, matter.decision_id, seen, director, w.DECIDED)
    assert "wrong_state" in refused(decide)
    registrar = world.actor("registrar", w.DECIDED)
    dispatch = partial(dispatching.dispatch, world.office, matter.decision_id, registrar, w.DECIDED)
    assert refused(dispatch) == ["wrong_state"]

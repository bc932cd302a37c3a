"""What a plan and a decision are asked on the way to being decided: each question's yes and no."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents.sample.measures import measures_2023
from documents.sample.parties import COUNTY, MUNICIPALITIES, REGION
from tests.workflow.builders import (
    ARE,
    DIRECTOR,
    MEMBER,
    OFFICER,
    PAPERS,
    SEEN,
    a_plan,
    a_situation,
    an_ask,
    ready,
    ready_ask,
    reasons,
    why_not,
    why_with,
)
from workflow.facts import (
    Ask,
    Basis,
    ConflictOfInterest,
    Decision,
    Given,
    Measure,
    Party,
    Situation,
)
from workflow.states import PlanState

ARES_MEASURE, REGIONS_MEASURE = measures_2023()[:2]


def drafted(change: Callable[[Decision], Decision]) -> Situation:
    """The seed's draft just before it is submitted, where the decision says something else."""
    situation, _ = ready("submit")
    return replace(situation, decision=change(situation.the_decision()))


def with_measures(*measures: Measure) -> Situation:
    """The draft whose plan for 2023 holds these measures."""
    situation, _ = ready("submit")
    return replace(situation, measures={**situation.measures, 1: measures})


# The plan's year and its answers from the network


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (2022, ("year_outside_programme",)),
        (2023, ()),
        (2030, ()),
        (2031, ("year_outside_programme",)),
    ],
)
def test_a_plan_is_for_a_year_of_the_programme(year: int, codes: tuple[str, ...]) -> None:
    situation, ask = ready("open_plan")
    plan = a_plan(PlanState.DRAFTING, year, plan_id=0)
    assert why_not(replace(situation, plans=(plan,)), ask) == codes


def test_a_year_has_one_plan() -> None:
    situation, ask = ready("open_plan")
    assert why_not(replace(situation, years_taken=frozenset({2024})), ask) == ()
    assert why_not(replace(situation, years_taken=frozenset({2023})), ask) == ("plan_exists",)


@pytest.mark.parametrize(
    ("answer_by", "codes"),
    [
        (date(2023, 9, 5), ()),
        (date(2023, 9, 4), ("answer_day_not_ahead",)),
        (date(2023, 9, 3), ("answer_day_not_ahead",)),
        (None, ("answer_day_not_ahead",)),
    ],
    ids=["tomorrow", "today", "yesterday", "no day"],
)
def test_the_network_gets_time_to_answer(answer_by: date | None, codes: tuple[str, ...]) -> None:
    situation, ask = ready("circulate")
    assert why_with(situation, ask, Given(answer_by=answer_by)) == codes


def test_a_draft_is_circulated_to_members_with_addresses() -> None:
    situation, ask = ready("circulate")
    silent = replace(ARE, email="")
    assert why_not(replace(situation, members=()), ask) == ("no_members",)
    (refusal,) = reasons(replace(situation, members=(*MUNICIPALITIES[:4], silent)), ask)
    assert (refusal.code, refusal.param("party")) == ("member_without_address", "Åre kommun")


@pytest.mark.parametrize(
    ("party_id", "codes"), [(5, ()), (10, ("not_a_member",)), (None, ("not_a_member",))]
)
def test_only_the_network_answers(party_id: int | None, codes: tuple[str, ...]) -> None:
    situation, ask = ready("answer")
    assert why_not(situation, replace(ask, actor=replace(MEMBER, party_id=party_id))) == codes


@pytest.mark.parametrize(
    ("on", "codes"), [(date(2023, 9, 29), ()), (date(2023, 9, 30), ("answer_time_over",))]
)
def test_an_answer_comes_in_time(on: date, codes: tuple[str, ...]) -> None:
    situation, ask = ready("answer")
    assert why_not(situation, an_ask("answer", MEMBER, on, ask.given)) == codes


@pytest.mark.parametrize("opinion", ["", "  \n"])
def test_an_answer_says_something(opinion: str) -> None:
    situation, ask = ready("answer")
    assert why_with(situation, ask, Given(opinion=opinion)) == ("opinion_missing",)


# Writing measures


def by_member(measure: Measure) -> Ask:
    return replace(ready_ask("write_measure", MEMBER), given=Given(measures=(measure,)))


def test_a_member_writes_the_measures_of_its_own_organisation() -> None:
    situation, _ = ready("write_measure")
    own = replace(ARES_MEASURE, id=0, key="2023-9")
    for measure in (own, replace(ARES_MEASURE, activity="Nytt namn")):
        assert why_not(situation, by_member(measure)) == ()


@pytest.mark.parametrize(
    "measure",
    [
        REGIONS_MEASURE,
        replace(REGIONS_MEASURE, responsible=ARE),
        replace(ARES_MEASURE, responsible=COUNTY),
        replace(ARES_MEASURE, responsible=None),
        replace(ARES_MEASURE, id=0, key="2023-9", responsible=REGION),
    ],
    ids=["another's", "taken from another", "given to another", "given to nobody", "new for other"],
)
def test_a_member_does_not_write_the_measures_of_others(measure: Measure) -> None:
    situation, _ = ready("write_measure")
    assert why_not(situation, by_member(measure)) == ("measure_not_yours",)


def test_an_officer_writes_any_measure() -> None:
    situation, ask = ready("write_measure")
    for measure in measures_2023():
        assert why_with(situation, ask, Given(measures=(measure,))) == ()


def test_writing_a_measure_takes_a_measure() -> None:
    situation, ask = ready("write_measure")
    assert why_with(situation, ask, Given()) == ("no_measure_given",)


def test_a_measure_has_a_key_of_its_own_and_is_known() -> None:
    situation, ask = ready("write_measure")
    doubled = replace(ARES_MEASURE, id=0)
    unknown = replace(ARES_MEASURE, id=77, key="2023-9")
    assert why_with(situation, ask, Given(measures=(doubled,))) == ("measure_key_taken",)
    assert why_with(situation, ask, Given(measures=(unknown,))) == ("measure_unknown",)


# Preparing the decision


@pytest.mark.parametrize("state", list(PlanState))
def test_a_decision_is_prepared_on_drafts(state: PlanState) -> None:
    situation, ask = ready("prepare")
    draft = state in (PlanState.DRAFTING, PlanState.CIRCULATED)
    plans = (a_plan(state), a_plan(PlanState.CIRCULATED, 2024, 2))
    assert why_not(replace(situation, plans=plans), ask) == (() if draft else ("plan_is_no_draft",))


def test_a_decision_covers_at_least_one_plan_and_none_of_another_decision() -> None:
    situation, ask = ready("prepare")
    assert why_not(replace(situation, plans=()), ask) == ("decision_without_plan",)
    (refusal,) = reasons(replace(situation, bound_plans=frozenset({2})), ask)
    assert (refusal.code, refusal.param("year")) == ("plan_in_other_decision", "2024")


def test_a_draft_is_rewritten_with_a_draft() -> None:
    situation, ask = ready("revise")
    assert why_with(situation, ask, Given()) == ("draft_missing",)


@pytest.mark.parametrize("step", ["declare_conflict", "take_back", "send_back", "refer", "correct"])
@pytest.mark.parametrize("reason", ["", " \t"])
def test_a_step_that_needs_a_reason_gets_one(step: str, reason: str) -> None:
    situation, ask = ready(step)
    assert why_with(situation, ask, Given(reason=reason)) == ("reason_missing",)


# Submitting


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        (replace(ARES_MEASURE, responsible=None), "measure_without_responsible"),
        (replace(ARES_MEASURE, responsible_person=""), "measure_without_responsible"),
        (replace(ARES_MEASURE, targets=()), "measure_without_target"),
        *(
            (replace(ARES_MEASURE, targets=(target,)), "target_cannot_be_followed_up")
            for target in (
                replace(ARES_MEASURE.targets[0], indicator=""),
                replace(ARES_MEASURE.targets[0], unit=""),
                replace(ARES_MEASURE.targets[0], goal=None),
            )
        ),
    ],
)
def test_a_measure_that_cannot_be_followed_up_is_not_submitted(measure: Measure, code: str) -> None:
    assert why_not(with_measures(measure), ready_ask("submit")) == (code,)


def test_a_goal_of_zero_is_a_goal() -> None:
    nobody_closes = replace(ARES_MEASURE.targets[0], goal=Decimal(0))
    measure = replace(ARES_MEASURE, targets=(nobody_closes,))
    assert why_not(with_measures(measure), ready_ask("submit")) == ()


def test_a_plan_without_measures_is_not_submitted() -> None:
    (refusal,) = reasons(with_measures(), ready_ask("submit"))
    assert (refusal.code, refusal.param("year")) == ("plan_without_measures", "2023")


BASIS = a_situation().the_decision().basis
LOOSE = Basis(4, "Minnesanteckningar", date(2023, 9, 1), "d" * 64)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda d: replace(d, title="  "), ("title_missing",)),
        (lambda d: replace(d, text=()), ("text_missing",)),
        (lambda d: replace(d, text=("", " ")), ("text_missing",)),
        (lambda d: replace(d, text=("", "Ett stycke räcker.")), ()),
        (lambda d: replace(d, basis=(*BASIS, LOOSE)), ()),
        (
            lambda d: replace(d, basis=(*BASIS, replace(LOOSE, sha256=None))),
            ("basis_not_attached",),
        ),
        (
            lambda d: replace(d, basis=(*BASIS, replace(LOOSE, dated_on=None))),
            ("basis_not_attached",),
        ),
        (lambda d: replace(d, basis=BASIS[:2]), ("plan_not_in_basis",)),
        (lambda d: replace(d, basis=()), ("plan_not_in_basis", "plan_not_in_basis")),
        (lambda d: replace(d, new_direction=None), ("direction_not_answered",)),
        (lambda d: replace(d, new_direction=True), ()),
        (lambda d: replace(d, delegation_id=9), ("delegation_missing",)),
        (lambda d: replace(d, dispatch_to=()), ("no_recipients",)),
        (lambda d: replace(d, dispatch_to=("Lanets kommuner",)), ("recipient_unknown",)),
        (lambda d: replace(d, dispatch_to=("Tillväxtverket",)), ()),
    ],
)
def test_a_draft_is_complete_when_it_is_submitted(
    change: Callable[[Decision], Decision], codes: tuple[str, ...]
) -> None:
    assert why_not(drafted(change), ready_ask("submit")) == codes


def test_a_plans_own_paper_is_attached_by_submitting_it() -> None:
    unwritten = tuple(replace(b, sha256=None, dated_on=None) if b.plan_id else b for b in BASIS)
    assert why_not(drafted(lambda d: replace(d, basis=unwritten)), ready_ask("submit")) == ()


@pytest.mark.parametrize(
    ("party", "codes"),
    [
        (ARE, ()),
        (replace(ARE, email=""), ("recipient_without_address",)),
        (REGION, ("recipient_is_the_region",)),
        (replace(REGION, email=""), ("recipient_is_the_region",)),
    ],
)
def test_every_recipient_of_a_group_can_be_reached_and_is_another(
    party: Party, codes: tuple[str, ...]
) -> None:
    situation = drafted(lambda d: replace(d, dispatch_to=("Kommuner",)))
    groups = {"Kommuner": (MUNICIPALITIES[0], party), "Ingen": ()}
    assert why_not(replace(situation, groups=groups), ready_ask("submit")) == codes


def test_an_empty_group_is_no_recipient() -> None:
    situation = replace(drafted(lambda d: replace(d, dispatch_to=("Ingen",))), groups={"Ingen": ()})
    assert why_not(situation, ready_ask("submit")) == ("group_is_empty",)


def test_every_fault_of_a_draft_is_named_at_once() -> None:
    situation = drafted(
        lambda d: replace(d, title="", text=(), basis=BASIS[:1], new_direction=None, dispatch_to=())
    )
    found = why_not(replace(situation, measures={1: (), 2: ()}), ready_ask("submit"))
    assert set(found) == {
        "plan_without_measures", "title_missing", "text_missing", "plan_not_in_basis",
        "direction_not_answered", "no_recipients",
    }  # fmt: skip


# Deciding


@pytest.mark.parametrize("new_direction", [True, None])
def test_a_new_direction_is_referred_and_never_decided(new_direction: bool | None) -> None:
    decision = replace(a_situation().the_decision(), new_direction=new_direction)
    situation = replace(a_situation(), decision=decision)
    assert why_not(situation, ready_ask("decide")) == ("new_direction_must_be_referred",)
    assert why_not(situation, ready_ask("refer")) == ()


@pytest.mark.parametrize(
    "seen",
    [
        frozenset[str](),
        SEEN - {PAPERS[0].sha256},
        SEEN | {"e" * 64},
        (SEEN - {PAPERS[0].sha256}) | {"e" * 64},
    ],
    ids=["nothing", "all but one", "one more", "another version"],
)
def test_who_decides_has_seen_exactly_the_papers_decided(seen: frozenset[str]) -> None:
    ask = an_ask("decide", DIRECTOR, given=Given(seen=seen))
    assert why_not(a_situation(), ask) == ("papers_not_those_seen",)


@pytest.mark.parametrize("step", ["revise", "revise_basis", "submit"])
def test_an_officer_with_a_conflict_of_interest_leaves_the_draft_alone(step: str) -> None:
    situation, ask = ready(step)
    conflict = ConflictOfInterest(OFFICER.person_id or 0, 1, "närstående", ask.at)
    register = replace(situation.register, conflicts=(conflict,))
    assert why_not(replace(situation, register=register), ask) == ("conflict_of_interest",)

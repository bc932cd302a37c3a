"""A personal link is for one plan or one decision, and opens no other."""

from dataclasses import replace

import pytest

from tests.workflow.builders import ready, why_not

OTHER = 77


@pytest.mark.parametrize("step", ["answer", "report_outcome"])
def test_a_link_to_another_plan_opens_nothing(step: str) -> None:
    situation, ask = ready(step)
    (plan,) = situation.plans
    assert why_not(situation, replace(ask, actor=replace(ask.actor, plan_id=plan.id))) == ()
    elsewhere = replace(ask, actor=replace(ask.actor, plan_id=OTHER))
    assert why_not(situation, elsewhere) == ("link_for_something_else",)


def test_a_link_to_another_decision_confirms_nothing() -> None:
    situation, ask = ready("acknowledge")
    decision_id = situation.the_decision().id
    right = replace(ask, actor=replace(ask.actor, decision_id=decision_id))
    assert why_not(situation, right) == ()
    elsewhere = replace(ask, actor=replace(ask.actor, decision_id=OTHER))
    assert why_not(situation, elsewhere) == ("link_for_something_else",)


def test_a_link_to_a_decision_says_nothing_about_a_plan() -> None:
    situation, ask = ready("answer")
    of_a_decision = replace(ask, actor=replace(ask.actor, decision_id=OTHER))
    assert why_not(situation, of_a_decision) == ("link_for_something_else",)

"""What an officer may say of an outcome that somebody else answers for."""

from dataclasses import replace

from tests.workflow.builders import OFFICER, ready, ready_ask, why_not
from workflow.after import after
from workflow.facts import Given, Situation
from workflow.machine import take


def without_outcomes(situation: Situation) -> Situation:
    """Nobody has reported anything yet."""
    measures = {
        plan_id: tuple(
            replace(m, targets=tuple(replace(target, outcome=None) for target in m.targets))
            for m in found
        )
        for plan_id, found in situation.measures.items()
    }
    return replace(situation, measures=measures)


def test_an_officer_says_why_somebody_elses_outcome_is_missing() -> None:
    situation, ask = ready("report_outcome")
    assert ask.given is not None
    ((target_id, told),) = ask.given.outcomes
    missing = replace(told, value=None, missing_reason="Kommunen har inte svarat.")
    given = Given(outcomes=((target_id, missing),))
    by_officer = ready_ask("report_outcome", OFFICER)
    assert why_not(without_outcomes(situation), replace(by_officer, given=given)) == ()


def test_an_officer_does_not_take_away_a_value_that_somebody_else_has_given() -> None:
    situation, ask = ready("report_outcome")
    assert ask.given is not None
    ((target_id, told),) = ask.given.outcomes
    (plan,) = situation.plans
    reported = after(situation, take(situation, ask), ask)
    assert reported.measures[plan.id] != without_outcomes(situation).measures[plan.id]
    missing = replace(told, value=None, missing_reason="Vi tror inte på siffran.")
    by_officer = ready_ask("report_outcome", OFFICER)
    given = Given(outcomes=((target_id, missing),))
    assert why_not(reported, replace(by_officer, given=given)) == ("value_not_yours",)

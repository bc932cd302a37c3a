"""What an officer may say of an outcome that somebody else answers for."""

from dataclasses import replace
from decimal import Decimal

from tests.workflow.builders import OFFICER, ready, ready_ask, why_not
from workflow.after import after
from workflow.facts import Actor, Given, Situation
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


def entered(party_id: int | None, actor: Actor = OFFICER) -> tuple[str, ...]:
    """Why an officer can't enter a value in the name of an organisation."""
    situation, ask = ready("report_outcome")
    assert ask.given is not None
    given = replace(ask.given, party_id=party_id)
    asked = replace(ready_ask("report_outcome", actor), given=given)
    return why_not(without_outcomes(situation), asked)


def responsible_id() -> int:
    situation, ask = ready("report_outcome")
    assert ask.given is not None
    ((target_id, _told),) = ask.given.outcomes
    measures = (m for found in situation.measures.values() for m in found)
    found = next(m for m in measures if any(each.id == target_id for each in m.targets))
    assert found.responsible is not None
    return found.responsible.id


def test_an_officer_enters_the_sheet_of_the_organisation_that_is_named() -> None:
    assert entered(None) == ("value_not_yours",)
    assert entered(responsible_id() + 900) == ("value_not_yours",)
    assert entered(responsible_id()) == ()


def test_an_organisations_own_word_is_not_changed_by_a_sheet_that_an_officer_enters() -> None:
    situation, ask = ready("report_outcome")
    reported = after(situation, take(situation, ask), ask)
    assert ask.given is not None
    ((target_id, told),) = ask.given.outcomes
    other = replace(told, value=Decimal(1) + (told.value or Decimal(0)))
    given = replace(ask.given, outcomes=((target_id, other),), party_id=responsible_id())
    by_officer = replace(ready_ask("report_outcome", OFFICER), given=given)
    assert why_not(reported, by_officer) == ("value_not_yours",)

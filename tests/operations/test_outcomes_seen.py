"""Two who have the same page of outcomes open: nobody overwrites what they have not seen."""

from decimal import Decimal

from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import refused, row
from workflow.facts import Outcome, OutcomeStatus, Target
from workflow.measures import seen_as
from workflow.operations import following_up
from workflow.operations.queries.own_measures import own_part
from workflow.states import LetterKind
from workflow.store import tables as t

FIRST = Outcome(Decimal(1), OutcomeStatus.PARTLY)
SECOND = Outcome(Decimal(2), OutcomeStatus.REACHED)


def shown(matter: w.Matter) -> Target:
    """The municipality's first target as its page shows it."""
    bearer = matter.bearer("are", LetterKind.OUTCOME_REQUEST)
    part = own_part(matter.world.office, matter.plan_id, bearer, w.OUTCOMES_IN)
    return part.measures[0].targets[0]


def report(matter: w.Matter, target: Target, outcome: Outcome, seen: frozenset[str]) -> object:
    bearer, given = matter.bearer("are", LetterKind.OUTCOME_REQUEST), ((target.id, outcome),)
    office = matter.world.office
    return following_up.report_outcomes(office, matter.plan_id, given, bearer, w.OUTCOMES_IN, seen)


def test_what_came_meanwhile_is_not_overwritten(world: World, database: Engine) -> None:
    matter = w.asked_for_outcomes(world)
    target = shown(matter)
    empty = frozenset({seen_as(target)})
    report(matter, target, FIRST, empty)
    assert refused(report, matter, target, SECOND, empty) == ["outcome_written_meanwhile"]
    assert row(database, t.outcome, target_id=target.id).value == Decimal(1)


def test_what_was_read_is_changed(world: World, database: Engine) -> None:
    matter = w.asked_for_outcomes(world)
    report(matter, shown(matter), FIRST, frozenset({seen_as(shown(matter))}))
    report(matter, shown(matter), SECOND, frozenset({seen_as(shown(matter))}))
    assert row(database, t.outcome, target_id=shown(matter).id).value == Decimal(2)

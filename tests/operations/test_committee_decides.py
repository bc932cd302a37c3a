"""A matter left to the committee: what it decided is noted, and its plans go on to the end."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import findings, refused, row, rows
from workflow.operations import deciding, following_up, notifying
from workflow.operations.queries.inbox import inbox
from workflow.states import LetterKind
from workflow.store import tables as t

HELD_ON, NOTED = date(2023, 11, 21), when("2023-11-22")


def referred(world: World) -> w.Matter:
    matter = w.submitted(world)
    director = world.actor("director", w.SUBMITTED)
    why = "Ny inriktning."
    deciding.refer(world.office, matter.decision_id, why, director, w.SUBMITTED)
    return matter


def noted(world: World) -> w.Matter:
    matter = referred(world)
    secretary = world.actor("secretary", NOTED)
    given = (HELD_ON, "§ 190/2023", secretary, NOTED)
    notifying.committee_decides(world.office, matter.decision_id, *given)
    return matter


def test_the_committees_own_decision_adopts_the_plans(world: World, database: Engine) -> None:
    noted(world)
    decision = row(database, t.decision)
    assert (decision.state, decision.decided_on) == ("by_committee", HELD_ON)
    assert (decision.paragraph, decision.number_serial) == ("§ 190/2023", None)
    assert {plan.state for plan in rows(database, t.plan)} == {"adopted"}
    assert (rows(database, t.notice), rows(database, t.dispatch)) == ([], [])
    letter = row(database, t.letter, kind=LetterKind.COMMITTEE_DECIDED.value)
    assert letter.to_email == "officer@region.example"
    assert findings(world.office) == []


def test_a_plan_that_the_committee_adopted_is_followed_up_reported_and_closed(
    world: World, database: Engine
) -> None:
    matter, office = noted(world), world.office
    officer = world.actor("officer", w.YEAR_END)
    following_up.open_follow_up(office, matter.plan_id, officer, w.YEAR_END)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, matter.plan_id, officer, w.CLOSED_UP)
    following_up.report_agency(office, matter.plan_id, officer, w.AGENCY, "Bekräftat")
    following_up.report_committee(office, matter.plan_id, officer, w.COMMITTEE)
    following_up.close(office, matter.plan_id, world.actor("registrar", w.CLOSED), w.CLOSED)
    assert [plan.state for plan in rows(database, t.plan)] == ["closed", "adopted"]
    assert findings(office) == []


@pytest.mark.parametrize(
    ("day", "paragraph", "code"),
    [
        (date(2023, 11, 23), "§ 190/2023", "committees_day_wrong"),
        (date(2023, 10, 11), "§ 190/2023", "committees_day_wrong"),
        (HELD_ON, "§ 190", "paragraph_wrong"),
        (HELD_ON, "§ 190/2022", "paragraph_wrong"),
    ],
    ids=["tomorrow", "before the matter came", "no year", "another year"],
)
def test_the_committees_decision_has_a_day_and_a_paragraph_of_that_year(
    world: World, day: date, paragraph: str, code: str
) -> None:
    matter, secretary = referred(world), world.actor("secretary", NOTED)
    given = (matter.decision_id, day, paragraph, secretary, NOTED)
    assert refused(notifying.committee_decides, world.office, *given) == [code]


def test_only_the_secretary_says_what_the_committee_decided(world: World) -> None:
    matter, officer = referred(world), world.actor("officer", NOTED)
    given = (matter.decision_id, HELD_ON, "§ 190/2023", officer, NOTED)
    assert refused(notifying.committee_decides, world.office, *given) == ["wrong_role"]


def test_a_matter_left_to_the_committee_waits_for_its_secretary(world: World) -> None:
    referred(world)
    found = inbox(world.office, world.actor("secretary", NOTED), NOTED).waiting
    assert [each.step for each in found] == ["committee_decides"]

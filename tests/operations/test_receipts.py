"""The agency's receipt comes after the report, and is noted by an officer."""

from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import events, findings, refused, row
from workflow.operations import following_up
from workflow.operations.receipts import note_receipt
from workflow.states import LetterKind
from workflow.store import tables as t


def reported(world: World) -> w.Matter:
    matter = w.asked_for_outcomes(world)
    office, plan_id = world.office, matter.plan_id
    w.report(matter, "own-2023", world.actor("officer", w.OUTCOMES_IN))
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, plan_id, world.actor("officer", w.CLOSED_UP), w.CLOSED_UP)
    following_up.report_agency(office, plan_id, world.actor("officer", w.AGENCY), w.AGENCY)
    return matter


def note(matter: w.Matter, receipt: str = "Ä 2024-1234", who: str = "officer") -> None:
    actor = matter.world.actor(who, w.AGENCY)
    note_receipt(matter.world.office, matter.plan_id, receipt, actor, w.AGENCY)


def test_a_receipt_is_noted_after_the_report_and_is_on_record(
    world: World, database: Engine
) -> None:
    matter = reported(world)
    note(matter)
    note(matter, " Ä 2024-1235 ")
    assert row(database, t.plan, id=matter.plan_id).receipt == "Ä 2024-1235"
    told = [entry["given"]["receipt"] for entry in events(world.office, step="note_receipt")]
    assert told == ["Ä 2024-1234", "Ä 2024-1235"]
    assert findings(world.office) == []


def test_the_plan_goes_on_with_its_receipt(world: World, database: Engine) -> None:
    matter = reported(world)
    note(matter)
    officer = world.actor("officer", w.COMMITTEE)
    following_up.report_committee(world.office, matter.plan_id, officer, w.COMMITTEE)
    assert row(database, t.plan, id=matter.plan_id).receipt == "Ä 2024-1234"


def test_there_is_no_receipt_without_report_text_and_officer(world: World) -> None:
    matter = reported(world)
    assert refused(note, matter, " ") == ["receipt_missing"]
    assert refused(note, matter, who="registrar") == ["wrong_role"]
    other = w.Matter(world, matter.plan_ids[1:], matter.decision_id)
    assert refused(note, other) == ["wrong_state"]

"""A letter that did not get there is told of, and a lost utdrag is the registrar's to mend."""

from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import row, rows
from workflow.jobs.reminding import remind
from workflow.operations import dispatching, undelivered
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import writing

AT = when("2023-10-25", 14)


def lost(world: World, **which: object) -> int:
    """A letter has failed for good, and it is noted twice, as after a crash."""
    letter_id: int = rows(world.office.engine, t.letter, **which)[0].id
    for _ in range(2):
        with writing(world.office.engine) as connection:
            this = update(t.letter).where(t.letter.c.id == letter_id)
            connection.execute(this, {"state": "failed", "problem": "Adressen finns inte."})
            undelivered.note(connection, world.office, letter_id, AT)
    return letter_id


def test_a_lost_utdrag_is_the_registrars_to_mend_by_the_next_working_day(world: World) -> None:
    w.dispatched(world)
    lost(world, kind="utdrag", to_name="Åre kommun")
    duty = row(world.office.engine, t.duty, kind="mend")
    assert (duty.role_to, duty.party_id) == ("registrar", world.parties["are"].id)
    assert str(duty.due_on) == "2023-10-26"


def test_the_registrar_and_the_officer_are_told_once_each(world: World) -> None:
    w.dispatched(world)
    letter_id = lost(world, kind="utdrag", to_name="Åre kommun")
    told = rows(world.office.engine, t.letter, kind="undelivered")
    assert [each.to_email for each in told] == [
        "registrar@region.example",
        "officer@region.example",
    ]
    assert all(f"/letter-{letter_id}/undelivered/p" in each.key for each in told)


def test_of_a_lost_word_about_a_loss_nobody_is_told(world: World, database: Engine) -> None:
    w.dispatched(world)
    lost(world, kind="utdrag", to_name="Åre kommun")
    lost(world, kind="undelivered")
    assert len(rows(database, t.letter, kind="undelivered")) == 2


def test_what_is_confirmed_already_needs_no_mending(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, AT)
    lost(world, kind="utdrag", to_name="Åre kommun")
    assert rows(database, t.duty, kind="mend") == []


def test_a_lost_letter_about_a_plan_is_told_and_begins_no_duty(world: World) -> None:
    w.circulated(world)
    lost(world, kind="circulation")
    assert len(rows(world.office.engine, t.letter, kind="undelivered")) == 2
    assert rows(world.office.engine, t.duty, kind="mend") == []


def test_the_registrar_and_not_the_recipient_is_reminded_to_mend(world: World) -> None:
    w.dispatched(world)
    lost(world, kind="utdrag", to_name="Åre kommun")
    remind(world.office, when("2023-10-26", 8))
    told = rows(world.office.engine, t.letter, kind="reminder")
    assert [each.to_email for each in told if "mend" in each.body] == ["registrar@region.example"]

"""Many rows at once hold just what each alone would, on either kind of database."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from tests.operations.builders import World, a_world, an_office
from tests.operations.reading import rows
from workflow.outgoing import Attached, Outgoing
from workflow.states import LetterKind
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.bulk import insert_many
from workflow.store.engine import writing

AT = datetime(2024, 1, 10, 8, tzinfo=UTC)


def a_letter(world: World, number: int) -> Outgoing:
    return Outgoing(
        key=f"RUN/536/2021/duty-{number}/0/p1",
        case_id=world.case_id,
        kind=LetterKind.REMINDER,
        to_name="Åre kommun",
        to_email="registrator@are.example",
        subject="Påminnelse",
        body="Hej!\n",
        message_id=f"<{number}@region.example>",
        created_at=AT,
        attachments=(Attached("plan.pdf", "0" * 64, "application/pdf"),),
    )


def test_letters_written_at_once_are_as_those_written_one_by_one(database: Engine) -> None:
    world = a_world(an_office(database))
    with writing(database) as connection:
        outbox.add(connection, a_letter(world, 1))
        outbox.add_all(connection, [a_letter(world, 2), a_letter(world, 3)])
        outbox.add_all(connection, [])
    first, *others = (each._mapping for each in rows(database, t.letter))
    own = ("id", "key", "message_id")
    for other in others:
        assert {k: v for k, v in other.items() if k not in own} == {
            k: v for k, v in first.items() if k not in own
        }


def test_a_letter_that_is_ordered_already_is_not_ordered_again(database: Engine) -> None:
    world = a_world(an_office(database))
    again = replace(a_letter(world, 1), subject="En annan")
    with writing(database) as connection:
        outbox.add_all(connection, [a_letter(world, 1)])
        outbox.add_all(connection, [again, a_letter(world, 2)])
    assert [each.subject for each in rows(database, t.letter)] == ["Påminnelse", "Påminnelse"]


@pytest.mark.parametrize("count", [1, 99, 100, 101, 250])
def test_however_many_rows_there_are_each_is_written_once_in_its_order(
    database: Engine, count: int
) -> None:
    world = a_world(an_office(database))
    letters = [replace(a_letter(world, n), body=f"Brev {n}\n") for n in range(count)]
    with writing(database) as connection:
        outbox.add_all(connection, letters)
    found = [(each.key, each.body, each.next_at) for each in rows(database, t.letter)]
    assert found == [(each.key, each.body, AT) for each in letters]


def test_rows_that_are_alike_in_all_but_one_column_are_as_many_as_were_given(
    database: Engine,
) -> None:
    given: dict[str, list[Any]] = {"name": ["first", "second"], "beat_at": [AT, AT]}
    with writing(database) as connection:
        insert_many(connection, insert(t.heartbeat), given)
        insert_many(connection, insert(t.heartbeat), {name: [] for name in given})
    found = [(each.name, each.beat_at, each.problem) for each in rows(database, t.heartbeat)]
    assert found == [("first", AT, ""), ("second", AT, "")]

"""Questions asked at once: the same answers as each gives by itself, on both databases."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine, bindparam, insert, select, update

from tests.operations import walking as w
from tests.operations.builders import World
from tests.store.samples import a_case
from workflow.store import absences, aftermath, measures, paper_register, people, register
from workflow.store import tables as t
from workflow.store.at_once import Ahead, ahead, together
from workflow.store.engine import reading, writing
from workflow.store.prepared import Asked, Prepared, each_of

REGION = {"name": "Regionen", "number": "1", "unit": "Enheten", "house": {}, "calendar": {}}
ADD = Prepared(insert(t.region).returning(t.region.c.id))
NAMED = Prepared(select(t.region).where(t.region.c.name == bindparam("called")))
BACKWARDS = Prepared(select(t.region.c.name).order_by(t.region.c.name.desc()))
CASE = Prepared(select(t.matter_case).where(t.matter_case.c.id == bindparam("case")))
ODD = ("«Å» & 'ö'", 'sagt "så"', "rad\när ny", "bak\\sned", "%(called)s och $1", "🏔", "null", "")


def added(database: Engine, *names: str) -> None:
    with writing(database) as connection:
        each_of(connection, ADD, [{**REGION, "name": name} for name in names])


def test_every_question_is_answered_by_its_own_rows(database: Engine) -> None:
    added(database, "A", "B")
    asked: list[Asked] = [(NAMED, {"called": name}) for name in ("B", "saknas", "A")]
    with reading(database) as connection:
        answers = together(connection, asked)
    assert [[row.name for row in rows] for rows in answers] == [["B"], [], ["A"]]


def test_rows_come_in_the_questions_own_order(database: Engine) -> None:
    names = [f"Region {number:03}" for number in range(200)]
    added(database, *names)
    with reading(database) as connection:
        rows, _ = together(connection, [(BACKWARDS, {}), (NAMED, {"called": "A"})])
    assert [row.name for row in rows] == names[::-1]


@pytest.mark.parametrize("name", ODD)
def test_a_text_with_odd_signs_is_asked_for_and_answered_as_it_is(
    database: Engine, name: str
) -> None:
    added(database, name, "en annan")
    with reading(database) as connection:
        found, others = together(connection, [(NAMED, {"called": name}), (BACKWARDS, {})])
    assert [row.name for row in found] == [name]
    assert sorted(row.name for row in others) == sorted([name, "en annan"])


def test_days_instants_and_what_is_missing_come_back_as_their_types(database: Engine) -> None:
    at = datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    with writing(database) as connection:
        case_id = a_case(connection)
        mine = update(t.matter_case).where(t.matter_case.c.id == bindparam("case"))
        Prepared(mine).write(connection, case=case_id, head_at=at)
        asked: list[Asked] = [(CASE, {"case": case_id}), (CASE, {"case": 0})]
        (row,), nothing = together(connection, asked)
    assert (row.head_at, row.opened_on, nothing) == (at, date(2021, 9, 1), [])


def test_what_a_decided_case_is_read_from_is_the_same_at_once_as_one_by_one(world: World) -> None:
    matter = w.reported_back(world)
    its, on = {"decision": matter.decision_id}, {"on": w.DECIDED.date()}
    plans = {"plans": list(matter.plan_ids)}
    asked: list[Asked] = [
        *((question, {}) for question in (people.PARTIES, people.GROUPS)),
        *((question, on) for question in (people.GRANTED, people.HELD, absences.AWAY)),
        *((question, plans) for question in (measures.OF_PLANS, measures.TARGETS)),
        *((question, its) for question in (aftermath.NOTICE, aftermath.DELIVERIES)),
        *((question, its) for question in (paper_register.OF_DECISION, aftermath.DISPATCH)),
        (register.DELEGATION, {"delegation": world.delegation_id}),
    ]
    with reading(world.office.engine) as connection:
        one_by_one = [question.rows(connection, **values) for question, values in asked]
        assert together(connection, asked) == one_by_one
    assert Decimal in {type(row.outcome_value) for row in one_by_one[6]}


def test_what_was_not_asked_ahead_is_asked_when_it_is_needed(database: Engine) -> None:
    added(database, "A", "B")
    with reading(database) as connection:
        found = Ahead(connection, [(NAMED, {"called": "A"})])
        names = [NAMED.row(found, called=name).name for name in ("A", "B")]
        is_ahead = isinstance(ahead(connection, ()), Ahead)
    assert names == ["A", "B"]
    assert is_ahead == (database.dialect.name == "postgresql")


def test_nothing_asked_is_nothing_answered(database: Engine) -> None:
    with reading(database) as connection:
        assert together(connection, []) == []

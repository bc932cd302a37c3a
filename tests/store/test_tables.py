"""What the database itself refuses, whatever the program asks of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import IntegrityError

from tests.store.samples import DAY, NOON, a_case, a_committee, a_decision, a_person, a_plan, add
from workflow.states import PlanState
from workflow.store import tables as t
from workflow.store.engine import writing

DECIDED: dict[str, Any] = {
    "state": "decided",
    "decider_id": 1,
    "decided_on": DAY,
    "decided_at": NOON,
    "number_year": 2023,
    "number_serial": 1,
}


@pytest.mark.parametrize("state", [state.value for state in PlanState])
def test_every_state_of_the_code_can_be_stored(database: Engine, state: str) -> None:
    with writing(database) as connection:
        plan = a_plan(connection, a_case(connection))
        moved = connection.execute(update(t.plan).where(t.plan.c.id == plan).values(state=state))
    assert moved.rowcount == 1


def test_a_state_that_the_code_does_not_know_is_refused(database: Engine) -> None:
    with writing(database) as connection:
        a_plan(connection, a_case(connection))
    with pytest.raises(IntegrityError, match="ck_plan_state_known"), writing(database) as other:
        other.execute(update(t.plan).values(state="approved"))


def test_a_decision_is_decided_when_it_is_whole(database: Engine) -> None:
    with writing(database) as connection:
        assert a_decision(connection, a_case(connection), **DECIDED)


@pytest.mark.parametrize("missing", [name for name in DECIDED if name != "state"])
def test_there_is_no_decision_without(database: Engine, missing: str) -> None:
    columns = {name: value for name, value in DECIDED.items() if name != missing}
    with pytest.raises(IntegrityError, match="decided_is_whole"), writing(database) as connection:
        a_decision(connection, a_case(connection), **columns)


def test_a_number_is_given_to_one_decision(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        a_decision(connection, case, **DECIDED)
    with pytest.raises(IntegrityError), writing(database) as connection:
        a_decision(connection, case, **DECIDED)


def test_a_plan_is_adopted_once(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        plan = a_plan(connection, case)
        first, second = a_decision(connection, case), a_decision(connection, case)
        add(connection, t.decision_plan, decision_id=first, plan_id=plan, position=1)
        add(connection, t.decision_plan, decision_id=second, plan_id=plan, position=1)
        connection.execute(
            update(t.decision_plan)
            .where(t.decision_plan.c.decision_id == first)
            .values(adopted=True)
        )
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(update(t.decision_plan).values(adopted=True))


def test_nobody_is_granted_to_decide(database: Engine) -> None:
    with writing(database) as connection:
        person = a_person(connection)
    row = {"person_id": person, "role": "decider", "valid_from": DAY}
    with pytest.raises(IntegrityError, match="role_known"), writing(database) as connection:
        connection.execute(insert(t.role_grant), row)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("holding", {"post_id": 1, "person_id": 1}),
        ("role_grant", {"person_id": 1, "role": "officer"}),
    ],
)
def test_days_stand_in_order(database: Engine, table: str, columns: dict[str, object]) -> None:
    with writing(database) as connection:
        a_person(connection)
        add(connection, t.post, title="Registrator")
    days = {"valid_from": DAY, "valid_to": DAY - timedelta(days=1)}
    with pytest.raises(IntegrityError, match="days_in_order"), writing(database) as connection:
        connection.execute(insert(t.metadata.tables[table]), {**columns, **days})


def test_a_meeting_takes_papers_before_it_is_held(database: Engine) -> None:
    with writing(database) as connection:
        committee = a_committee(connection)
    row = {"committee_id": committee, "held_on": DAY, "stop_on": DAY + timedelta(days=1)}
    with pytest.raises(IntegrityError, match="days_in_order"), writing(database) as connection:
        connection.execute(insert(t.meeting), row)


def a_duty(case: int, **more: object) -> dict[str, object]:
    usual = {"case_id": case, "kind": "decide", "role_to": "decider", "due_on": DAY}
    return {**usual, "why": "", **more}


def test_the_same_duty_is_open_once(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        connection.execute(insert(t.duty), a_duty(case))
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(insert(t.duty), a_duty(case, due_on=DAY + timedelta(days=1)))


def test_a_settled_duty_may_come_again(database: Engine) -> None:
    with writing(database) as connection:
        case = a_case(connection)
        connection.execute(insert(t.duty), a_duty(case))
        connection.execute(update(t.duty).values(settled_on=DAY))
        connection.execute(insert(t.duty), a_duty(case))
        again = connection.execute(update(t.duty).values(why="again"))
    assert again.rowcount == 2


def test_a_reminder_of_one_level_goes_to_each_addressee_once(database: Engine) -> None:
    row = {"level": 7, "remind_on": date(2023, 10, 17), "addressee": "are@kommun.example"}
    with writing(database) as connection:
        duty = add(connection, t.duty, **a_duty(a_case(connection)))
        connection.execute(insert(t.reminder), {**row, "duty_id": duty})
        connection.execute(insert(t.reminder), {**row, "duty_id": duty, "level": 3})
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(insert(t.reminder), {**row, "duty_id": duty})


def test_row_ids_are_never_given_out_again(database: Engine) -> None:
    with writing(database) as connection:
        first = a_person(connection)
        connection.execute(t.person.delete())
        assert a_person(connection) > first


def test_every_constraint_has_a_name_that_both_databases_keep() -> None:
    tables = t.metadata.tables.values()
    names = [str(rule.name) for table in tables for rule in table.constraints]
    names += [str(index.name) for table in tables for index in table.indexes]
    assert all(name and len(name) <= 63 for name in names)
    assert len(set(names)) == len(names)

"""Absence: what may be entered, by whom, what is on record, and who is there instead."""

import json
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations.away import ADMIN, AT, BY, FIRST, LAST, a_colleague, away
from tests.operations.builders import World, when
from tests.operations.reading import everything, findings, refused, row, rows
from tests.operations.together import at_once
from workflow.operations import absences
from workflow.operations.absences import NewAbsence
from workflow.operations.queries import absences as shown
from workflow.operations.register_record import By
from workflow.refusals import BadInput, NotFound
from workflow.states import Role
from workflow.store import people
from workflow.store import tables as t
from workflow.store.engine import reading

DURING = date(2023, 10, 24)


def fault(world: World, new: NewAbsence) -> tuple[str, str]:
    """The field at which an absence is refused, and the sentence."""
    with pytest.raises(BadInput) as wrong:
        absences.enter(world.office, new, BY)
    (complaint,) = wrong.value.complaints
    return complaint.key, complaint.text


def there(world: World, role: Role = Role.OFFICER, on: date = DURING) -> list[tuple[str, str]]:
    with reading(world.office.engine) as connection:
        reached = people.keepers(connection, on).reached(role)
    return [(each.person.name, each.deputy_for) for each in reached]


def test_an_absence_is_put_on_record_without_its_note(world: World) -> None:
    a_colleague(world)
    new = NewAbsence(
        world.people["officer"], FIRST, LAST, world.people["colleague"], "Nyckeln ligger i skåpet"
    )
    absences.enter(world.office, new, By(world.actor("officer", AT), AT))
    (entry,) = [json.loads(each.body) for each in rows(world.office.engine, t.register_event)]
    assert (entry["step"], entry["actor"]["person_id"]) == ("add_absence", world.people["officer"])
    assert "Nyckeln" not in json.dumps(entry["given"])
    assert entry["given"]["first_on"] == "2023-10-01"
    assert findings(world.office) == []


def test_only_an_administrator_enters_anothers_absence(world: World, database: Engine) -> None:
    before = everything(database)
    new = NewAbsence(world.people["secretary"], FIRST, LAST)
    other = By(world.actor("officer", AT), AT)
    assert refused(absences.enter, world.office, new, other) == ["wrong_role"]
    assert everything(database) == before
    absences.enter(world.office, new, By(ADMIN, AT))
    assert row(database, t.absence).person_id == world.people["secretary"]


@pytest.mark.parametrize("days", [(LAST, date(2023, 12, 24)), (date(2023, 9, 25), FIRST)])
def test_days_that_overlap_by_one_are_refused(world: World, days: tuple[date, date]) -> None:
    away(world, "officer")
    field, text = fault(world, NewAbsence(world.people["officer"], *days))
    assert field == "first_on"
    assert text.startswith("Det finns redan frånvaro 2023-10-01 till och med 2023-11-30.")


def test_the_day_after_another_absence_is_free(world: World, database: Engine) -> None:
    away(world, "officer")
    away(world, "officer", days=(date(2023, 12, 1), date(2023, 12, 1)))
    assert len(rows(database, t.absence)) == 2


def test_a_deputy_who_is_away_too_is_refused(world: World) -> None:
    a_colleague(world)
    away(world, "colleague", days=(LAST, LAST))
    new = NewAbsence(world.people["officer"], FIRST, LAST, world.people["colleague"])
    field, text = fault(world, new)
    assert field == "deputy_id"
    assert text.startswith("Ersättaren är själv frånvarande 2023-11-30 till och med 2023-11-30.")


@pytest.mark.parametrize(
    ("deputy", "begins"),
    [
        ("officer", "Ingen kan vara sin egen ersättare. Välj någon annan."),
        ("registrar", "Ersättaren har inte rollen handläggare."),
    ],
)
def test_a_deputy_is_another_with_the_same_tasks(world: World, deputy: str, begins: str) -> None:
    new = NewAbsence(world.people["officer"], FIRST, LAST, world.people[deputy])
    field, text = fault(world, new)
    assert field == "deputy_id"
    assert text.startswith(begins)


@pytest.mark.parametrize(
    "days", [(LAST, FIRST), (date(2023, 9, 1), date(2023, 9, 19))], ids=["turned", "over"]
)
def test_the_last_day_is_neither_before_the_first_nor_in_the_past(
    world: World, days: tuple[date, date]
) -> None:
    assert fault(world, NewAbsence(world.people["officer"], *days))[0] == "last_on"


def test_who_comes_back_early_changes_the_last_day(world: World) -> None:
    absence_id = away(world, "officer")
    back = By(world.actor("officer", AT), when("2023-10-10"))
    new = NewAbsence(world.people["officer"], FIRST, date(2023, 10, 10))
    absences.change(world.office, absence_id, new, back)
    assert shown.absence(world.office, absence_id).last_on == date(2023, 10, 10)
    assert there(world, on=date(2023, 10, 11)) == [("Malin Nyqvist Ljungberg", "")]


def test_an_absence_that_is_over_stays_as_it_was(world: World) -> None:
    absence_id = away(world, "officer")
    late = By(world.actor("officer", AT), when("2023-12-01"))
    new = NewAbsence(world.people["officer"], FIRST, date(2023, 12, 24))
    with pytest.raises(BadInput):
        absences.change(world.office, absence_id, new, late)


def test_an_absence_does_not_change_its_person(world: World) -> None:
    absence_id = away(world, "officer")
    new = NewAbsence(world.people["secretary"], FIRST, LAST)
    with pytest.raises(NotFound):
        absences.change(world.office, absence_id, new, BY)


def test_an_absence_is_taken_away_before_it_begins_but_not_after(
    world: World, database: Engine
) -> None:
    absence_id = away(world, "officer")
    with pytest.raises(BadInput):
        absences.remove(world.office, absence_id, By(ADMIN, when("2023-10-01")))
    absences.remove(world.office, absence_id, BY)
    assert rows(database, t.absence) == []
    steps = [each.step for each in rows(database, t.register_event)]
    assert steps == ["add_absence", "remove_absence"]


def test_for_who_is_away_the_deputy_is_reached(world: World) -> None:
    a_colleague(world)
    away(world, "officer", "colleague")
    assert there(world) == [("Planeraren", "Malin Nyqvist Ljungberg")]
    assert there(world, on=date(2023, 9, 30)) == [
        ("Malin Nyqvist Ljungberg", ""),
        ("Planeraren", ""),
    ]


def test_nobody_is_reached_where_the_only_one_is_away_without_a_deputy(world: World) -> None:
    away(world, "secretary")
    assert there(world, Role.SECRETARY) == []


def test_a_deputy_who_falls_ill_is_reached_no_more(world: World) -> None:
    a_colleague(world, Role.REGISTRAR)
    away(world, "registrar", "colleague")
    away(world, "colleague")
    assert there(world, Role.REGISTRAR) == []


def test_a_deputy_whose_role_has_ended_is_reached_no_more(world: World, database: Engine) -> None:
    a_colleague(world, Role.REGISTRAR)
    away(world, "registrar", "colleague")
    with database.begin() as connection:
        mine = t.role_grant.c.person_id == world.people["colleague"]
        connection.execute(t.role_grant.update().where(mine).values(valid_to=FIRST))
    assert there(world, Role.REGISTRAR) == []


def test_of_two_absences_entered_at_once_for_the_same_days_one_stands(
    world: World, database: Engine
) -> None:
    def enter() -> None:
        with suppress(BadInput):
            away(world, "officer")

    at_once(enter, enter)
    assert len(rows(database, t.absence)) == 1

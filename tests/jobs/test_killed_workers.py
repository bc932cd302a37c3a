"""Two and four workers on one database, killed in the middle: every reminder leaves just once."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, insert, select

from tests.forking import KILLED, Fork, forking
from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import rows
from workflow.store import tables as t
from workflow.store.engine import writing

DAY, DUTIES = "2024-01-31", 120


@pytest.fixture(scope="module")
def fork() -> Iterator[Fork]:
    with forking("tests.jobs.killed_workers") as forks:
        yield forks


def many_duties(world: World, database: Engine) -> None:
    """So many organisations have outcomes to give, and each has two reminders that are due."""
    plan_id = w.asked_for_outcomes(world).plan_id
    with writing(database) as connection:
        for number in range(DUTIES):
            party = {"key": f"p{number}", "name": f"Kommun {number}", "kind": "municipality"}
            party |= {"number": "", "email": f"registrator@k{number}.example", "contact": ""}
            party_id = connection.execute(insert(t.party).returning(t.party.c.id), party).scalar()
            duty = {"case_id": world.case_id, "kind": "outcome", "plan_id": plan_id}
            duty |= {"party_id": party_id, "role_to": "responsibles", "due_on": date(2024, 1, 31)}
            duty_id = connection.execute(insert(t.duty).returning(t.duty.c.id), duty).scalar()
            for level, on in ((3, date(2024, 1, 26)), (0, date(2024, 1, 31))):
                reminder = {"duty_id": duty_id, "level": level, "remind_on": on}
                connection.execute(
                    insert(t.reminder), {**reminder, "addressee": f"party:{party_id}"}
                )


def run(fork: Fork, database_url: str, die_at: list[int]) -> list[int]:
    """Workers at the same moment, each dying at a letter of its own; how they ended."""
    return fork([{"url": database_url, "day": DAY, "die_at": letter} for letter in die_at])


@pytest.mark.parametrize(
    "die_at",
    [[1, 9], [20, 0], [1, 2, 3, 9], [5, 8, 30, 0]],
    ids=["two", "two, one lives", "four", "four, one lives"],
)
def test_every_reminder_has_its_effect_exactly_once(
    world: World,
    database: Engine,
    database_url: str,
    fork: Fork,
    die_at: list[int],
) -> None:
    many_duties(world, database)
    codes = run(fork, database_url, die_at)
    assert KILLED in codes or 0 in die_at  # who lives may have been first everywhere
    assert sorted(written(database)) == sorted(marked(database))
    assert run(fork, database_url, [0] * len(die_at)) == [0] * len(die_at)
    everybody = {f"registrator@k{number}.example" for number in range(DUTIES)}
    assert sorted(written(database)) == sorted(everybody)
    assert sorted(marked(database)) == sorted(everybody)


def written(database: Engine) -> list[str]:
    """To whom of the organisations a letter is written."""
    letters = rows(database, t.letter, kind="reminder")
    return [each.to_email for each in letters if "@k" in each.to_email]


def marked(database: Engine) -> list[str]:
    """Who of the organisations is marked as reminded, once for each duty: also half way."""
    told = (
        select(t.party.c.email)
        .join(t.duty, t.duty.c.party_id == t.party.c.id)
        .join(t.reminder, t.reminder.c.duty_id == t.duty.c.id)
        .where(t.reminder.c.sent_on.is_not(None), t.party.c.key.like("p%"))
    )
    with database.begin() as connection:
        return list(connection.execute(told.distinct()).scalars())

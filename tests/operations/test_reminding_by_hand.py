"""An officer reminds those whose outcomes are missing: each at most once a day, on record."""

from decimal import Decimal

from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, everything, findings, refused, row, rows
from tests.operations.together import at_once
from workflow.facts import Outcome, OutcomeStatus
from workflow.jobs.reminding import remind
from workflow.operations import following_up, looking
from workflow.operations.reminders import Reminded, remind_now
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import writing

DAY = "2024-01-10"


def press(matter: w.Matter, day: str = DAY, who: str = "officer", hour: int = 10) -> Reminded:
    at = when(day, hour)
    world = matter.world
    return remind_now(world.office, matter.plan_id, world.actor(who, at), at)


def test_who_has_not_answered_is_reminded_with_the_same_link(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    asked = matter.bearer("are", LetterKind.OUTCOME_REQUEST)
    assert press(matter) == Reminded(now=("Åre kommun",))
    assert matter.bearer("are", LetterKind.REMINDER) == asked
    letter = row(world.office.engine, t.letter, kind="reminder")
    assert (letter.to_email, letter.state) == ("registrator@are.example", "waiting")
    assert "outcome 2024-01-31 21" in letter.body


def test_the_reminder_is_on_record_with_its_letter(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    press(matter)
    (entry,) = events(world.office, step="remind")
    assert entry["given"] == {"parties": ["Åre kommun"]}
    assert entry["letters"] == [row(world.office.engine, t.letter, kind="reminder").key]
    assert entry["actor"]["name"] == "Malin Nyqvist Ljungberg"
    assert findings(world.office) == []


def test_nobody_is_written_to_twice_on_one_day(world: World, database: Engine) -> None:
    matter = w.asked_for_outcomes(world)
    press(matter)
    before = everything(database)
    assert refused(press, matter, hour=16) == ["written_to_today"]
    assert everything(database) == before
    assert press(matter, "2024-01-11").now == ("Åre kommun",)


def test_two_who_press_at_once_write_one_letter(world: World, database: Engine) -> None:
    matter = w.asked_for_outcomes(world)
    became = at_once(*[lambda: press(matter)] * 4)
    assert sorted(became) == ["done", *["written_to_today"] * 3]
    assert len(rows(database, t.letter, kind="reminder")) == 1


def test_who_was_asked_or_reminded_by_the_clock_today_is_left_in_peace(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    assert refused(press, matter, "2024-01-02") == ["written_to_today"]
    remind(world.office, when("2024-01-17", 8))
    assert refused(press, matter, "2024-01-17") == ["written_to_today"]


def test_who_has_answered_is_not_reminded(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    assert refused(press, matter, "2024-01-20") == ["nobody_is_missing"]


def test_who_has_answered_in_part_is_reminded(world: World) -> None:
    matter = w.asked_for_outcomes(world)
    ids = looking.target_ids(world.office, matter.plan_id)
    given = ((ids["are-2023", 1], Outcome(Decimal(0), OutcomeStatus.MISSED)),)
    bearer = matter.bearer("are", LetterKind.OUTCOME_REQUEST)
    following_up.report_outcomes(world.office, matter.plan_id, given, bearer, w.OUTCOMES_IN)
    assert press(matter, "2024-01-20").now == ("Åre kommun",)


def test_an_organisation_without_address_is_named(world: World, database: Engine) -> None:
    matter = w.asked_for_outcomes(world)
    with writing(database) as connection:
        connection.execute(t.party.update().where(t.party.c.key == "are"), {"email": ""})
    assert refused(press, matter) == ["recipient_without_address"]


def test_only_an_officer_reminds_and_only_while_the_follow_up_runs(world: World) -> None:
    matter = w.decided(world)
    assert refused(press, matter, who="registrar") == ["wrong_state", "wrong_role"]
    following_up.open_follow_up(
        world.office, matter.plan_id, world.actor("officer", w.YEAR_END), w.YEAR_END
    )
    assert refused(press, matter, who="secretary") == ["wrong_role"]

"""An absence in the chain: who gets letters and reminders, who sees what, who may decide."""

import pytest
from sqlalchemy import Engine

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.away import FIRST, LAST, a_colleague, away
from tests.operations.builders import World, when
from tests.operations.reading import refused, row, rows
from workflow.delegation import RECORDED_AWAY
from workflow.jobs.reminding import remind
from workflow.operations import deciding, registers
from workflow.operations.queries.inbox import inbox
from workflow.operations.steps import Done
from workflow.states import LetterKind, Role
from workflow.store import tables as t


def letters_to(world: World, kind: LetterKind) -> list[str]:
    found = rows(world.office.engine, t.letter, kind=kind.value)
    return [letter.to_email.partition("@")[0] for letter in found]


def decide_as_deputy(matter: w.Matter, reason: str = "") -> Done:
    world = matter.world
    deputy = world.actor("deputy", w.DECIDED)
    return deciding.decide(
        world.office, matter.decision_id, matter.seen(), deputy, w.DECIDED, reason
    )


def waiting(world: World, who: str) -> list[tuple[str, str]]:
    found = inbox(world.office, world.actor(who, w.DECIDED), w.DECIDED)
    return [(item.step, item.who.instead_of) for item in found.waiting]


def test_the_holder_of_the_deputys_post_gets_the_letters_of_a_decider_who_is_away(
    world: World,
) -> None:
    away(world, "director")
    w.submitted(world)
    assert letters_to(world, LetterKind.SUBMITTED) == ["deputy"]


def test_a_letter_to_a_deputy_says_in_whose_place_it_comes(world: World) -> None:
    away(world, "director")
    w.submitted(world.with_renderer(HouseRenderer()))
    letter = row(world.office.engine, t.letter, kind=LetterKind.SUBMITTED.value)
    hej, why, *_rest = letter.body.split("\n\n")
    assert (hej, why.replace("\u00a0", " ")) == (
        "Hej!",
        "Du får brevet som ersättare för Magnus Aspegren.",
    )


@pytest.mark.parametrize(("day", "who"), [("2023-10-23", "deputy"), ("2023-12-01", "director")])
def test_reminders_go_to_the_deputy_while_the_ordinary_is_away_and_no_longer(
    world: World, day: str, who: str
) -> None:
    w.submitted(world)
    away(world, "director", days=(FIRST, LAST))
    remind(world.office, when(day, 8))
    assert who in letters_to(world, LetterKind.REMINDER)


def test_the_officers_letters_go_to_the_deputy(world: World) -> None:
    a_colleague(world)
    matter = w.submitted(world)
    away(world, "officer", "colleague")
    director = world.actor("director", w.DECIDED)
    deciding.send_back(world.office, matter.decision_id, "Skriv om.", director, w.DECIDED)
    assert letters_to(world, LetterKind.SENT_BACK) == ["colleague"]


def test_the_registrar_who_is_away_has_the_deputy_for_the_dispatch(world: World) -> None:
    a_colleague(world, Role.REGISTRAR)
    away(world, "registrar", "colleague")
    w.decided(world)
    assert letters_to(world, LetterKind.DISPATCH_READY) == ["colleague"]


def test_a_recorded_absence_is_reason_enough_for_the_deputy(world: World) -> None:
    matter = w.submitted(world)
    away(world, "director")
    done = decide_as_deputy(matter)
    decider = done.situation.the_decision().decider
    assert decider is not None
    assert (decider.deputy_for, decider.deputy_reason) == (
        "Regional utvecklingsdirektör",
        RECORDED_AWAY,
    )


def test_without_a_recorded_absence_the_deputy_says_why(world: World) -> None:
    matter = w.submitted(world)
    assert refused(decide_as_deputy, matter) == ["deputy_without_reason"]
    done = decide_as_deputy(matter, w.AWAY)
    decider = done.situation.the_decision().decider
    assert decider is not None
    assert decider.deputy_reason == w.AWAY


def test_the_day_after_the_absence_the_deputy_has_to_say_why_again(world: World) -> None:
    matter = w.submitted(world)
    away(world, "director", days=(FIRST, w.DECIDED.date().replace(day=23)))
    assert refused(decide_as_deputy, matter) == ["deputy_without_reason"]


def test_a_deputy_whom_the_register_does_not_name_decides_nothing(world: World) -> None:
    matter = w.submitted(world)
    away(world, "director", "stranger")
    stranger = world.actor("stranger", w.DECIDED)
    seen, at = matter.seen(), w.DECIDED
    told = refused(deciding.decide, world.office, matter.decision_id, seen, stranger, at, w.AWAY)
    assert told == ["not_the_holder"]


def test_a_deputy_never_decides_what_the_deputy_has_drafted(world: World, database: Engine) -> None:
    registers.grant_role(world.office, world.people["deputy"], Role.OFFICER, FIRST)
    matter = w.submitted(world)
    away(world, "director")
    with database.begin() as connection:
        drafted = t.decision.update().values(drafted_by=world.people["deputy"])
        connection.execute(drafted)
    assert refused(decide_as_deputy, matter) == ["drafted_by_decider"]


def test_the_start_page_of_the_deputy_holds_the_case_of_who_is_away(world: World) -> None:
    a_colleague(world)
    w.drafted(world)
    assert waiting(world, "colleague") == []
    away(world, "officer", "colleague")
    assert waiting(world, "colleague") == [("submit", "Handläggare")]


def test_the_start_page_says_for_which_post_the_deputy_decides(world: World) -> None:
    w.submitted(world)
    assert waiting(world, "deputy") == [("decide", "")]
    away(world, "director")
    assert waiting(world, "deputy") == [("decide", "Regional utvecklingsdirektör")]

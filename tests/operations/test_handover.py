"""Handover: cases and duties go to another in one act, both are told, or nothing happens."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, Row

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.away import ADMIN, a_colleague, away
from tests.operations.builders import REFERENCE, World, when
from tests.operations.reading import break_table, events, everything, findings, refused, row, rows
from workflow.jobs.reminding import remind
from workflow.operations.handover import Handover, hand_over
from workflow.operations.register_record import By
from workflow.states import LetterKind, Role
from workflow.store import tables as t

AT = when("2023-10-24")
TODAY = date(2023, 10, 24)
BY = By(ADMIN, AT)


def given(world: World, **more: object) -> Handover:
    """The officer's only case, from today, to a colleague; ``more`` says otherwise."""
    usual: dict[str, Any] = {
        "giver_id": world.people["officer"],
        "receiver_id": world.people["colleague"],
        "case_ids": (world.case_id,),
        "since": TODAY,
    }
    usual.update(more)
    return Handover(**usual)


def letters(world: World) -> list[Row[Any]]:
    return rows(world.office.engine, t.letter, kind=LetterKind.HANDED_OVER.value)


def test_the_case_has_a_new_officer_and_its_record_says_from_whom(
    world: World, database: Engine
) -> None:
    new = a_colleague(world)
    assert hand_over(world.office, given(world), BY) == (REFERENCE,)
    assert row(database, t.matter_case).officer_id == new
    (entry,) = events(world.office, step="hand_over")
    assert (entry["given"]["from"], entry["given"]["to"]) == (
        "Malin Nyqvist Ljungberg",
        "Planeraren",
    )
    assert (entry["given"]["since"], entry["actor"]["name"]) == ("2023-10-24", "Administratören")
    assert findings(world.office) == []


def test_both_are_told_which_cases_and_what_is_due_in_them(world: World) -> None:
    a_colleague(world)
    w.decided(world)
    hand_over(world.with_renderer(HouseRenderer()).office, given(world), BY)
    assert [each.to_email for each in letters(world)] == [
        "officer@region.example",
        "colleague@region.example",
    ]
    body = letters(world)[1].body.replace("\u00a0", " ")
    assert f"- {REFERENCE}, Regionalt serviceprogram 2023–2030" in body
    assert f"- {REFERENCE}: öppna uppföljningen av handlingsplanen, " in body


def test_the_reminders_go_to_the_new_officer(world: World) -> None:
    a_colleague(world)
    w.decided(world)
    hand_over(world.office, given(world), BY)
    remind(world.office, when("2024-03-28", 8))
    reminders = rows(world.office.engine, t.letter, kind=LetterKind.REMINDER.value)
    told = {each.to_email for each in reminders}
    assert "colleague@region.example" in told
    assert "officer@region.example" not in told


def test_an_officer_hands_over_own_cases_and_no_other(world: World) -> None:
    new = a_colleague(world)
    own = By(world.actor("officer", AT), AT)
    others = By(world.actor("colleague", AT), AT)
    assert refused(hand_over, world.office, given(world), others) == ["wrong_role"]
    hand_over(world.office, given(world), own)
    assert row(world.office.engine, t.matter_case).officer_id == new


def test_only_an_administrator_ends_roles_with_it(world: World) -> None:
    a_colleague(world)
    own = By(world.actor("officer", AT), AT)
    leaving = given(world, last_on=TODAY)
    assert refused(hand_over, world.office, leaving, own) == ["wrong_role"]


def test_a_leavers_roles_and_posts_end_on_the_day(world: World, database: Engine) -> None:
    a_colleague(world)
    hand_over(world.office, given(world, last_on=date(2023, 10, 31)), BY)
    leaver = world.people["officer"]
    assert row(database, t.role_grant, person_id=leaver).valid_to == date(2023, 10, 31)
    assert row(database, t.holding, person_id=leaver).valid_to == date(2023, 10, 31)
    assert world.actor("officer", when("2023-11-01")).roles == frozenset()
    steps = [each.step for each in rows(database, t.register_event)]
    assert steps == ["end_role", "end_holding"]
    assert findings(world.office) == []


def test_only_the_cases_that_are_chosen_go(world: World, database: Engine) -> None:
    new, other = a_colleague(world), world.another_case("RUN/537/2021")
    hand_over(world.office, given(world, case_ids=(other,)), BY)
    found = {case.id: case.officer_id for case in rows(database, t.matter_case)}
    assert found == {world.case_id: world.people["officer"], other: new}


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"since": date(2023, 10, 25)}, "handover_day_ahead"),
    ({"case_ids": ()}, "handover_without_cases"),
    ({"last_on": date(2023, 10, 23)}, "last_day_has_passed"),
)


@pytest.mark.parametrize(("wrong", "code"), WRONG, ids=[code for _wrong, code in WRONG])
def test_a_handover_that_cannot_be_is_refused_by_name_and_nothing_happens(
    world: World, database: Engine, wrong: dict[str, object], code: str
) -> None:
    a_colleague(world)
    before = everything(database)
    assert refused(hand_over, world.office, given(world, **wrong), BY) == [code]
    assert everything(database) == before


@pytest.mark.parametrize(
    ("to", "code"), [("officer", "handover_to_oneself"), ("registrar", "receiver_lacks_role")]
)
def test_who_takes_over_is_another_officer(world: World, to: str, code: str) -> None:
    a_colleague(world)
    wrong = given(world, receiver_id=world.people[to])
    assert refused(hand_over, world.office, wrong, BY) == [code]


def test_nobody_takes_over_while_away(world: World) -> None:
    a_colleague(world)
    away(world, "colleague", days=(TODAY, TODAY))
    assert refused(hand_over, world.office, given(world), BY) == ["receiver_is_away"]


def test_a_case_that_has_gone_meanwhile_is_not_handed_over_twice(world: World) -> None:
    a_colleague(world)
    hand_over(world.office, given(world), BY)
    assert refused(hand_over, world.office, given(world), BY) == ["case_not_the_givers"]


def test_a_leaver_leaves_no_case_behind(world: World) -> None:
    a_colleague(world)
    world.another_case("RUN/537/2021")
    leaving = given(world, last_on=TODAY)
    assert refused(hand_over, world.office, leaving, BY) == ["cases_left_behind"]


def test_a_leaver_leaves_no_role_to_nobody(world: World) -> None:
    a_colleague(world)
    from_secretary = Handover(
        world.people["secretary"], world.people["colleague"], (), TODAY, TODAY
    )
    told = refused(hand_over, world.office, from_secretary, BY)
    assert told == ["handover_without_cases", "role_left_to_nobody"]


def test_a_handover_that_breaks_in_the_middle_leaves_everything_as_it_was(
    world: World, database: Engine
) -> None:
    a_colleague(world)
    before = everything(database)
    break_table(database, "letter")
    with pytest.raises(Exception, match="broken"):
        hand_over(world.office, given(world, last_on=TODAY), BY)
    assert everything(database) == before


def test_an_officer_who_has_gone_can_come_back_to_the_case(world: World) -> None:
    a_colleague(world)
    hand_over(world.office, given(world), BY)
    back = Handover(
        world.people["colleague"], world.people["officer"], (world.case_id,), TODAY, None
    )
    hand_over(world.office, back, By(ADMIN, when("2023-10-24", 11)))
    assert row(world.office.engine, t.matter_case).officer_id == world.people["officer"]
    assert len(letters(world)) == 4


def test_the_new_officer_goes_on_where_the_old_one_was(world: World) -> None:
    a_colleague(world)
    matter = w.drafted(world)
    before = By(ADMIN, when("2023-10-02"))
    hand_over(world.office, given(world, since=date(2023, 10, 2)), before)
    done = w.submit(matter)
    assert done.situation.case.officer.name == "Planeraren"
    assert Role.OFFICER in world.actor("colleague", AT).roles

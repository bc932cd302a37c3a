"""A repeal and what is on its way: letters, copies sent again, and the list of a meeting."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import refused, rows
from tests.operations.together import at_once
from workflow.jobs.reminding import remind
from workflow.operations import dispatching, mending, notifying, undelivered
from workflow.operations.notifying import Ended
from workflow.orders import LetterAsk, PaperAsk
from workflow.states import AppealOutcome, PaperKind
from workflow.store import tables as t
from workflow.store.engine import writing

ENDED = when("2024-02-06")
REPEALED = Ended(date(2024, 2, 5), AppealOutcome.REPEALED, "1234-23")


def test_what_has_not_left_of_a_repealed_decision_is_stopped(
    world: World, database: Engine
) -> None:
    matter, who = w.dispatched(world), world.actor("secretary", w.LISTED)
    ids = [each.id for each in rows(database, t.letter, kind="utdrag")]
    left: list[dict[str, object]] = [
        {"state": "sent"},
        {"state": "claimed", "handing_at": w.LISTED},
        {"state": "claimed", "claimed_by": "sändaren"},
        {"state": "held"},
    ]
    with writing(database) as connection:
        for letter_id, columns in zip(ids, left, strict=False):
            connection.execute(update(t.letter).where(t.letter.c.id == letter_id), columns)
    remind(world.office, when("2023-11-08"))
    assert "waiting" in {each.state for each in rows(database, t.letter, kind="reminder")}
    ended = Ended(date(2023, 11, 8), AppealOutcome.REPEALED)
    notifying.repeal(
        world.office, matter.decision_id, ended, "Utan delegation.", who, when("2023-11-08")
    )
    copies = {each.id: each for each in rows(database, t.letter, kind="utdrag")}
    stopped = [copies[each].state for each in ids]
    assert stopped == ["sent", "claimed", *["withdrawn"] * (len(ids) - 2)]
    assert copies[ids[2]].problem == "Beslutet är upphävt. Brevet skickades inte."
    named = {each.to_name for each in copies.values()}
    reminders = rows(database, t.letter, kind="reminder")
    assert {each.state for each in reminders if each.to_name in named} == {"withdrawn"}


def test_of_a_repealed_decision_no_lost_copy_is_to_be_mended(
    world: World, database: Engine
) -> None:
    matter, who = w.dispatched(world), world.actor("secretary", ENDED)
    letter = rows(database, t.letter, kind="utdrag")[0]
    notifying.repeal(world.office, matter.decision_id, REPEALED, "Utan delegation.", who, ENDED)
    with writing(database) as connection:
        undelivered.note(connection, world.office, letter.id, ENDED)
    assert rows(database, t.duty, kind="mend") == []


def test_nothing_is_sent_of_a_decision_that_is_repealed_while_its_papers_are_drawn(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    secretary, registrar = (world.actor(each, ENDED) for each in ("secretary", "registrar"))
    once = [matter.decision_id]

    def meanwhile(_: object) -> None:
        for each in once:
            once.remove(each)
            notifying.repeal(world.office, each, REPEALED, "Utan delegation.", secretary, ENDED)

    busy = world.meanwhile(meanwhile).office
    codes = refused(dispatching.dispatch, busy, matter.decision_id, registrar, ENDED)
    assert codes == ["decision_repealed"]
    assert rows(database, t.letter, kind="utdrag") == []


def test_a_copy_sent_again_while_the_decision_is_repealed_is_stopped_or_never_ordered(
    world: World, database: Engine
) -> None:
    of = w.dispatched(world).decision_id
    office, are = world.office, world.parties["are"].id
    secretary, registrar = (world.actor(each, ENDED) for each in ("secretary", "registrar"))
    again, ended = at_once(
        lambda: mending.resend(office, of, are, registrar, ENDED, reason="Igen."),
        lambda: notifying.repeal(office, of, REPEALED, "Utan delegation.", secretary, ENDED),
    )
    assert (again in {"done", "decision_repealed"}, ended) == (True, "done")
    assert {each.state for each in rows(database, t.letter, kind="utdrag")} == {"withdrawn"}


def test_a_repealed_decision_is_not_printed_on_the_list_and_keeps_its_place(
    world: World, database: Engine
) -> None:
    first, second, third = (
        w.decided(world, case_id=world.another_case(f"RUN/{n}/2022")) for n in (12, 13, 14)
    )
    w.listed(first)
    w.listed(second)
    at = when("2023-10-27", 14)
    ended = Ended(date(2023, 10, 27), AppealOutcome.REPEALED)
    who = world.actor("secretary", at)
    notifying.repeal(world.office, second.decision_id, ended, "Utan delegation.", who, at)
    lists: list[list[int]] = []

    def note(ask: PaperAsk | LetterAsk) -> None:
        if isinstance(ask, PaperAsk) and ask.kind is PaperKind.ANMALNINGSLISTA:
            lists.append([line.position for line in ask.listing])

    w.listed(replace(third, world=world.meanwhile(note)))
    assert lists == [[1, 3]]
    assert [each.position for each in rows(database, t.notice)] == [1, 2, 3]

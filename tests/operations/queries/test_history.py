"""What has happened in a case: every entry, the newest first, tries that were refused too."""

import pytest

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import refused
from workflow.operations import deciding
from workflow.operations.queries.history import PAGE, History, history
from workflow.refusals import NotFound
from workflow.states import ActorKind


def read(world: World, page: int = 1, who: str = "officer") -> History:
    return history(world.office, world.case_id, world.actor(who, w.DECIDED), w.DECIDED, page)


def test_entries_come_newest_first_with_who_and_what(world: World) -> None:
    w.decided(world, (2023,))
    found = read(world)
    assert [entry.step for entry in found.entries] == ["decide", "submit", "prepare", "open_plan"]
    newest = found.entries[0]
    assert (newest.actor_name, newest.actor_title) == (
        "Magnus Aspegren",
        "Regional utvecklingsdirektör",
    )
    assert (newest.at, newest.about) == (w.DECIDED, "Handlingsplan 2023 och 2024")
    assert newest.given["number"] == "1/2023"


def test_an_entry_tells_its_papers_and_how_many_letters_it_sent(world: World) -> None:
    w.decided(world, (2023,))
    newest = read(world).entries[0]
    assert {paper.kind for paper in newest.papers} == {"delegationsbeslut", "beslutsmissiv"}
    assert newest.letters == 3


def test_a_refused_try_stands_with_its_reasons(world: World) -> None:
    matter = w.submitted(world, (2023,))
    officer = world.actor("officer", w.DECIDED)
    codes = refused(
        deciding.send_back, world.office, matter.decision_id, "Nej.", officer, w.DECIDED
    )
    newest = read(world).entries[0]
    assert newest.refused
    assert [refusal.code for refusal in newest.refusals] == codes


def test_a_link_bearers_entry_is_by_the_organisation(world: World) -> None:
    w.acknowledged(world)
    newest = read(world).entries[0]
    assert (newest.actor_kind, newest.actor_name) == (ActorKind.LINK, "Tillväxtverket")
    assert newest.about == "Handlingsplan 2023 och 2024"


def test_a_page_holds_fifty_entries_and_the_last_the_rest(world: World) -> None:
    matter = w.submitted(world, (2023,))
    officer = world.actor("officer", w.DECIDED)
    for _ in range(PAGE):
        refused(deciding.refer, world.office, matter.decision_id, "Nej.", officer, w.DECIDED)
    first, last = read(world), read(world, 9)
    assert (len(first.entries), first.total) == (PAGE, PAGE + 3)
    assert (last.page, [entry.step for entry in last.entries]) == (
        2,
        ["submit", "prepare", "open_plan"],
    )


def test_who_may_not_read_the_case_may_not_read_its_record(world: World) -> None:
    with pytest.raises(NotFound):
        read(world, who="stranger")

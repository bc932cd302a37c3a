"""How much may be uploaded: whoever has had enough is told what to do, and others go on."""

from dataclasses import replace

import pytest

from tests.operations.builders import World, when
from tests.operations.reading import rows
from tests.operations.together import at_once
from workflow.operations import uploads
from workflow.operations.office import Quota
from workflow.refusals import BadInput
from workflow.store import tables as t

AT = when("2023-10-24")
BIG = 400_000
SMALL = Quota(per_person_day=1_000_000, per_case=10_000_000)


def within(world: World, quota: Quota = SMALL) -> World:
    return replace(world, office=replace(world.office, quota=quota))


def brings(
    world: World, mark: str, who: str = "officer", size: int = BIG, day: str = "2023-10-24"
) -> None:
    """Somebody uploads a file of its own to the case."""
    content, at = mark.encode().ljust(size), when(day)
    name, case_id = f"{mark}.pdf", world.case_id
    uploads.admit(world.office, name, content, case_id, world.actor(who, at), at)


def told(world: World, *given: str, **more: object) -> str:
    with pytest.raises(BadInput) as refused:
        brings(world, *given, **more)  # type: ignore[arg-type]  # as brings has them
    return str(refused.value)


@pytest.mark.case("F07")
def test_a_person_has_so_much_a_day_and_others_go_on(world: World) -> None:
    office = within(world)
    brings(office, "a")
    brings(office, "b")
    said = told(office, "c")
    assert said.startswith("c.pdf: filen får inte plats: du har laddat upp så mycket som en")
    assert said.endswith("(1 MB). Fortsätt i morgon, eller be administratören höja gränsen.")
    brings(office, "d", who="secretary")
    brings(office, "e", day="2023-10-25")


def test_the_same_file_again_takes_no_room(world: World) -> None:
    office = within(world)
    for mark in ("a", "b", "a", "b", "a"):
        brings(office, mark)
    assert told(office, "c")


def test_many_small_files_take_room_too(world: World) -> None:
    office = within(world)
    for number in range(10):
        brings(office, str(number), size=10)
    assert "laddat upp så mycket" in told(office, "eleventh", size=10)


@pytest.mark.case("F07")
def test_a_case_holds_so_much_whoever_brings_it(world: World) -> None:
    office = within(world, Quota(per_person_day=10_000_000, per_case=1_000_000))
    brings(office, "a")
    brings(office, "b", who="secretary")
    assert "ärendet får ha högst 1 MB underlag" in told(office, "c")
    other = replace(office, case_id=office.another_case("RUN/1/2023"))
    brings(other, "c")


def test_what_is_saved_in_the_case_counts_the_day_after_too(world: World) -> None:
    office = within(world, Quota(per_person_day=10_000_000, per_case=1_000_000))
    with office.office.engine.begin() as connection:
        kept = {"sha256": "ab" * 32, "kind": "underlag", "name": "x.pdf", "size": 900_000}
        connection.execute(t.paper.insert(), {**kept, "media_type": "application/pdf"})
        use = {"sha256": kept["sha256"], "case_id": office.case_id, "kind": "underlag"}
        more = {"name": "x.pdf", "step": "prepare", "made_on": AT.date(), "current": False}
        connection.execute(t.paper_use.insert(), {**use, **more})
    assert "högst 1 MB" in told(office, "a")


def test_a_file_that_is_refused_is_not_counted(world: World) -> None:
    office = within(world)
    brings(office, "a")
    before = rows(office.office.engine, t.autosave)
    told(office, "b", size=700_000)
    assert rows(office.office.engine, t.autosave) == before


def test_of_files_that_come_at_once_no_more_than_fit_are_admitted(world: World) -> None:
    office, admitted = within(world), []

    def bring(mark: str) -> None:
        try:
            brings(office, mark)
        except BadInput:
            return
        admitted.append(mark)

    at_once(*[lambda m=mark: bring(m) for mark in "abcd"])
    assert len(admitted) == 2

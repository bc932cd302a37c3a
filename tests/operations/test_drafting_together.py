"""Several people in one draft: nothing is lost, and what is removed stands in the record."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, a_measure, when
from tests.operations.reading import events, findings, refused, row, rows
from tests.operations.together import at_once
from workflow.carrying import Going, carry_over
from workflow.facts import Choice, Measure
from workflow.measures import measure_fingerprint
from workflow.operations import drafting
from workflow.operations.queries import drafts
from workflow.refusals import NotFound
from workflow.states import LetterKind
from workflow.store import tables as t

LATER = when("2023-09-02")


def measures(world: World, plan_id: int) -> tuple[Measure, ...]:
    return drafts.draft(world.office, plan_id, date(2023, 9, 2)).measures


def measure(world: World, plan_id: int, key: str = "own-2023") -> Measure:
    return next(each for each in measures(world, plan_id) if each.key == key)


def write(world: World, plan_id: int, changed: Measure, seen: str = "") -> object:
    officer = world.actor("officer", LATER)
    return drafting.write_measure(world.office, plan_id, changed, officer, LATER, seen)


def remove(world: World, plan_id: int, gone: Measure) -> object:
    officer = world.actor("officer", LATER)
    seen = measure_fingerprint(gone)
    return drafting.remove_measure(world.office, plan_id, gone.id, seen, officer, LATER)


def test_of_two_who_opened_the_same_measure_the_second_is_told(world: World) -> None:
    plan_id = w.opened(world)
    shown = measure(world, plan_id)
    seen = measure_fingerprint(shown)
    write(world, plan_id, replace(shown, purpose="Den första."), seen)
    again = partial(write, world, plan_id, replace(shown, purpose="Den andra."), seen)
    assert refused(again) == ["measure_changed"]
    theirs = measure(world, plan_id)
    assert theirs.purpose == "Den första."
    write(world, plan_id, replace(shown, purpose="Båda."), measure_fingerprint(theirs))
    assert measure(world, plan_id).purpose == "Båda."


def test_of_many_who_save_the_same_measure_at_once_one_saves(world: World) -> None:
    plan_id = w.opened(world)
    shown = measure(world, plan_id)
    seen = measure_fingerprint(shown)
    texts = [f"Text {n}" for n in range(6)]
    became = at_once(
        *[partial(write, world, plan_id, replace(shown, purpose=text), seen) for text in texts]
    )
    assert sorted(became) == ["done", *["measure_changed"] * 5]
    assert measure(world, plan_id).purpose == texts[became.index("done")]
    assert findings(world.office) == []


def test_two_who_write_different_measures_at_once_both_save(world: World) -> None:
    plan_id = w.opened(world)
    found = measures(world, plan_id)
    became = at_once(
        *[
            partial(write, world, plan_id, replace(m, purpose="Ny."), measure_fingerprint(m))
            for m in found
        ]
    )
    assert became == ["done", "done"]
    assert [m.purpose for m in measures(world, plan_id)] == ["Ny.", "Ny."]


def test_measures_added_at_once_get_a_key_and_a_place_each(world: World) -> None:
    plan_id = w.opened(world)
    new = replace(a_measure("", world.parties["berg"]), position=0)
    became = at_once(*[partial(write, world, plan_id, new)] * 4)
    assert became == ["done"] * 4
    added = [(m.key, m.position) for m in measures(world, plan_id)[2:]]
    assert added == [(f"2023-{n}", n + 1) for n in range(1, 5)]


def test_a_member_who_writes_beside_the_officer_loses_nothing(world: World) -> None:
    matter = w.circulated(world)
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    shown = measure(world, matter.plan_id, "are-2023")
    seen = measure_fingerprint(shown)
    write(world, matter.plan_id, replace(shown, purpose="Handläggarens."), seen)
    mine = replace(shown, purpose="Kommunens.")
    again = partial(
        drafting.write_measure, world.office, matter.plan_id, mine, bearer, w.ANSWERED, seen
    )
    assert refused(again) == ["measure_changed"]
    assert measure(world, matter.plan_id, "are-2023").purpose == "Handläggarens."


def test_a_removed_measure_is_gone_and_stands_whole_in_the_record(
    world: World, database: Engine
) -> None:
    plan_id = w.opened(world)
    gone = measure(world, plan_id, "are-2023")
    remove(world, plan_id, gone)
    assert [m.key for m in measures(world, plan_id)] == ["own-2023"]
    assert rows(database, t.target, measure_id=gone.id) == []
    (kept,) = events(world.office, step="remove_measure")[-1]["given"]["measures"]
    assert (kept["activity"], len(kept["targets"])) == (gone.activity, 2)
    assert findings(world.office) == []


def test_a_measure_that_was_changed_meanwhile_is_not_removed(world: World) -> None:
    plan_id = w.opened(world)
    shown = measure(world, plan_id)
    write(world, plan_id, replace(shown, purpose="Ny."), measure_fingerprint(shown))
    assert refused(remove, world, plan_id, shown) == ["measure_changed"]
    remove(world, plan_id, measure(world, plan_id))
    with pytest.raises(NotFound):
        remove(world, plan_id, shown)


def test_of_a_save_and_a_removal_at_once_one_happens(world: World) -> None:
    plan_id = w.opened(world)
    shown = measure(world, plan_id)
    changed = replace(shown, purpose="Ny.")
    became = at_once(
        partial(write, world, plan_id, changed, measure_fingerprint(shown)),
        partial(remove, world, plan_id, shown),
    )
    assert became.count("done") == 1
    assert set(became) <= {"done", "measure_changed", "measure_unknown"}
    left = [m.purpose for m in measures(world, plan_id) if m.id == shown.id]
    assert left == (["Ny."] if became[0] == "done" else [])


def next_plan(world: World, plan_id: int, choices: dict[str, Going]) -> int:
    """The plan of 2024, from the measures of 2023."""
    last = measures(world, plan_id)
    carried = carry_over(last, {m.id: choices.get(m.key, Going.KEEP) for m in last}, 2023, 2024)
    officer = world.actor("officer", LATER)
    done = drafting.open_next_plan(
        world.office, world.case_id, 2024, "Handlingsplan 2024", carried, officer, LATER
    )
    return done.subject_id


def test_next_years_plan_carries_measures_over_and_records_what_ended(
    world: World, database: Engine
) -> None:
    first = w.opened(world)
    second = next_plan(world, first, {"own-2023": Going.END})
    (carried,) = measures(world, second)
    old = measure(world, first, "are-2023")
    assert (carried.carried_from, carried.choice) == (old.id, Choice.KEEP)
    assert (carried.starts_on, carried.ends_on) == (date(2024, 2, 1), date(2024, 12, 31))
    assert [target.text for target in carried.targets] == ["Ett ombud öppnar.", "Fler når det."]
    assert events(world.office, step="open_plan")[-1]["given"]["ended"] == [
        "Stöd till service (own-2023)"
    ]
    shown = drafts.draft(world.office, second, date(2023, 9, 2))
    assert [m.key for m in shown.ended] == ["own-2023"]
    assert row(database, t.plan, id=second).year == 2024


def test_a_carried_measure_is_a_changed_one_once_its_text_is(world: World) -> None:
    second = next_plan(world, w.opened(world), {})
    carried = measure(world, second, "2024-1")
    write(world, second, replace(carried, key="", position=0, carried_from=None))
    assert measure(world, second, "2024-1") == replace(
        carried, targets=measure(world, second, "2024-1").targets
    )
    write(world, second, replace(carried, purpose="Ny.", carried_from=None))
    written = measure(world, second, "2024-1")
    assert (written.choice, written.carried_from) == (Choice.CHANGE, carried.carried_from)


def test_what_a_later_plan_carries_on_is_not_removed(world: World) -> None:
    first = w.opened(world)
    second = next_plan(world, first, {})
    own = measure(world, first)
    assert refused(remove, world, first, own) == ["measure_is_carried_on"]
    remove(world, second, measure(world, second, "2024-1"))
    remove(world, first, own)
    assert [m.key for m in measures(world, first)] == ["are-2023"]


def test_a_removal_and_next_years_plan_at_once_never_break_the_origin(world: World) -> None:
    first = w.opened(world)
    own = measure(world, first)
    became = at_once(partial(remove, world, first, own), partial(next_plan, world, first, {}))
    assert set(became) <= {"done", "measure_is_carried_on", "outpaced"}
    assert "done" in became
    assert findings(world.office) == []

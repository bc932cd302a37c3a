"""What a decision rests on may be changed while it is a draft; every version stays on record."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import events, findings, refused, row, rows
from workflow.operations import deciding, looking, preparing
from workflow.orders import EDITABLE
from workflow.store import tables as t

NEWER = replace(w.MINUTES, content=b"Paragraf 89, justerad", name="utdrag-justerat.txt")


def revise(matter: w.Matter, *basis: preparing.BasisItem) -> object:
    world = matter.world
    officer = world.actor("officer", w.SUBMITTED)
    return preparing.revise_basis(world.office, matter.decision_id, basis, officer, w.SUBMITTED)


def sent_back(world: World) -> w.Matter:
    matter = w.submitted(world)
    director = world.actor("director", w.SUBMITTED)
    deciding.send_back(world.office, matter.decision_id, "Nytt utdrag.", director, w.SUBMITTED)
    return matter


def test_after_a_send_back_another_paper_takes_the_place_of_the_first(
    world: World, database: Engine
) -> None:
    matter = sent_back(world)
    revise(matter, *matter.plan_ids, NEWER)
    found = rows(database, t.basis)
    assert [(each.position, each.plan_id, each.name) for each in found] == [
        (1, matter.plan_ids[0], ""),
        (2, matter.plan_ids[1], ""),
        (3, None, "utdrag-justerat.txt"),
    ]
    assert found[0].title == "Handlingsplan 2023"
    uses = rows(database, t.paper_use, kind="underlag")
    assert [(use.name, use.current) for use in uses] == [
        ("utdrag.txt", False),
        ("utdrag-justerat.txt", True),
    ]


def test_the_new_basis_is_what_is_frozen_and_decided_on(world: World) -> None:
    matter = sent_back(world)
    revise(matter, NEWER, *matter.plan_ids)
    w.submit(matter)
    shown = looking.papers_shown(world.office, matter.decision_id)
    assert [paper.name for paper in shown if paper.kind == "underlag"] == ["utdrag-justerat.txt"]
    w.decide(matter)
    assert findings(world.office) == []


def test_the_record_names_the_papers_that_were_attached(world: World, database: Engine) -> None:
    matter = w.drafted(world)
    revise(matter, NEWER, *matter.plan_ids)
    entry = events(world.office)[-1]
    (use,) = rows(database, t.paper_use, kind="underlag", current=True)
    assert entry["papers"] == [["underlag", "utdrag-justerat.txt", use.sha256]]
    assert (entry["step"], entry["actor"]["name"]) == ("revise_basis", "Malin Nyqvist Ljungberg")


def test_whoever_changes_the_basis_has_handled_the_matter(world: World, database: Engine) -> None:
    matter = w.drafted(world)
    revise(matter, NEWER, *matter.plan_ids)
    assert row(database, t.decision).handled_by == [world.people["officer"]]


def test_the_plans_of_the_decision_stay_in_its_basis(world: World, database: Engine) -> None:
    matter = w.drafted(world)
    first, second = matter.plan_ids
    before = rows(database, t.basis)
    assert refused(revise, matter, NEWER, first) == ["plan_not_in_basis"]
    assert refused(revise, matter, first, first, second) == ["plan_twice_or_other_in_basis"]
    assert refused(revise, matter, first, second, 9999) == ["plan_twice_or_other_in_basis"]
    assert rows(database, t.basis) == before


@pytest.mark.case("A15")
def test_a_submitted_decisions_basis_is_closed(world: World) -> None:
    matter = w.submitted(world)
    assert "wrong_state" in refused(revise, matter, NEWER, *matter.plan_ids)


def test_bytes_kept_before_are_attached_by_their_hash(world: World, database: Engine) -> None:
    matter = w.drafted(world)
    kept = preparing.keep(
        world.office, NEWER, world.case_id, world.actor("officer", w.SUBMITTED), w.SUBMITTED
    )
    revise(matter, kept, *matter.plan_ids)
    assert row(database, t.basis, position=1).sha256 == kept.sha256
    assert world.office.files.get(kept.sha256) == NEWER.content


@pytest.mark.parametrize("media_type", [EDITABLE, "application/pdf"])
def test_what_others_wrote_is_decided_on_in_whatever_form_it_came(
    world: World, media_type: str
) -> None:
    matter = w.drafted(world)
    memo = preparing.Attachment("PM", date(2023, 9, 1), "pm.docx", media_type, b"PM")
    revise(matter, memo, *matter.plan_ids)
    w.submit(matter)
    shown = looking.papers_shown(world.office, matter.decision_id)
    assert "pm.docx" in [paper.name for paper in shown]

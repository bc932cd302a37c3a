"""A step is one transaction: whatever fails, all of it is there or none of it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World
from tests.operations.reading import break_table, events, everything, refused, row, rows
from workflow.delivery.fakes import Outbasket, PapersInMemory
from workflow.jobs.sender import send_due
from workflow.operations import deciding, dispatching, drafting, preparing
from workflow.orders import LetterAsk, PaperAsk
from workflow.refusals import NotFound
from workflow.states import LetterKind, PaperKind
from workflow.store import tables as t

WRITTEN_BY_A_DECISION = (
    "decision",
    "series",
    "decision_plan",
    "plan",
    "paper",
    "paper_use",
    "notice",
    "dispatch",
    "delivery",
    "letter",
    "duty",
    "reminder",
    "event",
    "matter_case",
)


def files(world: World) -> PapersInMemory:
    kept = world.office.files
    assert isinstance(kept, PapersInMemory)
    return kept


def test_a_decision_writes_its_state_paper_letters_duties_and_event(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    assert row(database, t.decision).state == "decided"
    assert {plan.state for plan in rows(database, t.plan)} == {"adopted"}
    entry = events(world.office, step="decide")[0]
    used = rows(database, t.paper_use, step="decide")
    assert entry["papers"] == [[paper.kind, paper.name, paper.sha256] for paper in used]
    assert "delegationsbeslut" in {paper.kind for paper in used}
    assert entry["letters"] == [
        each.key
        for kind in ("decided", "notice_pending", "dispatch_ready")
        for each in rows(database, t.letter, kind=kind)
    ]
    watched = {each.kind for each in rows(database, t.duty) if each.settled_on is None}
    assert watched == {"dispatch", "notify", "open_follow_up", "report_agency"}
    assert {each[0] for each in entry["duties"]} == watched
    assert row(database, t.duty, kind="decide").settled_on == date(2023, 10, 24)
    assert [each.party_id for each in rows(database, t.delivery)] == [
        world.parties[key].id for key in RECIPIENTS
    ]
    assert matter.decision_id == row(database, t.notice).decision_id


@pytest.mark.parametrize("table", WRITTEN_BY_A_DECISION)
def test_where_one_row_of_a_decision_cannot_be_written_nothing_is(
    world: World, database: Engine, table: str
) -> None:
    matter = w.submitted(world)
    break_table(database, table)
    before = everything(database)
    with pytest.raises(DBAPIError, match="broken"):
        w.decide(matter)
    assert everything(database) == before


def test_the_table_of_what_a_decision_writes_is_complete(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    before = everything(database)
    w.decide(matter)
    after = everything(database)
    assert {name for name in after if after[name] != before[name]} == set(WRITTEN_BY_A_DECISION)


@pytest.mark.case("R07")
@pytest.mark.parametrize("kind", [PaperKind.UTDRAG, PaperKind.FOLJEBREV, LetterKind.UTDRAG])
def test_where_a_renderer_fails_on_the_last_recipient_nothing_is_written(
    world: World, database: Engine, kind: PaperKind | LetterKind
) -> None:
    matter = w.decided(world)

    def fail(ask: PaperAsk | LetterAsk) -> None:
        whose = ask.to.name if isinstance(ask, LetterAsk) else ask.delivery and ask.delivery.party
        if ask.kind is kind and "Tillväxtverket" in str(whose):
            raise RuntimeError("the renderer broke")

    broken = world.meanwhile(fail).office
    before = everything(database)
    registrar = world.actor("registrar", w.DISPATCHED)
    with pytest.raises(RuntimeError, match="renderer broke"):
        dispatching.dispatch(broken, matter.decision_id, registrar, w.DISPATCHED)
    assert everything(database) == before


@pytest.mark.case("R04")
def test_where_the_papers_have_no_room_nothing_is_written(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    before = everything(database)
    files(world).full = True
    with pytest.raises(OSError, match="no space"):
        w.decide(matter)
    assert everything(database) == before


@pytest.mark.case("R07")
def test_after_a_failure_the_same_step_can_be_taken(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    files(world).full = True
    with pytest.raises(OSError, match="no space"):
        w.decide(matter)
    files(world).full = False
    w.decide(matter)
    assert row(database, t.decision).number_serial == 1
    assert len(events(world.office, step="decide")) == 1


def test_papers_are_kept_before_the_first_row_is_written(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    kept = set(files(world).kept)
    break_table(database, "decision")  # the first row that deciding writes
    with pytest.raises(DBAPIError, match="broken"):
        w.decide(matter)
    drawn = [files(world).get(sha256) for sha256 in set(files(world).kept) - kept]
    assert any(p.startswith(b"delegationsbeslut\nRUN/536/2021\n2023-10-24") for p in drawn)


def test_every_paper_of_a_step_is_kept_under_the_hash_that_the_record_names(world: World) -> None:
    w.dispatched(world)
    entry = events(world.office, step="dispatch")[0]
    assert len(entry["papers"]) == 2 * len(RECIPIENTS)
    for kind, _name, sha256 in entry["papers"]:
        assert files(world).get(sha256).startswith(kind.encode())


def test_a_letter_is_a_row_until_it_is_sent(world: World, database: Engine) -> None:
    post = Outbasket()
    w.decided(world)
    waiting = rows(database, t.letter, state="waiting")
    assert len(waiting) > 3
    assert send_due(world.office, post, "sender", w.DECIDED) == len(waiting)
    assert post.tries == [letter.message_id for letter in waiting]


def test_a_letter_of_a_step_that_fails_never_leaves(world: World, database: Engine) -> None:
    matter, post = w.submitted(world), Outbasket()
    send_due(world.office, post, "sender", w.DECIDED)
    sent = len(post.tries)
    break_table(database, "event")  # the last row but one, after the letters
    with pytest.raises(DBAPIError, match="broken"):
        w.decide(matter)
    assert send_due(world.office, post, "sender", w.CLOSED) == 0
    assert len(post.tries) == sent


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_sender_that_looks_before_the_commit_finds_nothing(world: World) -> None:
    matter, post, found = w.submitted(world), Outbasket(), []
    send_due(world.office, post, "sender", w.DECIDED)

    def look(ask: PaperAsk | LetterAsk) -> None:
        if ask.kind is LetterKind.DISPATCH_READY:  # the last of three letters, in the transaction
            found.append(send_due(world.office, post, "sender", w.DECIDED))

    w.decide(matter, world.meanwhile(look))
    assert found == [0]
    assert send_due(world.office, post, "sender", w.DECIDED) == 3


def test_a_refused_try_is_an_event_with_its_codes_and_leaves_everything_else(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    before = everything(database, "event", "matter_case")
    officer = world.actor("officer", w.DECIDED)
    codes = refused(
        deciding.decide, world.office, matter.decision_id, matter.seen(), officer, w.DECIDED
    )
    assert codes == ["not_the_holder", "drafted_by_decider"]
    assert everything(database, "event", "matter_case") == before
    entry = events(world.office, step="decide")[0]
    assert entry["refused"] is True
    assert (entry["from"], entry["to"]) == ("submitted", "submitted")
    assert [code for code, _ in entry["reasons"]] == codes
    assert entry["actor"]["name"] == "Malin Nyqvist Ljungberg"
    assert dict(entry["reasons"][0][1])["ground"] == "§ 89/2023"


def test_a_try_to_make_what_may_not_be_made_is_an_event_too(world: World, database: Engine) -> None:
    stranger = world.actor("stranger", w.OPENED)
    opens = partial(
        drafting.open_plan, world.office, world.case_id, 2022, "Plan", stranger, w.OPENED
    )
    assert refused(opens) == ["wrong_role"]
    assert rows(database, t.plan) == []
    (entry,) = events(world.office)
    assert (entry["step"], entry["thing_id"], entry["from"]) == ("open_plan", None, "–")


def test_a_decision_that_is_not_there_is_not_found_and_not_recorded(
    world: World, database: Engine
) -> None:
    officer = world.actor("officer", w.SUBMITTED)
    with pytest.raises(NotFound):
        preparing.submit(world.office, 4711, officer, w.SUBMITTED)
    assert rows(database, t.event) == []


def test_a_letter_that_two_orders_mean_for_one_person_is_written_once(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    with database.begin() as connection:  # nobody is secretary: the officer gets those letters
        connection.execute(t.role_grant.delete().where(t.role_grant.c.role == "secretary"))
    director = world.actor("director", w.DECIDED)
    deciding.refer(world.office, matter.decision_id, "Ny inriktning.", director, w.DECIDED)
    (letter,) = rows(database, t.letter, kind="referred")
    assert letter.to_email == "officer@region.example"


def test_another_key_makes_other_links_and_signatures(world: World) -> None:
    other = replace(world.office, key=b"another key")
    assert other.token("member", 1) != world.office.token("member", 1)
    assert world.office.token("member", 1) == world.office.token("member", 1)

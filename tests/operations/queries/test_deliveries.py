"""Dispatches as pages show them: each copy in one word, with counts; and a recipient's own copy."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import row, rows
from workflow.delivery.fakes import Outbasket
from workflow.facts import Given
from workflow.jobs import reminding, sender
from workflow.operations import dispatching, listing
from workflow.operations.queries import deliveries, matrix, own_copies
from workflow.operations.queries.copies import Copy, copy_state
from workflow.refusals import NotFound
from workflow.states import DispatchState, LetterKind, PaperKind
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import writing

SENT = w.DISPATCHED + timedelta(minutes=5)


def send(world: World, post: Outbasket | None = None) -> None:
    sender.send_due(world.office, post or Outbasket(), "w1", SENT)


def states(world: World, matter: w.Matter) -> dict[str, Copy]:
    page = deliveries.dispatch_page(world.office, matter.decision_id)
    return {each.name: each.state for each in page.recipients}


@pytest.mark.parametrize(
    ("delivery", "letter", "attempts", "state"),
    [
        ("waiting", None, None, Copy.NOT_ORDERED),
        ("waiting", "waiting", 0, Copy.WAITING),
        ("waiting", "claimed", 1, Copy.SENDING),
        ("waiting", "waiting", 1, Copy.PROBLEM),
        ("waiting", "failed", 51, Copy.FAILED),
        ("sent", "sent", 1, Copy.SENT),
        ("acknowledged", "sent", 1, Copy.ACKNOWLEDGED),
        ("acknowledged_otherwise", "failed", 51, Copy.ACKNOWLEDGED_OTHERWISE),
    ],
)
def test_a_copy_stands_in_one_word(
    delivery: str, letter: str | None, attempts: int | None, state: Copy
) -> None:
    assert copy_state(delivery, letter, attempts) is state


def test_a_decision_is_to_be_dispatched_by_its_day(world: World) -> None:
    matter = w.decided(world)
    ((ready,), total) = deliveries.dispatches(world.office, DispatchState.READY)
    assert (ready.decision_id, total, ready.due_on) == (matter.decision_id, 1, date(2023, 10, 25))
    assert (ready.recipients, ready.settled, ready.count(Copy.NOT_ORDERED)) == (3, 0, 3)
    assert deliveries.dispatches(world.office, DispatchState.DISPATCHED) == ((), 0)


def test_a_dispatch_under_way_counts_who_has_confirmed(world: World) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    ((under_way,), _) = deliveries.dispatches(world.office, DispatchState.DISPATCHED)
    assert (under_way.recipients, under_way.settled) == (3, 1)
    assert under_way.due_on == date(2023, 11, 8)


def test_dispatches_come_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "PAGE", 1)
    first = w.decided(world)
    second = w.decided(world, case_id=world.another_case("RUN/12/2022"))
    pages = [
        deliveries.dispatches(world.office, DispatchState.READY, page)[0] for page in (1, 2, 3)
    ]
    assert [[each.decision_id for each in page] for page in pages] == [
        [first.decision_id],
        [second.decision_id],
        [],
    ]


def test_recipients_stand_in_swedish_order(world: World) -> None:
    page = deliveries.dispatch_page(world.office, w.decided(world).decision_id)
    names = [each.name for each in page.recipients]
    assert names == ["Bergs kommun", "Tillväxtverket", "Åre kommun"]


def test_a_copy_waits_then_is_sent_then_confirmed(world: World) -> None:
    matter = w.dispatched(world)
    assert set(states(world, matter).values()) == {Copy.WAITING}
    send(world)
    assert set(states(world, matter).values()) == {Copy.SENT}
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    assert states(world, matter)["Åre kommun"] is Copy.ACKNOWLEDGED


def test_a_letter_that_could_not_leave_says_why(world: World) -> None:
    matter, post = w.dispatched(world), Outbasket()
    post.down = True
    send(world, post)
    page = deliveries.dispatch_page(world.office, matter.decision_id)
    are = page.recipients[-1]
    assert (are.state, are.attempts, are.sent_at) == (Copy.PROBLEM, 1, None)
    assert "the post is down" in are.problem
    assert page.row.in_trouble == 3


def test_a_letter_that_was_given_up_needs_a_person(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    with writing(database) as connection:
        claimed = outbox.claim(connection, "w1", SENT, 50, 300)
        letter = row(database, t.letter, to_name="Åre kommun", kind="utdrag")
        outbox.give_up(
            connection, next(c for c in claimed if c.id == letter.id), "550 no such user"
        )
    assert states(world, matter)["Åre kommun"] is Copy.FAILED
    assert states(world, matter)["Bergs kommun"] is Copy.SENDING


def test_a_recipient_is_shown_with_when_it_was_ordered_reminded_and_confirmed(
    world: World,
) -> None:
    matter = w.dispatched(world)
    reminding.remind(world.office, when("2023-11-09"))
    who = world.actor("registrar", when("2023-11-10"))
    party = world.parties["are"].id
    dispatching.acknowledge_otherwise(
        world.office, matter.decision_id, party, "Per telefon.", who, when("2023-11-10")
    )
    are = deliveries.dispatch_page(world.office, matter.decision_id).recipients[-1]
    assert (are.ordered_at, are.due_on) == (w.DISPATCHED, date(2023, 11, 8))
    assert are.reminded_on == date(2023, 11, 9)
    assert (are.settled_on, are.settled_how, are.settled_by) == (
        *(date(2023, 11, 10), "Per telefon."),
        "Registratorn",
    )


def test_the_page_counts_on_who_is_outstanding(world: World) -> None:
    matter = w.acknowledged(world)
    page = deliveries.dispatch_page(world.office, matter.decision_id)
    assert (page.outstanding, page.row.settled, page.row.state) == (
        *((), 3),
        DispatchState.DISPATCHED,
    )


def test_the_plans_go_to_every_recipient(world: World) -> None:
    page = deliveries.dispatch_page(world.office, w.decided(world).decision_id)
    assert [paper.kind for paper in page.enclosed] == [PaperKind.HANDLINGSPLAN] * 2


def test_what_is_not_decided_has_no_dispatch(world: World) -> None:
    matter = w.submitted(world)
    with pytest.raises(NotFound):
        deliveries.dispatch_page(world.office, matter.decision_id)


def test_the_matrix_counts_copies_both_ways(world: World) -> None:
    first = w.acknowledged(world)
    w.decided(world, case_id=world.another_case("RUN/12/2022"))
    found = matrix.matrix(world.office)
    assert found.recipients == ("Bergs kommun", "Tillväxtverket", "Åre kommun")
    assert [(each.settled, each.recipients) for each in found.rows] == [(0, 3), (3, 3)]
    assert found.rows[1].decision_id == first.decision_id
    assert [found.settled_by(column) for column in range(3)] == [(1, 2)] * 3
    assert dict(found.counts) == {Copy.NOT_ORDERED: 3, Copy.ACKNOWLEDGED: 3}


def test_the_matrix_leaves_a_hole_where_a_recipient_gets_nothing(
    world: World, database: Engine
) -> None:
    w.decided(world)
    with writing(database) as connection:
        other = t.delivery.delete().where(t.delivery.c.party_id == world.parties["berg"].id)
        connection.execute(other)
    w.decided(world, case_id=world.another_case("RUN/12/2022"))
    found = matrix.matrix(world.office)
    assert sorted(each.copies[0] is None for each in found.rows) == [False, True]
    assert found.settled_by(0) == (0, 1)


def test_an_empty_matrix_has_no_columns(world: World) -> None:
    found = matrix.matrix(world.office)
    assert (found.recipients, found.rows, found.total, found.counts) == ((), (), 0, ())


def test_a_recipient_sees_its_own_papers_and_no_others(world: World) -> None:
    matter = w.dispatched(world)
    send(world)
    are = own_copies.own_copy(world.office, matter.decision_id, world.parties["are"].id)
    names = [paper.name for paper in are.papers]
    assert [paper.kind for paper in are.papers] == [
        *(PaperKind.FOLJEBREV, PaperKind.UTDRAG),
        *(PaperKind.HANDLINGSPLAN, PaperKind.HANDLINGSPLAN),
    ]
    assert not [name for name in names if "berg" in name]
    assert (are.region, are.reference, are.sent_at) == (
        *("Region Jämtland Härjedalen", "RUN/536/2021"),
        SENT,
    )


def test_another_recipients_paper_is_not_found(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    are = own_copies.own_copy(world.office, matter.decision_id, world.parties["are"].id)
    own = next(paper for paper in are.papers if paper.kind is PaperKind.UTDRAG)
    assert are.paper(own.sha256) == own
    berg = world.parties["berg"].id
    (other,) = rows(database, t.paper_use, kind="utdrag", party_id=berg)
    with pytest.raises(NotFound):
        are.paper(other.sha256)


@pytest.mark.parametrize("party", ["lansstyrelsen", "region"])
def test_who_is_no_recipient_has_no_copy(world: World, party: str) -> None:
    matter = w.dispatched(world)
    with pytest.raises(NotFound):
        own_copies.own_copy(world.office, matter.decision_id, world.parties[party].id)


@pytest.mark.parametrize(
    ("given", "how"),
    [
        (Given(), "personlig länk"),
        (Given(confirmed_by="Registratorn"), "personlig länk, av Registratorn"),
        (Given(own_reference=" KS 2023/12 "), "personlig länk, dnr KS 2023/12"),
        (Given(confirmed_by="R", own_reference="1"), "personlig länk, av R, dnr 1"),
    ],
)
def test_a_recipient_may_say_who_confirms_and_under_which_reference(
    world: World, given: Given, how: str
) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED, given)
    are = own_copies.own_copy(world.office, matter.decision_id, world.parties["are"].id)
    assert (are.settled_how, are.settled_by, are.is_settled) == (how, "Åre kommun", True)


def test_a_preview_is_what_the_dispatch_will_draw_up(world: World, database: Engine) -> None:
    matter = w.decided(world)
    party, day = world.parties["are"].id, date(2023, 10, 25)
    registrar = world.actor("registrar", w.DISPATCHED)
    cover, copy = listing.dispatch_preview(world.office, matter.decision_id, party, registrar, day)
    assert rows(database, t.paper_use, party_id=party) == []
    dispatching.dispatch(world.office, matter.decision_id, registrar, w.DISPATCHED)
    drawn = {row.name for row in rows(database, t.paper_use, party_id=party)}
    assert drawn == {cover.name, copy.name}

"""Whoever has been sent a decision is told when it is put right, and when it is repealed."""

from datetime import date

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import findings, refused, row, rows
from tests.operations.test_party_register import change
from tests.operations.together import at_once
from workflow.operations import deciding, dispatching, mending, notifying, posting
from workflow.operations.notifying import Ended
from workflow.operations.queries import own_copies, postings
from workflow.operations.steps import Done
from workflow.orders import LetterAsk, PaperAsk
from workflow.states import AppealOutcome, Channel, LetterKind, PaperKind
from workflow.store import tables as t
from workflow.store.engine import writing

AT, REASON = when("2023-10-30"), "Rätt år är 2024."
ENDED = Ended(date(2023, 10, 29), AppealOutcome.REPEALED, "1234-23")
OUTSIDE = {"Åre kommun", "Bergs kommun", "Tillväxtverket"}
BOX = "Box 73, 840 40 Svenstavik"


def correct(matter: w.Matter, reason: str = REASON) -> Done:
    director = matter.world.actor("director", AT)
    return deciding.correct(matter.world.office, matter.decision_id, reason, director, AT)


def repeal(matter: w.Matter) -> Done:
    who = matter.world.actor("secretary", AT)
    return notifying.repeal(
        matter.world.office, matter.decision_id, ENDED, "Utan delegation.", who, AT
    )


def dispatch(matter: w.Matter) -> Done:
    registrar = matter.world.actor("registrar", AT)
    return dispatching.dispatch(matter.world.office, matter.decision_id, registrar, AT)


def told(database: Engine, kind: str) -> set[str]:
    """The organisations outside that a letter of the kind is for."""
    return {each.to_name for each in rows(database, t.letter, kind=kind)} & OUTSIDE


def enclosed(database: Engine, kind: str, to_name: str = "Åre kommun") -> list[str]:
    """The kinds of paper in the newest such letter, in the letter's order."""
    attached = rows(database, t.letter, kind=kind, to_name=to_name)[-1].attachments
    found = (rows(database, t.paper, sha256=sha256) for _, sha256, _ in attached)
    return [each.kind for (each,) in filter(None, found)]


# Put right


def test_a_correction_goes_to_everybody_who_has_been_sent_the_decision(
    world: World, database: Engine
) -> None:
    correct(w.acknowledged(world))
    assert told(database, "corrected") == OUTSIDE
    letter = row(database, t.letter, kind="corrected", to_name="Åre kommun")
    assert (letter.to_email, letter.delivery_id, letter.as_link) == (
        *("registrator@are.example", None),
        False,
    )
    assert enclosed(database, "corrected") == ["rattelse"]
    assert findings(world.office) == []


def test_before_the_dispatch_the_correction_waits_and_goes_with_the_utdrag(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    correct(matter)
    assert told(database, "corrected") == set()
    dispatch(matter)
    assert told(database, "corrected") == set()
    assert enclosed(database, "utdrag") == [
        *("foljebrev", "utdrag", "rattelse"),
        *("handlingsplan", "handlingsplan"),
    ]


def test_the_papers_of_a_later_dispatch_know_the_days_of_the_corrections(world: World) -> None:
    matter, known = w.decided(world), []
    correct(matter)
    correct(matter, "Rätt namn är Åre kommun.")

    def note(ask: PaperAsk | LetterAsk) -> None:
        known.append(ask.situation.the_decision().corrected_on)

    dispatch(matter.in_world(world.meanwhile(note)))
    assert set(known) == {(date(2023, 10, 30), date(2023, 10, 30))}


def test_a_copy_that_is_sent_again_encloses_what_is_right_now(
    world: World, database: Engine
) -> None:
    matter, registrar = w.dispatched(world), world.actor("registrar", AT)
    before = enclosed(database, "utdrag")
    correct(matter)
    are = world.parties["are"].id
    mending.resend(world.office, matter.decision_id, are, registrar, AT, reason="Fel adress.")
    assert before == ["foljebrev", "utdrag", "handlingsplan", "handlingsplan"]
    assert enclosed(database, "utdrag") == [*before[:2], "rattelse", *before[2:]]


def test_who_never_got_the_decision_gets_no_correction_of_it(
    world: World, database: Engine
) -> None:
    matter, registrar = w.dispatched(world), world.actor("registrar", AT)
    are, berg, _ = rows(database, t.letter, kind="utdrag")
    mending.withdraw(world.office, are.id, "Fel adress.", registrar, AT)
    with writing(database) as connection:
        failed = update(t.letter).where(t.letter.c.id == berg.id)
        connection.execute(failed, {"state": "failed"})
    correct(matter)
    assert told(database, "corrected") == {"Tillväxtverket"}


def test_the_link_page_shows_the_correction_and_the_old_papers_are_as_they_were(
    world: World, database: Engine
) -> None:
    matter = w.acknowledged(world)
    before = {each.sha256: world.office.files.get(each.sha256) for each in rows(database, t.paper)}
    correct(matter)
    copy = own_copies.own_copy(world.office, matter.decision_id, world.parties["are"].id)
    (correction,) = copy.corrections
    assert correction.paper.kind is PaperKind.RATTELSE
    assert {sha256: world.office.files.get(sha256) for sha256 in before} == before


def test_a_decision_that_is_put_right_while_its_utdrag_are_drawn_up_is_told_of_once(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    once = [matter]

    def meanwhile(_: object) -> None:
        for each in once:
            once.remove(each)
            correct(each)

    dispatch(matter.in_world(world.meanwhile(meanwhile)))
    assert "rattelse" in enclosed(database, "utdrag")
    assert told(database, "corrected") == set()


def test_of_a_dispatch_and_a_correction_at_once_every_recipient_has_the_correction_once(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    assert at_once(lambda: correct(matter), lambda: dispatch(matter)) == ["done", "done"]
    with_the_utdrag = "rattelse" in enclosed(database, "utdrag")
    assert (told(database, "corrected") == set()) == with_the_utdrag
    assert told(database, "corrected") in (set(), OUTSIDE)


# Repealed


def test_a_repeal_is_told_to_everybody_who_has_been_sent_the_decision(
    world: World, database: Engine
) -> None:
    repeal(w.acknowledged(world))
    assert told(database, "repealed") == OUTSIDE
    assert row(database, t.letter, kind="repealed", to_name="Åre kommun").attachments == []
    assert findings(world.office) == []


def test_a_repeal_before_the_dispatch_is_told_to_nobody_outside(
    world: World, database: Engine
) -> None:
    repeal(w.decided(world))
    assert told(database, "repealed") == set()


@pytest.mark.parametrize(
    ("left", "is_told"),
    [
        ({"state": "sent"}, True),
        ({"state": "claimed", "handing_at": AT}, True),
        ({"state": "maybe", "handing_at": AT}, True),
        ({"state": "held", "problem": "Kanske skickat: sändaren stannade."}, True),
        ({"state": "claimed", "claimed_by": "sändaren"}, False),
        ({"state": "waiting"}, False),
        ({"state": "failed"}, False),
    ],
    ids=["sent", "handed", "maybe", "held", "claimed", "waiting", "failed"],
)
def test_who_may_have_got_the_copy_is_told_and_who_surely_has_not_is_not(
    world: World, database: Engine, left: dict[str, object], *, is_told: bool
) -> None:
    matter = w.dispatched(world)
    are = row(database, t.letter, kind="utdrag", to_name="Åre kommun")
    with writing(database) as connection:
        connection.execute(update(t.letter).where(t.letter.c.id == are.id), left)
    repeal(matter)
    assert ("Åre kommun" in told(database, "repealed")) == is_told
    stopped = row(database, t.letter, id=are.id)
    assert stopped.state not in {"waiting", "maybe", "held"}


# On paper


@pytest.fixture
def on_paper(world: World) -> w.Matter:
    """A decision that is dispatched, and whose copy on paper has been posted to one recipient."""
    change(world, "berg", channel=Channel.POST, contact=BOX, email="")
    matter = w.dispatched(world)
    post(matter, w.DISPATCHED.date())
    return matter


def post(matter: w.Matter, day: date = date(2023, 10, 30)) -> tuple[str, ...]:
    world = matter.world
    berg = frozenset({world.parties["berg"].id})
    registrar = world.actor("registrar", AT)
    return posting.hand_to_post(world.office, matter.decision_id, berg, day, registrar, AT)


def printed(matter: w.Matter) -> list[str]:
    """The kinds of the papers that are printed for the recipient, in their order."""
    berg = frozenset({matter.world.parties["berg"].id})
    found = posting.printed(matter.world.office, matter.decision_id, berg, AT.date())
    return [line for line in found.content.decode().split("\n") if line in set(PaperKind)]


def waiting(matter: w.Matter) -> list[tuple[str, tuple[str, ...]]]:
    page = postings.post_page(matter.world.office, matter.decision_id)
    return [(each.name, each.owed) for each in page.waiting]


def test_a_correction_is_posted_to_who_has_the_utdrag_on_paper(
    world: World, database: Engine, on_paper: w.Matter
) -> None:
    assert waiting(on_paper) == []
    correct(on_paper)
    assert told(database, "corrected") == {"Åre kommun", "Tillväxtverket"}
    assert waiting(on_paper) == [("Bergs kommun", ("correct",))]
    assert printed(on_paper) == ["rattelse"]
    assert postings.to_be_told(world.office, on_paper.decision_id) == (("Bergs kommun",), ())
    assert post(on_paper) == ("Bergs kommun",)
    assert waiting(on_paper) == []
    assert findings(world.office) == []


def test_the_registrar_is_told_by_letter_whom_to_post_the_correction_to(
    world: World, on_paper: w.Matter
) -> None:
    asked: list[LetterAsk] = []

    def note(ask: PaperAsk | LetterAsk) -> None:
        if isinstance(ask, LetterAsk) and ask.kind is LetterKind.CORRECTED:
            asked.append(ask)

    correct(on_paper.in_world(world.meanwhile(note)))
    (registrar,) = (each for each in asked if each.to.name == "Registratorn")
    dispatch_ = registrar.situation.dispatch
    assert dispatch_ is not None
    assert [each.party.contact for each in dispatch_.deliveries if each.party.by_post] == [BOX]
    assert registrar.without_copy == frozenset()


def test_what_is_not_posted_yet_is_posted_with_its_correction(
    world: World, database: Engine
) -> None:
    change(world, "berg", channel=Channel.POST, contact=BOX, email="")
    matter = w.dispatched(world)
    correct(matter)
    assert waiting(matter) == [("Bergs kommun", ())]
    assert printed(matter) == [
        *("foljebrev", "utdrag", "rattelse"),
        *("handlingsplan", "handlingsplan"),
    ]
    post(matter)
    assert waiting(matter) == []


def test_of_a_repeal_who_has_the_utdrag_on_paper_is_written_to(
    world: World, on_paper: w.Matter
) -> None:
    correct(on_paper)
    repeal(on_paper)
    assert waiting(on_paper) == [("Bergs kommun", ("repeal",))]
    assert postings.to_be_told(world.office, on_paper.decision_id) == ((), ("Bergs kommun",))
    post(on_paper)
    assert waiting(on_paper) == []


def test_a_copy_of_a_repealed_decision_is_not_posted_any_more(world: World) -> None:
    change(world, "berg", channel=Channel.POST, contact=BOX, email="")
    matter = w.dispatched(world)
    repeal(matter)
    assert waiting(matter) == []
    assert refused(post, matter) == ["decision_repealed"]

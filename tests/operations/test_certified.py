"""The utdrag that is kept is certified by who dispatched it, and repeats what was decided."""

from datetime import date

import pytest
from sqlalchemy import Engine, update

from documents import HouseRenderer, built
from documents.papertext import paragraphs
from tests.operations import walking as w
from tests.operations.builders import BEGAN, World
from tests.operations.reading import row, rows
from workflow.facts import AsDecided
from workflow.operations import (
    committee_settings,
    deciding,
    dispatching,
    listing,
    notifying,
    registers,
)
from workflow.operations.register_record import By
from workflow.orders import LetterAsk, PaperAsk
from workflow.states import PaperKind, Role
from workflow.store import migrate
from workflow.store import tables as t
from workflow.store.engine import writing


class Seen:
    """Papers as they are asked for, by kind: what the kept ones say."""

    def __init__(self) -> None:
        self.asks: list[PaperAsk] = []

    def __call__(self, ask: PaperAsk | LetterAsk) -> None:
        if isinstance(ask, PaperAsk):
            self.asks.append(ask)

    def said(self, kind: PaperKind) -> str:
        ask = next(each for each in self.asks if each.kind is kind)
        return "\n".join(paragraphs(built(ask))).replace("\N{NO-BREAK SPACE}", " ")


def dispatched_by(world: World, who: str) -> Seen:
    """A decision, dispatched by one of two registrars: every paper on the way."""
    registers.grant_role(world.office, world.people["stranger"], Role.REGISTRAR, BEGAN)
    seen = Seen()
    matter = w.decided(world.meanwhile(seen))
    office, actor = matter.world.office, world.actor(who, w.DISPATCHED)
    dispatching.dispatch(office, matter.decision_id, actor, w.DISPATCHED)
    return seen


def test_of_two_registrars_the_one_who_dispatches_certifies(world: World) -> None:
    said = dispatched_by(world, "stranger").said(PaperKind.UTDRAG)
    certified = said[said.index("Bestyrkande") :]
    assert certified.endswith("\nEkonom, Region Jämtland Härjedalen")
    assert "Registrator" not in certified


def test_who_may_not_dispatch_sees_the_utdrag_as_the_registrar_would_have_it(
    world: World,
) -> None:
    seen, day = Seen(), date(2023, 10, 25)
    matter, are = w.decided(world.meanwhile(seen)), world.parties["are"].id
    for who in ("officer", "registrar"):
        actor = world.actor(who, w.DISPATCHED)
        listing.dispatch_preview(matter.world.office, matter.decision_id, are, actor, day)
    shown = [ask.by and ask.by.name for ask in seen.asks if ask.kind is PaperKind.UTDRAG]
    assert shown == ["Registratorn", "Registratorn"]


def test_a_decision_that_says_it_is_notified_says_so_in_its_utdrag_too(world: World) -> None:
    seen = Seen()
    matter = w.decided(world.meanwhile(seen))
    settled(world, notified=False)
    registrar = world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(matter.world.office, matter.decision_id, registrar, w.DISPATCHED)
    for kind in (PaperKind.DELEGATIONSBESLUT, PaperKind.UTDRAG, PaperKind.FOLJEBREV):
        assert "Beslutet anmäls till regionala utvecklingsnämnden." in seen.said(kind)


def test_what_a_decision_reads_from_settings_is_kept_with_it(
    world: World, database: Engine
) -> None:
    matter = w.decided(world)
    with writing(database) as connection:
        region = row(database, t.region)
        house = {**region.house, "headings": [["beslut", "Annat"]], "clause_style": "active"}
        connection.execute(update(t.region).values(house=house))
        named = update(t.committee).where(t.committee.c.id == world.committee_id)
        connection.execute(named.values(name="en ny nämnd", genitive="en ny nämnds"))
    seen = Seen()
    registrar = world.actor("registrar", w.DISPATCHED)
    office = matter.world.meanwhile(seen).office
    dispatching.dispatch(office, matter.decision_id, registrar, w.DISPATCHED)
    (first, *_) = seen.asks
    kept = first.situation.the_decision().as_decided
    assert kept == AsDecided(
        *(True, "regionala utvecklingsnämnden", "regionala utvecklingsnämndens", "passive"),
        tuple((key, words) for key, words in region.house["headings"]),
    )


def test_an_utdrag_of_a_corrected_decision_is_kept_as_a_whole_pdf_and_word_file(
    world: World, database: Engine
) -> None:
    matter = w.decided(world.with_renderer(HouseRenderer()))
    office, director = matter.world.office, world.actor("director", w.DISPATCHED)
    deciding.correct(office, matter.decision_id, "Rätt år är 2024.", director, w.DISPATCHED)
    registrar = world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(office, matter.decision_id, registrar, w.DISPATCHED)
    are = rows(database, t.paper_use, kind="utdrag", party_id=world.parties["are"].id)
    begins = sorted(office.files.get(each.sha256)[:4] for each in are)
    assert begins == [b"%PDF", b"PK\x03\x04"]


def settled(world: World, *, notified: bool) -> None:
    """The committee has settled whether it is notified of what is decided from now on."""
    by = By(world.actor("secretary", w.DECIDED), w.DECIDED)
    committee_settings.set_notified(
        world.office, world.committee_id, notified=notified, ground="§ 200/2023", by=by
    )


def test_before_the_decision_nothing_is_kept(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    draft = row(database, t.decision)
    assert (draft.notified, draft.as_decided) == (None, None)
    w.decide(matter)
    assert row(database, t.decision).notified is True


@pytest.mark.parametrize("notified", [True, False])
def test_a_decision_from_before_keeps_what_it_can_be_known_to_say(
    world: World, database: Engine, *, notified: bool
) -> None:
    w.listed(w.decided(world))
    w.decided(world, case_id=world.another_case("RUN/12/2022"))
    settled(world, notified=False)
    third = w.decided(world, case_id=world.another_case("RUN/13/2022"))
    secretary = world.actor("secretary", w.LISTED)
    notifying.record(world.office, third.decision_id, secretary, w.LISTED)
    settled(world, notified=notified)
    said = [each.as_decided for each in rows(database, t.decision)]
    migrate.downgrade(database, "0008")
    migrate.upgrade(database)
    decisions = rows(database, t.decision)
    assert [each.notified for each in decisions] == [True, notified, False]
    assert [each.as_decided for each in decisions] == said

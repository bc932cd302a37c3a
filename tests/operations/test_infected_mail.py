"""With a virus scanner, of a message that is infected nothing is kept but who sent it, and why."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from tests.clamd import EICAR, NOWHERE, Started, as_clamd, guarded
from tests.inbound.messages import report, written
from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import events, everything, findings, row, rows
from workflow.delivery.fakes import PapersInMemory
from workflow.operations import incoming, pile
from workflow.operations.incoming import Filed
from workflow.operations.queries.incoming import message, original
from workflow.refusals import NotFound, NotScanned
from workflow.states import IncomingKind
from workflow.store import tables as t

AT = when("2023-10-25", 15)


@pytest.fixture
def house(world: World, scanner: Started) -> Iterator[World]:
    """An office that has sent its utdrag, and has got a scanner since."""
    w.dispatched(world)
    with scanner(as_clamd) as where:
        yield replace(world, office=guarded(world.office, where))


def come(world: World, raw: bytes) -> Filed:
    return incoming.file(world.office, raw, AT)


def ours(world: World) -> str:
    """The name of a letter of ours, which proves what an answer is about."""
    found: str = rows(world.office.engine, t.letter, kind="utdrag")[0].message_id
    return found


def infected(names: str = "<other@mx.example>", **headers: str) -> bytes:
    return written(In_Reply_To=names, **headers).as_bytes() + b"\n" + EICAR + b"\n"


def kept(world: World) -> list[bytes]:
    files = world.office.files
    assert isinstance(files, PapersInMemory)
    return list(files.kept.values())


@pytest.mark.case("F08")
def test_of_an_infected_answer_nothing_is_kept_and_the_case_says_so(house: World) -> None:
    name = ours(house)
    filed = come(house, infected(name))
    assert filed == Filed(IncomingKind.UNMATCHED, is_new=True, case_id=house.case_id)
    assert not any(EICAR in content for content in kept(house))
    assert rows(house.office.engine, t.paper_use, kind="inkommet") == []
    (entry,) = events(house.office, step="refuse_file")
    said = "Ett meddelande från registrator@are.example innehöll Eicar-Signature."
    assert (entry["given"]["reason"], entry["actor"]["name"]) == (said, "Posten")
    assert findings(house.office) == []


@pytest.mark.parametrize(
    "raw",
    [
        infected(),
        infected(Auto_Submitted="auto-replied"),
        report() + EICAR,
        EICAR,
    ],
    ids=["answer", "program", "bounce", "nothing else"],
)
def test_whatever_it_says_that_it_is_it_waits_for_somebody(house: World, raw: bytes) -> None:
    assert come(house, raw) == Filed(IncomingKind.UNMATCHED, is_new=True)
    waits = row(house.office.engine, t.incoming)
    assert waits.handled_on is None
    assert waits.note.startswith("Meddelandet innehåller skadlig kod (Eicar-Signature) och är inte")
    pile.handle(house.office, waits.id, "Anmält.", house.actor("registrar", AT), AT)
    assert row(house.office.engine, t.incoming).handled_by


def test_a_bounce_that_is_infected_moves_nothing(house: World, database: Engine) -> None:
    before = everything(database, "incoming", "event", "matter_case")
    come(house, report(ours(house)) + EICAR)
    assert everything(database, "incoming", "event", "matter_case") == before


def test_who_sent_it_is_shown_and_nothing_of_it_can_be_opened(house: World) -> None:
    come(house, infected(Subject="Er faktura"))
    registrar = house.actor("registrar", AT)
    shown = message(house.office, 1, registrar, AT)
    assert (shown.came.from_email, shown.came.subject) == ("registrator@are.example", "Er faktura")
    assert (shown.text, shown.raw) == ("", None)
    with pytest.raises(NotFound):
        original(house.office, 1, registrar, AT)


def test_filed_on_a_case_it_is_a_note_of_what_came(house: World) -> None:
    come(house, infected())
    registrar = house.actor("registrar", AT)
    pile.file_on_case(house.office, 1, "RUN/536/2021", registrar, AT)
    use = row(house.office.engine, t.paper_use, kind="inkommet")
    content = house.office.files.get(use.sha256).decode()
    assert "Meddelandet innehåller skadlig kod (Eicar-Signature)" in content
    assert findings(house.office) == []


def test_the_same_infected_message_twice_is_one(house: World, database: Engine) -> None:
    raw = infected(ours(house))
    come(house, raw)
    before = everything(database)
    assert come(house, raw).is_new is False
    assert everything(database) == before


def test_where_the_scanner_was_wrong_the_message_is_filed_when_it_is_met_again(
    house: World,
) -> None:
    raw = infected(ours(house))
    come(house, raw)
    later = replace(house, office=replace(house.office, scanner=None))
    assert come(later, raw) == Filed(IncomingKind.REPLY, is_new=True, case_id=house.case_id)


def test_an_infected_message_takes_no_other_messages_name(house: World) -> None:
    come(house, infected(Message_ID="<svar-1@are.example>"))
    clean = written(In_Reply_To=ours(house), Message_ID="<svar-1@are.example>").as_bytes()
    assert come(house, clean) == Filed(IncomingKind.REPLY, is_new=True, case_id=house.case_id)


@pytest.mark.case("F08")
def test_a_message_that_cant_be_scanned_is_not_touched(world: World, database: Engine) -> None:
    w.dispatched(world)
    before, papers = everything(database), kept(world)
    with pytest.raises(NotScanned):
        incoming.file(guarded(world.office, NOWHERE), written().as_bytes(), AT)
    assert (everything(database), kept(world)) == (before, papers)

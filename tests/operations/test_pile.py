"""The pile: what came in and is nobody's is filed on a case by the registrar, or seen to."""

from sqlalchemy import Engine

from tests.inbound.messages import written
from tests.operations import walking as w
from tests.operations.builders import REFERENCE, World, when
from tests.operations.reading import events, everything, findings, refused, row, rows
from tests.operations.together import at_once
from workflow.operations import incoming, pile
from workflow.store import tables as t

AT = when("2023-10-27")


def came(world: World, **headers: str) -> int:
    """A message is filed; gives its id."""
    incoming.file(world.office, written(**headers).as_bytes(), AT)
    found: int = rows(world.office.engine, t.incoming)[-1].id
    return found


def put(world: World, id_: int, reference: str = REFERENCE, who: str = "registrar") -> int:
    return pile.file_on_case(world.office, id_, reference, world.actor(who, AT), AT)


def test_it_is_kept_as_a_paper_of_the_newest_decision_in_the_case(world: World) -> None:
    matter = w.decided(world)
    assert put(world, came(world)) == world.case_id
    use = row(world.office.engine, t.paper_use, kind="inkommet")
    assert (use.case_id, use.decision_id) == (world.case_id, matter.decision_id)
    (entry,) = events(world.office, step="arrived")
    assert entry["actor"]["name"] == "Registratorn"
    assert findings(world.office) == []


def test_in_a_case_without_a_decision_it_is_the_cases_own(world: World) -> None:
    put(world, came(world), " run/536/2021 ")
    use = row(world.office.engine, t.paper_use, kind="inkommet")
    assert (use.decision_id, use.plan_id) == (None, None)


def test_who_filed_it_and_when_stands_with_it(world: World) -> None:
    id_ = came(world)
    put(world, id_)
    kept = row(world.office.engine, t.incoming, id=id_)
    assert (str(kept.handled_on), kept.handled_by) == ("2023-10-27", "Registratorn")


def test_what_is_filed_is_not_filed_again(world: World, database: Engine) -> None:
    id_ = came(world)
    assert sorted(at_once(*[lambda: put(world, id_)] * 3)) == [
        "done",
        *["mail_already_handled"] * 2,
    ]
    assert len(rows(database, t.paper_use, kind="inkommet")) == 1


def test_a_case_that_is_not_there_gets_nothing(world: World, database: Engine) -> None:
    id_ = came(world)
    before = everything(database)
    assert refused(put, world, id_, "RUN/1/1999") == ["case_unknown"]
    assert everything(database) == before


def test_only_the_registrar_files(world: World) -> None:
    assert refused(put, world, came(world), who="officer") == ["wrong_role"]


def test_an_answer_has_its_case_already(world: World) -> None:
    w.dispatched(world)
    letter = rows(world.office.engine, t.letter, kind="utdrag")[0]
    id_ = came(world, In_Reply_To=letter.message_id)
    assert refused(put, world, id_) == ["mail_has_its_case"]


def test_an_answer_is_seen_to_by_the_officer_and_that_is_on_record(world: World) -> None:
    w.dispatched(world)
    letter = rows(world.office.engine, t.letter, kind="utdrag")[0]
    id_ = came(world, In_Reply_To=letter.message_id)
    pile.handle(world.office, id_, "Läst.", world.actor("officer", AT), AT)
    assert row(world.office.engine, t.incoming, id=id_).note == "Läst."
    (entry,) = events(world.office, step="handle_incoming")
    assert entry["given"] == {"reason": "registrator@are.example: Läst."}


def test_what_is_nobodys_is_seen_to_by_the_registrar_alone(world: World) -> None:
    id_ = came(world)
    officer, registrar = world.actor("officer", AT), world.actor("registrar", AT)
    assert refused(pile.handle, world.office, id_, "", officer, AT) == ["wrong_role"]
    pile.handle(world.office, id_, "", registrar, AT)
    assert refused(pile.handle, world.office, id_, "", registrar, AT) == ["mail_already_handled"]

"""Where a file from outside is refused it stands in the record that it belongs to."""

from datetime import date

import pytest
from sqlalchemy import Engine

from tests.clamd import EICAR, NOWHERE, Started, as_clamd, guarded
from tests.operations.builders import World, when
from tests.operations.reading import events, everything, findings, row, rows
from workflow.operations import preparing, virus_check
from workflow.operations.preparing import Attachment
from workflow.refusals import BadInput
from workflow.store import tables as t

AT = when("2023-10-24")
UNDERLAG = Attachment("Utdrag", date(2023, 5, 23), "utdrag.pdf", "application/pdf", EICAR)


def brings(world: World, where: str, content: bytes, case_id: int | None) -> None:
    office, actor = guarded(world.office, where), world.actor("officer", AT)
    virus_check.require_clean(office, "lista.csv", content, case_id, actor, AT)


def test_an_infected_file_to_no_case_stands_in_the_record_of_the_registers(
    world: World, scanner: Started
) -> None:
    with scanner(as_clamd) as where, pytest.raises(BadInput, match="skadlig kod"):
        brings(world, where, EICAR, None)
    noted = row(world.office.engine, t.register_event, step="refuse_file")
    assert (noted.thing, noted.thing_id, noted.seq) == ("file", None, 1)
    assert "Filen lista.csv innehöll Eicar-Signature." in noted.body
    assert findings(world.office) == []


def test_an_infected_file_to_a_case_stands_in_its_record(world: World, scanner: Started) -> None:
    with scanner(as_clamd) as where, pytest.raises(BadInput, match="skadlig kod"):
        brings(world, where, EICAR, world.case_id)
    (entry,) = events(world.office, step="refuse_file")
    assert entry["actor"]["person_id"] == world.people["officer"]
    assert rows(world.office.engine, t.register_event) == []
    assert findings(world.office) == []


@pytest.mark.parametrize("to_case", [True, False])
def test_a_file_that_cant_be_scanned_leaves_nothing_behind(
    world: World, database: Engine, to_case: bool
) -> None:
    before = everything(database)
    with pytest.raises(BadInput, match="väntar på viruskontroll"):
        brings(world, NOWHERE, b"x", world.case_id if to_case else None)
    assert everything(database) == before


def test_underlag_is_scanned_by_whatever_door_it_comes(world: World, scanner: Started) -> None:
    officer = world.actor("officer", AT)
    with scanner(as_clamd) as where, pytest.raises(BadInput, match="skadlig kod"):
        preparing.keep(guarded(world.office, where), UNDERLAG, world.case_id, officer, AT)
    assert rows(world.office.engine, t.paper) == []

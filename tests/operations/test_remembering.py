"""A walk that is remembered leaves to the byte what walking leaves, and only where it may."""

from dataclasses import dataclass, replace

import pytest

from tests.copies import Copy, PutBack
from tests.operations import walking as w
from tests.operations.builders import World, an_office
from tests.operations.reading import Everything, everything, rows
from tests.operations.remembering import MEMORY
from workflow.delivery.fakes import PapersInMemory
from workflow.store import tables as t


@dataclass(frozen=True)
class Known:
    """A copy of which somebody says that it is untouched."""

    copy: Copy

    def is_untouched(self) -> bool:
        return True

    def keep(self) -> PutBack:
        return self.copy.keep()


def left(world: World, copy: Copy | None) -> tuple[Everything, dict[str, bytes]]:
    """All that is there after a walk in new rooms on the same database."""
    engine = world.office.engine
    anew = replace(world, office=an_office(engine), copy=copy)
    w.acknowledged(anew)
    assert isinstance(anew.office.files, PapersInMemory)
    return everything(engine), anew.office.files.kept


def test_what_is_put_back_is_what_walking_leaves(world: World) -> None:
    assert world.copy is not None
    begin, known = world.copy.keep(), Known(world.copy)
    left(world, known)
    put_back = left(world, known)
    begin(world.office.engine)
    assert left(world, None) == put_back
    assert put_back[0]["letter"]


def test_what_a_test_has_written_before_stays(world: World) -> None:
    other = world.another_case("RUN/9/2023")
    w.circulated(world)
    assert other in {case.id for case in rows(world.office.engine, t.matter_case)}


@pytest.mark.usefixtures("monkeypatch")
def test_a_program_that_is_changed_is_walked() -> None:
    assert not MEMORY.is_on

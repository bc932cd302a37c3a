"""Papers are read by those who may read their case, as they were kept or not at all."""

import pytest

from tests.operations import walking as w
from tests.operations.builders import World, an_office
from workflow.delivery.fakes import PapersInMemory
from workflow.operations.queries.papers import PaperBytes, paper
from workflow.refusals import NotFound, RecordBroken


def read(world: World, sha256: str, who: str) -> PaperBytes:
    return paper(world.office, sha256, world.actor(who, w.DISPATCHED), w.DISPATCHED)


def a_paper(world: World) -> str:
    return min(w.decided(world, (2023,)).seen())


@pytest.mark.parametrize("who", ["officer", "director", "deputy", "secretary", "registrar"])
def test_staff_and_deciders_read_the_very_bytes(world: World, who: str) -> None:
    sha256 = a_paper(world)
    found = read(world, sha256, who)
    assert found.content == world.office.files.get(sha256)
    assert found.name
    assert found.media_type


def test_others_do_not_learn_that_it_is_there(world: World) -> None:
    with pytest.raises(NotFound):
        read(world, a_paper(world), "stranger")


@pytest.mark.parametrize("sha256", ["0" * 64, "", "../../etc/passwd", "%"])
def test_what_is_no_papers_hash_is_not_found(world: World, sha256: str) -> None:
    a_paper(world)
    with pytest.raises(NotFound):
        read(world, sha256, "officer")


class Changed(PapersInMemory):
    """A folder in which somebody has changed the papers."""

    def get(self, sha256: str) -> bytes:
        raise RecordBroken((f"Handlingen {sha256} har ändrats.",))


def test_changed_bytes_are_never_handed_out(world: World) -> None:
    sha256 = a_paper(world)
    office = an_office(world.office.engine, files=Changed())
    with pytest.raises(RecordBroken):
        paper(office, sha256, world.actor("officer", w.DISPATCHED), w.DISPATCHED)

"""The mailbox's beat: what has come in is filed once, and marked after the commit."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.inbound.messages import reply, report, written
from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import break_table, rows
from workflow.inbound.maildir import MaildirBox
from workflow.inbound.waiting import Waiting
from workflow.jobs.collecting import collect
from workflow.store import tables as t

AT = when("2023-10-26")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "post"
    for name in ("new", "cur", "tmp"):
        (found / name).mkdir(parents=True)
    return found


class Listed:
    """A mailbox that holds these messages."""

    def __init__(self, *waiting: Waiting) -> None:
        self._waiting = waiting

    def messages(self, limit: int) -> Iterator[Waiting]:
        yield from self._waiting[:limit]


def put(folder: Path, name: str, raw: bytes) -> None:
    (folder / "new" / name).write_bytes(raw)


@pytest.mark.case("M06")
def test_what_has_come_in_is_filed_and_marked(world: World, folder: Path) -> None:
    w.dispatched(world)
    put(folder, "1", written(Message_ID="<1@are.example>").as_bytes())
    put(folder, "2", written(Message_ID="<2@are.example>").as_bytes())
    assert collect(world.office, MaildirBox(folder), AT) == 2
    assert len(rows(world.office.engine, t.incoming)) == 2
    assert collect(world.office, MaildirBox(folder), AT) == 0


def test_what_was_filed_but_not_marked_is_known_again(world: World, folder: Path) -> None:
    put(folder, "1", reply())
    collect(world.office, MaildirBox(folder), AT)
    (folder / ".Beslutskedjan" / "cur" / "1:2,S").rename(folder / "new" / "1")
    assert collect(world.office, MaildirBox(folder), AT) == 0
    assert len(rows(world.office.engine, t.incoming)) == 1


def test_what_cant_be_filed_stays_to_be_met_again(world: World, folder: Path) -> None:
    put(folder, "1", reply())
    break_table(world.office.engine, "incoming")
    assert collect(world.office, MaildirBox(folder), AT) == 0
    assert [path.name for path in (folder / "new").iterdir()] == ["1"]


def test_what_cant_be_filed_does_not_keep_the_others_out(world: World, folder: Path) -> None:
    def unfit() -> None:
        raise OSError("the mailbox won't mark it")

    put(folder, "1", reply())
    put(folder, "2", written(Message_ID="<2@are.example>").as_bytes())
    first, second = MaildirBox(folder).messages(2)
    box = Listed(replace(first, done=unfit), second)
    assert collect(world.office, box, AT, limit=1) == 2
    assert [path.name for path in (folder / "new").iterdir()] == ["1"]


def test_a_name_with_a_sign_that_a_database_cant_keep_is_filed_all_the_same(
    world: World, folder: Path
) -> None:
    put(folder, "1", reply().replace(b"<0123", b"<\x000123"))
    bounced = report().replace(b"<0123", b"<\x000123")
    put(folder, "2", bounced.replace(b"<rapport-1@", b"<rapport\x00-1@"))
    assert collect(world.office, MaildirBox(folder), AT) == 2


def test_a_beat_takes_no_more_than_it_may(world: World, folder: Path) -> None:
    for number in range(3):
        put(folder, str(number), written(Message_ID=f"<{number}@are.example>").as_bytes())
    assert collect(world.office, MaildirBox(folder), AT, limit=2) == 2
    assert collect(world.office, MaildirBox(folder), AT, limit=2) == 1

"""A mailbox as a folder: new messages are read in order, and moved once they are filed."""

import os
from pathlib import Path

import pytest

from workflow.inbound.maildir import MaildirBox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1698220800.b").write_bytes(b"second")
    (tmp_path / "new" / "1698220700.a").write_bytes(b"first")
    return tmp_path


def read(folder: Path, limit: int = 10) -> list[bytes]:
    return [each.raw for each in MaildirBox(folder).messages(limit)]


def test_the_oldest_comes_first_and_all_stay_until_they_are_filed(folder: Path) -> None:
    assert read(folder) == [b"first", b"second"]
    assert read(folder, 1) == [b"first"]


def test_what_is_filed_is_moved_and_not_met_again(folder: Path) -> None:
    (first,) = MaildirBox(folder).messages(1)
    first.done()
    first.done()
    assert read(folder) == [b"second"]
    assert (folder / ".Beslutskedjan" / "cur" / "1698220700.a:2,S").read_bytes() == b"first"


def test_what_a_mail_program_has_moved_is_read_though_somebody_has_seen_it(folder: Path) -> None:
    (folder / "cur" / "1698220600.c:2,").write_bytes(b"moved")
    (folder / "cur" / "1698220500.d:2,RS").write_bytes(b"seen")
    assert read(folder) == [b"seen", b"moved", b"first", b"second"]


def test_nothing_but_ordinary_files_is_read(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("nyckel", "utf-8")
    (folder / "new" / "1.link").symlink_to(secret)
    (folder / "new" / "2.folder").mkdir()
    os.mkfifo(folder / "new" / "3.pipe")
    assert read(folder) == [b"first", b"second"]


def test_a_file_that_has_gone_meanwhile_is_passed_over(folder: Path) -> None:
    waiting = MaildirBox(folder).messages(10)
    next(waiting)
    (folder / "new" / "1698220800.b").unlink()
    assert list(waiting) == []

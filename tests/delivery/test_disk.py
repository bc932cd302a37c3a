"""A file is there whole and synced, or not at all."""

import os
from pathlib import Path

import pytest

from workflow.disk import make_folder, write_new


def test_a_new_file_is_written(tmp_path: Path) -> None:
    assert write_new(tmp_path / "one", b"text")
    assert (tmp_path / "one").read_bytes() == b"text"


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    write_new(tmp_path / "one", b"first")
    assert not write_new(tmp_path / "one", b"second")
    assert (tmp_path / "one").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


@pytest.mark.case("R04")
def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="no space left"):
        write_new(tmp_path / "one", b"text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.case("R03")
def test_bytes_are_synced_before_they_have_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[bool] = []
    sync = os.fsync

    def look(handle: int) -> None:
        named.append((tmp_path / "one").exists())
        sync(handle)

    monkeypatch.setattr(os, "fsync", look)
    write_new(tmp_path / "one", b"text")
    assert named == [False, True]  # the file, then the folder that names it


def test_folders_are_made_as_deep_as_needed(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()

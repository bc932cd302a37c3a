"""The record's key is made once, kept whole, and read by nobody but its owner."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workflow.refusals import BadInput
from workflow.store.keyfile import record_key


def test_the_key_is_made_at_first_use_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "var" / "record.key"
    key = record_key(path)
    assert len(key) == 32
    assert record_key(path) == path.read_bytes() == key


def test_the_key_is_for_its_owner_only_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "record.key"
    record_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert record_key(tmp_path / "one") != record_key(tmp_path / "other")


def test_programs_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(record_key, [tmp_path / "record.key"] * 16))
    assert len(keys) == 1


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_size_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "record.key"
    path.write_bytes(b"x" * size)
    path.chmod(0o600)
    with pytest.raises(BadInput, match=f"har {size} byte men ska ha 32"):
        record_key(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o620])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "record.key"
    record_key(path)
    path.chmod(mode)
    with pytest.raises(BadInput, match="skydda den med «chmod 600"):
        record_key(path)


@pytest.mark.parametrize("name", ["", "file/record.key"])
def test_a_path_that_cannot_hold_a_key_is_explained(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    tmp_path.chmod(0o700)
    with pytest.raises(BadInput, match=r"Kontrollera sökvägen i record\.key_file"):
        record_key(tmp_path / name)

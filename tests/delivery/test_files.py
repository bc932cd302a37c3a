"""A kept paper is the same bytes for ever, on disk and in memory alike."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workflow.delivery.fakes import PapersInMemory
from workflow.delivery.files import PaperFolder
from workflow.ports import Files
from workflow.refusals import NotFound, RecordBroken

PAPER = "Beslut om handlingsplan för år 2024".encode()
SHA256 = hashlib.sha256(PAPER).hexdigest()


@pytest.fixture(params=["folder", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return PaperFolder(tmp_path / "papers") if request.param == "folder" else PapersInMemory()


@pytest.fixture
def folder(tmp_path: Path) -> PaperFolder:
    return PaperFolder(tmp_path / "papers")


def kept(folder: PaperFolder) -> list[Path]:
    return sorted(path for path in folder.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("content", [PAPER, b"", b"\x00" * 1_000_000])
def test_a_paper_comes_back_as_it_was_kept(files: Files, content: bytes) -> None:
    sha256 = files.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert files.get(sha256) == content


def test_the_same_paper_twice_is_one_paper(files: Files) -> None:
    assert files.put(PAPER) == files.put(PAPER)


@pytest.mark.parametrize("sha256", [SHA256, "", "../../etc/passwd", SHA256.upper(), "a" * 63])
def test_a_paper_that_is_not_kept_is_not_found(files: Files, sha256: str) -> None:
    with pytest.raises(NotFound):
        files.get(sha256)


def test_a_paper_is_one_file_named_by_its_hash(folder: PaperFolder) -> None:
    for _ in range(2):
        folder.put(PAPER)
    assert kept(folder) == [folder.folder / SHA256[:2] / SHA256]


@pytest.mark.case("F09")
def test_a_paper_that_was_changed_on_disk_is_not_handed_out(folder: PaperFolder) -> None:
    folder.put(PAPER)
    kept(folder)[0].write_bytes(b"Something else")
    with pytest.raises(RecordBroken, match="har ändrats på disken"):
        folder.get(SHA256)


def test_a_paper_that_was_changed_on_disk_is_not_taken_for_the_same(folder: PaperFolder) -> None:
    folder.put(PAPER)
    kept(folder)[0].write_bytes(b"Something else")
    with pytest.raises(RecordBroken, match="har ändrats på disken"):
        folder.put(PAPER)
    assert kept(folder)[0].read_bytes() == b"Something else"


def test_a_changed_paper_in_memory_is_not_handed_out() -> None:
    files = PapersInMemory()
    files.kept[files.put(PAPER)] = b"Something else"
    with pytest.raises(RecordBroken, match="har ändrats"):
        files.get(SHA256)


def test_many_who_keep_the_same_paper_keep_one(folder: PaperFolder) -> None:
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(folder.put, [PAPER] * 40))
    assert hashes == {SHA256}
    assert len(kept(folder)) == 1


def test_others_can_not_read_a_kept_paper(folder: PaperFolder) -> None:
    folder.put(PAPER)
    assert kept(folder)[0].stat().st_mode & 0o007 == 0

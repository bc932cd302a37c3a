"""`verify FIL.pdf` and `check`: one paper's genuineness, one draft's language."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.web.command import EXAMPLE, SEED, beslutskedjan
from tests.web.left import Year

DECISION = "RUN-536-2021_delegationsbeslut_2023-10-24.pdf"
UNSEALED = "RUN-536-2021_tjansteskrivelse_2023-10-12.pdf"


def verify(path: Path) -> tuple[int, str]:
    told = beslutskedjan("verify", path, cwd=path.parent)
    assert told.err == ""
    return told.code, told.out


def test_a_sealed_decision_is_genuine_and_the_seal_is_not_said_to_be_qualified(year: Year) -> None:
    code, text = verify(year.folder / "papers" / DECISION)
    assert code == 0
    assert text.startswith("Filen är äkta.")
    assert "Region Jämtland Härjedalen" in text
    assert "inte ett kvalificerat" in text


def test_a_decision_with_one_changed_byte_is_not_genuine(copy: Path) -> None:
    paper = copy / "papers" / DECISION
    content = bytearray(paper.read_bytes())
    content[len(content) // 3] ^= 1
    paper.write_bytes(content)
    code, text = verify(paper)
    assert code == 1
    assert text.startswith("Filen är ändrad.")


def test_a_paper_without_a_seal_is_known_by_the_register(year: Year) -> None:
    code, text = verify(year.folder / "papers" / UNSEALED)
    assert code == 0
    assert "RUN/536/2021" in text


def test_a_paper_from_elsewhere_is_unknown(year: Year, tmp_path: Path) -> None:
    paper = tmp_path / "papper.pdf"
    paper.write_bytes((year.folder / "papers" / DECISION).read_bytes())
    code, text = verify(paper)
    assert code == 1
    assert text.startswith("Filen är okänd.")


@pytest.mark.parametrize("case", [SEED, EXAMPLE], ids=["seed", "example"])
def test_the_sample_case_files_have_no_remarks(case: Path, tmp_path: Path) -> None:
    told = beslutskedjan("check", case, cwd=tmp_path)
    assert (told.code, told.err) == (0, "")


def test_a_slip_in_a_draft_is_shown_with_what_to_write_instead(tmp_path: Path) -> None:
    (tmp_path / "utkast.txt").write_text("Nämnden beslutade det i §89 den 23 Maj 2023.\n", "utf-8")
    told = beslutskedjan("check", "utkast.txt", cwd=tmp_path)
    assert told.code == 1
    assert "rad 1" in told.out
    assert "maj" in told.out


def test_what_is_no_draft_is_refused_with_one_message(tmp_path: Path) -> None:
    (tmp_path / "bild.docx").write_bytes(b"%PDF-1.7")
    told = beslutskedjan("check", "bild.docx", cwd=tmp_path)
    assert told.code == 2
    assert "bild.docx" in told.err


def test_a_folder_that_was_made_up_does_not_make_a_paper_genuine(tmp_path: Path) -> None:
    for name in ("papers", "seal"):
        (tmp_path / name).mkdir()
    paper = tmp_path / "papers" / "beslut.pdf"
    paper.write_bytes(b"%PDF-1.7 gjord av andra")
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    body = json.dumps({"case": "RUN/536/2021", "papers": [["x", "beslut.pdf", sha256]]})
    (tmp_path / "events.jsonl").write_text(json.dumps({"body": body}) + "\n", "utf-8")
    code, text = verify(paper)
    assert code == 1
    assert text.startswith("Filen är okänd.")


@pytest.mark.parametrize("words", [("year",), ("verifiera",), ("year", "x", "--ut", "y")])
def test_a_command_that_cannot_be_read_is_told_in_swedish(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = beslutskedjan(*words, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert "--help» för att se hur det skrivs." in told.err

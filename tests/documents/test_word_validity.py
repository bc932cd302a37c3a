"""Every kind of Word paper is a valid file: by two checkers, and by LibreOffice where it is."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import ooxml_integrity
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # it has no types

from documents import KINDS, HouseRenderer, template
from documents.sample import sample_ask
from tests.documents.test_house_style import EXAMPLE, SEED, house_of, in_house
from tests.documents.wordfiles import unzipped
from workflow.facts import House
from workflow.states import PaperKind

PLAIN = "utan logotyp"
HOUSES = {
    SEED: house_of(SEED),
    EXAMPLE: house_of(EXAMPLE),
    PLAIN: replace(house_of(SEED), logo=None, address=(), font=""),
}
AUDIT = OpenXmlValidator()


def paper(kind: PaperKind, house: House) -> bytes:
    return HouseRenderer().paper(sample_ask(kind, in_house(house))).content


def faults(path: Path) -> list[str]:
    audited = [str(each) for each in AUDIT.validate(path).errors]
    found = ooxml_integrity.check(path)
    return audited + [str(each) for each in found if each.severity != ooxml_integrity.INFO]


def saved(content: bytes, folder: Path) -> Path:
    path = folder / "papper.docx"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_valid_in_every_house(kind: PaperKind, house: str, tmp_path: Path) -> None:
    assert faults(saved(paper(kind, HOUSES[house]), tmp_path)) == []


PLANTED = {
    "unknown element": ("word/document.xml", b"<w:p>", b"<w:p><w:hittepa/>"),
    "unknown style type": ("word/styles.xml", b'w:type="table"', b'w:type="bord"'),
    "lost picture": ("word/_rels/header1.xml.rels", b"media/logo.png", b"media/borta.png"),
    "lost relation": ("word/header1.xml", b"rIdLogo", b"rIdBorta"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(planted: str, tmp_path: Path) -> None:
    name, old, new = PLANTED[planted]
    parts = unzipped(paper(PaperKind.ANMALAN, HOUSES[SEED]))
    assert old in parts[name]
    broken = template.zipped(parts | {name: parts[name].replace(old, new)})
    assert faults(saved(broken, tmp_path)) != []


Convert = Callable[[list[Path], Path], list[Path]]


def as_made(files: list[Path], _folder: Path) -> list[Path]:
    return files


def through_libreoffice(files: list[Path], folder: Path) -> list[Path]:
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "docx", "--outdir", str(folder / "out"), *map(str, files),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [folder / "out" / file.name for file in files]


# LibreOffice is one more reader, where it is installed.
READERS = [as_made, *([through_libreoffice] if shutil.which("soffice") else [])]


def words_of(content: bytes) -> set[str]:
    """The body's words, with those of tables, heads and feet."""
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    stories = (document.element.body, section.header._element, section.footer._element)
    paragraphs = (p for story in stories for p in story.iter(qn("w:p")))
    said = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)
    return {text.strip() for text in said if text.strip() and "Sida" not in text}


@pytest.mark.parametrize("house", [SEED, EXAMPLE])
@pytest.mark.parametrize("reader", READERS)
def test_every_kind_is_opened_with_every_text_kept(
    reader: Convert, house: str, tmp_path: Path
) -> None:
    made = {kind: paper(kind, HOUSES[house]) for kind in KINDS}
    files = [tmp_path / f"{kind}.docx" for kind in made]
    for file, content in zip(files, made.values(), strict=True):
        file.write_bytes(content)
    for file, content in zip(reader(files, tmp_path), made.values(), strict=True):
        assert words_of(content)
        assert words_of(content) - words_of(file.read_bytes()) == set(), file.stem

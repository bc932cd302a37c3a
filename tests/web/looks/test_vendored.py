"""What others made is as it was read, without their marks; nothing is fetched from elsewhere."""

import hashlib
import re
from pathlib import Path

import pytest

from web.looks import STATIC

VENDOR = STATIC / "vendor"
STYLES = sorted(STATIC.rglob("*.css"))
TEXTS = sorted(path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"})


def sums() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_every_file_is_the_one_that_was_noted() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == sums()


def test_the_type_that_may_not_be_used_elsewhere_is_nowhere() -> None:
    held = [
        path.name for path in STATIC.rglob("*") if path.is_file() and b"GDS T" in path.read_bytes()
    ]
    assert held == []


@pytest.mark.parametrize("folder", ["govuk-frontend", "inter"])
def test_each_has_its_licence_beside_it(folder: str) -> None:
    text = (VENDOR / folder / "LICENSE").read_text("utf-8")
    assert "Copyright" in text


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_points_only_to_files_that_are_here(path: Path) -> None:
    css = path.read_text("utf-8")
    pointed = re.findall(r"url\(\"?([^)\"]+)\"?\)", css)
    assert [place for place in pointed if not (path.parent / place).is_file()] == []
    assert "@import" not in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_is_fetched_from_another_place(path: Path) -> None:
    named = re.findall(r"https?://[^\s\"')]+", path.read_text("utf-8"))
    assert set(named) <= {"http://www.w3.org/2000/svg"}


def test_the_marks_of_another_state_are_not_shipped() -> None:
    assert not (VENDOR / "govuk-frontend/assets").exists()
    assert {path.suffix for path in VENDOR.rglob("*") if path.is_file()} == {
        "", ".css", ".js", ".woff2",
    }  # fmt: skip

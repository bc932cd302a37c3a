"""The import contracts of pyproject.toml hold: who may know whom."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, modules

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def linted(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_every_import_contract_is_kept() -> None:
    result = linted(ROOT)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("workflow/facts/plans.py", "import documents", "nothing looks up BROKEN"),
        ("workflow/facts/plans.py", "import workflow.guards", "imports point down"),
        ("documents/__init__.py", "import workflow.store", "Documents know of workflow only"),
        ("workflow/chain.py", "import transitions", "Only the machine drives transitions BROKEN"),
        ("workflow/chain.py", "import sqlmodel", "Only store, operations and jobs"),
        ("workflow/store/__init__.py", "import docx", "Only documents write Word BROKEN"),
        ("documents/__init__.py", "import flask", "Only web speaks HTTP BROKEN"),
        ("workflow/store/__init__.py", "import smtplib", "Only delivery sends mail BROKEN"),
        ("workflow/store/__init__.py", "import apscheduler", "Only jobs hear the clock tick"),
        ("workflow/stray.py", '"""A module nobody placed."""', "imports point down"),
    ],
)
def test_an_import_against_a_contract_is_found(
    house: Path, module: str, line: str, contract: str
) -> None:
    with (house / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = linted(house)
    assert result.returncode == 1, result.stdout
    assert contract in result.stdout


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The code alone, to plant a fault in."""
    for source in [ROOT / "pyproject.toml", *modules(*PACKAGES)]:
        copy = tmp_path / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    return tmp_path

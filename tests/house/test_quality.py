"""Style and types of the whole tree, as `make lint` checks them."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["ruff-check", "ruff-format", "mypy-strict"],
)
def test_the_tree_is_clean(command: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"


def test_every_ignored_type_says_why() -> None:
    bare = [
        f"{path.name}:{number}"
        for path in ROOT.rglob("*.py")
        if not path.relative_to(ROOT).parts[0].startswith((".venv", "var"))
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1)
        if "# type: ignore[" in line and line.count("#") < 2
    ]
    assert bare == []

"""`beslutskedjan chain` prints the one table of the chain, and the diagram drawn from it."""

import io
import sys
from pathlib import Path

import pytest

from tests.web.command import beslutskedjan
from web.cli import main
from workflow import drawing
from workflow.chain import BY_NAME


def test_the_table_and_the_diagram_are_printed(tmp_path: Path) -> None:
    told = beslutskedjan("chain", cwd=tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out == f"{drawing.table()}\n```mermaid\n{drawing.diagram()}```\n"


@pytest.mark.parametrize("step", BY_NAME)
def test_each_step_is_a_row_of_the_table(tmp_path: Path, step: str) -> None:
    told = beslutskedjan("chain", "--only", "table", cwd=tmp_path)
    rows = [line for line in told.out.splitlines() if line.startswith(f"| `{step}` |")]
    assert len(rows) == 1
    assert BY_NAME[step].swedish in rows[0]


def test_either_part_can_be_had_alone(tmp_path: Path) -> None:
    table = beslutskedjan("chain", "--only", "table", cwd=tmp_path).out
    diagram = beslutskedjan("chain", "--only", "diagram", cwd=tmp_path).out
    assert "mermaid" not in table
    assert diagram.startswith("```mermaid\nstateDiagram-v2\n")
    assert "| --- |" not in diagram


@pytest.mark.parametrize("words", ["besluta", "expediera", "anmäla", "rapportera till myndigheten"])
def test_the_diagram_has_the_steps_between_states(tmp_path: Path, words: str) -> None:
    diagram = beslutskedjan("chain", "--only", "diagram", cwd=tmp_path).out
    assert f": {words}\n" in diagram


def test_a_part_that_there_is_not_is_refused(tmp_path: Path) -> None:
    told = beslutskedjan("chain", "--only", "picture", cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert "picture" in told.err


def test_a_terminal_of_an_older_kind_gets_question_marks_for_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "argv", ["beslutskedjan", "chain"])
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="iso-8859-1"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    assert "| `open_plan` | öppna plan | handlingsplanen | ? |" in shown.getvalue().decode(
        "latin-1"
    )

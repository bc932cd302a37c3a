"""The chain drawn: one row for each step, one arrow for each cell, and docs/chain.md the same."""

import re

import pytest

from tests.house.tree import ROOT
from workflow import drawing
from workflow.chain import BY_NAME, STEPS
from workflow.machine import BEGINNING
from workflow.states import Role

PAGE = (ROOT / "docs" / "chain.md").read_text("utf-8")
ARROW = re.compile(r"^        (\S+) --> (\S+): (.+)$")


def arrows() -> list[tuple[str, str, str]]:
    """Every arrow of the diagram: from, to, step."""
    found = (ARROW.match(line) for line in drawing.diagram().splitlines())
    return [(hit[1], hit[2], hit[3]) for hit in found if hit]


def test_the_diagram_has_one_arrow_for_each_step_and_source_and_move_of_plans() -> None:
    moved = [
        (f"plan_{source}", f"plan_{step.plans[1]}", step.swedish)
        for step in STEPS
        if step.plans
        for source in step.plans[0]
    ]
    opened = [("[*]", "notice_pending", "besluta"), ("[*]", "dispatch_ready", "besluta")]
    own = [
        (
            f"{step.thing}_{source}" if source else "[*]",
            f"{step.thing}_{step.leads_to(source) or source}",
            step.swedish,
        )
        for step in STEPS
        for source in step.source or ("",)
    ]
    assert sorted(arrows()) == sorted([*own, *moved, *opened])


def test_each_thing_is_drawn_by_itself() -> None:
    lines = drawing.diagram().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert [line for line in lines if line.endswith("{")] == [
        f"    state {thing} {{" for thing in ("plan", "decision", "notice", "dispatch")
    ]
    for begins, ends, _ in arrows():
        assert begins == "[*]" or begins.split("_")[0] == ends.split("_")[0]


def rows() -> dict[str, list[str]]:
    """The table's rows by step, each a list of its cells."""
    lines = drawing.table().splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0].strip("`"): row for row in cells}


@pytest.mark.parametrize("step", BY_NAME)
def test_a_steps_row_says_what_the_table_of_the_chain_says(step: str) -> None:
    row, line = rows()[step], BY_NAME[step]
    assert len(row) == 9
    assert row[1] == line.swedish
    assert row[3] == (", ".join(f"`{source}`" for source in line.source) or BEGINNING)
    assert row[5] == ", ".join(drawing.ROLES[role] for role in line.by)
    assert len(row[6].split("<br>")) == max(1, len(line.only_if))
    assert len(row[8].split("<br>")) == max(1, len(line.orders))


def test_the_rows_stand_in_the_chains_order() -> None:
    assert list(rows()) == [step.name for step in STEPS]


def test_every_role_has_a_swedish_name() -> None:
    assert set(drawing.ROLES) == set(Role)


def test_the_page_holds_the_table_that_the_program_prints() -> None:
    lines = [line for line in PAGE.splitlines(keepends=True) if line.startswith("|")]
    assert "".join(lines) == drawing.table()


def test_the_page_holds_the_diagram_that_the_program_draws() -> None:
    blocks = re.findall(r"^```mermaid\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert blocks == [drawing.diagram()]

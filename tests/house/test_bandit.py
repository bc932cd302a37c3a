"""Bandit finds nothing that is not explained, and every explanation explains something."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.house.tree import ROOT

EXPLAINED = tomllib.loads(Path(__file__).with_name("bandit.toml").read_text("utf-8"))["explained"]
TREE = ("workflow", "documents", "web", "benchmarks", "docs", "tests", ".ci/vendor")


def findings() -> list[tuple[str, str, str]]:
    """Every finding of any weight: its kind, its file, and where and what it is."""
    command = [sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json"]
    ended = subprocess.run(
        [*command, "--ignore-nosec", "--exit-zero", "--skip", "B101", *TREE],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    report = json.loads(ended.stdout)
    assert report["errors"] == []
    return [
        (
            each["test_id"],
            each["filename"].removeprefix("./"),
            f"{each['line_number']} {each['issue_text']}",
        )
        for each in report["results"]
    ]


def explained_by(kind: str, file: str) -> list[int]:
    return [
        number
        for number, row in enumerate(EXPLAINED)
        if row["test"] == kind and (file == row["where"] or file.startswith(f"{row['where']}"))
    ]


def test_every_finding_is_explained_and_every_explanation_explains_as_much_as_it_says() -> None:
    found = findings()
    left = [each for each in found if not explained_by(each[0], each[1])]
    counted = Counter(number for each in found for number in explained_by(each[0], each[1]))
    wrong = [
        (row["test"], row["where"], counted[number])
        for number, row in enumerate(EXPLAINED)
        if counted[number] != row.get("times", counted[number] or 1)
    ]
    assert (left, wrong) == ([], [])


@pytest.mark.parametrize("row", EXPLAINED, ids=lambda row: f"{row['test']}-{row['where']}")
def test_an_explanation_is_a_sentence_about_something_that_is_there(row: dict[str, str]) -> None:
    assert (ROOT / row["where"]).exists()
    assert row["why"].endswith(".")

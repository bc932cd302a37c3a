"""docs/asvs.csv answers every requirement that it must, once, and points to what is there."""

import csv
from collections import Counter

import pytest

from tests.house.tree import ROOT

# Every section of ASVS 5.0.0 with how many requirements of levels 1 and 2 it begins with; the five
# of level 3 that we aim at stand last in theirs, or before others of level 3.
ASKED = """
    1.1:2 1.2:10 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:5 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3
    4.2:1 4.3:2 4.4:4 5.1:1 5.2:4 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3
    7.2:4 7.3:2 7.4:5 7.5:3 7.6:2 8.1:2 8.2:3 8.3:2 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11
    10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1
    13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3
    16.5:3 17.1:1 17.2:4 17.3:2
"""
LEVEL_3 = {"1.2.10", "2.3.5", "5.2.4", "7.5.3", "8.3.2"}
STANDINGS = {"met", "partly", "not met", "not applicable"}


def rows() -> list[dict[str, str]]:
    with (ROOT / "docs/asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(row: dict[str, str]) -> list[str]:
    return [place for place in row["where"].split("; ") if place]


def is_there(place: str) -> bool:
    file, _, test = place.partition("::")
    path = ROOT / file
    return path.exists() and (not test or f"\ndef {test}(" in path.read_text("utf-8"))


def test_every_requirement_stands_once_and_in_order() -> None:
    counted = (section.split(":") for section in ASKED.split())
    wanted = [f"{name}.{n}" for name, most in counted for n in range(1, int(most) + 1)]
    assert [row["id"] for row in rows()] == wanted


def test_every_requirement_has_its_level() -> None:
    levels = Counter(row["level"] for row in rows())
    assert levels == {"1": 70, "2": 183, "3": 5}
    assert {row["id"] for row in rows() if row["level"] == "3"} == LEVEL_3


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_an_answer_says_how_it_stands_and_where_to_look(row: dict[str, str]) -> None:
    assert row["standing"] in STANDINGS
    assert row["how"].endswith(".")
    assert [place for place in places(row) if not is_there(place)] == []
    assert places(row) or row["standing"] == "not applicable"


def test_what_is_not_met_or_only_partly_says_why() -> None:
    open_ones = [row for row in rows() if row["standing"] in {"not met", "partly"}]
    assert [row["id"] for row in open_ones if len(row["how"]) < 30] == []


def test_the_standards_own_sentences_are_not_copied() -> None:
    assert [row["id"] for row in rows() if row["how"].startswith("Verify")] == []

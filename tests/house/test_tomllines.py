"""The line of every key: of any TOML that is written, and without falling over on what is not."""

import tomllib
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.house.toml_writer import documents
from workflow.tomllines import Path, locate, spelled

TEXT = "[a.b]\nc.d = 1\n[[a.e]]\nf = 1\n[a.e.g]\n[[a.e]]\n[a.e.h]\n[a]\n"


@given(documents())
def test_every_key_is_found_on_the_line_where_it_stands(
    document: tuple[str, dict[Path, int]],
) -> None:
    text, lines = document
    tomllib.loads(text)
    found = locate(text)
    assert {path: found.line(path) for path in lines} == lines


@given(documents())
def test_what_tomllib_reads_is_all_located(document: tuple[str, dict[Path, int]]) -> None:
    text, _ = document
    found = locate(text)
    assert [path for path in _paths((), tomllib.loads(text)) if path not in found] == []


@given(st.text("ab.=[]{},#'\"\\\n ", max_size=60))
def test_what_is_not_toml_is_read_as_far_as_it_goes(text: str) -> None:
    found = locate(text)
    for line in range(1, text.count("\n") + 2):
        assert (found.line(found.key_at(line)) or 0) <= line


def test_headers_dotted_keys_and_inner_tables_are_located() -> None:
    found = locate(TEXT)
    lines = {path: found.line(path) for path in _paths((), tomllib.loads(TEXT))}
    assert lines == {
        ("a",): 8,
        ("a", "b"): 1,
        ("a", "b", "c"): 2,
        ("a", "b", "c", "d"): 2,
        ("a", "e"): 3,
        ("a", "e", 0): 3,
        ("a", "e", 0, "f"): 4,
        ("a", "e", 0, "g"): 5,
        ("a", "e", 1): 6,
        ("a", "e", 1, "h"): 7,
    }


def test_a_missing_key_is_placed_at_the_table_that_lacks_it() -> None:
    assert locate(TEXT).line(("a", "e", 1, "f", "x")) == 6
    assert locate(TEXT).line(("z",)) is None


def test_a_path_is_spelled_as_a_person_counts() -> None:
    assert spelled(("planer", 1, "insatser", 0, "år")) == "planer[2].insatser[1].år"


def _paths(path: Path, value: object) -> Iterator[Path]:
    if path:
        yield path
    match value:
        case dict():
            for key, inner in value.items():
                yield from _paths((*path, key), inner)
        case list():
            for index, inner in enumerate(value):
                yield from _paths((*path, index), inner)

"""docs/casefile.md documents every key of the case file and no other, and a fault as it is told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tests.workflow.casefile_faults import changed, complaints
from tests.workflow.test_casefile_names import NAMES
from workflow.casefile import CaseFile

PAGE = (Path(__file__).parents[2] / "docs" / "casefile.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \|", re.MULTILINE)


def sections() -> dict[str, dict[str, str]]:
    """For each table's path, the keys of its rows and what stands in the second column."""
    parts = HEADING.split(PAGE)[1:]
    found: dict[str, dict[str, str]] = {}
    for heading, body in zip(parts[::2], parts[1::2], strict=True):
        rows = dict(ROW.findall(body.split("\n## ")[0]))
        found |= dict.fromkeys(re.findall(r"`([\w.]+)`", heading), rows)
    return found


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def tables(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            yield f"{path}{name}", inner
            yield from tables(inner, f"{path}{name}.")


TABLES = dict(tables(CaseFile))


@pytest.mark.parametrize("path", TABLES)
def test_every_key_of_a_table_is_documented_in_its_order(path: str) -> None:
    assert list(sections()[path]) == list(TABLES[path].model_fields)


@pytest.mark.parametrize("path", TABLES)
def test_the_page_says_which_keys_must_be_there(path: str) -> None:
    said = {key for key, must in sections()[path].items() if must == "ja"}
    assert said == {k for k, f in TABLES[path].model_fields.items() if f.is_required()}


def test_the_page_documents_no_table_that_is_not_there() -> None:
    assert set(sections()) == set(TABLES)


def default_as_written(name: str, default: object) -> str:
    match default:
        case None:
            return "–"
        case bool():
            return f"`{str(default).lower()}`"
        case str():
            return f'`"{default}"`'
        case (int() as month, int() as day) if not name.startswith("days_"):
            return f'`"{month:02}-{day:02}"`'
        case tuple():
            return f"`[{', '.join(map(str, default))}]`"
        case _:
            return f"`{default}`"


@pytest.mark.parametrize("path", TABLES)
def test_the_page_says_what_holds_where_a_key_is_left_out(path: str) -> None:
    optional = {k: f for k, f in TABLES[path].model_fields.items() if not f.is_required()}
    meant = {key: default_as_written(key, field.default) for key, field in optional.items()}
    assert {key: sections()[path][key] for key in optional} == meant


def words_of(field: FieldInfo) -> Iterator[str]:
    if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum):
        yield from field.annotation
    yield from (word for word in get_args(field.annotation) if isinstance(word, str))


def test_every_word_that_a_key_may_hold_is_on_the_page() -> None:
    words = {w for t in TABLES.values() for f in t.model_fields.values() for w in words_of(f)}
    assert {"passive", "secretary", "effekt", "utdrag", "not_measured", "keep"} <= words
    assert {word for word in words if f"`{word}`" not in PAGE and f'"{word}"`' not in PAGE} == set()


def test_the_fault_that_the_page_shows_is_told_in_those_words(tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, changed(NAMES["unknown officer"]))
    assert f"```\n{replace(told, source='ärende.toml')}\n```" in PAGE

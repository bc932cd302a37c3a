"""What docs/security.md points to is there: tests, and the explanations of the scan."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, modules, named

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
CASE = re.compile(r"^\| ([A-Z]\d\d) \| (\S[^|]*) \| (\S[^|]*) \|$", re.MULTILINE)
PAGE = (ROOT / "docs/security.md").read_text("utf-8")

Test = tuple[str, str]


def marked() -> set[tuple[str, Test]]:
    """Each case with each test that is marked with its id."""
    return {each for path in modules("tests") for each in _marked(path)}


def _marked(path: Path) -> Iterator[tuple[str, Test]]:
    for function in ast.parse(path.read_text("utf-8")).body:
        if isinstance(function, ast.FunctionDef):
            for mark in function.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.case":
                    for case in mark.args:
                        yield str(ast.literal_eval(case)), (named(path), function.name)


def test_every_test_that_the_page_names_exists() -> None:
    missing = [
        f"{file}::{test}"
        for file, test in NAMED.findall(PAGE)
        if not (ROOT / file).is_file() or f"\ndef {test}(" not in (ROOT / file).read_text("utf-8")
    ]
    assert missing == []


def test_every_test_is_named_with_its_file() -> None:
    assert re.findall(r"\btest_\w+", NAMED.sub("", PAGE)) == []


def test_every_case_names_a_test_or_says_why_there_is_none() -> None:
    silent = [
        case
        for case, _what, shown in CASE.findall(PAGE)
        if not NAMED.search(shown) and not shown.startswith(("Not there: ", "Not shown"))
    ]
    assert silent == []


def test_the_tests_that_bear_a_cases_id_are_those_that_the_page_names() -> None:
    told = {
        (case, test) for case, _what, shown in CASE.findall(PAGE) for test in NAMED.findall(shown)
    }
    only_told, only_marked = sorted(told - marked()), sorted(marked() - told)
    assert (only_told, only_marked) == ([], [])


def test_every_case_stands_once_in_the_page() -> None:
    cases = [case for case, _what, _shown in CASE.findall(PAGE)]
    assert len(cases) == len(set(cases)) >= 80


def test_the_page_tells_everything_that_the_scan_explains() -> None:
    file = ROOT / "tests/scan/explained.toml"
    explained = tomllib.loads(file.read_text("utf-8"))["explained"]
    assert [row["why"] for row in explained if row["why"] not in PAGE] == []

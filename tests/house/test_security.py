"""What docs/security.md points to is there: tests, and the explanations of the scan."""

import re
import tomllib

from tests.house.tree import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
CASE = re.compile(r"^\| ([A-Z]\d\d) \| (\S[^|]*) \| (\S[^|]*) \|$", re.MULTILINE)
PAGE = (ROOT / "docs/security.md").read_text("utf-8")


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


def test_every_case_stands_once_in_the_page() -> None:
    cases = [case for case, _what, _shown in CASE.findall(PAGE)]
    assert len(cases) == len(set(cases)) >= 80


def test_the_page_tells_everything_that_the_scan_explains() -> None:
    file = ROOT / "tests/scan/explained.toml"
    explained = tomllib.loads(file.read_text("utf-8"))["explained"]
    assert [row["why"] for row in explained if row["why"] not in PAGE] == []

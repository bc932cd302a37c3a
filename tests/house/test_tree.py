"""What no file of the project may hold, and how its modules are cut."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import PACKAGES, files, modules, named, texts

LONGEST_MODULE = 350
CODE = (*PACKAGES, "tests", "docs")
BELOW_WEB = ("workflow", "documents")

# Where packages come from is a matter of each machine: a mirror, a proxy, a folder.
REGISTRY = re.compile(
    r"(?:pypi|pythonhosted|debian|npmjs|rubygems|crates)\.(?:org|com|io)\b"
    r"|--(?:extra-)?index-url|--find-links|--trusted-host"
)
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:tmp|work|root|home|opt|Users)/|\.\./shared")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.([a-z]+)\b")
LEFT_UNDONE = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b")
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "monotonic"}


def hits(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit[0]}"
        for name, text in texts()
        for hit in pattern.finditer(text)
    ]


def test_the_tree_is_looked_at() -> None:
    names = {named(path) for path in files()}
    assert {"pyproject.toml", ".ci/run", "workflow/chain.py", "requirements.lock"} <= names
    assert not [name for name in names if name.startswith((".git/", ".venv/", "var/"))]


def test_no_file_names_a_package_registry() -> None:
    allowed = "tests/house/test_tree.py:"  # the pattern itself
    assert [hit for hit in hits(REGISTRY) if not hit.startswith(allowed)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert hits(MACHINE_PATH) == []


def test_every_mail_address_is_an_example() -> None:
    real = [
        f"{name}: {hit[0]}"
        for name, text in texts()
        for hit in ADDRESS.finditer(text)
        if hit[1] != "example"
    ]
    assert real == []


def test_nothing_is_left_undone() -> None:
    assert hits(LEFT_UNDONE) == []


def test_every_text_ends_with_a_line_end_and_has_unix_lines() -> None:
    odd = [name for name, text in texts() if text and (not text.endswith("\n") or "\r\n" in text)]
    assert odd == []


def test_a_module_has_one_subject_said_in_its_first_line() -> None:
    odd = [
        named(path)
        for path in modules(*CODE)
        if not _opens_with_one_sentence(ast.get_docstring(_parsed(path)) or "")
    ]
    assert odd == []


def test_no_module_outgrows_its_subject() -> None:
    lengths = {named(path): path.read_text("utf-8").count("\n") for path in modules(*CODE)}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_module_takes_the_name_of_one_of_pythons_own() -> None:
    stems = {path.stem: named(path) for path in modules(*PACKAGES)}
    assert {stem: stems[stem] for stem in stems.keys() & sys.stdlib_module_names} == {}


def test_below_web_time_is_an_argument() -> None:
    found = {named(path): list(_clocks_read(_parsed(path))) for path in modules(*BELOW_WEB)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_imports_stand_at_the_top() -> None:
    found = {named(path): list(_inner_imports(_parsed(path))) for path in modules(*PACKAGES)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_clock_is_recognised() -> None:
    code = "from time import time\ndatetime.now(UTC)\ndate.today()\ntime()\nclock.at(now)\n"
    assert list(_clocks_read(ast.parse(code))) == [2, 3, 4]


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _opens_with_one_sentence(docstring: str) -> bool:
    first, *rest = docstring.split("\n")
    return first.endswith((".", "?")) and (not rest or not rest[0])


def _inner_imports(tree: ast.Module) -> Iterator[int]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno


def _clocks_read(tree: ast.Module) -> Iterator[int]:
    own = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(value=ast.Name(id=owner), attr=name) if name in CLOCKS:
                    if owner in {"datetime", "date", "time", "func"}:
                        yield node.lineno
                case ast.Attribute(value=ast.Attribute(), attr="now" | "today" | "utcnow"):
                    yield node.lineno
                case ast.Name(id=name) if name in own:
                    yield node.lineno

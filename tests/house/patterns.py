"""Every pattern that the program reads text with: where it stands and how it is asked."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from tests.house.tree import PACKAGES, modules, named

WAYS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
ANYWHERE = frozenset({"search"})  # how a pattern is taken to be asked where nothing shows it


@dataclass(frozen=True)
class Pattern:
    """``ways`` are the methods that it is asked by; one that only matches at a start costs less."""

    where: str
    text: str
    flags: int
    ways: frozenset[str]

    @property
    def is_anchored(self) -> bool:
        return self.ways <= {"match", "fullmatch"}


def every_pattern() -> list[Pattern]:
    """Each pattern once: as text in a call of ``re``, in a field, or made as its module is read."""
    public = _public_ways()
    found: dict[tuple[str, int, bool], Pattern] = {}
    for path in modules(*PACKAGES):
        for each in _of_module(path, public):
            found.setdefault((each.text, each.flags, each.is_anchored), each)
    return list(found.values())


def made_later() -> Iterator[str]:
    """Where a function makes a pattern of what it is given: nobody here knows what it will be."""
    for path in modules(*PACKAGES):
        for function in ast.walk(_tree(path)):
            if isinstance(function, ast.FunctionDef):
                for _way, text in _calls(function):
                    if not _is_text(text) and not _is_constant(text):
                        yield f"{named(path)} {function.name}"


def _of_module(path: Path, public: dict[str, frozenset[str]]) -> Iterator[Pattern]:
    tree, where = _tree(path), named(path)
    own = public | _ways(tree)
    for name, call in _named_calls(tree):
        if call.args and _is_text(call.args[0]):
            yield Pattern(where, _text(call), _flags(call), own.get(name, ANYWHERE))
    for way, text in _calls(tree):
        if way in WAYS and isinstance(text, ast.Constant):
            yield Pattern(where, str(text.value), 0, frozenset({way}))
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "pattern" and _is_text(node.value):
            yield Pattern(where, str(ast.literal_eval(node.value)), 0, ANYWHERE)
    if any(way == "compile" and not _is_text(text) for way, text in _calls(tree)):
        yield from _made(where, own)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _text(call: ast.Call) -> str:
    return str(ast.literal_eval(call.args[0]))


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id.isupper()


def _flags(call: ast.Call) -> int:
    nodes = chain.from_iterable(map(ast.walk, call.args[1:]))
    return sum(int(getattr(re, node.attr)) for node in nodes if isinstance(node, ast.Attribute))


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Every call of ``re``: by which function, with which pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of, way = node.func.value, node.func.attr
            if isinstance(of, ast.Name) and of.id == "re" and way in WAYS | {"compile"}:
                yield way, node.args[0]


def _named_calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Each ``re.compile`` with the name that it, or the table that holds it, is given."""
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case _:
                name = ""
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                yield name, node


def _ways(tree: ast.Module) -> dict[str, frozenset[str]]:
    asked: dict[str, frozenset[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            of = ast.unparse(node.value).rpartition(".")[2]
            asked[of] = asked.get(of, frozenset()) | {node.attr}
    return asked


def _public_ways() -> dict[str, frozenset[str]]:
    """How names without an underscore are asked, in any module."""
    each = chain.from_iterable(_ways(_tree(path)).items() for path in modules(*PACKAGES))
    asked: dict[str, frozenset[str]] = {}
    for name, ways in each:
        if not name.startswith("_"):
            asked[name] = asked.get(name, frozenset()) | ways
    return asked


def _made(where: str, own: dict[str, frozenset[str]]) -> Iterator[Pattern]:
    """What the module holds once it is read, also inside its tables."""
    module = importlib.import_module(where.removesuffix(".py").replace("/", "."))
    for name, value in vars(module).items():
        for each in _inside(value) if not name.startswith("__") else ():
            if isinstance(each.pattern, str):
                yield Pattern(where, each.pattern, each.flags, own.get(name, ANYWHERE))


def _inside(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset):
        parts = value.values() if isinstance(value, dict) else iter(value)
        yield from chain.from_iterable(map(_inside, parts))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from chain.from_iterable(_inside(getattr(value, f.name)) for f in fields(value))

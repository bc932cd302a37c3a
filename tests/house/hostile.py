"""The worst texts for a pattern: what it likes to repeat, and then an end that it does not want."""

from collections.abc import Iterator, Sequence
from itertools import chain
from re import _constants as op  # type: ignore[attr-defined]  # a pattern's parts have no other door
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any

from tests.house.patterns import Pattern

# As the parser of `re` has them: parts by kind, and a value that is a number, a class or a tree.
Value = Any
Tree = Sequence[tuple[object, Value]]

SIZE = 200_000
_OFTEN = 50
_USUAL = ("a", "0", " ")
_LIKELY = ("a", "0", " ", "A", "\n", "-", ".", "å", "/", '"', "\u00a0", "–")
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}


def worst(pattern: Pattern) -> Iterator[str]:
    """Texts of 200,000 characters made from the pattern's own parts."""
    tree = parser.parse(pattern.text, pattern.flags)
    repeated = dict.fromkeys(_repeated(tree, ""))
    bodies = dict.fromkeys((*_USUAL, *(body for _, body in repeated)))
    whole = dict.fromkeys(before + body for before, body in repeated)
    for body in dict.fromkeys((*bodies, *whole)):
        yield _long("", body)
    for before, body in repeated:
        if before and body:
            yield _long(before, body)


def _long(before: str, body: str) -> str:
    return before + body * (SIZE // max(1, len(body))) + "\0"


def _repeated(tree: Tree, before: str) -> Iterator[tuple[str, str]]:
    """Each part that may come often: an example of what stands before it, and one of itself."""
    for code, value in tree:
        for inner in _inner(code, value):
            yield from _repeated(inner, before)
        if code in _REPEATS and value[1] >= _OFTEN:
            yield before, _example(value[2])
        before += _one(code, value)


def _inner(code: object, value: Value) -> list[Tree]:
    if code in _REPEATS:
        return [value[2]]
    if code is op.SUBPATTERN:
        return [value[3]]
    if code is op.BRANCH:
        return list(value[1])
    if code in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    return []


def _example(tree: Tree) -> str:
    return "".join(_one(code, value) for code, value in tree)


def _one(code: object, value: Value) -> str:
    """A short text for one part; nothing for what takes no room."""
    if code is op.LITERAL:
        return chr(value)
    if code in {op.NOT_LITERAL, op.ANY}:
        return "a" if value != ord("a") else "b"
    if code is op.IN:
        return _of_class(value)
    if code in {op.ASSERT, op.ASSERT_NOT}:
        return ""
    inner = _inner(code, value)
    times = max(1, min(value[0], 4)) if code in _REPEATS else 1
    return _example(inner[0]) * times if inner else ""


def _of_class(members: Tree) -> str:
    numbers = chain(map(ord, _LIKELY), range(0x110000))
    return chr(next(number for number in numbers if _holds(members, number)))


def _holds(members: Tree, number: int) -> bool:
    negated = members[0][0] is op.NEGATE
    return any(_is_member(code, value, number) for code, value in members) != negated


def _is_member(code: object, value: Value, number: int) -> bool:
    if code is op.LITERAL:
        return bool(value == number)
    if code is op.RANGE:
        return bool(value[0] <= number <= value[1])
    return code is op.CATEGORY and _is_of_kind(str(value), chr(number))


def _is_of_kind(kind: str, character: str) -> bool:
    is_it = {
        "DIGIT": character.isdigit(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum(),
    }
    return is_it[kind.rpartition("_")[2]] != ("NOT" in kind)

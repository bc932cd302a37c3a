"""On which line each key of a TOML text stands, as far as the text is TOML."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress

from workflow.plaintext import shown

Path = tuple[str | int, ...]
DEEPEST = 20  # no form of ours needs more; without a limit a short text can fill the memory

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"[ \t]*")
_BLANK_LINES = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")
# Each pattern takes a whole string; a long one may end in up to two quotes of its own.
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'),
    re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}"),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


class Lines:
    """The lines of a text's keys; numbers in a path count elements from 0, as Python does."""

    def __init__(self, of: dict[Path, int], too_deep: int | None = None) -> None:
        self._of = of
        self.too_deep = too_deep  # the line where more than DEEPEST levels are reached

    def __contains__(self, path: Path) -> bool:
        return path in self._of

    def line(self, path: Path) -> int | None:
        """The line of the key, or of the nearest table around it that stands in the text."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._of:
                return self._of[path[:length]]
        return None

    def key_at(self, line: int) -> Path:
        """The last key that begins on or above the line."""
        above = [(found, path) for path, found in self._of.items() if found <= line]
        return max(above, key=lambda each: each[0])[1] if above else ()


def locate(text: str) -> Lines:
    """Every key and array element of the text, with its line."""
    scanner = _Scanner(text)
    # Where the text stops being TOML, what was found so far still helps to say where.
    with suppress(_Lost):
        scanner.document()
    return Lines(scanner.found, scanner.too_deep)


def spelled(path: Sequence[str | int]) -> str:
    """A path as a person reads it: `planer[2].insatser[1].namn`, counted from 1."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{shown(part)}"
    return words.removeprefix(".")


class _Lost(Exception):
    """The text is not TOML from here on."""


class _Scanner:
    """Walks a text once; `found` gets each path's line, `_sizes` each array of tables' length."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self.too_deep: int | None = None
        self._text = text
        self._at = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._sizes: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        self._skip(_BLANK_LINES)
        while self._at < len(self._text):
            if self._take("[["):
                table = self._array_header()
            elif self._take("["):
                table = self._table_header()
            else:
                self._pair(table)
            self._skip(_BLANK_LINES)

    def _array_header(self) -> Path:
        line, parts = self._line(), self._key()
        self._need("]]")
        array = (*self._resolve(parts[:-1], line), parts[-1])
        self._note(array, line)
        size = self._sizes.get(array, 0)
        self._sizes[array] = size + 1
        self.found[*array, size] = line
        return (*array, size)

    def _table_header(self) -> Path:
        line, parts = self._line(), self._key()
        self._need("]")
        table = self._resolve(parts, line)
        self.found[table] = line  # its own header says more than an earlier [table.inner]
        return table

    def _resolve(self, parts: Sequence[str], line: int) -> Path:
        """The path of a header's key: in an array of tables, the last element is meant."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            self._note(path, line)
            if path in self._sizes:
                path = (*path, self._sizes[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line, path = self._line(), table
        for part in self._key():
            path = (*path, part)
            self._note(path, line)
        self._need("=")
        self._skip(_BLANK)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline_table(path)
        elif self._text.startswith(("'", '"'), self._at):
            self._string()
        elif not self._skip(_BARE_VALUE):
            raise _Lost

    def _array(self, path: Path) -> None:
        index = 0
        self._skip(_BLANK_LINES)
        while not self._take("]"):
            self._note((*path, index), self._line())
            self._value((*path, index))
            self._comma_or("]")
            index += 1

    def _inline_table(self, path: Path) -> None:
        self._skip(_BLANK_LINES)
        while not self._take("}"):
            self._pair(path)
            self._comma_or("}")

    def _comma_or(self, end: str) -> None:
        self._skip(_BLANK_LINES)
        if not self._take(",") and not self._text.startswith(end, self._at):
            raise _Lost
        self._skip(_BLANK_LINES)

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip(_BLANK)
            parts.append(self._key_part())
            self._skip(_BLANK)
            if not self._take("."):
                return parts

    def _key_part(self) -> str:
        if self._text.startswith(("'", '"'), self._at):
            return _unquoted(self._string())
        return self._skip(_BARE_KEY) or self._lost()

    def _string(self) -> str:
        for pattern in _STRINGS:
            if word := self._skip(pattern):
                return word
        return self._lost()

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise _Lost

    def _take(self, mark: str) -> bool:
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _note(self, path: Path, line: int) -> None:
        if len(path) > DEEPEST:
            self.too_deep = line
            raise _Lost
        self.found.setdefault(path, line)

    def _line(self) -> int:
        return bisect_right(self._ends, self._at - 1) + 1

    def _lost(self) -> str:
        raise _Lost


def _unquoted(word: str) -> str:
    try:
        key = tomllib.loads(f"key = {word}")["key"]
    except tomllib.TOMLDecodeError as error:
        raise _Lost from error
    return str(key)

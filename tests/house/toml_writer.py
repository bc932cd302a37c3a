"""Writes any TOML document, key by key, and notes on which line it put each."""

from typing import Any

from hypothesis import strategies as st

from workflow.tomllines import Path

BARE_LETTERS = set("abcdefghij-_0123456789")


class Inline(dict[str, Any]):
    """A table written between braces."""


BARE = st.text("abcdefghij-_0123456789", min_size=1, max_size=6)
QUOTED = st.text("åäö #=[]{}.,'\"\\n", max_size=6)
KEYS = st.one_of(BARE, QUOTED)
STRINGS = st.text("abå#=[]{},.'\"\\\n \t", max_size=30)
SCALARS = st.one_of(st.integers(-99, 99), st.booleans(), st.dates(), STRINGS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=3).map(Inline)
    ),
    max_leaves=8,
)
GAPS = st.sampled_from(["", "\n", "# [a] b = 1\n", "\n\n#'''\n"])


class Writer:
    """Writes a document key by key, and notes on which line it put each."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.text = ""
        self.lines: dict[Path, int] = {}
        self._draw = draw

    def document(self, root: dict[str, Any], tables: dict[str, Any]) -> None:
        self._pairs((), root)
        for name, table in tables.items():
            if isinstance(table, list):
                for index, each in enumerate(table):
                    self._table((name, index), f"[[ {self._key(name)} ]]", each)
            else:
                self._table((name,), f"[{self._key(name)}]", table)

    def _table(self, path: Path, header: str, pairs: dict[str, Any]) -> None:
        self.text += self._draw(GAPS)
        self._note(path)
        self.text += f"{header} # x = 1\n"
        self._pairs(path, pairs)

    def _pairs(self, path: Path, pairs: dict[str, Any]) -> None:
        for key, value in pairs.items():
            self.text += self._draw(GAPS)
            self._note((*path, key))
            self.text += f"  {self._key(key)} = "
            self._value((*path, key), value)
            self.text += "\n"

    def _value(self, path: Path, value: object) -> None:
        match value:
            case list():
                self._array(path, value)
            case Inline():
                self._inline(path, value)
            case str():
                self.text += self._string(value)
            case bool():
                self.text += str(value).lower()
            case _:
                self.text += str(value)

    def _array(self, path: Path, value: list[Any]) -> None:
        self.text += "["
        for index, each in enumerate(value):
            self.text += self._draw(GAPS)
            self._note((*path, index))
            self._value((*path, index), each)
            self.text += self._draw(st.sampled_from([",", ", ", "\n,\n", " , # ]\n"]))
        self.text += "]"

    def _inline(self, path: Path, value: Inline) -> None:
        self.text += "{"
        for number, (key, each) in enumerate(value.items()):
            self.text += ", " if number else ""
            self._note((*path, key))
            self.text += f"{self._key(key)} = "
            self._value((*path, key), each)
        self.text += "}"

    def _key(self, key: str) -> str:
        return key if key and key.isascii() and set(key) <= BARE_LETTERS else _basic(key)

    def _string(self, value: str) -> str:
        forms = [_basic(value), f'"""\n{_basic(value)[1:-1]}"""', f'"""{_long(value)}"""']
        if "'" not in value:
            forms.append(f"'''{value}'''" if "\n" in value else f"'{value}'")
        return self._draw(st.sampled_from(forms))

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)


def _basic(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def _long(value: str) -> str:
    """As it stands in a long string: line ends kept, up to two quotes together."""
    return value.replace("\\", "\\\\").replace('""', '"\\"')


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    pairs = st.dictionaries(KEYS, VALUES, max_size=4)
    tables = draw(st.dictionaries(KEYS, st.one_of(pairs, st.lists(pairs, max_size=3)), max_size=4))
    root = {key: value for key, value in draw(pairs).items() if key not in tables}
    writer = Writer(draw)
    writer.document(root, tables)
    return writer.text, writer.lines

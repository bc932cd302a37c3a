"""The parts of a paper: one small tree of plain text that any renderer can set."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from workflow.facts import Logo

__all__ = [
    "Block",
    "Bullets",
    "Change",
    "Clauses",
    "Column",
    "Head",
    "Heading",
    "KeyValues",
    "Lines",
    "Logo",
    "Note",
    "Paper",
    "Paragraph",
    "Signature",
    "Table",
    "with_text",
]


@dataclass(frozen=True)
class Head:
    """Huvud: who draws the paper up, where they are reached, and which paper it is."""

    organisation: str
    unit: str
    officer: str
    phone: str
    email: str
    label: str
    dated_on: date
    reference: str
    notes: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Note:
    """A remark in small print."""

    text: str


@dataclass(frozen=True)
class Clauses:
    """Beslutssatser: numbered when there are several; each a sentence that stands by itself."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """Plain lines under each other, as the basis and the recipients are listed."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class KeyValues:
    """Facts with their names before them."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """``share`` is the width beside the other columns'; numbers are set to the right."""

    title: str
    share: int
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """``caption`` says what the table shows to those who can't see it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False


@dataclass(frozen=True)
class Signature:
    """Underskrift: name and title; it is never alone on a page and never a picture."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Note | Clauses | Lines | Bullets | KeyValues | Table | Signature


@dataclass(frozen=True)
class Paper:
    """One paper, whole: what every renderer gets.

    ``font`` and ``template`` are the house's own for Word files, where it has any.
    """

    head: Head
    title: str
    blocks: tuple[Block, ...]
    keywords: tuple[str, ...] = ()
    logo: Logo | None = None
    font: str = ""
    template: bytes = b""


Change = Callable[[str], str]


def with_text(paper: Paper, change: Change) -> Paper:
    """The same paper with ``change`` made to all running text.

    The head's references, numbers and addresses are left as they are.
    """
    head = replace(
        paper.head,
        label=change(paper.head.label),
        notes=_all(paper.head.notes, change),
    )
    blocks = tuple(_block_with_text(block, change) for block in paper.blocks)
    return replace(paper, head=head, title=change(paper.title), blocks=blocks)


def _block_with_text(block: Block, change: Change) -> Block:
    match block:
        case Heading() | Paragraph() | Note():
            return replace(block, text=change(block.text))
        case Clauses() | Lines() | Bullets():
            return replace(block, items=_all(block.items, change))
        case KeyValues():
            return KeyValues(tuple((change(key), change(value)) for key, value in block.pairs))
        case Table():
            return _table_with_text(block, change)
        case Signature():
            return Signature(_all(block.lines, change))


def _table_with_text(table: Table, change: Change) -> Table:
    return replace(
        table,
        caption=change(table.caption),
        columns=tuple(replace(column, title=change(column.title)) for column in table.columns),
        rows=tuple(_all(row, change) for row in table.rows),
    )


def _all(texts: tuple[str, ...], change: Change) -> tuple[str, ...]:
    return tuple(change(text) for text in texts)

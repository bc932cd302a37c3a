"""Papers as a piece of a web page: the same tree of parts, for reading before anything is drawn."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from documents.parts import (
    Block,
    Bullets,
    Clauses,
    Heading,
    KeyValues,
    Lines,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)

_DEEPEST = 6
_FEW = 2
# What a page has no place for; a preview shows where it stands, the paper itself refuses it.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def fragment(paper: Paper, level: int = 2) -> str:
    """The paper as HTML that is safe to set into a page; its title is a heading of that level.

    It says the same words in the same order as the Word file.
    """
    parts = (*_head(paper), _heading(level, paper.title), *_blocks(paper.blocks, level))
    return f'<article class="preview">\n{"".join(parts)}</article>'


def _text(text: str) -> str:
    return escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)).replace("\n", "<br>")


def _heading(level: int, text: str) -> str:
    rank = min(level, _DEEPEST)
    return f"<h{rank}>{_text(text)}</h{rank}>\n"


def _head(paper: Paper) -> Iterator[str]:
    head = paper.head
    reached = (head.phone and f"Tfn: {head.phone}", head.email and f"E-post: {head.email}")
    sender = (head.unit, head.officer, *reached)
    right = (head.label, head.dated_on.isoformat(), head.reference, *head.notes)
    yield '<div class="preview__head">\n'
    yield f"<p>{_broken(sender)}</p>\n<p>{_broken(right)}</p>\n</div>\n"


def _broken(lines: Iterable[str]) -> str:
    return "<br>".join(_text(line) for line in lines if line)


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    """The blocks; a rank of headings that is skipped would leave those who listen lost."""
    rank = 0
    for block in blocks:
        if isinstance(block, Heading):
            rank = min(block.level, rank + 1)
            yield _heading(level + rank, block.text)
        else:
            yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading() | Paragraph():
            return f"<p>{_text(block.text)}</p>\n"
        case Note():
            return f'<p class="muted">{_text(block.text)}</p>\n'
        case Clauses():
            return _clauses(block)
        case Lines() | Signature():
            lines = block.items if isinstance(block, Lines) else block.lines
            return f"<p>{_broken(lines)}</p>\n" if lines else ""
        case Bullets():
            return _list("ul", block.items)
        case KeyValues():
            return _key_values(block)
        case Table():
            return _table(block)


def _clauses(block: Clauses) -> str:
    if len(block.items) == 1:
        return f"<p>{_text(block.items[0])}</p>\n"
    return _list("ol", block.items)


def _list(tag: str, items: tuple[str, ...]) -> str:
    inner = "".join(f"<li>{_text(item)}</li>\n" for item in items)
    return f"<{tag}>\n{inner}</{tag}>\n" if items else ""


def _key_values(block: KeyValues) -> str:
    inner = "".join(
        f"<div><dt>{_text(key)}:</dt> <dd>{_text(value)}</dd></div>\n" for key, value in block.pairs
    )
    return f'<dl class="preview__facts">\n{inner}</dl>\n' if block.pairs else ""


def _table(block: Table) -> str:
    """The table in a box that scrolls by itself, named by what the table shows."""
    name = escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", block.caption))
    head = "".join(
        f'<th scope="col"{_side(column.numeric)}>{_text(column.title)}</th>'
        for column in block.columns
    )
    last = len(block.rows) - 1 if block.has_total else None
    rows = "".join(_row(cells, block, strong=i == last) for i, cells in enumerate(block.rows))
    return (
        f'<section class="scroll" aria-label="{name}" tabindex="0">\n'
        f'<table class="table{_by_rows(block)}">\n<thead>\n<tr>{head}</tr>\n</thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )


def _row(cells: tuple[str, ...], block: Table, *, strong: bool) -> str:
    """One row; the sum's stands out."""
    said = "<strong>{}</strong>" if strong else "{}"
    inner = "".join(
        f"<td{_side(column.numeric)}{_named(column.title, block)}>{said.format(_text(cell))}</td>"
        for cell, column in zip(cells, block.columns, strict=True)
    )
    return f"<tr>{inner}</tr>\n"


def _by_rows(block: Table) -> str:
    """A narrow screen shows the rows of a wide table one below another."""
    return " table--rows" if len(block.columns) > _FEW else ""


def _named(title: str, block: Table) -> str:
    """The head of the column on a cell of such a row."""
    return f' data-head="{_text(title)}"' if len(block.columns) > _FEW else ""


def _side(numeric: bool) -> str:  # noqa: FBT001  # a column's own word
    return ' class="number"' if numeric else ""

"""A paper's words as plain paragraphs: what two versions are compared by."""

from collections.abc import Iterator

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


def paragraphs(paper: Paper) -> tuple[str, ...]:
    """The title and everything under it, one text a paragraph; the head's day is not among it."""
    texts = (paper.title, *(text for block in paper.blocks for text in _texts(block)))
    return tuple(text for text in texts if text.strip())


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph() | Note():
            yield block.text
        case Clauses() | Lines() | Bullets():
            yield from block.items
        case KeyValues():
            yield from (f"{key}: {value}" for key, value in block.pairs)
        case Table():
            yield from (" | ".join(cells) for cells in block.rows)
        case Signature():
            yield ", ".join(block.lines)

"""A paper's tree as a draft: each part says by itself what it is."""

from collections.abc import Iterator
from dataclasses import replace

from documents.checker.model import Draft, Known, Passage, Role, Section
from documents.checker.sections import says_decided, section_of
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


def draft_of_paper(paper: Paper, known: Known) -> Draft:
    """Lines are counted as the paper's texts in their order."""
    head = (paper.head.label, *paper.head.notes, *paper.head.contact)
    passages = [*(Passage(text) for text in head), Passage(paper.title, Role.TITLE)]
    section, where = Section.NONE, ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            section, where = section_of(block.text) or Section.NONE, block.text
        passages += [Passage(text, role, section, where) for role, text in _texts(block)]
    numbered = (replace(passage, line=line) for line, passage in enumerate(passages, start=1))
    decided = says_decided(paper.head.label)
    return Draft(tuple(numbered), known, decided=decided, decided_on=paper.head.dated_on)


def _texts(block: Block) -> Iterator[tuple[Role, str]]:
    match block:
        case Heading():
            yield Role.HEADING, block.text
        case Paragraph() | Note():
            yield Role.PARAGRAPH, block.text
        case Clauses():
            yield from ((Role.CLAUSE, text) for text in block.items)
        case Lines() | Bullets():
            yield from ((Role.LINE, text) for text in block.items)
        case KeyValues():
            yield from ((Role.LINE, text) for pair in block.pairs for text in pair)
        case Table():
            yield from ((Role.LINE, text) for text in _cells(block))
        case Signature():
            yield from ((Role.SIGNATURE, text) for text in block.lines)


def _cells(table: Table) -> Iterator[str]:
    yield table.caption
    yield from (column.title for column in table.columns)
    yield from (cell for row in table.rows for cell in row)

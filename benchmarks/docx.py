"""Word papers a second: the house's writer beside python-docx used as its manual shows it."""

import io
import sys
from collections.abc import Callable
from itertools import islice
from time import perf_counter

import docx
from docx.document import Document

from benchmarks.figures import Figure, report
from benchmarks.pdf import decisions
from documents import word
from documents.parts import Block, Heading, Paper, Table
from documents.template import template
from documents.unfit import texts

OURS, STOCK, ROUNDS = 200, 30, 3
GOAL = 5


def rates() -> tuple[float, float]:
    """Papers a second, the house's writer and stock python-docx, on the same decisions."""
    papers = decisions()
    word.render(next(papers))  # the template is parsed once, before the clock starts
    stock(next(papers))
    return (
        max(_rate(word.render, list(islice(papers, OURS))) for _ in range(ROUNDS)),
        max(_rate(stock, list(islice(papers, STOCK))) for _ in range(ROUNDS)),
    )


def _rate(write: Callable[[Paper], bytes], papers: list[Paper]) -> float:
    start = perf_counter()
    for paper in papers:
        write(paper)
    return len(papers) / (perf_counter() - start)


def stock(paper: Paper) -> bytes:
    """The same texts on the same slim template, written with python-docx alone."""
    document = docx.Document(io.BytesIO(template()))
    for text in (paper.head.unit, paper.head.officer, paper.head.phone, paper.head.reference):
        document.add_paragraph(text)
    document.add_paragraph(paper.title, style="Title")
    for block in paper.blocks:
        _add(document, block)
    document.core_properties.title = paper.title
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_paragraph(block.text, style=f"Heading {block.level}")
    elif isinstance(block, Table):
        _add_table(document, block)
    else:
        for text in texts(block):
            document.add_paragraph(text, style="Body Text")


def _add_table(document: Document, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.columns))
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def measure() -> list[Figure]:
    """Both rates, and what one is of the other."""
    ours, by_hand = rates()
    return [
        Figure("papers.docx.per_second", ours, "/s"),
        Figure("papers.docx.stock_per_second", by_hand, "/s"),
        Figure("papers.docx.times_stock", ours / by_hand, "times", GOAL),
    ]


def main() -> int:
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())

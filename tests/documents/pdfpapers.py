"""Papers made by hand for the tests of all their forms, and what is read back from the PDF."""

from datetime import date

from documents.parts import Block, Head, Logo, Paper
from documents.pdf import write_pdf
from tests.documents import pdftext

HEAD = Head(
    "Regionen", "Enheten", "Handläggaren", "063-14 00 00", "h@region.example", "Tjänsteskrivelse",
    date(2023, 10, 24), "RUN/536/2021",
)  # fmt: skip
SVG = Logo(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><path d="M0 0h4v3z"/></svg>',
    "image/svg+xml",
    "Regionens märke",
)


def paper(*blocks: Block, title: str = "Titel", logo: Logo | None = None) -> Paper:
    return Paper(HEAD, title, blocks, logo=logo)


def body_of(*blocks: Block) -> str:
    """What is read after the title."""
    whole = "".join(pdftext.pages(write_pdf(paper(*blocks))))
    return whole.split("Titel", 1)[1]

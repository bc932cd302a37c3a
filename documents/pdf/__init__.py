"""Papers as PDF for the record: PDF/A-2a and PDF/UA-1 in the same file."""

from documents.parts import Paper
from documents.pdf.compiler import compiled
from documents.pdf.layout import laid_out
from documents.unfit import refuse_unfit

__all__ = ["MEDIA_TYPE", "write_pdf"]

MEDIA_TYPE = "application/pdf"


def write_pdf(paper: Paper) -> bytes:
    """The paper as a PDF file; the same paper gives the same bytes."""
    refuse_unfit(paper.head.label, paper)
    head = paper.head
    return compiled(
        paper,
        {
            "title": paper.title.strip() or head.label,
            "author": head.organisation,
            "subject": head.reference,
            "keywords": [word for word in (head.reference, *paper.keywords) if word],
            "contents": None,
            "papers": [laid_out(paper)],
        },
        head.label,
        head.dated_on,
    )

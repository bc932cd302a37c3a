"""Papers to print: every page of each in order, each paper on a sheet of its own, no seals."""

import pytest

from documents import HouseRenderer
from documents.printing import joined
from documents.sample import sample_ask
from tests.documents import pdftext
from workflow.orders import Rendered
from workflow.states import PaperKind

KINDS = (PaperKind.FOLJEBREV, PaperKind.UTDRAG, PaperKind.HANDLINGSPLAN)


@pytest.fixture(scope="module")
def papers() -> tuple[Rendered, ...]:
    renderer = HouseRenderer()
    return tuple(renderer.papers(sample_ask(kind))[0] for kind in KINDS)


def test_every_page_comes_in_order_and_each_paper_begins_on_a_new_sheet(
    papers: tuple[Rendered, ...],
) -> None:
    apart = [pdftext.pages(paper.content) for paper in papers]
    assert [len(pages) for pages in apart] == [1, 2, 3]
    together = pdftext.pages(joined(paper.content for paper in papers))
    assert together == [*apart[0], "", *apart[1], *apart[2], ""]


def test_the_same_papers_give_the_same_bytes(papers: tuple[Rendered, ...]) -> None:
    contents = [paper.content for paper in papers]
    assert joined(contents) == joined(contents)
    assert joined(contents) != joined(reversed(contents))


def test_what_the_pages_share_is_there_once(papers: tuple[Rendered, ...]) -> None:
    plan = papers[-1].content
    assert len(joined([plan])) < len(plan) * 1.5


def test_the_renderer_names_the_file(papers: tuple[Rendered, ...]) -> None:
    found = HouseRenderer().joined(papers, "RUN-536-2021_post")
    assert (found.name, found.media_type) == ("RUN-536-2021_post.pdf", "application/pdf")
    assert b"/Widget" not in found.content

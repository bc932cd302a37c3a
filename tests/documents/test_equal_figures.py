"""One set of figures, three papers: each prints what the pages show."""

import pytest

from documents import built
from documents.parts import Paragraph, Table
from documents.results import summary
from documents.sample import sample_ask, sample_situation
from documents.typography import number
from workflow.figures import figures
from workflow.measures import Fulfilment
from workflow.states import PaperKind

PAPERS = (PaperKind.UPPFOLJNING, PaperKind.ARSRAPPORT, PaperKind.ATERRAPPORTERING)
MEASURES = sample_situation().measures[1]


def table(kind: PaperKind, caption: str) -> Table:
    blocks = built(sample_ask(kind)).blocks
    (found,) = (b for b in blocks if isinstance(b, Table) and b.caption == caption)
    return found


def line(name: str, count: Fulfilment) -> tuple[str, ...]:
    counts = (count.total, count.reached, count.partly, count.missed, count.not_measured)
    return (name, *(number(each) for each in counts))


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_prints_the_figures_of_the_pages(kind: PaperKind) -> None:
    found = figures(MEASURES)
    rows = table(kind, "Måluppfyllelse per insatsområde").rows
    assert rows == (
        *(line(each.name, each.count) for each in found.areas),
        line("Samtliga insatsområden", found.total),
    )


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_says_the_same_sentence(kind: PaperKind) -> None:
    texts = [b.text for b in built(sample_ask(kind)).blocks if isinstance(b, Paragraph)]
    assert any(summary(MEASURES) in text for text in texts)


@pytest.mark.parametrize("kind", PAPERS[:2])
def test_the_papers_sum_the_money_as_the_pages_do(kind: PaperKind) -> None:
    found = figures(MEASURES)
    rows = table(kind, "Planerad finansiering").rows
    assert rows == (
        *((source, number(amount)) for source, amount in found.funding.items()),
        ("Summa", number(found.funded)),
    )

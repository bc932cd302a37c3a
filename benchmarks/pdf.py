"""PDFs a second: the decision with a kept compiler, every paper different, and a fresh one each."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from time import perf_counter

from benchmarks.figures import Figure, report
from documents import built
from documents.parts import Paper
from documents.pdf import compiler, write_pdf
from documents.sample import sample_ask, sample_situation
from workflow.states import PaperKind

KEPT, FRESH = 300, 20
GOAL = 80


def measure() -> list[Figure]:
    """Both rates, and what one is of the other."""
    papers = decisions()
    next(map(write_pdf, papers))  # the compiler is made once, before the clock starts
    kept = _rate(write_pdf, islice(papers, KEPT))
    fresh = _rate(_with_fresh_compiler, islice(papers, FRESH))
    return [
        Figure("papers.pdf.per_second", kept, "/s", GOAL),
        Figure("papers.pdf.fresh_per_second", fresh, "/s"),
        Figure("papers.pdf.times_fresh", kept / fresh, "times"),
    ]


def main() -> int:
    return report(measure())


def decisions() -> Iterator[Paper]:
    """Decisions without end, no two with a paragraph alike, so that none is had from a cache."""
    facts = sample_situation()
    decision = facts.the_decision()
    number = 0
    while True:
        number += 1
        text = tuple(f"Ärende {number}: {paragraph}" for paragraph in decision.text)
        changed = replace(decision, number=f"{number}/2023", text=text)
        yield built(sample_ask(PaperKind.DELEGATIONSBESLUT, replace(facts, decision=changed)))


def _rate(write: Callable[[Paper], bytes], papers: Iterator[Paper]) -> float:
    """Papers a second; they are drawn up before the clock starts."""
    drawn = list(papers)
    start = perf_counter()
    for paper in drawn:
        write(paper)
    return len(drawn) / (perf_counter() - start)


def _with_fresh_compiler(paper: Paper) -> bytes:
    compiler.forget()
    return write_pdf(paper)


if __name__ == "__main__":
    sys.exit(main())

"""The same chain with its papers: drawn up, kept on disk and synced, one form of them at a time."""

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.engine.chain import Chain, Ready
from benchmarks.figures import Figure, progress, report
from documents import HouseRenderer, built, file_name
from documents.pdf import write_pdf
from tests.operations.builders import an_office
from workflow.delivery.files import PaperFolder
from workflow.operations import looking
from workflow.orders import RECORD, PaperAsk, Rendered
from workflow.store import migrate
from workflow.store.engine import open_database

ROUNDS, CASES = 3, 2


class OnlyWord(HouseRenderer):
    def papers(self, ask: PaperAsk) -> tuple[Rendered, ...]:
        return (self.paper(ask),)


class OnlyPdf(HouseRenderer):
    def papers(self, ask: PaperAsk) -> tuple[Rendered, ...]:
        name = file_name(ask).removesuffix(".docx") + ".pdf"
        return (Rendered(write_pdf(built(ask)), RECORD, name),)


class WithPapers(Chain):
    def seen(self, case: Ready) -> frozenset[str]:
        """The decider reads what was handed in."""
        shown = looking.papers_shown(self.office, case.decision_id)
        return frozenset(paper.sha256 for paper in shown)


RENDERERS = {"docx": OnlyWord, "pdf": OnlyPdf, "both": HouseRenderer}


def measure() -> list[Figure]:
    """Steps a second with Word papers, with PDF, and with both as in use; on SQLite."""
    return [
        Figure(f"engine.papers.{form}_steps_per_second", _rate(form, renderer()), "/s")
        for form, renderer in RENDERERS.items()
    ]


def _rate(form: str, renderer: HouseRenderer) -> float:
    progress(f"engine with papers: {form}")
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'papers.db'}")
        migrate.upgrade(engine)
        office = an_office(engine, PaperFolder(Path(folder) / "papers"), renderer)
        chain = WithPapers(office)
        ready = [chain.prepare(number) for number in range(1, CASES * (ROUNDS + 1) + 1)]
        rounds = [ready[n : n + CASES] for n in range(0, len(ready), CASES)]
        took = [_seconds_a_step(chain, cases) for cases in rounds]
        engine.dispose()
    return 1 / median(took[1:])  # the first round warms up


def _seconds_a_step(chain: Chain, cases: list[Ready]) -> float:
    start, steps = perf_counter(), 0
    for case in cases:
        for _, take in chain.steps(case):
            take()
            steps += 1
    return (perf_counter() - start) / steps


def main() -> int:
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())

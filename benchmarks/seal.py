"""How long a seal takes: a paper rendered without one and with one, and its verdict."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import typst

from benchmarks.figures import Figure, median_seconds, report
from documents.seal.identity import Owner, make_identity
from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner
from documents.seal.verifying import verify_pdf

ROUNDS, GOAL_MS = 60, 60
_AT = datetime(2023, 10, 24, 9, 12, tzinfo=UTC)
_OWNER = Owner("Region Jämtland Härjedalen", "232100-0214")
_PAPER = (
    """
#set document(title: "Delegationsbeslut {number}")
#set text(lang: "sv", region: "SE")
= Beslut {number}
"""
    + "Handlingsplan 2023 för Regionalt serviceprogram fastställs. " * 60
)


def render(number: int) -> bytes:
    """A paper of its own, so that nothing made for the last one helps."""
    source = _PAPER.replace("{number}", str(number)).encode()
    return typst.compile(source, format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0)


def _median(work: Callable[[int], object]) -> float:
    """The median of the rounds, in milliseconds, after one to warm up."""
    numbers = iter((ROUNDS, *range(ROUNDS)))
    return 1_000 * median_seconds(lambda: work(next(numbers)), ROUNDS)


def measure() -> list[Figure]:
    """What a seal adds to a paper, in time and in size."""
    identity = make_identity(_OWNER, bytes(32), _AT, _AT.replace(year=2033))
    sealer = PadesSealer(KeySigner(identity))
    papers = {number: render(number) for number in range(ROUNDS + 1)}
    sealed = sealer.seal(papers[0], _AT, "Prov")
    plain = _median(render)
    with_seal = _median(lambda number: sealer.seal(render(number), _AT, "Prov"))
    alone = _median(lambda number: sealer.seal(papers[number], _AT, "Prov"))
    verdict = _median(lambda number: verify_pdf(sealed, identity.certificates, lambda _: None))
    return [
        Figure("papers.seal.unsealed_ms", plain, "ms"),
        Figure("papers.seal.sealed_ms", with_seal, "ms"),
        Figure("papers.seal.times_unsealed", with_seal / plain, "times"),
        Figure("papers.seal.seal_ms", alone, "ms", GOAL_MS, "less"),
        Figure("papers.seal.verdict_ms", verdict, "ms"),
        Figure("papers.seal.added_bytes", len(sealed) - len(papers[0]), "bytes"),
    ]


def main() -> int:
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())

"""How long a seal takes: a paper rendered without one and with one, and its verdict."""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import typst

from documents.seal.identity import Owner, make_identity
from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner
from documents.seal.verifying import verify_pdf

ROUNDS = 60
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


def median(work: Callable[[int], object]) -> float:
    """The median of the rounds, in milliseconds, after one to warm up."""
    work(ROUNDS)
    taken = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        work(number)
        taken.append(1_000 * (time.perf_counter() - start))
    return statistics.median(taken)


def main() -> None:
    identity = make_identity(_OWNER, bytes(32), _AT, _AT.replace(year=2033))
    sealer = PadesSealer(KeySigner(identity))
    papers = {number: render(number) for number in range(ROUNDS + 1)}
    sealed = sealer.seal(papers[0], _AT, "Prov")
    plain = median(render)
    with_seal = median(lambda number: sealer.seal(render(number), _AT, "Prov"))
    alone = median(lambda number: sealer.seal(papers[number], _AT, "Prov"))
    verdict = median(lambda number: verify_pdf(sealed, identity.certificates, lambda _: None))
    sys.stdout.write(
        f"unsealed {plain:6.1f} ms\n"
        f"sealed   {with_seal:6.1f} ms   ({with_seal / plain:.1f} times the unsealed)\n"
        f"seal     {alone:6.1f} ms   (to stay under 60)\n"
        f"verdict  {verdict:6.1f} ms\n"
        f"size     {len(papers[0])} -> {len(sealed)} bytes\n"
    )


if __name__ == "__main__":
    main()

"""Every kind of paper that is sealed conforms to both standards with its seal, and is genuine."""

from datetime import UTC, datetime

import pytest

from documents import built
from documents.pdf import write_pdf
from documents.sample import sample_ask
from documents.seal.identity import Owner
from documents.seal.verdict import Outcome
from documents.seal.verifying import verify_pdf
from tests.documents import verapdf
from web.sealing import demonstration_seal
from workflow.operations.papers import SEALED
from workflow.states import PaperKind

AT = datetime(2023, 10, 24, 12, 30, tzinfo=UTC)
SEAL = demonstration_seal(bytes(range(32)), Owner("Region Jämtland Härjedalen", "232100-0214"), AT)


@pytest.mark.parametrize("kind", sorted(SEALED))
def test_a_sealed_paper_conforms_and_is_genuine(kind: PaperKind) -> None:
    sealed = SEAL.sealer.seal(write_pdf(built(sample_ask(kind))), AT, "Region, ärende")
    assert [verapdf.faults(sealed, flavour) for flavour in verapdf.FLAVOURS] == [[], []]
    verdict = verify_pdf(sealed, SEAL.certificates, lambda _: None)
    assert verdict.outcome is Outcome.GENUINE

"""A seal with a service's time stamp (PAdES B-T), asked for over HTTP on this machine."""

import io
from collections.abc import Callable

import pytest
from asn1crypto import tsp  # type: ignore[import-untyped]  # carries no types
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner, as_asn1
from documents.seal.timestamping import ServiceTimeStamper
from documents.seal.verdict import Outcome, Verdict
from documents.seal.verifying import verify_pdf
from tests.documents.seal_samples import (
    AT,
    REASON,
    STAMPED_AT,
    identity,
    nobody_knows,
    paper,
    sealed,
    stamped,
    stamper,
    time_service,
)
from web.timeservice import asking
from workflow.refusals import BadInput

OURS = identity().certificates


@pytest.fixture(scope="module")
def with_stamp() -> bytes:
    with time_service() as url:
        return by_service(f"{url}/tsa")


def by_service(url: str) -> bytes:
    return PadesSealer(KeySigner(identity()), ServiceTimeStamper(asking(url))).seal(
        paper(), AT, REASON
    )


def judged(content: bytes) -> Verdict:
    return verify_pdf(content, OURS, nobody_knows)


def test_a_stamped_seal_is_genuine_and_tells_the_services_time(with_stamp: bytes) -> None:
    verdict = judged(with_stamp)
    assert (verdict.outcome, verdict.sealed_at) == (Outcome.GENUINE, STAMPED_AT)
    assert "Tidsstämpeltjänsten «Tidsstämpeltjänsten» uppger" in verdict.sentences[2]
    assert "har inte prövats" in verdict.sentences[2]


def test_pyhanko_finds_seal_and_stamp_whole(with_stamp: bytes) -> None:
    [seal] = PdfFileReader(io.BytesIO(with_stamp)).embedded_signatures
    roots = [as_asn1(OURS[1]), stamper().tsa_cert]
    context = ValidationContext(trust_roots=roots, moment=AT, allow_fetching=False)
    status = validate_pdf_signature(seal, context)
    assert status.bottom_line
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.timestamp == STAMPED_AT
    assert status.timestamp_validity.intact


CONTENT = PadesSealer(KeySigner(identity()), ServiceTimeStamper(stamped)).seal(paper(), AT, REASON)
SEAL_START = CONTENT.index(b"<3082")
OUTSIDE = st.integers(0, SEAL_START) | st.integers(
    CONTENT.index(b">", SEAL_START), len(CONTENT) - 1
)


@given(OUTSIDE, st.integers(1, 255))
def test_a_changed_byte_in_a_stamped_paper_is_found(position: int, change: int) -> None:
    content = bytearray(CONTENT)
    content[position] ^= change
    assert judged(bytes(content)).outcome is not Outcome.GENUINE


def test_a_stamp_whose_time_was_changed_by_a_second_is_a_change(with_stamp: bytes) -> None:
    told = b"20231024091207Z".hex().upper().encode()
    assert told in with_stamp
    later = with_stamp.replace(told, b"20231024091208Z".hex().upper().encode())
    verdict = judged(later)
    assert verdict.outcome is Outcome.CHANGED
    assert "tidsstämpeln hör inte till sigillet" in verdict.sentences[1]


def test_without_a_service_there_is_no_stamp() -> None:
    assert "klockan i datorn" in judged(sealed()).sentences[2]


def of_another(request: bytes) -> bytes:
    """A right answer to another question."""
    asked = tsp.TimeStampReq.load(request)
    other = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": bytes(32),
            },
            "nonce": asked["nonce"].native,
        }
    )
    return stamped(other.dump())


def refused(request: bytes) -> bytes:
    answer: bytes = tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
    return answer


@pytest.mark.parametrize(
    "ask",
    [lambda request: b"", lambda request: b"<html>", lambda request: request, of_another, refused],
    ids=["nothing", "a page", "an echo", "for another", "refused"],
)
def test_a_service_that_answers_wrongly_leaves_the_paper_unsealed(
    ask: Callable[[bytes], bytes],
) -> None:
    sealer = PadesSealer(KeySigner(identity()), ServiceTimeStamper(ask))
    with pytest.raises(BadInput, match="ingen giltig tidsstämpel och filen är inte förseglad"):
        sealer.seal(paper(), AT, REASON)


def test_a_service_that_is_not_there_leaves_the_paper_unsealed() -> None:
    with time_service() as url:
        pass
    with pytest.raises(BadInput, match=r"kontrollera seal\.timestamp_url"):
        by_service(f"{url}/tsa")


def test_a_service_at_another_address_leaves_the_paper_unsealed() -> None:
    with time_service() as url, pytest.raises(BadInput, match="inte förseglad"):
        by_service(f"{url}/annat")

"""Files of bad intent: unknown or changed, in little time, and never a crash."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.seal import cms
from documents.seal.container import MOST_SEALS, places
from documents.seal.timestamping import read_stamp
from documents.seal.verdict import Outcome, Verdict
from documents.seal.verifying import MOST_BYTES, verify_pdf
from documents.seal.wrapping import read
from tests.documents.seal_samples import encrypted, identity, nobody_knows, sealed

OURS = identity().certificates
[PLACE] = places(sealed())


def judged(content: bytes) -> Verdict:
    return verify_pdf(content, OURS, nobody_knows)


def holding(der: bytes) -> bytes:
    """A PDF that says that these bytes are its seal."""
    return b"%PDF-1.7\n<</Contents <" + der.hex().encode() + b">\n/ByteRange [0 1 2 3] /Type/Sig>>"


def nested(depth: int) -> bytes:
    """Sets within sets, each of the length that its head says."""
    inner = b""
    for _ in range(depth):
        inner = b"\x31\x82" + len(inner).to_bytes(2) + inner
    return b"\x30\x82" + len(inner).to_bytes(2) + inner


HOSTILE = {
    "empty": b"",
    "only a head": b"%PDF-1.7",
    "a million brackets": b"%PDF-1.7\n" + b"<" * 1_000_000,
    "a million openings": b"%PDF-1.7\n" + b"<3082" * 200_000,
    "dictionaries without end": b"%PDF-1.7\n1 0 obj" + b"<</A" * 200_000,
    "an array without end": b"%PDF-1.7\n1 0 obj" + b"[" * 500_000,
    "a trailer that points at itself": b"%PDF-1.7\ntrailer<</Prev 9>>startxref 9 %%EOF" * 1_000,
    "a range beyond the file": b"%PDF-1.7\n/ByteRange [0 9999999999 9999999999 9999999999]",
    "encrypted": encrypted(),
    "a zip that is a PDF too": b"PK\x03\x04" + sealed(),
    "a page of script before the PDF": b"<script>alert(1)</script>" + sealed(),
    "two sealed papers in a row": sealed() + sealed(),
    "deep sets": holding(nested(12_000)),
    "a message of nothing": holding(b"\x30\x82\x01\x00" + bytes(256)),
    "a message longer than it is": holding(b"\x30\x82\xff\xff" + bytes(256)),
    "noise": random.Random(1).randbytes(1_000_000),  # the same noise each time
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_never_genuine_and_never_a_crash(content: bytes) -> None:
    assert judged(content).outcome is not Outcome.GENUINE


def test_a_file_without_measure_is_refused_with_the_limit() -> None:
    verdict = judged(sealed() + bytes(MOST_BYTES))
    assert verdict.outcome is Outcome.UNKNOWN
    assert "större än 50\N{NO-BREAK SPACE}MB" in verdict.sentences[1].replace(" MB", "\xa0MB")


def test_a_seal_hidden_behind_too_many_others_is_not_looked_for() -> None:
    crowd = b"".join(b"<" + b"3082" + b"00" * 200 + b">" for _ in range(MOST_SEALS))
    assert judged(crowd + sealed()).outcome is Outcome.UNKNOWN


@settings(max_examples=150)
@given(st.integers(0, len(sealed()) - 1))
def test_a_cut_file_is_never_genuine(length: int) -> None:
    assert judged(sealed()[:length]).outcome is not Outcome.GENUINE


@settings(max_examples=200)
@given(st.integers(0, len(PLACE.der) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_a_seal_with_foreign_bytes_in_it_is_read_or_refused_in_peace(
    position: int, put: bytes, taken: int
) -> None:
    der = PLACE.der[:position] + put + PLACE.der[position + taken :]
    found = read(der, OURS)
    assert found is None or der == PLACE.der or not found.exact


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_noise_is_no_message_and_no_stamp(noise: bytes) -> None:
    assert read(noise, OURS) is None
    assert read_stamp(noise, b"") is None
    assert judged(holding(noise)).outcome is Outcome.UNKNOWN


def test_what_is_no_message_is_told_by_one_of_the_named_errors() -> None:
    with pytest.raises(cms.MALFORMED):
        cms.signed_data(b"\x30\x03\x02\x01\x01")

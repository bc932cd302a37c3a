"""The verdict on a file: genuine, changed or unknown, and never genuine by mistake."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from documents.seal.identity import Identity
from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner
from documents.seal.verdict import KnownPaper, Outcome, Verdict
from documents.seal.verifying import verify_pdf
from tests.documents.seal_samples import (
    AT,
    FROM,
    OTHER_SECRET,
    REASON,
    TO,
    identity,
    nobody_knows,
    paper,
    sealed,
)

OURS = identity().certificates
SEAL_START, SEAL_END = sealed().index(b"<3082"), sealed().index(b">", sealed().index(b"<3082"))


def judged(content: bytes, trusted: tuple[x509.Certificate, ...] = OURS) -> Verdict:
    return verify_pdf(content, trusted, nobody_knows)


def said(verdict: Verdict) -> str:
    return " ".join(verdict.sentences).replace("\N{NO-BREAK SPACE}", " ")


def incrementally(content: bytes) -> bytes:
    """What any editor does that adds a note: the old bytes stand, and new ones follow."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()  # type: ignore[no-untyped-call]  # pyHanko's
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # pyHanko's
    return out.getvalue()


class _Heedless(PdfSigner):
    """Signs what the seal says may not be changed, as many programs do."""

    def _enforce_certification_constraints(self, reader: PdfFileReader) -> None:
        pass


def countersigned(content: bytes) -> bytes:
    """A recipient's own signature after our seal."""
    signer = _Heedless(
        PdfSignatureMetadata(field_name="Mottagare", md_algorithm="sha256"),
        KeySigner(identity(OTHER_SECRET)),
        new_field_spec=SigFieldSpec("Mottagare"),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    out: io.BytesIO = signer.sign_pdf(writer, existing_fields_only=False)
    return out.getvalue()


def test_a_sealed_paper_is_genuine_and_says_what_the_seal_is_worth() -> None:
    verdict = judged(sealed())
    assert verdict.outcome is Outcome.GENUINE
    assert verdict.sealed_at == AT
    for words in (
        "Filen är äkta.",
        "förseglad av Region Jämtland Härjedalen (232100-0214)",
        "Sigillet sattes den 24 oktober 2023 kl. 11.12",
        "högst ett avancerat elektroniskt sigill och inte ett kvalificerat",
        "bara där organisationens certifikat är installerat",
    ):
        assert words in said(verdict)


@settings(max_examples=300)
@given(st.integers(0, len(sealed()) - 1), st.integers(1, 255))
@example(SEAL_START + 1, 0x20)  # the seal's own hexadecimal in the other case
@example(SEAL_START, 1)
@example(SEAL_END, 1)
@example(SEAL_END - 1, 1)  # the room left after the seal
@example(len(sealed()) - 1, 1)
@example(0, 1)
def test_a_file_with_one_changed_byte_is_never_genuine(position: int, change: int) -> None:
    content = bytearray(sealed())
    content[position] ^= change
    assert judged(bytes(content)).outcome is not Outcome.GENUINE


@settings(max_examples=200)
@given(st.integers(SEAL_START, SEAL_END), st.integers(1, 255))
def test_nor_is_one_whose_seal_itself_has_a_changed_byte(position: int, change: int) -> None:
    content = bytearray(sealed())
    content[position] ^= change
    assert judged(bytes(content)).outcome is not Outcome.GENUINE


@pytest.mark.parametrize("position", [0, 100, 5_000, len(sealed()) - 400, len(sealed()) - 1])
def test_a_byte_changed_in_what_the_seal_covers_is_a_change(position: int) -> None:
    content = bytearray(sealed())
    content[position] ^= 1
    verdict = judged(bytes(content))
    assert verdict.outcome is Outcome.CHANGED
    assert "innehållet är inte det som förseglades" in said(verdict)


@pytest.mark.parametrize("add", [incrementally, countersigned, lambda content: content + b"\n"])
def test_what_is_added_after_the_seal_is_a_change(add: Callable[[bytes], bytes]) -> None:
    verdict = judged(add(sealed()))
    assert verdict.outcome is Outcome.CHANGED
    assert "efter sigillet har" in said(verdict)


def test_a_cut_file_is_a_change() -> None:
    assert judged(sealed()[:-1]).outcome is Outcome.CHANGED
    assert judged(sealed()[1:]).outcome is Outcome.CHANGED


def test_the_seal_moved_to_another_place_in_the_same_bytes_is_a_change() -> None:
    gap = sealed()[SEAL_START : SEAL_END + 1]
    rest = sealed().replace(gap, b"")
    verdict = judged(rest[:9_000] + gap + rest[9_000:])
    assert verdict.outcome is Outcome.CHANGED


def test_our_seal_taken_to_another_paper_is_a_change() -> None:
    other = PadesSealer(KeySigner(identity(OTHER_SECRET))).seal(paper(), AT, REASON)
    start = other.index(b"<3082")
    moved = (
        other[:start] + sealed()[SEAL_START : SEAL_END + 1] + other[other.index(b">", start) + 1 :]
    )
    assert judged(moved).outcome is Outcome.CHANGED


def test_a_seal_wrapped_anew_around_the_same_paper_is_a_change() -> None:
    small = sealed()[SEAL_START : SEAL_END + 1].lower()
    verdict = judged(sealed()[:SEAL_START] + small + sealed()[SEAL_END + 1 :])
    assert verdict.outcome is Outcome.CHANGED
    assert "något i själva sigillet har ändrats" in said(verdict)


def test_another_organisations_seal_is_unknown_even_with_our_name_on_it() -> None:
    verdict = judged(sealed(OTHER_SECRET))
    assert verdict.outcome is Outcome.UNKNOWN
    assert "inget av dem som programmet litar på" in said(verdict)


def test_a_seal_under_our_certificate_by_another_key_is_unknown() -> None:
    forger = KeySigner(Identity(identity(OTHER_SECRET).key, identity().certificate, OURS[1:]))
    verdict = judged(PadesSealer(forger).seal(paper(), AT, REASON))
    assert verdict.outcome is Outcome.UNKNOWN
    assert "skadad eller förfalskad" in said(verdict)


def test_an_unsealed_paper_is_unknown_and_so_is_what_is_no_pdf() -> None:
    assert "Den har inget sigill" in said(judged(paper()))
    assert "Den är ingen PDF" in said(judged(b"Beslut"))
    assert judged(paper()).outcome is judged(b"").outcome is Outcome.UNKNOWN


def test_nothing_is_genuine_where_no_certificate_is_trusted() -> None:
    assert judged(sealed(), ()).outcome is Outcome.UNKNOWN


def test_who_issued_our_certificate_does_not_seal_in_our_name() -> None:
    assert judged(sealed(), OURS[1:]).outcome is Outcome.UNKNOWN


def test_an_earlier_seal_is_known_for_as_long_as_its_certificate_is_kept() -> None:
    both = (*identity(OTHER_SECRET).certificates, *OURS)
    assert judged(sealed(), both).outcome is Outcome.GENUINE
    assert judged(sealed(OTHER_SECRET), both).outcome is Outcome.GENUINE


def test_what_the_register_keeps_is_genuine_with_or_without_a_seal() -> None:
    known = KnownPaper("Delegationsbeslut 1/2023", "RUN/536/2021")
    unsealed = verify_pdf(paper(), OURS, lambda sha256: known)
    assert unsealed.outcome is Outcome.GENUINE
    assert "samma fil som Delegationsbeslut 1/2023, RUN/536/2021, i registret" in said(unsealed)
    assert "inget sigill som programmet känner igen" in said(unsealed)
    both = verify_pdf(sealed(), OURS, lambda sha256: known)
    assert "i registret" in said(both)
    assert "förseglad av" in said(both)


def test_the_register_is_asked_for_the_checksum_of_the_file() -> None:
    asked: list[str] = []
    verdict = verify_pdf(paper(), OURS, asked.append)
    assert asked == [verdict.sha256]


def rsa_identity() -> Identity:
    """A seal as one buys it: RSA, and vouched for by somebody else."""
    key, issuer = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    named = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)]) for each in "AB"]
    own = x509.CertificateBuilder(named[1], named[0], key.public_key(), 1, FROM, TO)
    root = x509.CertificateBuilder(named[1], named[1], issuer.public_key(), 2, FROM, TO)
    return Identity(key, own.sign(issuer, hashes.SHA256()), (root.sign(issuer, hashes.SHA256()),))


def test_a_bought_rsa_seal_is_genuine_and_its_issuer_named() -> None:
    bought = rsa_identity()
    content = PadesSealer(KeySigner(bought)).seal(paper(), AT, REASON)
    verdict = judged(content, bought.certificates)
    assert verdict.outcome is Outcome.GENUINE
    assert "utfärdat av «B»" in said(verdict)
    assert "högst ett avancerat" not in said(verdict)


def test_a_sealed_paper_saved_anew_by_another_program_is_not_genuine() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed())) as pdf:
        pdf.save(out)
    assert judged(out.getvalue()).outcome is not Outcome.GENUINE

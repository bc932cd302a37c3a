"""A sealed paper: the same bytes each time, seen by other programs, and unchanged as a paper."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents.seal.sealing import PadesSealer
from documents.seal.signing import KeySigner, as_asn1
from tests.documents import verapdf
from tests.documents.seal_samples import (
    AT,
    FROM,
    OTHER_SECRET,
    REASON,
    TO,
    encrypted,
    identity,
    paper,
    sealed,
)
from workflow.refusals import BadInput

SEALER = PadesSealer(KeySigner(identity()))


def by_pyhanko(content: bytes) -> bool:
    """Whether pyHanko finds the seal whole, over the whole file, and from our root."""
    [seal] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    context = ValidationContext(
        trust_roots=[as_asn1(identity().chain[0])], moment=AT, allow_fetching=False
    )
    return bool(validate_pdf_signature(seal, context).bottom_line)


def by_pdfsig(content: bytes, folder: Path) -> bool:
    """The same by poppler's tool."""
    file = folder / "sealed.pdf"
    file.write_bytes(content)
    told = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    ).stdout
    return "Signature is Valid." in told and "Total document signed" in told


def judges(folder: Path) -> list[Callable[[bytes], bool]]:
    """Those independent judges that this machine has; pyHanko is always there."""
    found: list[Callable[[bytes], bool]] = [by_pyhanko]
    if shutil.which("pdfsig"):
        found.append(lambda content: by_pdfsig(content, folder))
    return found


def test_the_same_paper_time_and_reason_give_the_same_bytes() -> None:
    assert SEALER.seal(paper(), AT, REASON) == sealed()
    stockholm = AT.astimezone(timezone(timedelta(hours=2)))
    assert SEALER.seal(paper(), stockholm, REASON) == sealed()
    assert SEALER.seal(paper(), AT + timedelta(seconds=1), REASON) != sealed()


def test_the_seal_is_added_and_nothing_before_it_is_touched() -> None:
    assert not paper().endswith(b"\n")
    assert sealed().startswith(paper() + b"\n")
    assert len(sealed()) < len(paper()) + 16_000


def test_independent_programs_find_the_seal_whole_and_one_changed_byte(tmp_path: Path) -> None:
    broken = sealed().replace(b"Typst", b"typst", 1)
    for judge in judges(tmp_path):
        assert judge(sealed())
        assert not judge(broken)


def test_another_organisations_seal_does_not_lead_to_our_root() -> None:
    assert not by_pyhanko(sealed(OTHER_SECRET))


def test_the_paper_keeps_its_metadata_and_its_standards() -> None:
    with pikepdf.open(io.BytesIO(paper())) as before, pikepdf.open(io.BytesIO(sealed())) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)
        assert (after.pdf_version, "/Version" in after.Root) == (before.pdf_version, False)
        assert after.Root.MarkInfo.Marked
        assert after.pages[0].Tabs == "/S"
        assert str(after.Root.Lang) == "sv-SE"


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_a_sealed_paper_keeps_to_the_standards_by_vera_pdf(flavour: str) -> None:
    assert verapdf.faults(sealed(), flavour) == []


def test_nothing_is_drawn_and_nobody_is_named_but_the_organisation() -> None:
    with pikepdf.open(io.BytesIO(sealed())) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]
        assert "/AP" not in field
        assert (str(field.T), str(field.TU)) == ("Sigill", "Organisationens elektroniska sigill")
        assert str(field.V.Name) == "Region Jämtland Härjedalen"
        assert str(field.V.Reason) == REASON
        assert str(field.V.M) == "D:20231024091200Z"
        assert field.V.SubFilter == "/ETSI.CAdES.detached"


def test_no_change_at_all_is_allowed_after_the_seal() -> None:
    with pikepdf.open(io.BytesIO(sealed())) as pdf:
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 1


def test_a_page_that_lacks_the_tab_order_of_pdf_ua_gets_it() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        del pdf.pages[0].Tabs
        pdf.save(out, static_id=True)
    with pikepdf.open(io.BytesIO(SEALER.seal(out.getvalue(), AT, REASON))) as after:
        assert after.pages[0].Tabs == "/S"
    assert by_pyhanko(SEALER.seal(out.getvalue(), AT, REASON))


def test_a_pdf_of_the_later_kind_is_sealed_too() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert by_pyhanko(SEALER.seal(out.getvalue(), AT, REASON))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ingen hel PDF"),
        (b"PK\x03\x04" * 100, "ingen hel PDF"),
        (paper()[:5_000], "ingen hel PDF"),
        (b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF", "ingen hel PDF"),
        (encrypted(), "krypterad"),
        (sealed(), "redan förseglad"),
    ],
    ids=["empty", "zip", "half", "hollow", "encrypted", "sealed"],
)
def test_what_cannot_be_sealed_is_refused_in_words(content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        SEALER.seal(content, AT, REASON)


@pytest.mark.parametrize("at", [FROM - timedelta(seconds=1), TO + timedelta(seconds=1)])
def test_a_seal_is_not_used_outside_its_time(at: datetime) -> None:
    with pytest.raises(BadInput, match="gäller från 2023-01-01 till 2033-01-01"):
        SEALER.seal(paper(), at, REASON)


def test_a_time_without_zone_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SEALER.seal(paper(), AT.replace(tzinfo=None), REASON)
    assert AT.tzinfo is UTC

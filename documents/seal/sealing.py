"""Seals a PDF with the organisation's seal: PAdES B-B, or B-T where a service stamps the time."""

import hashlib
import io
from datetime import UTC, datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper

from documents.seal import waiting
from documents.seal.container import RANGE_KEY
from documents.seal.signing import DIGEST
from workflow.refusals import BadInput

FIELD = "Sigill"
FIELD_IN_WORDS = "Organisationens elektroniska sigill"
_PROGRAM = "Beslutskedjan"
_ROOM, _ROOM_FOR_TIME = 4_096, 16_384  # bytes for what stands beside the certificates
_ID_BYTES = 16
_NO_STAMP = (
    "tidsstämpeltjänsten gav ingen giltig tidsstämpel och filen är inte förseglad. Försök igen "
    "om en stund, eller kontrollera seal.timestamp_url"
)
# What pyHanko raises on a file that is no whole PDF: its own errors, and those it never foresaw.
_NOT_A_PDF = (PdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError)


class PadesSealer:
    """Seals papers with one signer; the same paper, time and reason give the same bytes.

    With a time-stamp service they don't: each stamp is its own. Nor with a token whose
    signatures rest on chance.
    """

    def __init__(self, signer: Signer, timestamper: TimeStamper | None = None) -> None:
        certificate = signer.signing_cert
        if certificate is None:
            raise ValueError("a seal needs its certificate")
        self._signer = signer
        self._timestamper = timestamper
        self._owner = str(certificate.subject.native.get("organization_name", ""))
        self._valid = (certificate.not_valid_before, certificate.not_valid_after)
        certificates = sum(len(each.dump()) for each in (certificate, *signer.cert_registry))
        room = _ROOM_FOR_TIME if timestamper else _ROOM
        self._reserved = 2 * (certificates + room)  # it is written in hexadecimal

    def seal(self, pdf: bytes, at: datetime, reason: str) -> bytes:
        """The PDF with the seal added at its end; nothing is seen on its pages."""
        self._require_sealable(pdf, at, reason)
        try:
            writer = _writer(_ended(pdf))
            output = io.BytesIO()
            waiting.run(self._write(writer, at, reason, output))
        except OSError as error:
            raise BadInput.about(reason, f"{_NO_STAMP} ({error}).") from error
        except SigningError as error:
            raise BadInput.about(reason, f"filen går inte att försegla ({error}).") from error
        except _NOT_A_PDF as error:
            raise BadInput.about(
                reason, "filen är ingen hel PDF och kan inte förseglas."
            ) from error
        return output.getvalue()

    def _require_sealable(self, pdf: bytes, at: datetime, reason: str) -> None:
        if at.tzinfo is None:
            raise ValueError("the time of a seal has a time zone")
        if not self._valid[0] <= at <= self._valid[1]:
            first, last = (f"{day:%Y-%m-%d}" for day in self._valid)
            text = (
                f"sigillets certifikat gäller från {first} till {last} och kan inte användas "
                f"{at:%Y-%m-%d}. Skaffa ett nytt sigill."
            )
            raise BadInput.about(reason, text)
        if RANGE_KEY in pdf:
            raise BadInput.about(reason, "filen är redan förseglad eller underskriven.")

    async def _write(
        self, writer: IncrementalPdfFileWriter, at: datetime, reason: str, output: io.BytesIO
    ) -> None:
        """What pyHanko's ``sign_pdf`` does, but with the time given instead of the clock's."""
        signer = _Signer(
            self._metadata(reason), self._signer, timestamper=self._timestamper,
            new_field_spec=SigFieldSpec(FIELD, readable_field_name=FIELD_IN_WORDS),
        )  # fmt: skip
        session = signer.init_signing_session(writer)
        session.system_time = at.astimezone(UTC)  # as the container reads it
        ready = session.prepare_tbs_document(None, self._reserved)
        prepared, _ = ready.digest_tbs_document(output=output)
        await ready.perform_signature(prepared.document_digest, PdfCMSSignedAttributes())

    def _metadata(self, reason: str) -> PdfSignatureMetadata:
        return PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            name=self._owner or None,
            app_build_props=BuildProps(_PROGRAM),
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )


class _Signer(PdfSigner):
    """Declares only what PAdES asks of PDF 1.7: PDF/A-2 knows no later version and its curves."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _Writer(IncrementalPdfFileWriter):
    """Adds to a PDF without a trace of chance, of the clock or of pyHanko's own name."""

    output_version = (1, 7)

    def _update_meta(self) -> None:
        """The paper's own title, author, program and dates stand: the seal changes none."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        prev.stream.seek(0)
        digest = hashlib.sha256(prev.stream.read()).digest()
        fresh = generic.ByteStringObject(digest[:_ID_BYTES])
        return generic.ArrayObject([_first_id(prev) or fresh, fresh])


def _first_id(prev: PdfFileReader) -> generic.ByteStringObject | None:
    """The identifier that a file keeps through all its versions."""
    if "/ID" not in prev.trailer:
        return None
    first = prev.trailer["/ID"][0]
    return generic.ByteStringObject(getattr(first, "original_bytes", first))


def _writer(pdf: bytes) -> _Writer:
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        raise SigningError("den är krypterad")
    writer = _Writer(reader.stream, prev=reader)
    page_ref, _ = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]  # pyHanko's
    page = page_ref.get_object()
    if page.get("/Tabs") != "/S":  # PDF/UA asks it of a page that holds a form field
        page["/Tabs"] = generic.NameObject("/S")
        writer.update_container(page)
    return writer


def _ended(pdf: bytes) -> bytes:
    """A PDF whose last line is ended; typst leaves it open, and what is added would join it."""
    return pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"

"""What others wrote is taken by its content, and what can't be kept is refused with a reason."""

import io
import zipfile

import pytest

from documents import built
from documents.incoming.underlag import MOST_BYTES, accept, clean_name
from documents.pdf import write_pdf
from documents.sample import sample_ask
from tests.documents.wordfiles import p, r, unzipped, wordfile, zipped
from workflow.orders import EDITABLE, RECORD
from workflow.refusals import BadInput
from workflow.states import PaperKind

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
WORD = wordfile(p(r("Protokollsutdrag")))


def refused(content: bytes, name: str) -> str:
    with pytest.raises(BadInput) as caught:
        accept(content, name)
    (complaint,) = caught.value.complaints
    return complaint.text


def with_macros() -> bytes:
    return zipped(unzipped(WORD) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def bomb() -> bytes:
    return zipped(unzipped(WORD) | {"word/media/image1.png": b"\0" * 40_000_000})


def with_zip_behind() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x.exe", b"MZ")
        archive.comment = b"startxref\n9\n%%EOF"
    return PDF + buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kept", "media_type"),
    [
        (PDF, "Utdrag § 89.pdf", "Utdrag § 89.pdf", RECORD),
        (PDF, "utdrag", "utdrag.pdf", RECORD),
        (PDF, "UTDRAG.PDF", "UTDRAG.PDF", RECORD),
        (WORD, "Åre.docx", "Åre.docx", EDITABLE),
        (WORD, "../../etc/pm.docx", "pm.docx", EDITABLE),
    ],
)
def test_a_pdf_and_a_word_file_are_kept_under_their_own_names(
    content: bytes, name: str, kept: str, media_type: str
) -> None:
    accepted = accept(content, name)
    assert (accepted.name, accepted.media_type) == (kept, media_type)


def test_our_own_papers_are_kept() -> None:
    paper = write_pdf(built(sample_ask(PaperKind.DELEGATIONSBESLUT)))
    assert accept(paper, "beslut.pdf").media_type == RECORD


@pytest.mark.case("F03", "F04")
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.pdf", "filen är tom"),
        (b" \n\t ", "a.pdf", "filen är tom"),
        (b"%PDF-1.7" + b"x" * MOST_BYTES, "a.pdf", "större än 20 MB"),
        (b"<html><script>", "a.pdf", "varken PDF eller Word"),
        (b"<svg onload='x'/>", "a.svg", "varken PDF eller Word"),
        (b"MZ\x90\x00", "a.exe", "varken PDF eller Word"),
        (b"\xd0\xcf\x11\xe0", "a.doc", "makron (.doc)"),
        (WORD, "a.docm", "makron (.docm)"),
        (PDF, "a.docx", "slutar på .docx men innehållet är PDF"),
        (WORD, "a.pdf", "slutar på .pdf men innehållet är Word"),
        (PDF[:-8], "a.pdf", "inte en hel PDF"),
        (PDF + b"MZ och mer", "a.pdf", "något mer i sig än en PDF"),
        (with_zip_behind(), "a.pdf", "något mer i sig än en PDF"),
        (PDF.replace(b"<<>>", b"<</Encrypt 4 0 R>>"), "a.pdf", "krypterad"),
        (PDF.replace(b"<<>>", b"<</S/JavaScript>>"), "a.pdf", "program som körs"),
        (PDF.replace(b"<<>>", b"<</S/Launch>>"), "a.pdf", "program som körs"),
        (with_macros(), "a.docx", "makro"),
        (bomb(), "a.docx", "större när den packas upp"),
        (WORD[:-30], "a.docx", "filen är trasig"),
        (zipped({"a.txt": b"x"}), "a.docx", "Word"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(
    content: bytes, name: str, said: str
) -> None:
    assert said in refused(content, name)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Temp\\pm.pdf", "pm.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ('<b>"pm".pdf', "bpm.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("", "underlag"),
        ("..", "underlag"),
    ],
)
def test_a_name_keeps_nothing_that_cannot_be_seen(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_long_name_is_cut_before_its_suffix() -> None:
    assert len(clean_name("å" * 500 + ".pdf")) == 120
    assert clean_name("å" * 500 + ".pdf").endswith("å.pdf")

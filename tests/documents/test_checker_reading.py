"""Files to check: what counts as their text, and which are refused before they are read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from documents.checker import Role, Section, check
from documents.checker.reading import read_draft
from workflow.refusals import BadInput

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES = "<Types/>"
Write = Callable[..., Path]


def run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


def paragraph(inner: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{inner}</w:p>"


def document(*paragraphs: str) -> str:
    return f"<w:document {W} {MC}><w:body>{''.join(paragraphs)}</w:body></w:document>"


@pytest.fixture
def word(tmp_path: Path) -> Write:
    def write(body: str, **parts: str | bytes) -> Path:
        members: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "word/document.xml": body}
        members |= {name.replace("__", "/"): text for name, text in parts.items()}
        path = tmp_path / "utkast.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return path

    return write


def texts(path: Path) -> list[str]:
    return [passage.text for passage in read_draft(path).passages]


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read_draft(path)
    [complaint] = refused.value.complaints
    assert complaint.source == str(path)
    return complaint.text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("Planen ") + run("gäller."), "Planen gäller."),
        (f"<w:ins>{run('Nytt.')}</w:ins>", "Nytt."),
        (f"<w:sdt><w:sdtContent>{run('Ifyllt.')}</w:sdtContent></w:sdt>", "Ifyllt."),
        (f"<w:hyperlink>{run('Länk.')}</w:hyperlink>", "Länk."),
        (run("Kvar.") + "<w:del><w:r><w:delText>Bort.</w:delText></w:r></w:del>", "Kvar."),
        (run("Kvar.") + f"<w:moveFrom>{run('Flyttat.')}</w:moveFrom>", "Kvar."),
        (run("Kvar.") + f"<mc:Fallback>{run('Igen.')}</mc:Fallback>", "Kvar."),
        (run("E") + "<w:r><w:noBreakHyphen/></w:r>" + run("post."), "E-post."),
        (run("Namn") + "<w:r><w:tab/></w:r>" + run("titel"), "Namn\ttitel"),
        (run("Fält ") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("1."), "Fält 1."),
    ],
)
def test_what_word_shows_is_what_is_read(word: Write, inner: str, text: str) -> None:
    assert texts(word(document(paragraph(inner)))) == [text]


def test_a_text_box_is_read_once_and_by_itself(word: Write) -> None:
    box = f"<w:r><w:txbxContent>{paragraph(run('I rutan.'))}</w:txbxContent></w:r>"
    assert texts(word(document(paragraph(run("Utanför.") + box)))) == ["Utanför.", "I rutan."]


def test_styles_say_what_a_paragraph_is_in_any_language_of_word(word: Write) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
        f'<w:style w:styleId="Numrerad"><w:name w:val="List Number"/></w:style></w:styles>'
    )
    body = document(
        paragraph(run("Beslut"), "Rubrik1"), paragraph(run("Planen fastställs"), "Numrerad")
    )
    draft = read_draft(word(body, **{"word__styles.xml": styles}))
    assert [(p.role, p.section, p.where) for p in draft.passages] == [
        (Role.HEADING, Section.DECISION, "Beslut"),
        (Role.CLAUSE, Section.DECISION, "Beslut"),
    ]
    assert [(r.rule, r.line, r.column) for r in check(draft)] == [("full_stop", 2, 8)]


def test_the_words_of_a_table_are_no_headings(word: Write) -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Beslut", "Ett föreslås"))
    draft = read_draft(word(document(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")))
    assert [(p.role, p.section) for p in draft.passages] == [(Role.LINE, Section.NONE)] * 2
    assert check(draft) == ()


def test_the_page_head_is_read_too_and_has_no_number(word: Write) -> None:
    head = f"<w:hdr {W}>{paragraph(run('Dnr RUN/34/202'))}</w:hdr>"
    draft = read_draft(word(document(paragraph(run("Text."))), **{"word__header1.xml": head}))
    assert [(r.rule, r.line, r.where) for r in check(draft)] == [
        ("reference_form", 0, "sidhuvudet")
    ]


def test_a_file_with_macros_is_refused(word: Write) -> None:
    body = document(paragraph(run("Text.")))
    assert "makron" in refusal(word(body, **{"word__vbaProject.bin": b"x"}))
    types = '<Types><Override ContentType="application/vnd.ms-word.macroEnabled"/></Types>'
    assert "makron" in refusal(word(body, **{"[Content_Types].xml": types}))


def test_a_part_packed_too_hard_is_refused_unread(word: Write) -> None:
    path = word(document(paragraph(run("a" * 3_000_000))))
    assert "skadligt" in refusal(path)


def test_too_many_parts_are_refused(word: Write) -> None:
    parts = {f"word__part{number}.xml": "<a/>" for number in range(500)}
    assert "för stor" in refusal(word(document(), **parts))


def test_more_than_fifty_million_bytes_unpacked_are_refused(word: Write) -> None:
    noise = {f"media{n}": bytes(range(256)) * 40_000 for n in range(6)}
    assert "för stor" in refusal(word(document(), **noise))


def test_a_part_packed_in_another_way_than_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "utkast.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", document())
    assert "ingen Word-fil" in refusal(path)


def test_xml_with_rules_of_its_own_is_refused(word: Write) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    body = document(paragraph("<w:r><w:t>&b;</w:t></w:r>"))
    assert "XML-regler" in refusal(word(f"{bomb}{body}"))


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 old Word", b"PK\x03\x04 torn"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "utkast.docx"
    path.write_bytes(content)
    assert "ingen Word-fil" in refusal(path)


def test_torn_xml_and_a_missing_document_are_refused(word: Write, tmp_path: Path) -> None:
    assert "ingen Word-fil" in refusal(word("<w:document"))
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("annat.txt", "x")
    (tmp_path / "annat.docx").write_bytes(empty.getvalue())
    assert "ingen Word-fil" in refusal(tmp_path / "annat.docx")


def test_a_changed_byte_in_a_packed_part_is_refused(word: Write) -> None:
    path = word(document(*(paragraph(run(f"Stycke {n} är här.")) for n in range(80))))
    content = bytearray(path.read_bytes())
    content[300] ^= 0xFF
    path.write_bytes(bytes(content))
    assert "ingen Word-fil" in refusal(path)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("finns-inte.txt", "filen finns inte"),
        ("finns-inte.docx", "filen finns inte"),
        ("bild.png", "kan inte granskas"),
        ("gammal.doc", "kan inte granskas"),
    ],
)
def test_what_can_not_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, told: str) -> None:
    assert told in refusal(tmp_path / name)


def test_a_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "utkast.txt"
    path.write_bytes("Rad ett\nÅre".encode("cp1252"))
    assert "UTF-8" in refusal(path)


def test_letters_in_two_parts_and_line_ends_of_windows_are_read_as_typed(tmp_path: Path) -> None:
    path = tmp_path / "utkast.txt"
    path.write_bytes("\ufeffA\u030are svarar.\r\nSe §12.\r\n".encode())
    told = [(r.rule, r.line, r.column) for r in check(read_draft(path))]
    assert told == [("decomposed", 1, 1), ("paragraph_space", 2, 4)]


def test_markdown_is_read_past_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "utkast.md"
    path.write_text("# Beslut\n\n1. Planen fastställs\n\n```\n§12\n```\n\n`§12` är kod.\n", "utf-8")
    draft = read_draft(path)
    assert [p.text for p in draft.passages] == ["Beslut", "Planen fastställs", "`§12` är kod."]
    assert [(r.rule, r.line, r.column) for r in check(draft)] == [("full_stop", 3, 11)]

"""An organisation's own Word template: its style reaches the paper, and nothing else of it."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Twips

from documents import ownstyle, template, word
from documents.parts import Bullets, Clauses, Paper, Paragraph
from tests.documents.houses import FONT, FOOT, logo_of, own_template, png, template_parts
from tests.documents.pdfpapers import HEAD
from workflow.refusals import BadInput

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BLOCKS = (Paragraph("Text."), Clauses(("Ett.", "Två.")), Bullets(("punkt",)))
RELS = "word/_rels/document.xml.rels"
SECRET = "Gammal Författare"
PICTURE = png(b"\0\1\2\3", 1, 1)


def paper(own: bytes) -> Paper:
    return Paper(HEAD, "Titel", BLOCKS, logo=logo_of(PICTURE), template=own)


def written(own: bytes) -> Document:
    return docx.Document(io.BytesIO(word.render(paper(own))))


def with_parts(**changed: str | bytes) -> bytes:
    """The sample's template with other parts, named as in the file with __ for slashes."""
    parts = template_parts()
    for name, content in changed.items():
        held = content.encode() if isinstance(content, str) else content
        parts[name.replace("__", "/").replace("_DOT_", ".")] = held
    return template.zipped(parts)


def replaced(name: str, old: str, new: str) -> bytes:
    parts = template_parts()
    text = parts[name].decode()
    assert old in text
    return template.zipped(parts | {name: text.replace(old, new).encode()})


def story(tag: str, inner: str) -> bytes:
    return f"<w:{tag} {W} {R}>{inner}</w:{tag}>".encode()


def refused(content: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        ownstyle.refuse_unusable(content, "mall.docx")
    (complaint,) = caught.value.complaints
    assert complaint.source == "mall.docx"
    return complaint.text


def test_the_templates_font_margins_and_colour_are_the_papers() -> None:
    document = written(own_template())
    section = document.sections[0]
    colour = document.styles["Title"].element.find(f".//{qn('w:color')}")
    assert (section.left_margin, section.right_margin) == (Twips(1701), Twips(1134))
    assert colour is not None
    assert colour.get(qn("w:val")) == "8C285A"
    assert FONT in document.styles.element.xml


def test_the_templates_foot_stands_with_the_papers_own_line_under_it() -> None:
    lines = [p.text for p in written(own_template()).sections[0].footer.paragraphs]
    assert lines == [FOOT, "RUN/536/2021\tSida  ()"]


def test_a_foot_that_has_the_page_number_gets_no_other() -> None:
    page = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    lines = written(own_template(footer1=story("ftr", page))).sections[0].footer.paragraphs
    assert [p.text for p in lines][1:] == ["RUN/536/2021"]


def test_a_head_that_the_template_fills_is_left_as_it_is() -> None:
    own = own_template(header1=story("hdr", "<w:p><w:r><w:t>Eget huvud</w:t></w:r></w:p>"))
    header = written(own).sections[0].header
    assert [p.text for p in header.paragraphs] == ["Eget huvud"]
    assert next(header._element.iter(qn("w:drawing")), None) is None


def test_an_empty_head_gets_the_logo_and_the_organisation() -> None:
    header = written(own_template()).sections[0].header
    assert [p.text for p in header.paragraphs] == ["\tRegionen"]
    assert next(header._element.iter(qn("w:drawing")), None) is not None


def test_the_first_pages_own_head_is_kept() -> None:
    parts = template_parts()
    document = parts["word/document.xml"].decode()
    reference = '<w:headerReference w:type="first" r:id="rId9"/><w:pgSz'
    document = document.replace("<w:pgSz", reference).replace(
        "</w:sectPr>", "<w:titlePg/></w:sectPr>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    rel = f'<Relationship Id="rId9" Type="{kind}" Target="header9.xml"/></Relationships>'
    own = template.zipped(
        parts
        | {
            "word/document.xml": document.encode(),
            "word/header9.xml": story("hdr", "<w:p><w:r><w:t>Första</w:t></w:r></w:p>"),
            RELS: parts[RELS].decode().replace("</Relationships>", rel).encode(),
        }
    )
    section = written(own).sections[0]
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_header.paragraphs] == ["Första"]
    assert "RUN/536/2021\tSida  ()" in [p.text for p in section.first_page_footer.paragraphs]


def test_a_mall_of_word_is_as_good_as_a_document() -> None:
    dotx = replaced("[Content_Types].xml", "document.main+xml", "template.main+xml")
    assert word.render(paper(dotx)) == word.render(paper(own_template()))


def test_each_list_is_numbered_by_the_house_and_the_templates_lists_stay() -> None:
    document = written(own_template())
    numbering = document.part.numbering_part.element
    ids = [n.get(qn("w:abstractNumId")) for n in numbering.iter(qn("w:abstractNum"))]
    assert len(ids) == len(set(ids)) == 3
    (bullets,) = [n for n in numbering.iter(qn("w:num")) if n.get(qn("w:numId")) == "1"]
    assert bullets.find(qn("w:abstractNumId")).get(qn("w:val")) == "2"


@pytest.mark.case("W02")
def test_nothing_but_style_comes_from_the_template() -> None:
    core = template_parts()["docProps/core.xml"].decode()
    core = core.replace("/>", f"><dc:creator>{SECRET}</dc:creator></cp:coreProperties>")
    head = (
        f'<w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="{SECRET}"><w:r><w:t>Huvud</w:t></w:r>'
        f'</w:ins><w:del w:id="2" w:author="{SECRET}"><w:r><w:delText>Bort</w:delText></w:r>'
        "</w:del>"
        '<w:commentRangeStart w:id="3"/><w:r><w:commentReference w:id="3"/></w:r></w:p>'
    )
    body = f"<w:body><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>"
    document = template_parts()["word/document.xml"].decode().replace("<w:body>", body)
    own = with_parts(
        docProps__core_DOT_xml=core,
        word__document_DOT_xml=document,
        word__header1_DOT_xml=story("hdr", head),
        word__comments_DOT_xml=f"<w:comments {W}>{SECRET}</w:comments>",
        docProps__app_DOT_xml=f"<Properties>{SECRET}</Properties>",
        customXml__item1_DOT_xml=f"<x>{SECRET}</x>",
    )
    content = word.render(paper(own))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not any("comments" in n or "custom" in n or "app.xml" in n for n in names)
    for hidden in (SECRET.encode(), b"Bort", b"rsid", b"AB12CD", b"<w:ins "):
        assert hidden not in content
    assert [p.text for p in written(own).sections[0].header.paragraphs] == ["Huvud"]


def test_all_lacking_and_wrong_styles_are_named_in_one_message() -> None:
    parts = template_parts()
    styles = parts["word/styles.xml"].decode()
    styles = styles.replace('w:val="Title"', 'w:val="Min rubrik"')
    styles = styles.replace('w:val="Body Text 3"', 'w:val="Min text"')
    styles = styles.replace(
        'w:type="table" w:styleId="TableGrid"', 'w:type="paragraph" w:styleId="TableGrid"'
    )
    told = refused(template.zipped(parts | {"word/styles.xml": styles.encode()}))
    assert "«Title», «Body Text 3» saknas" in told
    assert "«Table Grid» är inte ett tabellformat" in told
    assert "Min rubrik" in told


@pytest.mark.parametrize("name", [*ownstyle.PARAGRAPH_STYLES, *ownstyle.TABLE_STYLES])
def test_every_style_that_papers_use_must_be_there(name: str) -> None:
    told = refused(replaced("word/styles.xml", f'<w:name w:val="{name}"/>', '<w:name w:val="X"/>'))
    assert f"«{name}» saknas" in told


def relation(kind: str, target: str, mode: str = "") -> bytes:
    row = f'<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}"{mode}/>'
    return replaced(RELS, "</Relationships>", f"{row}</Relationships>")


def many_parts() -> bytes:
    return template.zipped(template_parts() | {f"x{i}.xml": b"<x/>" for i in range(500)})


def bomb() -> bytes:
    buffer = io.BytesIO(own_template())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stor.xml", b" " * 5_000_000)
    return buffer.getvalue()


def head(inner: str) -> bytes:
    return own_template(header1=story("hdr", f"<w:p>{inner}</w:p>"))


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
DANGEROUS = {
    "no zip": (b"hej", "trasig"),
    "too many parts": (many_parts(), "500 delar"),
    "bomb": (bomb(), "100 gånger"),
    "macro": (with_parts(word__vbaProject_DOT_bin=b"x"), "makron"),
    "macro type": (
        replaced(
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        ),
        "makron",
    ),
    "link": (relation("hyperlink", "https://x.example", ' TargetMode="External"'), "länkar"),
    "far template": (relation("attachedTemplate", "file:///c:/mall.dotx"), "länkar"),
    "object": (relation("oleObject", "x.bin"), "inbäddat"),
    "dtd": (with_parts(word__styles_DOT_xml='<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "DTD"),
    "broken xml": (with_parts(word__theme1_DOT_xml="<a"), "trasig"),
    "old reference": (
        head("<w:r><w:t>RUN/1</w:t></w:r><w:r><w:t>2/2020</w:t></w:r>"), "RUN/12/2020",
    ),
    "field": (
        head(FIELD.format("begin") + "<w:r><w:instrText> AUT</w:instrText></w:r>"
             "<w:r><w:instrText>HOR </w:instrText></w:r>" + FIELD.format("end")),
        "fältet AUTHOR",
    ),
    "unnamed relation": (head('<w:r><w:pict r:id="rId5"/></w:r>'), "annat än text"),
    "picture without words": (
        head('<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
             'wordprocessingDrawing"><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'),
        "alternativtext",
    ),
    "older picture without words": (
        head('<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:imagedata/>'
             "</v:shape></w:pict></w:r>"),
        "alternativtext",
    ),
    "picture in the theme": (
        replaced("word/theme1.xml", "<a:themeElements>", '<a:blip xmlns:r="http://schemas.'
                 'openxmlformats.org/officeDocument/2006/relationships" r:embed="rId1"/>'
                 "<a:themeElements>"),
        "tema",
    ),
    "narrow page": (replaced("word/document.xml", 'w:w="11906"', 'w:w="6000"'), "för smal"),
    "no measure": (replaced("word/document.xml", 'w:w="11906"', 'w:w="brett"'), "mått"),
    "no styles": (relation("styles", "saknas.xml"), "trasig"),
}  # fmt: skip


@pytest.mark.case("W02")
@pytest.mark.parametrize("case", DANGEROUS)
def test_a_dangerous_or_unfit_template_is_refused_with_what_to_do(case: str) -> None:
    content, says = DANGEROUS[case]
    assert says in refused(content)


def test_a_template_changed_to_another_leaves_the_papers_of_the_house_alone() -> None:
    plain = word.render(Paper(HEAD, "Titel", BLOCKS))
    word.render(paper(own_template()))
    assert word.render(Paper(HEAD, "Titel", BLOCKS)) == plain


def test_the_name_of_the_library_is_nowhere(tmp_path: Path) -> None:
    made = tmp_path / "mall.docx"
    made.write_bytes(word.render(paper(own_template())))
    assert b"python-docx" not in made.read_bytes()


def test_a_template_without_a_theme_gets_the_houses() -> None:
    own = replaced(RELS, "relationships/theme", "relationships/annat")
    with zipfile.ZipFile(io.BytesIO(word.render(paper(own)))) as archive:
        assert archive.read("word/theme1.xml") == template.members()["word/theme1.xml"]


def test_a_list_set_by_another_program_is_written_as_word_writes_it() -> None:
    own = replaced("word/numbering.xml", 'w:lvlJc w:val="left"', 'w:lvlJc w:val="start"')
    numbering = written(own).part.numbering_part.element
    assert {each.get(qn("w:val")) for each in numbering.iter(qn("w:lvlJc"))} == {"left"}

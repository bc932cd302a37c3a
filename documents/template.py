"""The Word template of the house, made in code: named styles, page, language; nothing left over."""

import io
import zipfile
from xml.sax.saxutils import escape

from documents.theme import theme

FONT = "Calibri"
LANGUAGE = "sv-SE"
# A package has no date of its own: 1980 is where the ZIP calendar starts.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

IMAGE = f"{_OFFICE}/image"
CLAUSES = "0"  # the list of beslutssatser among the numbered lists

_RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'

# (id, name, based on, next, paragraph properties, run properties); sizes are half points,
# distances twentieths of a point. The names are Word's own, so every Word shows them translated.
_STYLES = (
    ("Title", "Title", "Normal", "BodyText",
     ('<w:keepNext/><w:keepLines/><w:spacing w:before="420" w:after="120" w:line="252" '
     'w:lineRule="auto"/>'),
     '<w:b/><w:sz w:val="30"/>'),
    ("Heading1", "heading 1", "Normal", "BodyText",
     ('<w:keepNext/><w:keepLines/><w:spacing w:before="220" w:after="40"/>'
     '<w:outlineLvl w:val="0"/>'),
     '<w:b/><w:sz w:val="25"/>'),
    ("Heading2", "heading 2", "Normal", "BodyText",
     ('<w:keepNext/><w:keepLines/><w:spacing w:before="220" w:after="60"/>'
     '<w:outlineLvl w:val="1"/>'),
     "<w:b/>"),
    ("Heading3", "heading 3", "Normal", "BodyText",
     ('<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="80"/>'
     '<w:outlineLvl w:val="2"/>'), ""),
    ("BodyText", "Body Text", "Normal", "BodyText",
     '<w:spacing w:after="100" w:line="252" w:lineRule="auto"/>', ""),
    ("BodyText3", "Body Text 3", "Normal", "BodyText",
     '<w:spacing w:before="120" w:after="120"/>', '<w:sz w:val="19"/>'),
    ("ListNumber", "List Number", "Normal", "ListNumber",
     ('<w:keepLines/><w:spacing w:after="60" w:line="252" w:lineRule="auto"/>'
     '<w:ind w:left="397" w:hanging="397"/>'), ""),
    ("ListBullet", "List Bullet", "Normal", "ListBullet",
     ('<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>'
     '<w:ind w:left="397" w:hanging="284"/>'), ""),
    ("List", "List", "Normal", "List",
     '<w:spacing w:after="30"/><w:ind w:left="284" w:hanging="284"/>', ""),
    ("NormalIndent", "Normal Indent", "Normal", "NormalIndent",
     ('<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs>'
     '<w:spacing w:after="40"/><w:ind w:left="1985" w:hanging="1985"/>'), ""),
    ("Signature", "Signature", "Normal", "Signature", "<w:keepLines/>", ""),
    ("MessageHeader", "Message Header", "Normal", "MessageHeader", "", '<w:sz w:val="20"/>'),
    ("Date", "Date", "Normal", "Date", "", '<w:sz w:val="20"/>'),
    ("NoSpacing", "No Spacing", "Normal", "NoSpacing", "", '<w:sz w:val="19"/>'),
    ("Header", "header", "Normal", "Header", "", '<w:b/><w:sz w:val="20"/>'),
    ("Footer", "footer", "Normal", "Footer",
     '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>', '<w:sz w:val="18"/>'),
)  # fmt: skip


def template(font: str = FONT) -> bytes:
    """The empty template as a .docx file; the same bytes each time."""
    return zipped(members(font))


def members(font: str = FONT) -> dict[str, bytes]:
    """The template's parts by name."""
    face = escape(font, {'"': "&quot;"})
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            (
                "rId2",
                f"{_PACKAGE}/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            *(
                (f"rId{i}", f"{_OFFICE}/{kind}", f"{file}.xml")
                for i, (kind, file) in enumerate(
                    (
                        ("styles", "styles"),
                        ("numbering", "numbering"),
                        ("settings", "settings"),
                        ("fontTable", "fontTable"),
                        ("header", "header1"),
                        ("footer", "footer1"),
                        ("theme", "theme1"),
                    ),
                    start=1,
                )
            )
        ),
        "word/styles.xml": _styles(face),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(face),
        "word/theme1.xml": theme(face),
        "word/header1.xml": f"<w:hdr {_W}/>",
        "word/footer1.xml": f"<w:ftr {_W}/>",
    }
    return {name: (_XML + text).encode() for name, text in texts.items()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP file that depends on the members alone: no dates, no system, no compression.

    Stored and not deflated, since compressors of the same version differ between machines.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def relations(*rows: tuple[str, str, str]) -> bytes:
    """A part's list of what it leans on: id, kind and target of each."""
    return (_XML + _relations(*rows)).encode()


def _content_types() -> str:
    parts = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/numbering.xml": f"{_WORD}.numbering+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
        )
        + "</Types>"
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _document() -> str:
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
        'w:header="680" w:footer="680" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _styles(font: str) -> str:
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    basic = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    named = "".join(_style(*row) for row in _STYLES)
    return f"<w:styles {_W}>{defaults}{basic}{named}{_table_styles()}</w:styles>"


def _style(key: str, name: str, base: str, following: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:next w:val="{following}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _table_styles() -> str:
    cells = (
        '<w:tblCellMar><w:top w:w="{0}" w:type="dxa"/><w:left w:w="{1}" w:type="dxa"/>'
        '<w:bottom w:w="{0}" w:type="dxa"/><w:right w:w="{1}" w:type="dxa"/></w:tblCellMar>'
    )
    rules = "".join(_RULE.format(side=side) for side in ("top", "bottom", "insideH"))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{cells.format(0, 108)}</w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{rules}</w:tblBorders>'
        f"{cells.format(45, 90)}</w:tblPr></w:style>"
    )


def _numbering() -> str:
    def level(form: str, text: str, left: int, hanging: int) -> str:
        return (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )

    return (
        f"<w:numbering {_W}>"
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        f"{level('decimal', '%1.', 397, 397)}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
        f"{level('bullet', '•', 397, 284)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


def _settings() -> str:
    return (
        f'<w:settings {_W}><w:defaultTabStop w:val="1304"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/></w:settings>'
    )


def _fonts(font: str) -> str:
    stand_in = '<w:altName w:val="Carlito"/>' if font == FONT else ""
    return (
        f'<w:fonts {_W}><w:font w:name="{font}">{stand_in}'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )

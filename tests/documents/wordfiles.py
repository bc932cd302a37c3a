"""Word files made by hand for the tests: plain, odd and hostile ones."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_OOXML = "http://schemas.openxmlformats.org"
OFFICE = f"{_OOXML}/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    f'xmlns:w="{_OOXML}/wordprocessingml/2006/main" xmlns:r="{OFFICE}" '
    f'xmlns:mc="{_OOXML}/markup-compatibility/2006" xmlns:a="{_OOXML}/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("Rubrik", "Title"), ("Rubrik1", "heading 1"), ("Rubrik2", "heading 2"))
)


def wordfile(
    body: str = "",
    parts: dict[str, str | bytes] | None = None,
    types: dict[str, str] | None = None,
    relations: str = "",
    main: str = f"{_WORD}.document.main+xml",
    how: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A Word file with this body; ``types`` are the content types of further parts."""
    listed = {"word/document.xml": main, "word/styles.xml": f"{_WORD}.styles+xml"} | {
        name: f"{_WORD}.{kind}+xml" if kind.isalpha() else kind
        for name, kind in (types or {}).items()
    }
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(listed),
        "_rels/.rels": _relations(_relation("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations),
        "word/styles.xml": f"<w:styles {SPACES}>{_STYLES}</w:styles>",
    }
    return zipped(members | (parts or {}), how)


def zipped(members: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def p(inner: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def ins(inner: str, author: str = "Granskaren") -> str:
    return f'<w:ins w:id="1" w:author="{author}">{inner}</w:ins>'


def gone(text: str, author: str = "Granskaren") -> str:
    inner = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="1" w:author="{author}">{inner}</w:del>'


def sdt(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def box(inner: str, fallback: str = "") -> str:
    """A run with a text box as Word writes it: twice."""
    held = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
    older = f"<mc:Fallback><w:pict>{held.format(fallback or inner)}</w:pict></mc:Fallback>"
    newer = f'<mc:Choice Requires="wps">{held.format(inner)}</mc:Choice>'
    return f"<w:r><mc:AlternateContent>{newer}{older}</mc:AlternateContent></w:r>"


def table(*rows: tuple[str, ...]) -> str:
    inner = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{inner}</w:tbl>"


def story(tag: str, inner: str) -> str:
    """A part of its own: ``hdr``, ``ftr``, ``footnotes``, ``comments``."""
    return f"<w:{tag} {SPACES}>{inner}</w:{tag}>"


def relation(kind: str, target: str, mode: str = "") -> str:
    return _relation(kind, target, f' TargetMode="{mode}"' if mode else "")


def _relation(kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{escape(target)}"{more}/>'


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{inner}</Relationships>'


def _types(listed: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in listed.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )

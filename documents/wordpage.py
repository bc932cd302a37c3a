"""The head and foot of a Word paper's pages: logo and organisation, reference, page, addresses."""

from collections.abc import Iterator

from docx.oxml.ns import nsmap, qn
from lxml import etree

from documents import template
from documents.ownclean import is_empty, shows_page
from documents.parts import Logo, Paper
from documents.wordbase import Base
from documents.wordxml import Element, add, add_field, add_run, element, paragraph, serialised
from workflow.facts.pictures import size
from workflow.refusals import BadInput

_HEADS = ("word/header1.xml", "word/header2.xml")
_FEET = ("word/footer1.xml", "word/footer2.xml")
_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg"}
_PNG_OR_JPEG = "bilden måste vara PNG eller JPEG i ett Worddokument; spara om den som PNG"
_RELATION = "rIdLogo"
# In English Metric Units, 36 000 to a millimetre: a logo is 11 mm high, and at most 60 mm wide.
_HIGH, _WIDE = 396_000, 2_160_000
_PICTURE = (
    '<w:drawing xmlns:w="{w}" xmlns:wp="{wp}" xmlns:a="{a}" xmlns:pic="{pic}" xmlns:r="{r}">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr id="1" name=""/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="{pic}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name=""/>'
    "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch>"
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing>"
).format(**{prefix: nsmap[prefix] for prefix in ("w", "wp", "a", "pic", "r")})


def page_frame(base: Base, paper: Paper) -> dict[str, bytes]:
    """The parts for the pages' heads and feet, by name."""
    made: dict[str, bytes] = {}
    for name in _HEADS:
        if name in base.members:
            made |= dict(_head(base, paper, name))
    for name in _FEET:
        if name in base.members:
            made[name] = serialised(_foot(base, paper, name))
    return made


def _head(base: Base, paper: Paper, name: str) -> Iterator[tuple[str, bytes]]:
    """A head that the organisation's own template fills is left as it is."""
    header = etree.fromstring(base.members[name])
    if not is_empty(header):
        return
    line = paragraph(base.styles["Header"], "")
    if paper.logo is not None:
        if paper.logo.media_type not in _ENDINGS:
            raise BadInput.about("logotyp", _PNG_OR_JPEG)
        media = f"media/logo.{_ENDINGS[paper.logo.media_type]}"
        line.append(_drawn(paper.logo))
        add(add(line, "w:r"), "w:tab")
        yield f"word/{media}", paper.logo.content
        rels = template.relations((_RELATION, template.IMAGE, media))
        yield f"word/_rels/{name.rpartition('/')[2]}.rels", rels
    add_run(line, paper.head.organisation)
    header.append(line)
    yield name, serialised(header)


def _drawn(logo: Logo) -> Element:
    """The logo in a run, with what it shows in words."""
    width, height = size(logo.content)
    high = min(_HIGH, _WIDE * height // width)
    drawing = etree.fromstring(_PICTURE)
    for tag in ("wp:extent", "a:ext"):
        for each in drawing.iter(qn(tag)):
            each.set("cx", str(high * width // height))
            each.set("cy", str(high))
    for tag in ("wp:docPr", "pic:cNvPr"):
        for each in drawing.iter(qn(tag)):
            each.set("name", "Logotyp")
            each.set("descr", logo.alt)
    for each in drawing.iter(qn("a:blip")):
        each.set(qn("r:embed"), _RELATION)
    run = element("w:r")
    run.append(drawing)
    return run


def _tabbed(line: Element, base: Base, style: str) -> None:
    """One stop at the right margin, whichever stops the template's foot has."""
    styles = etree.fromstring(base.members["word/styles.xml"])
    tabs = add(line[0], "w:tabs")
    stops = {
        tab.get(qn("w:pos"), "")
        for each in styles.iter(qn("w:style"))
        if each.get(qn("w:styleId")) == style
        for tab in each.iter(qn("w:tab"))
    }
    for stop in sorted(stops - {str(base.page.width)}, key=int):
        add(tabs, "w:tab", val="clear", pos=stop)
    add(tabs, "w:tab", val="right", pos=str(base.page.width))


def _foot(base: Base, paper: Paper, name: str) -> Element:
    """The paper's own line comes last, under what the organisation's template says."""
    footer = etree.fromstring(base.members[name])
    own, numbered, style = not is_empty(footer), shows_page(footer), base.styles["Footer"]
    line = paragraph(style, paper.head.reference)
    if paper.template:
        _tabbed(line, base, style)
    if not numbered:
        add_run(line, "\tSida ")
        add_field(line, "PAGE")
        add_run(line, " (")
        add_field(line, "NUMPAGES")
        add_run(line, ")")
    footer.append(line)
    if not own:
        contact = " · ".join(paper.head.contact)
        for text in (*([contact] if contact else []), *paper.head.address):
            footer.append(paragraph(style, text))
    return footer

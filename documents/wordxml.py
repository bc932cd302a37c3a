"""Word's own elements, the few that a paper needs: paragraphs, runs, fields."""

import re

from docx.oxml.ns import nsmap, qn
from lxml import etree

Element = etree._Element  # noqa: SLF001  # lxml has no public name for the type of an element

_BREAKS = re.compile("([\n\t])")
_BREAK = {"\n": "w:br", "\t": "w:tab"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def paragraph(style_id: str, text: str) -> Element:
    """A paragraph in a style; its first child holds its properties."""
    made = element("w:p")
    add(add(made, "w:pPr"), "w:pStyle", val=style_id)
    if text:
        add_run(made, text)
    return made


def add_run(parent: Element, text: str) -> None:
    """Text as it is; a line break and a tab are elements of their own in Word."""
    run = add(parent, "w:r")
    for piece in _BREAKS.split(text):
        if piece in _BREAK:
            add(run, _BREAK[piece])
        elif piece:
            held = add(run, "w:t")
            held.text = piece
            held.set(_SPACE, "preserve")


def add_field(parent: Element, instruction: str) -> None:
    """A number that Word works out, such as that of the page."""
    add_run(add(parent, "w:fldSimple", instr=instruction), "1")


def bold(parent: Element) -> None:
    for run in parent.iter(qn("w:r")):
        properties = element("w:rPr")
        add(properties, "w:b")
        run.insert(0, properties)


def keep_with_next(made: Element) -> None:
    properties = made[0]
    if properties.find(qn("w:keepNext")) is None:
        properties.insert(1, element("w:keepNext"))  # the order is the standard's


def element(tag: str) -> Element:
    return etree.Element(qn(tag), nsmap={"w": nsmap["w"]})


def add(parent: Element, tag: str, **attributes: str) -> Element:
    values = {qn(f"w:{name}"): value for name, value in attributes.items()}
    return etree.SubElement(parent, qn(tag), values)


def serialised(root: Element) -> bytes:
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

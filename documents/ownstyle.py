"""An organisation's own Word template: its styles, pages, head and foot, and nothing else of it.

The file is never passed on. A new, slim template is made with what is style in it, so that
authors, comments, changes, macros and old reference numbers have no way to a paper.
"""

from copy import deepcopy
from functools import lru_cache

from docx.oxml.ns import nsmap, qn
from lxml import etree

from documents import template
from documents.incoming.archive import broken, refusal
from documents.ownclean import cleaned, is_empty, refuse_left_overs
from documents.ownpackage import OwnPackage, Relation
from documents.wordxml import Element, add, element, serialised
from workflow.refusals import BadInput, Complaint

PARAGRAPH_STYLES = (
    "Title", "heading 1", "heading 2", "heading 3", "Body Text", "Body Text 3", "List",
    "List Bullet", "List Number", "Normal Indent", "Message Header", "Date", "Signature",
    "No Spacing", "header", "footer",
)  # fmt: skip
TABLE_STYLES = ("Table Grid",)
_KINDS = {"paragraph": "styckeformat", "table": "tabellformat"}
_PICTURES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg"}
_NARROWEST = 5000  # twentieths of a point: the tables have columns that need so much
_STORIES = ("header", "footer")
_ROLES = (("default", "1"), ("first", "2"))
_A4 = {"w": "11906", "h": "16838"}
_MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), "1418") | {
    "header": "680", "footer": "680", "gutter": "0",
}  # fmt: skip


def refuse_unusable(content: bytes, source: str) -> None:
    """``BadInput`` that names the file and says what to do, where papers can't be written."""
    try:
        parts(content)
    except BadInput as error:
        told = (Complaint(source, None, "", each.text) for each in error.complaints)
        raise BadInput(*told) from error


@lru_cache(maxsize=8)
def parts(content: bytes) -> dict[str, bytes]:
    """The slim template's parts by name, as `template.members` gives the house's."""
    own = OwnPackage(content)
    named = {each.kind: each.target for each in own.relations(own.main)}
    if "styles" not in named:
        raise broken()
    styles = own.tree(named["styles"])
    _refuse_styles(styles)
    made = template.members() | {"word/styles.xml": serialised(_in_swedish(cleaned(styles)))}
    if "theme" in named:
        made["word/theme1.xml"] = serialised(_without_pictures(own.tree(named["theme"])))
    if "numbering" in named:
        numbering = _with_clauses(cleaned(own.tree(named["numbering"])), made["word/numbering.xml"])
        made["word/numbering.xml"] = serialised(numbering)
    if "fontTable" in named:
        made["word/fontTable.xml"] = serialised(cleaned(own.tree(named["fontTable"])))
    return made | _pages(own, made)


def _without_pictures(theme: Element) -> Element:
    """The theme's colours and type; a picture in it would be one that the slim template lacks."""
    for each in cleaned(theme).iter("{*}*"):
        if any(str(name).startswith(f"{{{nsmap['r']}}}") for name in each.attrib):
            raise refusal("mallens tema har en bild. Välj ett tema utan bilder i Word.")
    return theme


def _refuse_styles(styles: Element) -> None:
    """One message for all the styles that are lacking or of the wrong kind."""
    if styles.tag != qn("w:styles"):
        raise refusal("filen är sparad som «Strict Open XML». Spara den som Word-dokument (.docx).")
    kinds = {_name(each).casefold(): each.get(qn("w:type")) for each in styles.iter(qn("w:style"))}
    wanted = dict.fromkeys(PARAGRAPH_STYLES, "paragraph") | dict.fromkeys(TABLE_STYLES, "table")
    lacking = [name for name in wanted if name.casefold() not in kinds]
    wrong = [
        f"«{name}» är inte ett {_KINDS[kind]}"
        for name, kind in wanted.items()
        if kinds.get(name.casefold(), kind) != kind
    ]
    if not lacking and not wrong:
        return
    said = (
        [f"formatmallarna {', '.join(f'«{name}»' for name in lacking)} saknas"] if lacking else []
    )
    there = ", ".join(sorted(_name(each) for each in styles.iter(qn("w:style")))) or "inga"
    raise refusal(
        f"{'; '.join((*said, *wrong))}. Använd var och en av dem en gång i mallen och spara den, "
        f"så kommer de med. Formatmallar som finns: {there}."
    )


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "") if name is not None else ""


def _in_swedish(styles: Element) -> Element:
    """The papers' language whatever the template's: it is what reads them aloud."""
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("w:docDefaults")
        styles.insert(0, defaults)
    holder = _child(_child(defaults, "w:rPrDefault"), "w:rPr")
    add(holder, "w:lang", val=template.LANGUAGE, eastAsia=template.LANGUAGE, bidi="ar-SA")
    return styles


def _with_clauses(numbering: Element, usual: bytes) -> Element:
    """The template's lists, after the house's own for beslutssatser, which is the first."""
    for each in numbering.iter(qn("w:abstractNum"), qn("w:num")):
        holder = each if each.tag == qn("w:abstractNum") else each.find(qn("w:abstractNumId"))
        key = qn("w:abstractNumId") if holder is each else qn("w:val")
        if holder is None or not holder.get(key, "").isdecimal():
            raise broken()
        holder.set(key, str(int(holder.get(key, "")) + 1))
    clauses = etree.fromstring(usual).find(qn("w:abstractNum"))
    assert clauses is not None  # noqa: S101  # as made in `template`
    numbering.insert(0, clauses)
    return numbering


def _child(parent: Element, tag: str) -> Element:
    found = parent.find(qn(tag))
    if found is None:
        found = element(tag)
        parent.insert(0, found)
    return found


def _pages(own: OwnPackage, base: dict[str, bytes]) -> dict[str, bytes]:
    """The document part with the template's pages, and their heads and feet."""
    body = own.tree(own.main).find(qn("w:body"))
    section = body.find(qn("w:sectPr")) if body is not None else None
    if section is None:
        section = element("w:sectPr")
    by_id = {each.id: each for each in own.relations(own.main)}
    first = section.find(qn("w:titlePg")) is not None and any(
        _story(section, what, "first", by_id) for what in _STORIES
    )
    made = _document(base, section, first=first)
    for role, number in _ROLES if first else _ROLES[:1]:
        for what in _STORIES:
            made |= _story_parts(own, what, number, _story(section, what, role, by_id))
    return made


def _story(section: Element, what: str, role: str, by_id: dict[str, Relation]) -> str:
    """The name of the part that is the section's head or foot on such pages, if there is one."""
    for each in section.iter(qn(f"w:{what}Reference")):
        if each.get(qn("w:type"), "default") == role:
            relation = by_id.get(each.get(qn("r:id"), ""))
            return relation.target if relation else ""
    return ""


def _story_parts(own: OwnPackage, what: str, number: str, target: str) -> dict[str, bytes]:
    """The head or foot as a part of the slim template, with its pictures."""
    name = f"word/{what}{number}.xml"
    if not target:
        return {name: serialised(element("w:hdr" if what == "header" else "w:ftr"))}
    root = cleaned(own.tree(target))
    where = "mallens sidhuvud" if what == "header" else "mallens sidfot"
    refuse_left_overs(root, where)
    if is_empty(root):
        root[:] = []
    relations, pictures = _pictures(own, root, target, f"{what}{number}", where)
    rels = {f"word/_rels/{what}{number}.xml.rels": relations} if pictures else {}
    return {name: serialised(root), **rels, **pictures}


def _pictures(
    own: OwnPackage, root: Element, target: str, stem: str, where: str
) -> tuple[bytes, dict[str, bytes]]:
    known = {each.id: each for each in own.relations(target)}
    space = f"{{{nsmap['r']}}}"
    used = {
        str(value)
        for each in root.iter("{*}*")
        for name, value in each.attrib.items()
        if str(name).startswith(space)
    }
    rows: list[tuple[str, str, str]] = []
    pictures: dict[str, bytes] = {}
    for key in sorted(used):
        found = known.get(key)
        ending = _PICTURES.get(found.target.rpartition(".")[2].lower()) if found else None
        if found is None or found.kind != "image" or ending is None:
            raise refusal(
                f"{where} har något annat än text och bilder i PNG eller JPEG. Ta bort det."
            )
        media = f"media/{stem}_{len(rows) + 1}.{ending}"
        pictures[f"word/{media}"] = own.content(found.target)
        rows.append((key, template.IMAGE, media))
    return template.relations(*rows), pictures


def _document(base: dict[str, bytes], section: Element, *, first: bool) -> dict[str, bytes]:
    root = etree.fromstring(base["word/document.xml"])
    made = root[0][-1]
    size, margins = _measures(section, "w:pgSz", _A4), _measures(section, "w:pgMar", _MARGINS)
    if int(size["w"]) - int(margins["left"]) - int(margins["right"]) < _NARROWEST:
        raise refusal(
            "sidan är för smal för handlingarna. Gör den bredare eller marginalerna mindre."
        )
    for tag, values in (("w:pgSz", size), ("w:pgMar", margins)):
        holder = made.find(qn(tag))
        if holder is not None:
            holder.attrib.update({qn(f"w:{key}"): value for key, value in values.items()})
    if not first:
        return {"word/document.xml": serialised(root)}
    return _with_first_page(base, root, made)


def _with_first_page(base: dict[str, bytes], root: Element, section: Element) -> dict[str, bytes]:
    """A head and a foot of their own for the first page."""
    types = etree.fromstring(base["[Content_Types].xml"])
    rels = etree.fromstring(base["word/_rels/document.xml.rels"])
    for i, what in enumerate(("header", "footer")):
        reference = element(f"w:{what}Reference")
        reference.set(qn("w:type"), "first")
        reference.set(qn("r:id"), f"rId{8 + i}")
        section.insert(1 + 2 * i, reference)
        kind = next(each for each in types if each.get("PartName") == f"/word/{what}1.xml")
        added = deepcopy(kind)
        added.set("PartName", f"/word/{what}2.xml")
        types.append(added)
        like = next(each for each in rels if each.get("Target") == f"{what}1.xml")
        relation = deepcopy(like)
        relation.set("Id", f"rId{8 + i}")
        relation.set("Target", f"{what}2.xml")
        rels.append(relation)
    add(section, "w:titlePg")
    return {
        "word/document.xml": serialised(root),
        "[Content_Types].xml": serialised(types),
        "word/_rels/document.xml.rels": serialised(rels),
    }


def _measures(section: Element, tag: str, usual: dict[str, str]) -> dict[str, str]:
    found = section.find(qn(tag))
    if found is None:
        return usual
    said = {key: found.get(qn(f"w:{key}"), value) for key, value in usual.items()}
    if not all(value.removeprefix("-").isdecimal() for value in said.values()):
        raise refusal("sidans mått går inte att läsa. Ställ in sidstorlek och marginaler på nytt.")
    return said

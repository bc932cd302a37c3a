"""A template's XML without what is not style: marks of changes, comments, ids, extensions."""

import re

from docx.oxml.ns import nsmap, qn

from documents.incoming.archive import refusal
from documents.wordxml import Element

_W, _MC = f"{{{nsmap['w']}}}", "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_IDS = ("rsid", "characterSet")
_SIDES = {"end": "right", "right": "right", "center": "center"}
_VML = "{urn:schemas-microsoft-com:vml}"
_XML = "http://www.w3.org/XML/1998/namespace"
_KNOWN = {
    *(nsmap[prefix] for prefix in ("w", "r", "wp", "a", "pic")),
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
    _XML,
    "",
}
# What is taken away whole, and what is taken away from around what it holds.
_DROPPED = frozenset(
    {
        "del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr",
        "annotationRef", "footnoteReference", "endnoteReference", "bookmarkStart", "bookmarkEnd",
        "permStart", "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
        "moveToRangeEnd", "lastRenderedPageBreak", "numberingChange", "cellIns", "cellDel",
        "cellMerge", "rsids", "rsid", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "lang",
        "embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "numPicBullet",
        "lvlPicBulletId", "numIdMacAtCleanup",
    }
)  # fmt: skip
_UNWRAPPED = frozenset({"ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink"})
_RANGE = re.compile(r"^customXml(?:Ins|Del|MoveFrom|MoveTo)Range(?:Start|End)$")
_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_DNR = re.compile(r"\b[A-ZÅÄÖ]{2,6}/\d{1,6}/\d{4}\b")


def cleaned(root: Element) -> Element:
    """The same tree, changed in place: only what sets type, pages and pictures is left."""
    for each in list(root.iter("{*}*")):
        if each is not root and each.getparent() is not None:
            _clean(each)
    for each in root.iter("{*}*"):
        for name in list(each.attrib):
            space, _, local = str(name).rpartition("}")
            if space.lstrip("{") not in _KNOWN or local.startswith(_IDS):
                del each.attrib[name]
        if each.tag == f"{_W}lvlJc":  # some programs write the strict form's words here
            each.set(f"{_W}val", _SIDES.get(each.get(f"{_W}val", ""), "left"))
    return root


def _clean(each: Element) -> None:
    space, _, local = each.tag[1:].partition("}")
    if each.tag == f"{_MC}AlternateContent":
        _unwrap(each, f"{_MC}Fallback")
    elif each.tag == f"{_MC}Fallback":
        _unwrap(each)
    elif space not in _KNOWN or local == "extLst":
        _drop(each)
    elif space == nsmap["w"]:
        _clean_word(each, local)


def _clean_word(each: Element, local: str) -> None:
    if local == "sdt" and _is_filled_in(each):
        _drop(each)
    elif local in _UNWRAPPED:
        _unwrap(each)
    elif local in _DROPPED or local.endswith("Change") or _RANGE.match(local):
        _drop(each)


def _is_filled_in(control: Element) -> bool:
    """A content control that shows a property of the file, or asks for a text, is no style."""
    return any(
        control.find(f"{_W}sdtPr/{_W}{name}") is not None
        for name in ("dataBinding", "showingPlcHdr")
    )


def _drop(each: Element) -> None:
    parent = each.getparent()
    if parent is not None:
        parent.remove(each)


def _unwrap(each: Element, only: str | None = None) -> None:
    """What the element holds, in its place."""
    parent = each.getparent()
    if parent is None:
        return
    for inner in list(each):
        if only is None or inner.tag == only:
            each.addprevious(inner)
    parent.remove(each)


def refuse_left_overs(root: Element, where: str) -> None:
    """A head or foot that would say on every paper what belongs to one: refused by name."""
    for text in ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in root.iter(qn("w:p"))):
        found = _DNR.search(text)
        if found is not None:
            raise refusal(
                f"{where} har diarienumret {found[0]}, som hör till en enda handling. Ta bort det: "
                "handlingens eget nummer skrivs ut i sidfoten."
            )
    for name in _fields(root):
        if name not in _FIELDS:
            raise refusal(
                f"{where} har fältet {name[:20]}, som hämtar uppgifter ur mallen. Ta bort det: "
                f"bara {', '.join(_FIELDS)} får stå där."
            )
    told = [each.get("descr", "") for each in root.iter(qn("wp:docPr"))]
    told += [_shape(each).get("alt", "") for each in root.iter(f"{_VML}imagedata")]
    for words in told:
        if not words.strip():
            raise refusal(f"en bild i {where} saknar alternativtext. Skriv den i Word.")


def _shape(picture: Element) -> Element:
    """What an older Word drew the picture in, which is where its words are."""
    parent = picture.getparent()
    return picture if parent is None else parent


def _fields(root: Element) -> list[str]:
    simple = [each.get(qn("w:instr"), "") for each in root.iter(qn("w:fldSimple"))]
    spelled: list[str] = []
    for each in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if each.tag == qn("w:fldChar") and each.get(qn("w:fldCharType")) == "begin":
            spelled.append("")
        elif each.tag == qn("w:instrText"):
            spelled[-1:] = [(spelled[-1] if spelled else "") + (each.text or "")]
    return [(text.split() or ["?"])[0].upper() for text in (*simple, *spelled)]


def shows_page(root: Element) -> bool:
    return "PAGE" in _fields(root)


def is_empty(root: Element) -> bool:
    """Neither text nor a picture."""
    texts = any((each.text or "").strip() for each in root.iter(qn("w:t")))
    marks = (qn("w:drawing"), qn("w:pict"), qn("w:fldSimple"), qn("w:instrText"))
    return not texts and next(root.iter(*marks), None) is None

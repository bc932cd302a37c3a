"""An organisation's own Word file, opened with care: its parts, and what they lean on."""

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from documents.incoming.archive import blocks, broken, opened, refusal
from documents.wordxml import Element

DOCUMENT = "officeDocument"
_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_NO_WORD = "filen är ingen Wordfil. Ange en fil som är sparad som .docx eller .dotx."
_MACRO = re.compile(r"macroenabled|vbaproject|vbadata", re.IGNORECASE)
_EMBEDDED = re.compile(r"/(?:oleObject|package|aFChunk|control|subDocument)$")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(frozen=True)
class Relation:
    """``kind`` is the last word of the relationship's type: ``styles``, ``image``."""

    id: str
    kind: str
    target: str


class OwnPackage:
    """The file's parts by name; nothing of it is written anywhere."""

    def __init__(self, content: bytes) -> None:
        self._archive = opened(content)
        self._parts = {part.filename: part for part in self._archive.infolist()}
        self._refuse_dangerous()
        mains = [each.target for each in self.relations("") if each.kind == DOCUMENT]
        if len(mains) != 1:
            raise refusal(_NO_WORD)
        self.main = mains[0]

    def content(self, name: str) -> bytes:
        if name not in self._parts:
            raise broken()
        return b"".join(blocks(self._archive, self._parts[name]))

    def tree(self, name: str) -> Element:
        try:
            root = etree.fromstring(self.content(name), _PARSER)
        except etree.XMLSyntaxError as error:
            raise broken() from error
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs lack it
            raise refusal("filen har en DTD, som inget Worddokument har. Spara om den i Word.")
        return root

    def relations(self, name: str) -> list[Relation]:
        """What the part leans on, by id; the package's own for an empty name."""
        folder, _, file = name.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._parts:
            return []
        return [_relation(each, folder) for each in self.tree(listed).iter("{*}Relationship")]

    def _refuse_dangerous(self) -> None:
        if "[Content_Types].xml" not in self._parts:
            raise refusal(_NO_WORD)
        kinds = [
            each.get("ContentType", "") for each in self.tree("[Content_Types].xml").iter("{*}*")
        ]
        if any(_MACRO.search(each) for each in (*self._parts, *kinds)):
            raise refusal("filen har makron. Spara den i Word som .docx eller .dotx, utan makron.")
        if not set(kinds) & set(_MAIN):
            raise refusal("filen är inget Worddokument. Spara den i Word som .docx eller .dotx.")
        for name in self._parts:
            if name.endswith(".rels"):
                _refuse_links(self.tree(name))


def _relation(found: Element, folder: str) -> Relation:
    target = found.get("Target", "")
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(found.get("Id", ""), found.get("Type", "").rpartition("/")[2], path)


def _refuse_links(relations: Element) -> None:
    for each in relations.iter("{*}Relationship"):
        if each.get("TargetMode", "").lower() == "external" or ":" in each.get("Target", ""):
            raise refusal(
                "filen har länkar eller hämtar något utifrån. Ta bort dem i Word: högerklicka på "
                "länken och välj «Ta bort hyperlänk», och lös upp kopplingen till andra mallar."
            )
        if _EMBEDDED.search(each.get("Type", "")):
            raise refusal("filen har ett inbäddat objekt eller en annan fil i sig. Ta bort det.")

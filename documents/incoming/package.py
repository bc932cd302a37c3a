"""The parts of a Word document: which there are, and which a draft must not have."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.incoming.archive import blocks, refusal
from documents.incoming.xmlstream import Attributes, Budget, Deaf, Listener, parse

_CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT = "wordprocessingml.document.main+xml"
_EMBEDDED = frozenset(
    {
        "oleobject", "package", "afchunk", "subdocument", "control", "activexcontrolbinary",
        "vbaproject", "wordvbadata", "attachedtoolbars",
    }
)  # fmt: skip
_MACRO_NAME = re.compile(r"vba(?:project|data)", re.IGNORECASE)
_EMBEDDED_NAME = re.compile(
    r"(?:^|/)(?:embeddings|activex)/|\.(?:exe|dll|scr|js|vbs|hta)$", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)
# How files begin that may carry something of their own inside a document.
_NESTED = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh")
_FOREIGN = (b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF", b"{\\rtf")

_MACROS = (
    "filen har makron. Spara den i Word som «Word-dokument (*.docx)», utan makron, och ladda "
    "upp den igen."
)
_OBJECTS = (
    "filen har ett inbäddat objekt eller en annan fil i sig. Ta bort det, bifoga det för sig, "
    "och ladda upp filen igen."
)
_LINKED = (
    "filen hämtar något utifrån, till exempel en mall eller en länkad bild. Ta bort kopplingen i "
    "Word och ladda upp filen igen."
)


@dataclass
class Package:
    """The document's parts by name with their content types, and the links out of it."""

    archive: zipfile.ZipFile
    budget: Budget
    types: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def named(self, ending: str) -> Iterator[str]:
        """The parts of one kind in the order of their names, so that header2 follows header1."""
        found = (name for name, kind in self.types.items() if kind.endswith(ending))
        return iter(sorted(found, key=lambda name: (len(name), name)))

    def listen(self, name: str, listener: Listener) -> None:
        parse(blocks(self.archive, self.archive.getinfo(name)), listener, self.budget)


def examined(archive: zipfile.ZipFile) -> Package:
    """The package, when nothing in it is dangerous; its stories are still unread."""
    parts = [part for part in archive.infolist() if not part.is_dir()]
    _refuse_parts([part.filename for part in parts])
    package = Package(archive, Budget())
    package.types = _types(package, [part.filename for part in parts])
    _refuse_types(package.types)
    for part in parts:
        if part.filename.endswith(".rels"):
            package.listen(part.filename, _Relations(package.links))
        elif not is_xml(part.filename, package.types):
            _refuse_content(next(blocks(archive, part), b""))
    return package


def is_xml(name: str, types: dict[str, str]) -> bool:
    return types.get(name, "").endswith("xml") or name.lower().endswith((".xml", ".vml", ".svg"))


def examine(package: Package, name: str) -> None:
    """A part whose text nobody reads must still be plain XML within the limits."""
    package.listen(name, Deaf())


def _refuse_parts(names: list[str]) -> None:
    if _CONTENT_TYPES not in names:
        raise refusal(
            "filen är ingen Wordfil utan ett annat slags ZIP-fil. Ladda upp en fil som är sparad "
            "som .docx."
        )
    if any(_MACRO_NAME.search(name) for name in names):
        raise refusal(_MACROS)
    if any(_EMBEDDED_NAME.search(name) for name in names):
        raise refusal(_OBJECTS)


def _types(package: Package, names: list[str]) -> dict[str, str]:
    listed = _Types()
    package.listen(_CONTENT_TYPES, listed)
    return {
        name: listed.of_part.get(name.lower())
        or listed.of_ending.get(name.lower().rpartition(".")[2], "")
        for name in names
        if name != _CONTENT_TYPES
    }


def _refuse_types(types: dict[str, str]) -> None:
    kinds = set(types.values())
    if any("macroenabled" in kind or "vba" in kind for kind in kinds):
        raise refusal(_MACROS)
    if any("oleobject" in kind or "activex" in kind for kind in kinds):
        raise refusal(_OBJECTS)
    if any(kind.endswith("wordprocessingml.template.main+xml") for kind in kinds):
        raise refusal(
            "filen är en mall (.dotx). Spara den i Word som «Word-dokument (*.docx)» och ladda "
            "upp den igen."
        )
    if sum(kind.endswith(_DOCUMENT) for kind in types.values()) != 1:
        raise refusal("filen är inget Worddokument. Ladda upp en fil som är sparad som .docx.")


def _refuse_content(start: bytes) -> None:
    if start.startswith(_NESTED):
        raise refusal("filen har en packad fil i sig. Ta bort den och ladda upp filen igen.")
    if start.startswith(_FOREIGN):
        raise refusal(_OBJECTS)


class _Types(Deaf):
    """The content types by part and by file ending."""

    def __init__(self) -> None:
        self.of_part: dict[str, str] = {}
        self.of_ending: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").lower()
        if name == "ct:Override":
            self.of_part[attributes.get("PartName", "").lstrip("/").lower()] = kind
        elif name == "ct:Default":
            self.of_ending[attributes.get("Extension", "").lower()] = kind


class _Relations(Deaf):
    """What a part leans on; a plain link out is noted, all else from outside is refused."""

    def __init__(self, links: list[str]) -> None:
        self._links = links

    def start(self, name: str, attributes: Attributes) -> None:
        if name != "rel:Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        target = attributes.get("Target", "")
        if kind in _EMBEDDED:
            raise refusal(_OBJECTS)
        if attributes.get("TargetMode", "").lower() == "external" or _ELSEWHERE.match(target):
            if kind != "hyperlink":
                raise refusal(_LINKED)
            self._links.append(target)

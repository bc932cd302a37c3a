"""XML from outside, read as a stream: no DTD, no entities, so many elements and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

from documents.incoming.archive import broken, refusal

MOST_ELEMENTS = 500_000
MOST_TEXT = 2_000_000
_DEEPEST = 250

_OOXML = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
# Word writes one family of namespaces, and the strict form of the standard another.
_PREFIXES = {
    f"{_OOXML}/wordprocessingml/2006/main": "w:",
    f"{_STRICT}/wordprocessingml/main": "w:",
    f"{_OOXML}/drawingml/2006/main": "a:",
    f"{_STRICT}/drawingml/main": "a:",
    f"{_OOXML}/officeDocument/2006/math": "m:",
    f"{_STRICT}/officeDocument/math": "m:",
    f"{_OOXML}/markup-compatibility/2006": "mc:",
    f"{_OOXML}/package/2006/content-types": "ct:",
    f"{_OOXML}/package/2006/relationships": "rel:",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:office": "o:",
}

Attributes = dict[str, str]


class Listener(Protocol):
    """Who hears a stream; names come as ``w:p``, and as ``p`` where the namespace is unknown."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class Deaf:
    """Hears nothing: the stream is only examined."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Pass over it."""

    def end(self, name: str) -> None:
        """Pass over it."""

    def text(self, data: str) -> None:
        """Pass over it."""


@dataclass
class Budget:
    """What is left of the elements and characters that one file may have."""

    elements: int = MOST_ELEMENTS
    characters: int = MOST_TEXT

    def spend_element(self) -> None:
        self.elements -= 1
        if self.elements < 0:
            raise refusal(
                "filen har fler stycken och delar än en handling kan ha. Kopiera texten till ett "
                "nytt dokument i Word och ladda upp det."
            )

    def spend_text(self, length: int) -> None:
        self.characters -= length
        if self.characters < 0:
            raise refusal(
                f"filen har mer än {MOST_TEXT // 1_000_000} miljoner tecken text. "
                "Dela upp den och ladda upp delarna var för sig."
            )


def parse(content: Iterable[bytes], listener: Listener, budget: Budget) -> None:
    """Read one part to its end; anything but plain, whole XML is refused."""
    parser = _parser(listener, budget)
    try:
        for block in content:
            parser.Parse(block, False)  # noqa: FBT003  # expat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise broken() from error


def _parser(listener: Listener, budget: Budget) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        budget.spend_element()
        if depth > _DEEPEST:
            raise broken()
        listener.start(_short(name), {_short(key): text for key, text in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(_short(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_definitions
    parser.EntityDeclHandler = _refuse_definitions
    return parser


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(space, '')}{local}" if space else local


def _refuse_definitions(*_declared: object) -> None:
    raise refusal(
        "filen har en DTD eller entiteter, som Word aldrig skriver. Öppna den i Word, spara den "
        "på nytt som .docx och ladda upp den igen."
    )

"""A document's styles by the names that Word knows them by, whatever the file calls them."""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.incoming.xmlstream import Attributes, Deaf

_DEEPEST = 20
# The names that mean something to us; a style built on one of them counts as it.
_KNOWN = frozenset(
    {
        "title", "heading 1", "heading 2", "heading 3", "body text", "body text 3", "list",
        "list number", "list bullet", "normal indent", "signature", "message header", "date",
    }
)  # fmt: skip


@dataclass
class _Style:
    name: str = ""
    base: str = ""
    level: int | None = None


class Styles(Deaf):
    """Listens to the part with the styles."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._now = _Style()
        self._default = ""

    def start(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("w:val", "")
        if name == "w:style":
            self._begin(attributes)
        elif name == "w:name":
            self._now.name = value.lower()
        elif name == "w:basedOn":
            self._now.base = value
        elif name == "w:outlineLvl" and value in ("0", "1", "2"):
            self._now.level = int(value) + 1

    def _begin(self, attributes: Attributes) -> None:
        key = attributes.get("w:styleId", "")
        self._now = self._styles[key] = _Style()
        default = attributes.get("w:default", "") in ("1", "true", "on")
        if default and attributes.get("w:type") == "paragraph":
            self._default = key

    def names(self) -> Mapping[str, str]:
        """The name of each style by its id; that of the default style by an empty id."""
        named = {key: self._known(key) for key in self._styles}
        return {"": named.get(self._default, "normal")} | named

    def _known(self, key: str) -> str:
        style = self._styles[key]
        own = style.name
        for _ in range(_DEEPEST):
            if style.name in _KNOWN:
                return style.name
            if style.level is not None:
                return f"heading {style.level}"
            if style.base not in self._styles:
                break
            style = self._styles[style.base]
        return own

"""A page as a test reads it: parsed strictly, with its text, its links and its forms."""

import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib


def parsed(html: str) -> Element:
    """The page as a tree; anything that a browser would have to mend fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    return tree


def words(element: Element) -> str:
    """The text of an element, with every run of spaces as one."""
    return re.sub(r"[\s\u00a0]+", " ", "".join(element.itertext())).strip()


@dataclass(frozen=True)
class Page:
    """An answer with HTML in it."""

    status: int
    location: str
    html: str

    @cached_property
    def tree(self) -> Element:
        return parsed(self.html)

    @cached_property
    def title(self) -> str:
        found = self.tree.find("head/title")
        return words(found) if found is not None else ""

    @cached_property
    def main(self) -> Element:
        return next(self.tree.iter("main"))

    @cached_property
    def text(self) -> str:
        """What stands in the main part of the page."""
        return words(self.main)

    @property
    def links(self) -> dict[str, str]:
        """Where each link of the page leads, by its text; the first of those alike."""
        found = [(words(a), a.get("href", "")) for a in self.tree.iter("a")]
        return dict(reversed(found))

    @property
    def buttons(self) -> list[str]:
        return [words(each) for each in self.main.iter("button")]

    def has(self, text: str) -> bool:
        return re.sub(r"\s+", " ", text) in self.text

    def forms(self) -> list[Element]:
        return list(self.main.iter("form"))

    def form(self, action: str = "") -> dict[str, list[str]]:
        """What a form of the page would send as it stands: the one to that address, or the last.

        Buttons are not in it.
        """
        found = [form for form in self.forms() if action in form.get("action", "")]
        assert found, f"no form to «{action}» on the page «{self.title}»"
        return _fields(found[-1])


def _fields(form: Element) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for field in form.iter():
        name = field.get("name")
        if name and (value := _value(field)) is not None:
            sent.setdefault(name, []).extend(value)
    return sent


def _value(field: Element) -> list[str] | None:
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return [o.get("value", words(o)) for o in chosen]
    if field.tag != "input" or field.get("type") in {"submit", "button", "file"}:
        return None
    if field.get("type") in {"checkbox", "radio"}:
        return [field.get("value", "on")] if field.get("checked") is not None else None
    return [field.get("value", "")]

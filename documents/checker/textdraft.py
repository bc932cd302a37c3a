"""A typed text as a draft: which lines are headings, clauses, prose, or lines of a list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.checker.model import Draft, Known, Passage, Role, Section
from documents.checker.sections import says_decided, section_of

_WRAPPED = range(45, 121)  # the length of a line that somebody's editor has broken
_LONGEST_HEADING = 90
_LONGEST_SUBHEADING = 60
_MARKER = re.compile(r"[ \t]{0,8}(#{1,6}[ \t]+|[-*•][ \t]+|\d{1,2}[.)][ \t]+)?")
_ENDED = re.compile(r"[.!?:…;,][)”»]?$")
_INNER_END = re.compile(r"[a-zåäö)]{3}[.!?] [A-ZÅÄÖ]|[0-9)][.!?] [A-ZÅÄÖ]")
_CLAUSE = re.compile(r"fastställ|\bbesluta|\btar del\b|upphäv|hänskjut|\bantas\b|föreslå|godkänn")
_LISTED = (Section.BASIS, Section.MANDATE, Section.RECIPIENTS)


@dataclass(frozen=True)
class Line:
    """A line, or a paragraph of Word; ``role`` where the file itself says what it is."""

    number: int
    text: str
    role: Role | None = None
    where: str = ""

    @property
    def body(self) -> str:
        return self.text[self.indent :].rstrip()

    @property
    def indent(self) -> int:
        found = _MARKER.match(self.text)
        return found.end() if found else 0

    @property
    def marker(self) -> str:
        found = _MARKER.match(self.text)
        return (found[1] or "").strip() if found else ""

    @property
    def is_numbered(self) -> bool:
        return self.marker[:1].isdigit()

    @property
    def is_heading(self) -> bool:
        if self.role is not None:
            return self.role in (Role.HEADING, Role.TITLE)
        known = not self.is_numbered and section_of(self.body) is not None
        return known or self.marker.startswith("#")

    @property
    def says_decided(self) -> bool:
        """A cell of a table may have the word too, but says nothing of the paper."""
        return self.role in (None, Role.HEADING, Role.TITLE) and says_decided(self.body)


def draft_of_text(text: str, known: Known) -> Draft:
    lines = (Line(number, line) for number, line in enumerate(text.split("\n"), start=1))
    return draft_of_lines(lines, known, may_wrap=True)


def draft_of_lines(lines: Iterable[Line], known: Known, *, may_wrap: bool) -> Draft:
    """``may_wrap``: a paragraph may go on over several lines, as in a text file."""
    lines = list(lines)
    passages = list(_passages(lines, may_wrap=may_wrap))
    decided = any(line.says_decided for line in lines)
    return Draft(tuple(passages), known, decided=decided)


def _passages(lines: Sequence[Line], *, may_wrap: bool) -> Iterator[Passage]:
    section, where = Section.NONE, ""
    for block in _blocks(lines):
        for group in _groups(block, section, may_wrap=may_wrap):
            first = group[0]
            if first.is_heading:
                section, where = section_of(first.body) or Section.NONE, first.body
            passage = _passage(group, first.where or where, section)
            yield replace(passage, role=_role(passage, first, alone=len(block) == 1))


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines with nothing empty between them."""
    block: list[Line] = []
    fenced = False
    for line in lines:
        fence = line.text.lstrip().startswith("```")
        fenced = fenced != fence
        if line.text.strip() and not fenced and not fence:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _groups(block: Sequence[Line], section: Section, *, may_wrap: bool) -> Iterator[list[Line]]:
    """The lines of each passage: a line that the next one goes on with is not alone."""
    group: list[Line] = []
    for line in block:
        if group and not (may_wrap and _goes_on(group[-1], line, section)):
            yield group
            group = []
        group.append(line)
    yield group


def _goes_on(line: Line, following: Line, section: Section) -> bool:
    if line.is_heading or following.is_heading or following.marker or "://" in line.text:
        return False
    if section in _LISTED or _ENDED.search(line.body):
        return bool(_ENDED.search(line.body)) and line.body[-1] in ",;" and section not in _LISTED
    return len(line.text) in _WRAPPED or following.body[:1].islower()


def _passage(group: Sequence[Line], where: str, section: Section) -> Passage:
    first = group[0]
    text = "\n".join([first.text[first.indent :], *(line.text for line in group[1:])])
    return Passage(text, Role.LINE, section, where, first.number, first.indent + 1)


def _role(passage: Passage, first: Line, *, alone: bool) -> Role:
    text = passage.text.rstrip()
    decides = passage.section in (Section.DECISION, Section.PROPOSAL)
    if first.role is not None and not (first.role is Role.CLAUSE and not decides):
        return first.role
    if first.is_heading:
        return Role.HEADING
    if decides:
        return Role.CLAUSE if first.is_numbered or _CLAUSE.search(text) else _prose(text)
    if passage.section is Section.NOTICE:
        return Role.PARAGRAPH if len(text.split()) >= 4 else Role.LINE
    if first.marker or passage.section in _LISTED or text.startswith("|"):
        return Role.LINE
    if alone and _looks_like_heading(text, passage.section):
        return Role.HEADING
    if passage.section is Section.TEXT and len(text.split()) >= 5:
        return Role.PARAGRAPH
    return _prose(text)


def _prose(text: str) -> Role:
    return Role.PARAGRAPH if text.endswith(".") or _INNER_END.search(text) else Role.LINE


def _looks_like_heading(text: str, section: Section) -> bool:
    longest = _LONGEST_HEADING if section is Section.NONE else _LONGEST_SUBHEADING
    ends = _ENDED.search(text) or _INNER_END.search(text)
    return len(text) <= longest and text[:1].isupper() and not ends

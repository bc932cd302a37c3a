"""The texts of a case file as a draft for the checker, each with its line, column and key."""

import re
from collections.abc import Iterator
from pathlib import Path

from documents.checker import Draft, Known, Passage, Role, Section
from workflow import tomllines
from workflow.casefile.model import CaseFile, Decision, Delegation, Measure, Plan
from workflow.plaintext import read_text

Text = tuple[tomllines.Path, str | None, Role, Section]

_GAP = re.compile(r"[ \t\n]+")
_FILE_LIMIT = 20_000_000  # the case file has been read once already, by the rules of its reader


def known_in_case(file: CaseFile) -> Known:
    """The names and titles that the case file has registered."""
    names = [file.region.name, *(party.name for party in file.parties)]
    names += [file.region.network] if file.region.network else []
    return Known(
        names=tuple(names),
        committees=(file.committee.name,),
        posts=tuple(post.title for post in file.posts),
        plans=tuple((plan.year, plan.title) for plan in file.plans),
    )


def draft_of_case(file: CaseFile, path: Path) -> Draft:
    """What the house's papers set by themselves is no fault in a case file."""
    written = _Written(read_text(path, _FILE_LIMIT))
    passages = tuple(written.passage(*text) for text in _texts(file) if text[1])
    return Draft(passages, known_in_case(file), typeset_later=True)


class _Written:
    """The file as it was typed, to find again where a text stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = tomllines.locate(text)
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def passage(
        self, path: tomllines.Path, text: str | None, role: Role, section: Section
    ) -> Passage:
        """The text as the file has it, line breaks and all, so that places can be counted."""
        key, line = tomllines.spelled(path), self._lines.line(path) or 0
        words = (re.escape(word) for word in _GAP.split(text or ""))
        start = self._starts[line - 1] if line else 0
        found = re.compile(r"[ \t\n]+".join(words)).search(self._text, start)
        if found is None:  # typed with codes after a backslash: the key's own line has to do
            return Passage(text or "", role, section, key, line)
        first = self._text.count("\n", 0, found.start()) + 1
        column = found.start() - self._starts[first - 1] + 1
        return Passage(found[0], role, section, key, first, column)


def _texts(file: CaseFile) -> Iterator[Text]:
    """In the order of the file."""
    for i, heading in enumerate(file.house.headings):
        yield ("house", "headings", i, "words"), heading.words, Role.HEADING, Section.NONE
    for i, delegation in enumerate(file.delegations):
        yield from _of_delegation(("delegations", i), delegation)
    for i, report_heading in enumerate(file.programme.report_headings):
        path: tomllines.Path = ("programme", "report_headings", i, "words")
        yield path, report_heading.words, Role.HEADING, Section.NONE
    yield ("programme", "title"), file.programme.title, Role.TITLE, Section.NONE
    yield ("case", "title"), file.case.title, Role.TITLE, Section.NONE
    for i, plan in enumerate(file.plans):
        yield from _of_plan(("plans", i), plan)
    for i, decision in enumerate(file.decisions):
        yield from _of_decision(("decisions", i), decision)


def _of_delegation(path: tomllines.Path, delegation: Delegation) -> Iterator[Text]:
    yield (*path, "ground", "label"), delegation.ground.label, Role.LINE, Section.MANDATE
    yield (*path, "conditions"), delegation.conditions, Role.LINE, Section.NONE


def _of_plan(path: tomllines.Path, plan: Plan) -> Iterator[Text]:
    yield (*path, "title"), plan.title, Role.TITLE, Section.NONE
    for i, answer in enumerate(plan.answers):
        yield (*path, "answers", i, "opinion"), answer.opinion, Role.LINE, Section.NONE
    for i, measure in enumerate(plan.measures):
        yield from _of_measure((*path, "measures", i), measure)
    yield (*path, "receipt"), plan.receipt, Role.LINE, Section.NONE


def _of_measure(path: tomllines.Path, measure: Measure) -> Iterator[Text]:
    yield (*path, "area"), measure.area, Role.HEADING, Section.NONE
    yield (*path, "activity"), measure.activity, Role.HEADING, Section.NONE
    for key in ("purpose", "sustainability"):
        yield (*path, key), getattr(measure, key), Role.LINE, Section.NONE
    for i, name in enumerate(measure.participants):
        yield (*path, "participants", i), name, Role.LINE, Section.NONE
    for i, part in enumerate(measure.funding):
        yield (*path, "funding", i, "source"), part.source, Role.LINE, Section.NONE
    for i, target in enumerate(measure.targets):
        of_it: tomllines.Path = (*path, "targets", i)
        for key in ("text", "indicator", "unit", "source"):
            yield (*of_it, key), getattr(target, key), Role.LINE, Section.NONE
        for key in ("comment", "lesson", "missing_reason"):
            said = getattr(target.outcome, key)
            yield (*of_it, "outcome", key), said, Role.LINE, Section.NONE


def _of_decision(path: tomllines.Path, decision: Decision) -> Iterator[Text]:
    yield (*path, "title"), decision.title, Role.TITLE, Section.SUBJECT
    for i, text in enumerate(decision.text):
        yield (*path, "text", i), text, Role.PARAGRAPH, Section.TEXT
    for i, item in enumerate(decision.basis):
        yield (*path, "basis", i, "title"), item.title, Role.LINE, Section.BASIS
    for i, name in enumerate(decision.dispatch_to):
        yield (*path, "dispatch_to", i), name, Role.LINE, Section.RECIPIENTS
    yield (*path, "deputy_reason"), decision.deputy_reason, Role.LINE, Section.NONE

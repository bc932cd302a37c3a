"""Rules on plans: one title everywhere, and what has to be said of the years."""

import re
from collections.abc import Iterator

from documents.checker.model import Draft, Found, Passage, Role, Section, at, each
from documents.checker.setting import typeset_whole
from documents.typography import DASH, NBSP, enumerated

_LONGEST = 240
_SECTIONS = (Section.DECISION, Section.PROPOSAL)
_PLAN = re.compile(r"\bHandlingsplan(?:en)?(?: för)? (20\d\d)\b")
_CLAUSE_END = re.compile(r" (?:fastställs|fastslås|antas|godkänns|upphävs)\b|[.;\n]|$")
_LINE_END = re.compile(r", ?(?:\d{1,2} ?[a-z]|den |20\d\d-|dnr\b|daterad)|[.;\n]|$")
_DAY = re.compile(r"\b(20\d\d)-\d\d-\d\d\b")
_NOTED = re.compile(
    r"tiden före|redan (?:har )?börjat|(?:avser|gäller) hela|retroaktiv", re.IGNORECASE
)
_FIXES = re.compile(r"\b(?:[Ff]astställ|[Aa]nta)")
_NAMES = r"[Hh]andlingsplan(?:en|er|erna)?(?: för)?(?: åre[nt])? "
_ROW = rf"(?P<years>20\d\d(?:(?:, | och | samt | ?[{DASH}-] ?)20\d\d){{0,9}})(?!\d)"
_NAMED = re.compile(rf"\b{_NAMES}{_ROW}")
_SAID_TO_BE = re.compile(rf"\b[Bb]eslutet (?:gäller|avser|omfattar) {_NAMES}{_ROW}")
_YEAR = re.compile(r"\d{4}")
_TO = re.compile(rf"[{DASH}-]")
_TWO_YEARS = re.compile(
    rf"\bHandlingsplan (20\d\d)(?:, 20\d\d){{0,5}}(?:,? (?:och|samt) | ?[{DASH}-] ?)20\d\d\b"
)


def plan_title(draft: Draft) -> Iterator[Found]:
    """The plan's own title counts; where it isn't known, the basis says it."""
    basis = list(_titles(draft, Section.BASIS))
    right = {year: _set(title) for year, title in draft.known.plans}
    source = dict.fromkeys(right, "på planen själv")
    for year, title, _, _ in basis:
        source.setdefault(year, "i beslutsunderlaget")
        right.setdefault(year, title)
    named = [*basis, *(each_ for section in _SECTIONS for each_ in _titles(draft, section))]
    for year, title, passage, start in named:
        if title != right.get(year, title):
            fault = f"Planen för {year} heter något annat {source[year]}."
            yield Found(passage, start, start + len(title), fault, right[year])


def _titles(draft: Draft, section: Section) -> Iterator[tuple[int, str, Passage, int]]:
    """Year, title, and where it stands; a title ends with its clause, or before a line's day."""
    ends = _LINE_END if section is Section.BASIS else _CLAUSE_END
    for passage in draft.passages:
        if passage.section is section and passage.role is not Role.HEADING:
            text = passage.text.replace(NBSP, " ")
            for found in _PLAN.finditer(text):
                end = ends.search(text, found.end(), found.end() + _LONGEST)
                title = text[found.start() : end.start() if end else len(text)].rstrip()
                yield int(found[1]), _set(title), passage, found.start()


def _set(title: str) -> str:
    """As the house would set it: a space or a dash makes no other title."""
    return typeset_whole(title).replace(NBSP, " ")


def decided_years(draft: Draft) -> Iterator[Found]:
    """What the decision says of itself: the ärendemening, and a sentence on what it is about."""
    ours = set(draft.decides) or {year for year, _ in draft.known.plans}
    for passage in draft.passages if ours else ():
        pattern = {Section.SUBJECT: _NAMED, Section.TEXT: _SAID_TO_BE}.get(passage.section)
        named = list(pattern.finditer(passage.words.replace(NBSP, " "))) if pattern else []
        years = {year for found in named for year in _years(found["years"])}
        lacking = set(draft.decides) - years if passage.section is Section.SUBJECT else set()
        if named and (years - ours or lacking):
            start, end = named[0].span("years")
            right = enumerated(str(year) for year in sorted(ours)) if len(named) == 1 else None
            yield Found(passage, start, end, _other_years(years - ours, lacking, right), right)


def _years(written: str) -> set[int]:
    """The years of ``2023 och 2024`` or of ``2023–2025``."""
    years = [int(year) for year in _YEAR.findall(written)]
    return {*years, *range(years[0], years[-1])} if _TO.search(written) else set(years)


def _other_years(others: set[int], lacking: set[int], right: str | None) -> str:
    no = " eller ".join(str(year) for year in sorted(others))
    yes = enumerated(str(year) for year in sorted(lacking))
    if no and yes:
        text = f"Beslutet gäller inte planer för {no} utan för {yes}."
    elif no:
        text = f"Beslutet gäller ingen plan för {no}."
    else:
        text = f"Beslutet gäller också planen för {yes}."
    return text if right else f"{text} Skriv de år vars planer beslutet gäller."


def several_plans(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _TWO_YEARS, Role.TITLE, Role.HEADING):
        fault = (
            "Titeln nämner flera års planer som en enda. Skriv gärna «Handlingsplaner», "
            "om det är flera handlingar."
        )
        yield at(passage, found, fault)


def begun_year(draft: Draft) -> Iterator[Found]:
    """A plan may be adopted after its year has begun, but the paper has to say so."""
    decided = _year_of_decision(draft)
    if decided is None or any(_NOTED.search(passage.words) for passage in draft.passages):
        return
    for passage in draft.of(Role.CLAUSE):
        if passage.section in _SECTIONS and _FIXES.search(passage.words):
            for found in _PLAN.finditer(passage.words):
                if int(found[1]) <= decided:
                    yield at(passage, found, _begun(found[1]))


def _begun(year: str) -> str:
    return (
        f"Planen för {year} fastställs när dess år redan har börjat. "
        "Skriv i ärendebeskrivningen att planen avser hela året, även tiden före beslutsdagen."
    )


def _year_of_decision(draft: Draft) -> int | None:
    """That of the day of decision, else of the first day of the paper: its own."""
    if draft.decided_on is not None:
        return draft.decided_on.year
    first = next((found for _, found in each(draft, _DAY)), None)
    return int(first[1]) if first else None

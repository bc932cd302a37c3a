"""Rules on law: replaced statutes, the wrong way to appeal, a ground without its year."""

import re
from collections.abc import Iterator

from documents.checker.model import Draft, Found, Section, at, each

_OLD_ACT = re.compile(r"\b1991:900\b")
_OLD_PARAGRAPH = re.compile(r"\b6[ \u00a0]kap\.[ \u00a0]33[ \u00a0]§")
_ACT = re.compile(r"kommunallag|\bKL\b")
_OLD_SUPPORT = re.compile(r"\b2000:284\b")
_PLAN_YEAR = re.compile(r"\b[Hh]andlingsplan(?:en|er|erna)?(?: för)?(?: åren?)? (20\d\d)")
_COUNTY_COUNCIL = re.compile(r"\b[Ll]andsting(?:et|ets|en|ens|s)?\b")
_RECEIVED = re.compile(
    r"\bfrån (?:den dag(?:en)?|det)(?: då| när| som| att)? \w{1,20}(?: \w{1,20})?"
    r" (?:(?:fick|får|har fått)(?: ta)?|tog|har tagit) del av",
    re.IGNORECASE,
)
# Only where something is appealed: other answers may be due three weeks from their service.
_SERVED = re.compile(
    r"\btre veckor (?:från|efter) (?:beslutets |dagen för )?delgivning(?:en|sdagen)?\b"
    r"|\btre veckor från (?:den dag(?:en)?|det)(?: då| när| som| att)? \w{1,20}(?: \w{1,20})?"
    r" (?:delgavs|delgetts|blev delgiven)\b",
    re.IGNORECASE,
)
_APPEALED = re.compile(r"överklag|besvär", re.IGNORECASE)
# A court's own judgment is appealed just so.
_JUDGMENT = re.compile(r"\bdom(?:en|s|ens|stolens)?\b|kammarrätt", re.IGNORECASE)
_ACT_33 = re.compile(
    r"\b33[ \u00a0]§[ \u00a0](?:förvaltningslagen|FL)\b|\b(?:FL|förvaltningslagen) 33[ \u00a0]?§"
)
_APPEAL = (
    "Så överklagas inte ett sådant beslut. Det prövas genom laglighetsprövning "
    "(13 kap. kommunallagen): skriv att tiden är tre veckor från den dag då det "
    "tillkännagavs att protokollet är justerat."
)
_URGENT = re.compile(r"\bbrådskande (?:delegations)?(?:beslut|ärende)\w{0,6}", re.IGNORECASE)
_ELECTED = re.compile(r"ordförand|ledamot|ledamöt", re.IGNORECASE)
_NEW_SUPPORT_FROM = 2025
_NUMBER = r"(?P<number>§{1,2}[ \u00a0]?\d{1,4})(?![\d/]| ?kap)"
_ANY_PARAGRAPH = re.compile(_NUMBER)
_GROUND = re.compile(rf"\bmed stöd av [^.;\n]{{0,80}}?{_NUMBER}")
_STATUTE = re.compile(r"\bkap\b|lagen\b|förordning|\bKL\b|\bFL\b", re.IGNORECASE)


def old_statute(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _OLD_ACT):
        yield at(passage, found, "Den kommunallagen är upphävd.", "2017:725")
    for passage, found in each(draft, _OLD_PARAGRAPH):
        if _ACT.search(passage.words):
            fault = "Rätten att delegera står i en annan paragraf i dagens kommunallag."
            yield at(passage, found, fault, found[0].replace("33", "37"))


def old_support(draft: Draft) -> Iterator[Found]:
    years = {int(found[1]) for _, found in each(draft, _PLAN_YEAR)}
    years |= {year for year, _ in draft.known.plans}
    if max(years, default=0) >= _NEW_SUPPORT_FROM:
        for passage, found in each(draft, _OLD_SUPPORT):
            fault = "För planer från 2025 gäller en nyare förordning om stöd till service."
            yield at(passage, found, fault, "2024:1243")


def county_council(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _COUNTY_COUNCIL):
        yield at(passage, found, "Landstingen är regioner nu. Skriv region.")


def wrong_appeal(draft: Draft) -> Iterator[Found]:
    is_appealed = any(_APPEALED.search(passage.words) for passage in draft.passages)
    for pattern in (_RECEIVED, _ACT_33, *([_SERVED] if is_appealed else ())):
        for passage, found in each(draft, pattern):
            if pattern is _ACT_33 or not _JUDGMENT.search(passage.words):
                yield at(passage, found, _APPEAL)


def urgent_decision(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _URGENT):
        if not _ELECTED.search(passage.words):
            fault = (
                "En anställd kan inte fatta brådskande beslut (6 kap. 39 § kommunallagen): det kan "
                "bara ordföranden eller en annan ledamot som nämnden har utsett. Skriv om texten."
            )
            yield at(passage, found, fault)


def mandate_year(draft: Draft) -> Iterator[Found]:
    """Paragraph numbers begin anew each year."""
    for passage in draft.passages:
        pattern = _ANY_PARAGRAPH if passage.section is Section.MANDATE else _GROUND
        for found in pattern.finditer(passage.words):
            if not _STATUTE.search(passage.words, max(0, found.start() - 20), found.end() + 30):
                fault = "Paragrafen saknar årtal. Skriv till exempel § 89/2023."
                yield Found(passage, found.start("number"), found.end("number"), fault)

"""Rules on sentences: full stops, the form of the clauses, proposals, headings, du and ni."""

import re
from collections.abc import Iterator

from documents.checker.model import Draft, Found, Passage, Role, Section, at, each

_ENDED = re.compile(r"[.!?:…][)”»\]]*$")
_LAST_WORD = re.compile(r"\S{1,40}$")
_PASSIVE = re.compile(r"\b(?:fastställs|fastslås|antas|upphävs)\b")
_INFINITIVE = re.compile(
    r"\bbesluta(?:r|de)?\b[^.]{0,80}\batt\b|\b[Aa]tt (?:fastställa|anta|upphäva)\b"
)
_PROPOSED = re.compile(r"\b[Ff]öreslås\b")
_PROPOSES = re.compile(r"\b[Ff]öreslå[rs]\b|\b[Ff]örslag till beslut\b")
_COPIED = re.compile(r"^(?:kopia till|kopia för kännedom|distributionslista)\b:?", re.IGNORECASE)
_NOTIFIED = re.compile(r"^(?:notifikation|notifiering)\b:?", re.IGNORECASE)
_SMALL = "och|till|av|för|i|på|med|från|om|enligt|samt|eller|vid|under|som"
_COMMON = (
    "beslut|beslutet|underlag|delegation|delegationsbestämmelse|anmälan|utdrag|ärende|ärendet|"
    "ärendebeskrivning|förslag|beskrivning|bakgrund|sammanfattning|handlingsplan|handlingsplaner|"
    "handlingsplanen|plan|planen|program|programmet|serviceprogram|serviceprogrammet|insats|"
    "insatser|insatserna|mål|målen|uppföljning|återrapportering|rapport|årsrapport|finansiering|"
    "avvikelser|lärdomar|samverkan|hållbarhet|utvecklingsnämnden|nämnden|nämnd|kommuner|"
    "mottagare|bilagor|service|tillgång|utveckling|år|året"
)
_CAPITAL_IN_HEADING = re.compile(
    r"(?<=[\w,)] )(?:"
    + "|".join(word.capitalize() for word in f"{_SMALL}|{_COMMON}".split("|"))
    + r")\b(?! [A-ZÅÄÖ]\b)(?! 20\d\d)"
)
_DU = re.compile(r"\b[Dd](?:u|ig|in|itt|ina)\b")
_NI = re.compile(r"\b(?:[Nn]i|[Ee]r|[Ee]rt|[Ee]ra)\b")


def full_stop(draft: Draft) -> Iterator[Found]:
    for passage in draft.of(Role.PARAGRAPH, Role.CLAUSE):
        text = passage.text.rstrip()
        if not text or _ENDED.search(text, max(0, len(text) - 8)):
            continue
        last = _LAST_WORD.search(text, max(0, len(text) - 40))
        if last is not None:
            what = "Beslutssatsen" if passage.role is Role.CLAUSE else "Meningen"
            yield at(passage, last, f"{what} saknar punkt.", f"{last[0]}.")


def clause_form(draft: Draft) -> Iterator[Found]:
    """The form of the first clause is the one to keep."""
    first = ""
    for passage in draft.of(Role.CLAUSE):
        found = _INFINITIVE.search(passage.words) or _PASSIVE.search(passage.words)
        if found is None:
            continue
        form = "passive" if found.re is _PASSIVE else "active"
        first = first or form
        if form != first:
            yield at(passage, found, _one_form(first))


def _one_form(first: str) -> str:
    how = "«… fastställs.»" if first == "passive" else "«… beslutar att fastställa …»"
    return f"Beslutssatserna är skrivna på olika sätt. Skriv alla som den första: {how}."


def proposal_left(draft: Draft) -> Iterator[Found]:
    fault = "Ordalydelsen är ett förslags, men beslutet är fattat. Skriv vad som beslutas."
    for passage in draft.passages:
        pattern = _PROPOSES if passage.section is Section.DECISION else _PROPOSED
        if passage.role is Role.HEADING and draft.decided:
            pattern = _PROPOSES
        if passage.section is Section.DECISION or draft.decided:
            for found in pattern.finditer(passage.words):
                yield at(passage, found, fault, "Beslut" if _is_heading(passage) else None)


def _is_heading(passage: Passage) -> bool:
    return passage.role is Role.HEADING


def recipients_heading(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _COPIED, Role.HEADING, Role.LINE):
        yield at(passage, found, "Rubriken över mottagarna heter något annat.", "Utdrag till")
    for passage, found in each(draft, _NOTIFIED, Role.HEADING, Role.LINE):
        yield at(passage, found, "Det nämnden får veta anmäls.", "Anmälan")


def heading_case(draft: Draft) -> Iterator[Found]:
    fault = "I en rubrik har bara det första ordet och namn stor bokstav."
    titles = (*draft.known.names, *(title for _, title in draft.known.plans))
    for passage, found in each(draft, _CAPITAL_IN_HEADING, Role.HEADING, Role.TITLE):
        if not any(_holds(passage, found, title) for title in titles):
            yield at(passage, found, fault, found[0].lower())


def _holds(passage: Passage, word: re.Match[str], title: str) -> bool:
    """Whether the word is a part of the title, as it stands in the passage."""
    start = passage.words.find(title, max(0, word.end() - len(title)))
    return 0 <= start <= word.start()


def address_mixed(draft: Draft) -> Iterator[Found]:
    """The address that the text uses first is the one to keep."""
    informal, plural = list(each(draft, _DU)), list(each(draft, _NI))
    if not informal or not plural:
        return
    places = {id(passage): place for place, passage in enumerate(draft.passages)}
    firsts = [(places[id(hits[0][0])], hits[0][1].start()) for hits in (informal, plural)]
    keeps, changes = ("du", plural) if firsts[0] < firsts[1] else ("ni", informal)
    for passage, found in changes:
        yield at(passage, found, f"Texten blandar du och ni. Håll fast vid «{keeps}».")

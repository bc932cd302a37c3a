"""Rules on words: anglicisms, misspellings, and the office's own verbs."""

import re
from collections.abc import Iterator, Mapping

from documents.checker.model import Draft, Found, Role, at, each

_ENGLISH: Mapping[str, str] = {
    r"approv(?:a|ar|ad|at|ade|as|al)": "godkänna eller besluta",
    r"workflow(?:et|en|s)?": "arbetsflöde eller gång",
    r"dashboard(?:en|s)?": "översikt",
    r"submitt?(?:a|ar|ad|at|ade|as)": "lämna in",
    r"notifikation(?:en|er|erna)?": "underrättelse eller anmälan",
    r"notifier(?:a|ar|as|ad|at|ade)": "underrätta eller anmäla",
    r"assign(?:a|ar|ad|at|ade|as)": "tilldela",
    r"review(?:a|ar|ad|at|ade|as|en)": "granska",
    r"upload(?:a|ar|ad|at|ade|as)": "ladda upp",
    r"stakeholder(?:s|n)?": "intressent eller berörd",
    r"milestone(?:s|n)?": "delmål",
}
_ENGLISH_WORD = {
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE): swedish for words, swedish in _ENGLISH.items()
}

# Slips that are never a word of their own; endings follow the stem unchanged.
_MISSPELT: Mapping[str, str] = {
    "tjänstesskrivelse": "tjänsteskrivelse",
    "tjänsskrivelse": "tjänsteskrivelse",
    "tjänstskrivelse": "tjänsteskrivelse",
    "tjänsteskrivelsse": "tjänsteskrivelse",
    "tjänste skrivelse": "tjänsteskrivelse",
    "tjänsteutlåttande": "tjänsteutlåtande",
    "delegationbeslut": "delegationsbeslut",
    "delegations beslut": "delegationsbeslut",
    "delegationordning": "delegationsordning",
    "beslut underlag": "beslutsunderlag",
    "besluts underlag": "beslutsunderlag",
    "beslutunderlag": "beslutsunderlag",
    "handlings plan": "handlingsplan",
    "handligsplan": "handlingsplan",
    "handlinsplan": "handlingsplan",
    "protokolls utdrag": "protokollsutdrag",
    "ärende beskrivning": "ärendebeskrivning",
    "ärendemenning": "ärendemening",
    "diarie nummer": "diarienummer",
    "diarenummer": "diarienummer",
    "diareför": "diarieför",
    "expidier": "expedier",
    "expidera": "expediera",
    "sammanträdes dag": "sammanträdesdag",
    "service program": "serviceprogram",
    "utvecklings direktör": "utvecklingsdirektör",
    "utvecklings nämnden": "utvecklingsnämnden",
}
_SLIP = re.compile(rf"\b(?:{'|'.join(_MISSPELT)})", re.IGNORECASE)

_MATTER = re.compile(r"\b(?:[Ää]rendets titel|[Ää]rendetitel(?:n)?)\b")
_KEPT = re.compile(r"\bspara[rs]?(?:de|t|ts)? i diariet\b", re.IGNORECASE)
_GRANTED = re.compile(r"\b(?:antas|beviljas|godkänns)\b")
_PLAN = re.compile(r"\b[Hh]andlingsplan")

# What is notified, and only that: a committee does approve other things, and in the same sentence.
_BODY = r"(?:\w{0,40}nämnden|regionstyrelsen|kommunstyrelsen)"
_DECIDED = r"(?:delegations)?beslut(?:et|en)?\b"
_NOTIFIED = (
    rf"(?:anmälan av (?:\w{{1,30}} ){{0,2}}{_DECIDED}|anmälningarna av {_DECIDED}"
    rf"|anmäl(?:da|t) {_DECIDED})"
)
_SUCH = r"(?:(?:de|det|den|alla|samtliga|dessa|följande|redovisade) ){0,3}"
_TOLD = rf"{_SUCH}(?:{_NOTIFIED}|delegationsbeslut(?:et|en)?\b|anmälan(?= ?(?:[.;\n]|\Z)))"
_APPROVES = re.compile(
    rf"\b{_BODY} (?:(?:beslutar|beslutade|har beslutat) att (?:godkänna|fastställa|avslå)"
    rf"|godkänner|fastställer|avslår)\b(?= {_TOLD})",
    re.IGNORECASE,
)
_APPROVED = re.compile(
    rf"\b{_NOTIFIED} (?:godkänns|fastställs|avslås)\b(?! inte\b)"
    rf"(?! av (?!(?:\w{{1,30}} ){{0,2}}{_BODY}))"
    rf"|\bdelegationsbeslut(?:et|en)? (?:godkänns|fastställs|avslås) av"
    rf"(?: \w{{1,30}}){{0,2}} {_BODY}\b",
    re.IGNORECASE,
)


def anglicism(draft: Draft) -> Iterator[Found]:
    for pattern, swedish in _ENGLISH_WORD.items():
        for passage, found in each(draft, pattern, Role.TITLE, Role.PARAGRAPH, Role.CLAUSE):
            yield at(passage, found, f"Ordet är engelska. Skriv {swedish}.")
        for passage, found in each(draft, pattern, Role.HEADING, Role.LINE):
            if found.start() > 0 or not found[0].lower().startswith("notifi"):
                yield at(passage, found, f"Ordet är engelska. Skriv {swedish}.")


def misspelling(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _SLIP):
        right = _MISSPELT[found[0].lower()]
        right = right.capitalize() if found[0][0].isupper() else right
        yield at(passage, found, "Ordet är felstavat.", right)


def office_word(draft: Draft) -> Iterator[Found]:
    for passage, found in each(draft, _MATTER):
        right = "Ärendemening" if found[0][0].isupper() else "ärendemening"
        yield at(passage, found, "Ett ärendes namn heter ärendemening.", right)
    for passage, found in each(draft, _KEPT):
        yield at(passage, found, "Handlingar sparas inte i diariet. Skriv diarieföra.")
    for passage, found in each(draft, _GRANTED, Role.CLAUSE):
        if _PLAN.search(passage.words):
            yield at(passage, found, "En handlingsplan fastställs.", "fastställs")


def takes_note(draft: Draft) -> Iterator[Found]:
    fault = "Nämnden kan inte pröva ett anmält delegationsbeslut. Skriv att den tar del av det."
    for pattern in (_APPROVES, _APPROVED):
        for passage, found in each(draft, pattern):
            yield at(passage, found, fault)

"""Rules on names: organisations as in the register, committees and posts in lower case."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from documents.checker.model import Draft, Found, Passage, Role, at, each
from documents.typography import NBSP
from workflow.references import uncapitalised

_GAP = rf"[ {NBSP}\n]"
_JOINED = rf"[ {NBSP}\n/-]{{1,2}}"
_FOLDED = str.maketrans({"å": "[åa]", "ä": "[äa]", "ö": "[öo]", "é": "[ée]"})
_BOARD = re.compile(
    rf"\bLänsstyrelsen{_GAP}(i{_GAP})?"
    rf"([A-ZÅÄÖ][a-zåäö]{{1,30}}(?:{_GAP}[A-ZÅÄÖ][a-zåäö]{{1,30}})?{_GAP}län)\b"
)
_MUNICIPALITY = re.compile(rf"\b([A-ZÅÄÖ][a-zåäö]{{1,30}}){_GAP}kommun\b")
_IN_SENTENCE = re.compile(rf"[a-zåäö,]{_GAP}$")
_MUNICIPAL = " kommun"
_DIRECTOR = re.compile(r"\b[Rr]egiondirektör(?:en)?\b")
_COMMITTEES = (
    "regionala utvecklingsnämnden",
    "regionstyrelsen",
    "regionfullmäktige",
    "hälso- och sjukvårdsnämnden",
    "kommunstyrelsen",
    "kommunfullmäktige",
    "nämnden",
)
_POSTS = ("Regional utvecklingsdirektör",)


def register_name(draft: Draft) -> Iterator[Found]:
    for name in draft.known.names:
        for passage, found in each(draft, _loosely(name)):
            written = _plain(passage.text[found.start() : found.end()])
            if not _same(written, name):
                yield at(passage, found, "Namnet är ett annat i registret.", name)


def _same(written: str, name: str) -> bool:
    """Of several words the first may begin in lower case: ``region``, ``föreningen``."""
    if " " not in name:
        return written == name
    return written[1:] == name[1:] and written[0].lower() == name[0].lower()


@lru_cache(maxsize=256)
def _loosely(name: str) -> re.Pattern[str]:
    """The name however it is joined, capitalised and spelt: without dots and rings, with an i."""
    words = name.split()
    if words[0].casefold() == "länsstyrelsen":
        words = [words[0], *(word for word in words[1:] if word != "i")]
        words[0] = rf"{_spelt(words[0])}(?:{_GAP}i)?"
        spelt = [words[0], *map(_spelt, words[1:])]
    else:
        spelt = [_spelt(word) for word in words]
    return re.compile(rf"\b{_JOINED.join(spelt)}\b", re.IGNORECASE)


def _spelt(word: str) -> str:
    return re.escape(word.casefold()).translate(_FOLDED)


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").replace("\n", " ")


def municipality_genitive(draft: Draft) -> Iterator[Found]:
    for name in draft.known.names:
        if name.endswith(_MUNICIPAL) and len(name) > len(_MUNICIPAL) + 1:
            wrong = _other_genitive(name)
            if wrong not in draft.known.names:
                pattern = re.compile(re.escape(wrong).replace(r"\ ", _GAP) + r"(s?)\b")
                for passage, found in each(draft, pattern):
                    fault = "Kommunens namn har en annan form i registret."
                    yield at(passage, found, fault, name + found[1])


def _other_genitive(name: str) -> str:
    place = name.removesuffix(_MUNICIPAL)
    return f"{place.removesuffix('s') if place.endswith('s') else place + 's'}{_MUNICIPAL}"


def name_mixed(draft: Draft) -> Iterator[Found]:
    """Only names that the register does not settle."""
    yield from _boards_mixed(draft)
    yield from _municipalities_mixed(draft)


def _boards_mixed(draft: Draft) -> Iterator[Found]:
    hits = [(passage, found, _plain(found[2])) for passage, found in each(draft, _BOARD)]
    settled = {name for name in draft.known.names if name.startswith("Länsstyrelsen")}
    with_i = {county for _, found, county in hits if found[1]}
    for passage, found, county in hits:
        right = f"Länsstyrelsen i {county}"
        if not found[1] and county in with_i and not any(county in name for name in settled):
            fault = "Länsstyrelsens namn är skrivet på två sätt i texten."
            yield at(passage, found, fault, right)


def _municipalities_mixed(draft: Draft) -> Iterator[Found]:
    hits = [(passage, found, found[1]) for passage, found in each(draft, _MUNICIPALITY)]
    settled = {name.removesuffix(_MUNICIPAL) for name in draft.known.names}
    settled |= {_other_genitive(f"{name}{_MUNICIPAL}").removesuffix(_MUNICIPAL) for name in settled}
    forms = {place for _, _, place in hits} - settled
    for passage, found, place in hits:
        if place in forms and f"{place}s" in forms:
            fault = (
                f"Kommunens namn är skrivet på två sätt i texten, också som «{place}s kommun». "
                "Skriv det som kommunen själv gör."
            )
            yield at(passage, found, fault)


def committee_capital(draft: Draft) -> Iterator[Found]:
    fault = "Nämndens namn skrivs med liten bokstav i löpande text."
    names = dict.fromkeys((*draft.known.committees, *_COMMITTEES))
    running = (Role.PARAGRAPH, Role.CLAUSE, Role.LINE)
    yield from _capitals(draft, names, fault, running, running)


def post_title(draft: Draft) -> Iterator[Found]:
    fault = "Befattningens namn har inte stor bokstav där."
    names = dict.fromkeys((*draft.known.posts, *_POSTS))
    yield from _capitals(draft, names, fault, tuple(Role), (Role.PARAGRAPH, Role.CLAUSE))
    posts = " ".join(draft.known.posts).casefold()
    if "utvecklingsdirektör" in posts and "regiondirektör" not in posts:
        titles = [post for post in draft.known.posts if "utvecklingsdirektör" in post.casefold()]
        for passage, found in each(draft, _DIRECTOR):
            fault = f"Den befattningen finns inte i registret. Skriv den som finns: {titles[0]}."
            yield at(passage, found, fault)


def _capitals(
    draft: Draft,
    names: Iterable[str],
    fault: str,
    roles: tuple[Role, ...],
    running: tuple[Role, ...],
) -> Iterator[Found]:
    """Words after the first in lower case everywhere, the first too inside a sentence."""
    for name in names:
        for passage, found in each(draft, _any_case(name), *roles):
            written = passage.text[found.start() : found.end()]
            right = _as_in_register(written, name)
            if passage.role in running and _inside_sentence(passage, found.start()):
                right = uncapitalised(right)
            if written != right and not written.isupper():
                yield at(passage, found, fault, right)


@lru_cache(maxsize=256)
def _any_case(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_GAP.join(map(re.escape, name.split()))}\b", re.IGNORECASE)


def _as_in_register(written: str, name: str) -> str:
    """The register's letters after the first, with the spaces that were written."""
    kept = iter(part for part in written if part in f" {NBSP}\n")
    rest = "".join(next(kept) if part == " " else part for part in name[1:])
    return written[0] + rest


def _inside_sentence(passage: Passage, start: int) -> bool:
    return bool(_IN_SENTENCE.search(passage.words, max(0, start - 2), start))

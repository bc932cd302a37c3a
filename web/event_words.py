"""What has happened in a case, as its time line says it: in the past tense, by whom, with what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from documents.typography import enumerated, uncapitalised
from web import words
from web.i18n import _
from web.i18n import lazy as _l
from workflow.operations.queries.history import Entry
from workflow.reasons import sentence
from workflow.states import ActorKind

# Each step as something done, and what is noted beside the chain.
DONE: dict[str, str] = {
    "open_plan": _l("Plan öppnad"),
    "write_measure": _l("Insats skriven"),
    "remove_measure": _l("Insats borttagen"),
    "circulate": _l("Skickad på samråd"),
    "answer": _l("Svar lämnat"),
    "prepare": _l("Beslutsutkast upplagt"),
    "revise": _l("Beslutsutkast omskrivet"),
    "revise_basis": _l("Beslutsunderlag ändrat"),
    "declare_conflict": _l("Jäv anmält"),
    "submit": _l("Lämnat för beslut"),
    "send_back": _l("Skickat tillbaka"),
    "refer": _l("Hänskjutet till nämnden"),
    "decide": _l("Beslut fattat"),
    "correct": _l("Beslutet rättat"),
    "list": _l("Upptaget på anmälningslistan"),
    "notify": _l("Anmält till nämnden"),
    "adjust": _l("Protokollet justerat"),
    "post": _l("Justeringen anslagen"),
    "gain_force": _l("Laga kraft bekräftad"),
    "dispatch": _l("Expedierat"),
    "acknowledge": _l("Utdrag kvitterat"),
    "complete": _l("Expedieringen slutförd"),
    "open_follow_up": _l("Uppföljningen öppnad"),
    "report_outcome": _l("Utfall lämnat"),
    "close_follow_up": _l("Uppföljningen avslutad"),
    "report_agency": _l("Rapporterat till myndigheten"),
    "report_committee": _l("Återrapporterat till nämnden"),
    "close": _l("Planen avslutad"),
    "note_receipt": _l("Kvittens antecknad"),
    "remind": _l("Påminnelse skickad"),
    "revoke_delegation": _l("Delegation återkallad"),
}


@dataclass(frozen=True)
class Happened:
    """One entry of the record as ``ui.timeline`` shows it."""

    title: str
    at: datetime
    who: str
    text: str


def happened(entries: Iterable[Entry]) -> list[Happened]:
    """What has happened, in the words of the office."""
    return [Happened(_title(each), each.at, _by(each), _text(each)) for each in entries]


def _title(entry: Entry) -> str:
    if entry.refused:
        return _("Nekat försök – %(act)s", act=_about(words.act(entry.step), entry))
    done = DONE.get(entry.step)
    return _about(_(done) if done else words.act(entry.step), entry)


def _about(what: str, entry: Entry) -> str:
    return f"{what}: {entry.about}" if entry.about else what


def _by(entry: Entry) -> str:
    """``Malin Nyqvist Ljungberg, handläggare``; a name that is the post's own says it once."""
    if entry.actor_kind is ActorKind.SYSTEM:
        return _("Kalendern")
    name, title = entry.actor_name, uncapitalised(entry.actor_title)
    return name if not title or title in name.lower() else f"{name}, {title}"


def _text(entry: Entry) -> str:
    """Why not; or what the person wrote, and the papers and letters that it came to."""
    if entry.refused:
        return " ".join(sentence(refusal) for refusal in entry.refusals)
    return " ".join(_parts(entry))


_WRITTEN = ("paragraph", "reason", "opinion")


def _parts(entry: Entry) -> Iterator[str]:
    if entry.given.get("number"):
        yield _("Beslut %(number)s.", number=entry.given["number"])
    for name in _WRITTEN:
        said = entry.given.get(name)
        if isinstance(said, str) and said.strip():
            yield said if said.endswith((".", "!", "?")) else f"{said}."
    kinds = dict.fromkeys(paper.kind for paper in entry.papers)
    named = tuple(uncapitalised(_(words.PAPERS[kind])) for kind in kinds if kind in words.PAPERS)
    if named:
        yield _("Handlingar: %(papers)s.", papers=enumerated(named))
    if entry.letters:
        yield _("Brev: %(count)s.", count=entry.letters)

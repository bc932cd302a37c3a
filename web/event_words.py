"""What has happened in a case, as its time line says it: in the past tense, by whom, with what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from documents.typography import enumerated
from web import words
from web.i18n import _
from web.i18n import lazy as _l
from web.swedish import Swedish, sentence
from workflow.operations.queries.history import Entry
from workflow.references import uncapitalised
from workflow.states import ActorKind

# Each step as something done, and what is noted beside the chain.
DONE: dict[str, str] = {
    "open_plan": _l("Plan öppnad"),
    "write_measure": _l("Insats skriven"),
    "remove_measure": _l("Insats borttagen"),
    "circulate": _l("Skickad på samråd"),
    "answer": _l("Svar lämnat"),
    "note_answer": _l("Svar antecknat"),
    "extend_answer": _l("Svarsdagen flyttad"),
    "discard_plan": _l("Planen makulerad"),
    "prepare": _l("Beslutsutkast upplagt"),
    "revise": _l("Beslutsutkast omskrivet"),
    "revise_basis": _l("Beslutsunderlag ändrat"),
    "discard": _l("Beslutsutkast makulerat"),
    "declare_conflict": _l("Jäv anmält"),
    "submit": _l("Lämnat för beslut"),
    "take_back": _l("Ärendet återtaget"),
    "send_back": _l("Skickat tillbaka"),
    "refer": _l("Hänskjutet till nämnden"),
    "leave_to_committee": _l("Överlämnat till nämnden"),
    "committee_decides": _l("Nämndens beslut antecknat"),
    "hand_back": _l("Åter från nämnden"),
    "decide": _l("Beslut fattat"),
    "correct": _l("Beslutet rättat"),
    "list": _l("Upptaget på anmälningslistan"),
    "move_notice": _l("Anmälan flyttad till ett annat sammanträde"),
    "summon": _l("Kallelsen har gått ut och anmälningslistan är låst"),
    "notify": _l("Anmält till nämnden"),
    "record": _l("Protokollfört särskilt"),
    "adjust": _l("Protokollet justerat"),
    "post": _l("Justeringen anslagen"),
    "gain_force": _l("Laga kraft bekräftad"),
    "amend_notice": _l("Uppgifter om anmälan rättade"),
    "appeal": _l("Överklagande antecknat"),
    "appeal_late": _l("Överklagande som kom för sent antecknat"),
    "close_appeal": _l("Överklagandet avslutat"),
    "repeal": _l("Beslutet upphävt"),
    "dispatch": _l("Expedierat"),
    "acknowledge": _l("Utdrag kvitterat"),
    "complete": _l("Expedieringen slutförd"),
    "resend": _l("Utdrag sänt igen"),
    "bounced": _l("Ett brev kom i retur"),
    "arrived": _l("Ett meddelande kom in"),
    "handle_incoming": _l("Meddelande hanterat"),
    "settle_unsure": _l("Osäkert brev avgjort"),
    "withdraw": _l("Försändelse avbruten"),
    "remind_recipients": _l("Mottagare påminda"),
    "send_link_anew": _l("Ny länk skickad till mottagaren"),
    "open_follow_up": _l("Uppföljningen öppnad"),
    "report_outcome": _l("Utfall lämnat"),
    "close_follow_up": _l("Uppföljningen avslutad"),
    "reopen_follow_up": _l("Uppföljningen öppnad igen"),
    "report_agency": _l("Rapporterat till myndigheten"),
    "report_committee": _l("Återrapporterat till nämnden"),
    "move_report": _l("Återrapporteringen flyttad till ett annat sammanträde"),
    "close": _l("Planen avslutad"),
    "note_receipt": _l("Kvittens antecknad"),
    "hand_to_post": _l("Lämnat till posten"),
    "remind": _l("Påminnelse skickad"),
    "hand_over": _l("Ärendet överlämnat"),
    "revoke_delegation": _l("Delegation återkallad"),
    "refuse_file": _l("Fil med skadlig kod nekad"),
}


@dataclass(frozen=True)
class Happened:
    """One entry of the record as ``ui.timeline`` shows it."""

    title: str
    at: datetime
    who: str
    text: str


def done(step: str) -> str:
    """A step as something that has been done: ``Lämnat för beslut``."""
    return _(DONE[step]) if step in DONE else words.act(step)


def happened(entries: Iterable[Entry]) -> list[Happened]:
    """What has happened, in the words of the office."""
    return [Happened(_title(each), each.at, _by(each), _text(each)) for each in entries]


def _title(entry: Entry) -> str:
    if entry.refused:
        return _("Nekat försök – %(act)s", act=_about(words.act(entry.step), entry))
    return _about(done(entry.step), entry)


def _about(what: str, entry: Entry) -> str:
    return f"{what}: {entry.about}" if entry.about else what


# Who acts without being a person.
_SYSTEMS = {"Kalendern": _l("Kalendern"), "Posten": _l("E-posten")}


def _by(entry: Entry) -> str:
    """``Malin Nyqvist Ljungberg, handläggare``; a name that is the post's own says it once."""
    if entry.actor_kind is ActorKind.SYSTEM:
        return _(_SYSTEMS.get(entry.actor_name, entry.actor_name))
    name, title = entry.actor_name, uncapitalised(entry.actor_title)
    return name if not title or title in name.lower() else f"{name}, {title}"


def _text(entry: Entry) -> str:
    """Why not; or what the person wrote, and the papers and letters that it came to."""
    if entry.refused:
        return Swedish(" ".join(sentence(refusal) for refusal in entry.refusals))
    return " ".join(_parts(entry))


_WRITTEN = ("paragraph", "reason", "opinion")


def _parts(entry: Entry) -> Iterator[str]:
    if entry.given.get("number"):
        yield _("Beslut %(number)s.", number=entry.given["number"])
    if entry.step == "hand_over":
        yield _handed(entry)
    changed = entry.given.get("changed") or ()
    for what, was, now in changed:
        yield _amended(what, was, now)
    for name in _WRITTEN[1:] if changed else _WRITTEN:
        said = entry.given.get(name)
        if isinstance(said, str) and said.strip():
            yield said if said.endswith((".", "!", "?")) else f"{said}."
    kinds = dict.fromkeys(paper.kind for paper in entry.papers)
    named = tuple(uncapitalised(_(words.PAPERS[kind])) for kind in kinds if kind in words.PAPERS)
    if named:
        yield _("Handlingar: %(papers)s.", papers=enumerated(named))
    if entry.letters:
        yield _("Brev: %(count)s.", count=entry.letters)


# What of a notice is put right, and what follows from it.
_AMENDED = {
    "paragraph": _l("Paragraf"),
    "adjusted_on": _l("Justeringsdag"),
    "posted_on": _l("Anslagsdag"),
    "posted_place": _l("Protokollet förvaras"),
    "last_appeal_on": _l("Sista dag för överklagande"),
    "in_force_on": _l("Laga kraft"),
}


def _amended(name: str, was: str, now: str) -> str:
    """What stands now and what stood before: ``Paragraf: § 2/2023 i stället för § 1/2023.``."""
    what = _(_AMENDED[name])
    if not now:
        return _("%(what)s: tas tillbaka (%(was)s).", what=what, was=was)
    return _("%(what)s: %(now)s i stället för %(was)s.", what=what, now=now, was=was)


def _handed(entry: Entry) -> str:
    """From whom the case went to whom, and since when."""
    given = entry.given
    return _(
        "Från %(giver)s till %(receiver)s, från och med %(day)s.",
        giver=given.get("from", ""),
        receiver=given.get("to", ""),
        day=given.get("since", ""),
    )

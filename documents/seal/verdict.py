"""What people are told of a file: genuine, changed or unknown, and what that means."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from cryptography import x509

from documents.seal.identity import is_self_made, issuer_of, owner_of
from documents.seal.timestamping import Stamp
from documents.typography import typeset, written


class Outcome(StrEnum):
    """The three answers there are."""

    GENUINE = "äkta"
    CHANGED = "ändrad"
    UNKNOWN = "okänd"


@dataclass(frozen=True)
class KnownPaper:
    """A paper of the register: what it is called, and the case that it belongs to."""

    name: str
    reference: str


@dataclass(frozen=True)
class Verdict:
    """The answer, the sentences that explain it, and the file's checksum."""

    outcome: Outcome
    sentences: tuple[str, ...]
    sha256: str
    sealed_at: datetime | None = None


OPENING = {
    Outcome.GENUINE: "Filen är äkta.",
    Outcome.CHANGED: "Filen är ändrad. Lita inte på den.",
    Outcome.UNKNOWN: "Filen är okänd. Det går inte att säga om den är äkta.",
}
_ASK = "Be avsändaren om originalet."

TOO_LARGE = "Den är större än {limit} MB, och så stora filer kontrolleras inte."
NO_PDF = "Den är ingen PDF och finns inte i registret."
NO_SEAL = "Den har inget sigill och finns inte i registret."
FOREIGN = (
    "Den bär ett sigill eller en underskrift, men certifikatet är inget av dem som programmet "
    "litar på. Vems sigillet är, och om det är helt, har inte prövats."
)
UNPROVEN = (
    "Den bär vårt certifikat, men sigillet är inte gjort med vår nyckel. Filen är skadad eller "
    f"förfalskad. Lita inte på den. {_ASK}"
)
CHANGED = (
    "Den bär ett sigill från {owner}, men innehållet är inte det som förseglades: något har "
    f"ändrats, tagits bort eller skadats på vägen. {_ASK}"
)
ADDED = (
    "Den bär ett sigill från {owner}, men efter sigillet har {added} byte lagts till. Det kan vara "
    f"en anteckning, en underskrift eller en ändrad sida. {_ASK}"
)
REWRAPPED = (
    "Den bär ett sigill från {owner} och innehållet är det som förseglades, men något i själva "
    f"sigillet har ändrats. {_ASK}"
)
WRONG_STAMP = (
    "Den bär ett sigill från {owner} och innehållet är det som förseglades, men tidsstämpeln hör "
    f"inte till sigillet. {_ASK}"
)
WHOLE = "Den är förseglad av {owner}, och inte en enda byte har ändrats sedan dess."
KNOWN = "Den är byte för byte samma fil som {paper} i registret."
KNOWN_ONLY = (
    "Filen har inget sigill som programmet känner igen. Att den är äkta syns bara här, mot "
    "registret."
)
OWN_CLOCK = "Sigillet sattes den {time} enligt klockan i datorn som förseglade filen."
STAMPED = (
    "Tidsstämpeltjänsten «{service}» uppger att sigillet fanns den {time}. Om tjänsten går att "
    "lita på har inte prövats."
)
SELF_MADE = (
    "Sigillet är organisationens eget. Det är högst ett avancerat elektroniskt sigill och inte "
    "ett kvalificerat, och andra program litar på det bara där organisationens certifikat är "
    "installerat."
)
ISSUED = "Certifikatet är utfärdat av «{issuer}». Om sigillet är kvalificerat har inte prövats."


def whose(certificate: x509.Certificate) -> str:
    """``Region Jämtland Härjedalen (232100-0214)``."""
    owner = owner_of(certificate)
    return f"{owner.name} ({owner.number})" if owner.number else owner.name


def sealed_words(
    certificate: x509.Certificate, at: datetime | None, stamp: Stamp | None, zone: tzinfo
) -> tuple[str, ...]:
    """Who sealed a whole file, when, and what such a seal is worth."""
    words = [WHOLE.format(owner=whose(certificate))]
    if stamp is not None:
        words.append(STAMPED.format(service=stamp.service, time=_time(stamp.at, zone)))
    elif at is not None:
        words.append(OWN_CLOCK.format(time=_time(at, zone)))
    if is_self_made(certificate):
        words.append(SELF_MADE)
    else:
        words.append(ISSUED.format(issuer=issuer_of(certificate)))
    return tuple(words)


def known_words(paper: KnownPaper) -> str:
    return KNOWN.format(paper=f"{paper.name}, {paper.reference},")


def verdict(
    outcome: Outcome, sha256: str, *words: str, sealed_at: datetime | None = None
) -> Verdict:
    sentences = tuple(typeset(sentence) for sentence in (OPENING[outcome], *words))
    return Verdict(outcome, sentences, sha256, sealed_at)


def _time(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{written(local.date())} kl. {local:%H.%M}"

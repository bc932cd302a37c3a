"""The register of organisations as a table: what its columns are, to write it and to read it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from web.exports import Cell
from web.forms.like import sentence_of
from web.i18n import _, translated
from web.sheets import Row
from web.words import CHANNELS, PARTY_KINDS
from workflow.casefile.days import Day
from workflow.casefile.fields import Email, Name, OrganisationNumber
from workflow.facts import Party
from workflow.operations.party_import import Fault, Listed
from workflow.operations.party_register import OWN
from workflow.operations.queries.parties import Organisations
from workflow.refusals import BadInput, Complaint
from workflow.states import Channel

# The heads are the same in every language, so that a file that was saved can be read in again.
HEADS = {
    "name": "Namn",
    "kind": "Slag",
    "number": "Organisationsnummer",
    "channel": "Kanal",
    "email": "E-post",
    "contact": "Kontakt och postadress",
    "valid_from": "Gäller från",
    "valid_to": "Gäller till",
    "groups": "Grupper",
}
# What a person has made sure of is said with the button, and never read in from a file.
_SHOWN_ONLY = ("Adressen kontrollerad", "Kontrollerad av")
BETWEEN = "|"

_KINDS = {kind: words for kind, words in PARTY_KINDS.items() if kind != OWN}
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"(?:16)?(\d{6})-?(\d{4})")
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r])")


def heads() -> list[str]:
    return [*HEADS.values(), *_SHOWN_ONLY]


def rows(found: Organisations) -> Iterator[list[Cell]]:
    """Each organisation outside, as it is written."""
    for party in found.outside:
        yield [*_cells(party), BETWEEN.join(found.groups_of(party.id)), *_verified(party)]


def _cells(party: Party) -> Sequence[Cell]:
    return (
        party.name,
        str(_KINDS.get(party.kind, party.kind)),
        party.number,
        str(CHANNELS[party.channel]),
        party.email,
        party.contact,
        party.valid_from,
        party.valid_to,
    )


def _verified(party: Party) -> Sequence[Cell]:
    return party.verified_on, party.verified_by


def listed(table: Sequence[Row]) -> tuple[tuple[Listed, ...], tuple[Fault, ...]]:
    """What each row says, and every fault by row and column; ``BadInput`` where it has no heads."""
    if not table:
        raise _refusal(_("Filen har inga rader. Kontrollera att rätt fil är vald."))
    head, *body = table
    places = _places(head)
    found, faults = [], []
    for row in body:
        said, wrong = _said(row, places)
        faults += wrong
        if not wrong:
            found.append(Listed(row=row.number, **said))
    if not body:
        raise _refusal(_("Filen har en rubrikrad men inga organisationer. Skriv en på varje rad."))
    return tuple(found), tuple(faults)


def _refusal(text: str) -> BadInput:
    return BadInput(Complaint("", None, "upload", text))


def _places(head: Row) -> Mapping[str, int]:
    """In which place each field stands; a head that is not ours may be misspelt, and is told."""
    fields = {words.casefold(): field for field, words in HEADS.items()}
    ours = {words.casefold() for words in _SHOWN_ONLY}
    places: dict[str, int] = {}
    for place, words in enumerate(head.cells):
        field = fields.get(words.casefold())
        if field in places:
            raise _refusal(_("Kolumnen ”%(head)s” finns två gånger. Ta bort den ena.", head=words))
        if field is not None:
            places[field] = place
        elif words and words.casefold() not in ours:
            known = ", ".join(heads())
            text = _(
                "Kolumnen ”%(head)s” är okänd. Första raden ska ha rubrikerna %(known)s.",
                head=words[:60],
                known=known,
            )
            raise _refusal(text)
    if "name" not in places:
        raise _refusal(_("Kolumnen Namn saknas på första raden. Lägg till den."))
    return places


def _said(row: Row, places: Mapping[str, int]) -> tuple[dict[str, Any], list[Fault]]:
    said: dict[str, Any] = {}
    faults: list[Fault] = []
    for field, place in places.items():
        cell = _DEFUSED.sub("", row.cells[place], 1) if place < len(row.cells) else ""
        try:
            said[field] = _READ[field](cell)
        except ValueError as error:
            faults.append(Fault(row.number, field, sentence_of(error)))
    if "channel" in said and said["channel"] is None:
        del said["channel"]
    said["days_given"] = tuple(field for field in ("valid_from", "valid_to") if field in said)
    return said, faults


def _like(kind: Any) -> Callable[[str], str]:  # noqa: ANN401  # a kind of fact, as Pydantic has it
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    return adapter.validate_python


_as_name, _as_email, _as_number = _like(Name), _like(Email), _like(OrganisationNumber)
_as_day: TypeAdapter[date] = TypeAdapter(Day)


def _name(cell: str) -> str:
    if not cell:
        raise ValueError(_("Skriv organisationens hela namn."))
    return _as_name(cell)


def _number(cell: str) -> str:
    """As Excel has it too: ten digits without the hyphen, twelve, or rounded beyond repair."""
    if not cell:
        return ""
    if _ROUNDED.fullmatch(cell):
        raise ValueError(
            _(
                "Excel har kortat numret till %(cell)s. Formatera kolumnen som text och skriv "
                "numret på nytt.",
                cell=cell,
            )
        )
    bare = _BARE_NUMBER.fullmatch(cell.replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
    return _as_number(f"{bare[1]}-{bare[2]}" if bare else cell)


def _email(cell: str) -> str:
    return _as_email(cell) if cell else ""


def _contact(cell: str) -> str:
    return _as_name(cell) if cell else ""


def _day(cell: str) -> date | None:
    if not cell:
        return None
    plain = cell.removesuffix(" 00:00:00")
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    return _as_day.validate_python(plain)


def _chosen(cell: str, offered: Mapping[str, Any]) -> str | None:
    """The one of the words that is written, in any language we have; nothing where it is empty."""
    if not cell:
        return None
    for value, words in offered.items():
        if cell.casefold() in {str(words).casefold(), translated(str(words)).casefold()}:
            return str(value)
    known = ", ".join(str(words) for words in offered.values())
    raise ValueError(
        _("”%(cell)s” är okänt. Skriv ett av: %(known)s.", cell=cell[:60], known=known)
    )


def _kind(cell: str) -> str | None:
    return _chosen(cell, _KINDS)


def _channel(cell: str) -> Channel | None:
    chosen = _chosen(cell, CHANNELS)
    return Channel(chosen) if chosen else None


def _groups(cell: str) -> tuple[str, ...]:
    names = (part.strip() for part in cell.split(BETWEEN))
    return tuple(dict.fromkeys(_as_name(name) for name in names if name))


_READ: dict[str, Callable[[str], Any]] = {
    "name": _name,
    "kind": _kind,
    "number": _number,
    "channel": _channel,
    "email": _email,
    "contact": _contact,
    "valid_from": _day,
    "valid_to": _day,
    "groups": _groups,
}


def shown(field: str, value: object) -> str:
    """A value of a field as a person reads it."""
    if field == "kind":
        return translated(_KINDS.get(str(value), str(value)))
    if field == "channel":
        return translated(CHANNELS[Channel(str(value))])
    return str(value) if value else ""

"""A Word file that somebody has gone on writing in: read, kept until it is saved, told whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from documents.incoming.decision import IncomingDecision
from documents.incoming.plan import IncomingPlan
from documents.incoming.reading import Place
from documents.incoming.sandbox import MOST_BYTES
from documents.incoming.sorting import LeftOver, Why
from web import current, owners
from web.forms.word_files import WordForm
from web.i18n import _, lazy
from web.received import received
from web.swedish import Swedish
from workflow.operations import autosaves
from workflow.plaintext import shown
from workflow.refusals import BadInput

MOST_TEXT = 1_000_000
_TOO_LONG = "filen har mer text än ett utkast rymmer. Ta bort det som inte hör till utkastet."
_READ, _SEEN = "read", "seen"
_PLACES = {
    Place.TEXT_BOX: lazy("I en textruta"),
    Place.DRAWING: lazy("I ett diagram"),
    Place.HEADER: lazy("I sidhuvudet"),
    Place.FOOTER: lazy("I sidfoten"),
    Place.FOOTNOTE: lazy("I en fotnot"),
    Place.ENDNOTE: lazy("I en slutnot"),
    Place.HIDDEN: lazy("Dold text"),
}

Incoming = TypeVar("Incoming", IncomingDecision, IncomingPlan)


def taken(
    form: WordForm,
    place: str,
    case_id: int,
    kind: TypeAdapter[Incoming],
    read: Callable[[bytes, str], Incoming],
    seen: str = "",
) -> bool:
    """Whether the sent file was read, and is kept for who sent it; else the form says why not.

    ``seen`` names what it was read beside.
    """
    try:
        file = received(MOST_BYTES, current.actor(), case_id)
    except BadInput as refused:
        form.blame_all(refused.complaints)
        return False
    if not file.name:
        form.blame("upload", _("Välj den Wordfil som du har ändrat."))
        return False
    try:
        said = _within(kind.dump_json(read(file.content, file.name)), file.name)
    except BadInput as refused:
        for complaint in refused.complaints:
            form.blame("upload", Swedish(complaint))
        return False
    autosaves.keep(current.office(), _owner(), place, {_READ: said, _SEEN: seen}, current.at())
    return True


def _within(said: bytes, name: str) -> str:
    if len(said) > MOST_TEXT:
        raise BadInput.about(name, _TOO_LONG)
    return said.decode()


def kept(place: str, kind: TypeAdapter[Incoming]) -> tuple[Incoming, str] | None:
    """What was read, and beside what; nothing where it was saved, or kept by an older program."""
    found = autosaves.kept(current.office(), _owner(), place)
    try:
        return (kind.validate_json(found.body[_READ]), found.body[_SEEN]) if found else None
    except (KeyError, ValidationError):
        return None


def drop(place: str) -> None:
    """It is saved: the file need not be kept."""
    autosaves.drop(current.office(), _owner(), place)


def _owner() -> str:
    return owners.of_person(current.person_id())


@dataclass(frozen=True)
class Told:
    """A text of the file that is in no field, and where it stood."""

    text: str
    where: str


def not_taken(found: IncomingDecision | IncomingPlan) -> tuple[Told, ...]:
    """All that no field has taken; what the program itself writes comes back without anybody."""
    left = (each for each in found.left_over if each.why is not Why.OURS)
    return (
        *(Told(_clear(each.text), _where(each)) for each in left),
        *(
            Told(_clear(each.text), _("Struket av %(who)s", who=_clear(each.author)))
            for each in found.deleted
        ),
        *(
            Told(_clear(each.text), _("Kommentar av %(who)s", who=_clear(each.author)))
            for each in found.comments
        ),
    )


def remarks(found: IncomingDecision | IncomingPlan) -> tuple[Swedish, ...]:
    return tuple(map(Swedish, found.remarks))


def _where(left: LeftOver) -> str:
    if left.place in _PLACES:
        return _(_PLACES[left.place])
    return _("Under %(heading)s", heading=_clear(left.under)) if left.under else _("Först i filen")


def _clear(text: str) -> str:
    return shown(text, len(text))

"""What is to come as an address asks for it: whose, which case, which days; and as a file."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from flask import Response

from web import current, exports, forecast_words, words
from web.forms.narrowing import ComingForm
from web.handing_out import handed_out
from web.i18n import _
from web.rights import Right
from workflow.duties import RULES
from workflow.operations.queries import people
from workflow.operations.queries.forecast import Asked, Forecast, Line
from workflow.states import DutyKind

EVERYBODY = "alla"
KEEPERS = frozenset({Right.REGISTRAR, Right.ADMINISTRATOR})

Look = Callable[[Asked], Forecast]


def may_see_all() -> bool:
    """Whether the signed-in person may see what comes to others too."""
    return bool(current.rights() & KEEPERS)


def form() -> ComingForm:
    """The form with what the address asks for."""
    found = ComingForm()
    kinds = ((kind.value, words.capital(words.duty(kind))) for kind in RULES)
    found.bevakning.choices = [("", _("Alla")), *sorted(kinds, key=lambda each: each[1])]
    found.bevakning.data = found.bevakning.data or ""
    if may_see_all():
        everybody = ((str(each.id), each.name) for each in people.people(current.office()))
        found.vem.choices = [("", _("Mig")), (EVERYBODY, _("Hela organisationen")), *everybody]
        found.vem.data = found.vem.data or ""
    else:
        del found.vem
    return found


def asked(narrowed: ComingForm) -> Asked:
    """What a form that is right asks for."""
    kind = narrowed.bevakning.data
    return Asked(
        first=narrowed.fran.data,
        last=narrowed.till.data,
        kind=DutyKind(kind) if kind else None,
    )


def of_person(narrowed: ComingForm) -> Asked:
    """The same, of one person or of everybody where that may be asked."""
    whose = (narrowed.vem.data or "") if "vem" in narrowed else ""
    found = asked(narrowed)
    if whose == EVERYBODY:
        return found
    return replace(found, person_id=int(whose) if whose else current.person_id())


def as_args(narrowed: ComingForm) -> dict[str, Any]:
    """What was asked for, as the address has it."""
    said = {
        "vem": narrowed.vem.data if "vem" in narrowed else None,
        "bevakning": narrowed.bevakning.data,
        "fran": narrowed.fran.data,
        "till": narrowed.till.data,
    }
    return {name: str(value) for name, value in said.items() if value}


def as_file(lines: Iterable[Line], kind: str) -> Response:
    """The whole list as a file."""
    heads, rows = _heads(), map(_row, lines)
    name = f"kommande-{current.on()}.{kind}"
    if kind == "csv":
        return handed_out(exports.as_csv(heads, rows), exports.CSV, name)
    return handed_out(exports.as_xlsx(_("Vad som kommer"), heads, rows), exports.XLSX, name)


def _heads() -> list[str]:
    return [
        _("Dag"),
        _("Vad"),
        _("Bevakning"),
        _("Nivå"),
        _("Till"),
        _("Ärende"),
        _("Gäller"),
        _("Sista dag"),
        _("Varför"),
        _("Vad som stoppar det"),
        _("Säkerhet"),
    ]


def _row(line: Line) -> exports.Row:
    return (
        line.on,
        forecast_words.kind(line),
        words.capital(forecast_words.act(line)),
        forecast_words.level(line),
        forecast_words.whom(line),
        line.matter.reference,
        line.matter.about,
        line.duty.due_on,
        forecast_words.why(line),
        forecast_words.stops(line),
        forecast_words.certainty(line),
    )

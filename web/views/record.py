"""The record: what has been done and tried, whether it holds, and the whole of it as a file."""

from dataclasses import replace
from datetime import date
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, send_file, url_for

from web import current
from web.i18n import _
from workflow.chain import BY_NAME
from workflow.chaining import REGISTERS
from workflow.operations import checks
from workflow.operations.queries import events
from workflow.operations.queries.events import Place, Sought
from workflow.operations.register_record import SWEDISH

blueprint = Blueprint("record", __name__, url_prefix="/logg")

_LONGEST, _FIRST, _LAST = 100, "efter", "fore"


@blueprint.get("")
def index() -> str:
    """The newest entries, or those that are sought."""
    sought, misread = _sought()
    found = events.entries(current.office(), sought, _place())
    return render_template(
        "record/index.html",
        found=found,
        sought=sought,
        misread=misread,
        steps=_steps(),
        registers=REGISTERS,
        newer=_address(found.newer),
        older=_address(found.older),
        sealed=events.sealed_days(current.office()),
        reasons=(),
    )


@blueprint.post("/kontrollera")
def check() -> str:
    """Whether the record holds, in words."""
    return render_template("record/checked.html", checked=checks.check_record(current.office()))


@blueprint.get("/export")
def export() -> Response:
    """The whole record as lines of JSON."""
    file: IO[bytes] = TemporaryFile()
    checks.export_record(current.office(), file)
    file.seek(0)
    name = f"logg-{current.on().isoformat()}.jsonl"
    answer: Response = send_file(
        file, mimetype="application/x-ndjson", as_attachment=True, download_name=name
    )
    return answer


def _sought() -> tuple[Sought, tuple[str, ...]]:
    """What is asked for, and a sentence for each day that can't be read."""
    words = {key: request.args.get(key, "").strip()[:_LONGEST] for key in ("arende", "vem")}
    step = request.args.get("steg", "")
    sought = Sought(
        case=words["arende"],
        actor=words["vem"],
        step=step if step in _steps() else "",
        refused_only=request.args.get("nekade") == "ja",
    )
    if sought.case.casefold() == REGISTERS:
        sought = replace(sought, case=REGISTERS)
    first, last = _day("fran"), _day("till")
    misread = tuple(
        _("”%(day)s” är ingen dag. Skriv år-månad-dag, till exempel 2024-05-08.", day=given)
        for given, day in ((first[0], first[1]), (last[0], last[1]))
        if given and day is None
    )
    return replace(sought, first_day=first[1], last_day=last[1]), misread


def _day(name: str) -> tuple[str, date | None]:
    given = request.args.get(name, "").strip()[:20]
    try:
        return given, date.fromisoformat(given) if given else None
    except ValueError:
        return given, None


def _place() -> Place:
    return Place(before=_number(_LAST), after=_number(_FIRST))


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _address(place: Place | None) -> str:
    """The page that begins at a place, with everything else that was asked for."""
    if place is None:
        return ""
    kept = {k: v for k, v in request.args.items() if v and k not in {_FIRST, _LAST}}
    at = {_LAST: place.before} if place.before is not None else {_FIRST: place.after}
    return f"{url_for('record.index')}?{urlencode({**kept, **at})}"


def _steps() -> dict[str, str]:
    """Every act that can stand in the record, by name."""
    chain = {name: step.swedish for name, step in BY_NAME.items()}
    return {**chain, **{str(change): words for change, words in SWEDISH.items()}}

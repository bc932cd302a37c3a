"""The record: what has been done and tried, whether it holds, and the whole of it as a file."""

from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, send_file, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG
from web.event_words import done
from web.forms.narrowing import EntriesForm
from web.swedish import sentence
from web.words import act
from workflow.chain import BY_NAME
from workflow.chaining import REGISTERS
from workflow.operations import checks
from workflow.operations.queries import events
from workflow.operations.queries.events import Place, Sought
from workflow.operations.register_record import SWEDISH

blueprint = Blueprint("record", __name__, url_prefix="/logg")

_NEWER, _OLDER = "efter", "fore"
_ACTS = frozenset({*BY_NAME, *map(str, SWEDISH)})


@blueprint.get("")
def index() -> str | tuple[str, int]:
    """The newest entries, or those that are sought."""
    form = EntriesForm()
    form.offer(steg=list(_steps().items()))
    readable = form.validate()
    sought = _sought(form) if readable else Sought()
    found = events.entries(current.office(), sought, _place())
    page = render_template(
        "record/index.html",
        form=form,
        found=found,
        sought=sought,
        registers=REGISTERS,
        newer=_address(found.newer),
        older=_address(found.older),
        sealed=events.sealed_days(current.office()),
        sentence=sentence,
        what=_what,
    )
    return page if readable else (page, FIELDS_ARE_WRONG)


def _what(step: str) -> str:
    """An act of the chain or of a register; all else as something that has been noted."""
    return act(step) if step in _ACTS else done(step)


def _sought(form: EntriesForm) -> Sought:
    case = form.arende.data or ""
    return Sought(
        case=REGISTERS if case.casefold() == REGISTERS else case,
        actor=form.vem.data or "",
        step=form.steg.data or "",
        first_day=form.fran.data,
        last_day=form.till.data,
        refused_only=bool(form.nekade.data),
    )


@blueprint.post("/kontrollera")
def check() -> str:
    """Whether the record holds, in words."""
    found = checks.check_record(current.office(), current.at())
    return render_template("record/checked.html", checked=found)


@blueprint.get("/export")
def export() -> Response:
    """The whole record as lines of JSON."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed when it has been sent
    checks.export_record(current.office(), file)
    file.seek(0)
    name = f"logg-{current.on().isoformat()}.jsonl"
    answer: Response = send_file(
        file, mimetype="application/x-ndjson", as_attachment=True, download_name=name
    )
    return answer


def _place() -> Place:
    return Place(before=_number(_OLDER), after=_number(_NEWER))


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _address(place: Place | None) -> str:
    """The page that begins at a place, with everything else that was asked for."""
    if place is None:
        return ""
    kept = {k: v for k, v in request.args.items() if v and k not in {_NEWER, _OLDER}}
    at = {_OLDER: place.before} if place.before is not None else {_NEWER: place.after}
    return f"{url_for('record.index')}?{urlencode({**kept, **at})}"


def _steps() -> dict[str, str]:
    """Every act that can stand in the record, by name."""
    chain = {name: step.swedish for name, step in BY_NAME.items()}
    return {**chain, **{str(change): words for change, words in SWEDISH.items()}}

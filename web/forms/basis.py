"""The rows of beslutsunderlag in a form: files and plans, in an order that can be changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from wtforms import FieldList, FileField, Form, FormField, HiddenField, ValidationError

from documents.incoming import underlag
from web import current
from web.forms.base import PageForm
from web.forms.fields import DayField, LineField
from web.i18n import _, lazy
from web.swedish import Swedish
from workflow.facts import Plan
from workflow.operations import preparing
from workflow.operations.preparing import Attachment, BasisItem, KeptAttachment
from workflow.operations.queries.preparing import Attached
from workflow.refusals import BadInput

MOST_FILES = 20
_PREFIX, _PLAN = "basis-", "plan:"
_FIELDS = ("token", "title", "day")
_MOVES = {"up": -1, "down": 1}

Sent = MultiDict[str, str]


@dataclass(frozen=True)
class Kept:
    """A file that lies in the store, as its signed token says."""

    sha256: str
    name: str
    media_type: str
    size: int

    @property
    def href(self) -> str:
        return f"/handlingar/{self.sha256}/{quote(self.name)}"


class RowForm(Form):
    """One item: what it is, what it is called in the decision, and its day."""

    token = HiddenField()
    title = LineField(lazy("Underlagets namn"))
    day = DayField(lazy("Datum"))

    @property
    def plan_id(self) -> int | None:
        return plan_of(self.token.data or "")

    @property
    def file(self) -> Kept | None:
        return opened(self.token.data or "")

    def validate_title(self, field: Any) -> None:
        if self.plan_id is None and not field.data:
            raise ValidationError(
                _("Skriv vad underlaget heter, till exempel Protokollsutdrag § 89.")
            )

    def validate_day(self, field: Any) -> None:
        if self.plan_id is None and field.data is None and not field.errors:
            raise ValidationError(_("Skriv vilken dag underlaget är daterat."))
        if field.data is not None and field.data > current.on():
            raise ValidationError(
                _(
                    "Underlagets datum kan inte ligga efter i dag (%(today)s). "
                    "Skriv den dag som står på underlaget.",
                    today=current.on().isoformat(),
                )
            )


class BasisForm(PageForm):
    """The items in their order, and a file to add."""

    basis = FieldList(FormField(RowForm))
    upload = FileField(lazy("Lägg till en fil"))

    def items(self) -> tuple[BasisItem, ...]:
        """What the form holds, in its order; ask only when the form is valid."""
        return tuple(_item(entry.form) for entry in self.basis)


def _item(row: RowForm) -> BasisItem:
    if row.plan_id is not None:
        return row.plan_id
    kept, title = row.file, row.title.data
    if kept is None or title is None:
        raise LookupError("a row is a plan or a file with a name")
    return KeptAttachment(title, row.day.data, kept.name, kept.media_type, kept.sha256, kept.size)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or b"", salt="underlag")


def token(kept: KeptAttachment | Attached) -> str:
    """The file as a form carries it; only for the person who is signed in."""
    said = [current.person_id(), kept.sha256, kept.name, kept.media_type, kept.size]
    return str(_signer().dumps(said))


def opened(signed: str) -> Kept | None:
    """The file of a token; nothing where it is not one of ours, or is somebody else's."""
    try:
        person_id, sha256, name, media_type, size = _signer().loads(signed)
    except (BadSignature, ValueError, TypeError):
        return None
    mine = person_id == current.person_id()
    return Kept(sha256, name, media_type, size) if mine else None


def plan_of(signed: str) -> int | None:
    """The plan that a row stands for; nothing where it is a file."""
    number = signed.removeprefix(_PLAN)
    is_plan = signed.startswith(_PLAN) and number.isascii() and number.isdigit()
    return int(number) if is_plan and len(number) < 10 else None


def begun(rows: Iterable[Attached | Plan]) -> Sent:
    """The fields of rows that a form begins with."""
    return _numbered([_fields_of(row) for row in rows])


def _fields_of(row: Attached | Plan) -> dict[str, str]:
    if isinstance(row, Plan):
        return {"token": f"{_PLAN}{row.id}", "title": row.title, "day": ""}
    day = row.dated_on.isoformat() if row.dated_on else ""
    return {"token": token(row), "title": row.title, "day": day}


def sent(case_id: int) -> tuple[Sent, str, tuple[str, ...]]:
    """What was sent with rows moved, removed and added as the pressed button says.

    Gives the fields, the button, and what was wrong with an uploaded file. A file that may be
    kept in the case is put in the store at once, so that it is not lost whatever else is wrong.
    """
    do = request.form.get("do", "save")
    rows = [row for row in _rows(request.form) if _is_known(row["token"])]
    lost = len(list(_rows(request.form))) - len(rows)
    reasons = (_("En fil kändes inte igen. Ladda upp den igen."),) if lost else ()
    added, why = _uploaded(len(rows), case_id)
    others = [(k, v) for k, v in request.form.items(multi=True) if not k.startswith(_PREFIX)]
    data = _numbered([*_rearranged(rows, do), *added])
    for name, value in others:
        data.add(name, value)
    return data, "upload" if added and do == "upload" else do, (*reasons, *why)


def _is_known(signed: str) -> bool:
    return plan_of(signed) is not None or opened(signed) is not None


def _rows(form: ImmutableMultiDict[str, str]) -> Iterator[dict[str, str]]:
    for number in range(MOST_FILES * 2):
        if f"{_PREFIX}{number}-token" not in form:
            return
        yield {name: form.get(f"{_PREFIX}{number}-{name}", "") for name in _FIELDS}


def _numbered(rows: list[dict[str, str]]) -> Sent:
    return MultiDict(
        (f"{_PREFIX}{number}-{name}", value)
        for number, row in enumerate(rows)
        for name, value in row.items()
    )


def _rearranged(rows: list[dict[str, str]], do: str) -> list[dict[str, str]]:
    what, _colon, number = do.partition(":")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if not 0 <= place < len(rows):
        return rows
    if what == "remove" and plan_of(rows[place]["token"]) is None:
        return rows[:place] + rows[place + 1 :]
    other = place + _MOVES.get(what, 0)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows


def _uploaded(count: int, case_id: int) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """The uploaded file as a row, or why it can't be one."""
    file: FileStorage | None = request.files.get("upload")
    if file is None or not file.filename:
        return [], ()
    if count >= MOST_FILES:
        return [], (_("Högst %(most)s underlag får plats. Ta bort något först.", most=MOST_FILES),)
    content = file.stream.read(underlag.MOST_BYTES + 1)
    try:
        kept = _keep(content, file.filename, case_id)
    except BadInput as refused:
        return [], tuple(Swedish(complaint) for complaint in refused.complaints)
    return [{"token": token(kept), "title": kept.title, "day": ""}], ()


def _keep(content: bytes, name: str, case_id: int) -> KeptAttachment:
    accepted = underlag.accept(content, name)
    stem = accepted.name.rpartition(".")[0]
    attachment = Attachment(stem, current.on(), accepted.name, accepted.media_type, content)
    return preparing.keep(current.office(), attachment, case_id, current.actor(), current.at())

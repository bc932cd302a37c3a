"""A sheet of outcomes that comes back: every row read, every fault told by its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from web import outcome_sheet, sheets
from web.forms.fields import number_in
from web.forms.outcomes import MOST
from web.i18n import _
from web.sheets import Formula
from web.swedish import Swedish
from workflow import numerals
from workflow.facts import Measure, Outcome, OutcomeStatus, Target
from workflow.measures import fingerprint, is_its_own_word, proposed_status
from workflow.operations.queries.own_measures import OwnPart
from workflow.plaintext import composed, hidden_characters
from workflow.refusals import BadInput, Complaint

Cells = Mapping[str, object]


@dataclass(frozen=True)
class CellFault:
    """What is wrong with one cell, and what to do about it."""

    cell: str
    text: str


@dataclass(frozen=True)
class Told:
    """What a row says of a target; ``is_stale`` where somebody has reported since it was made."""

    target_id: int
    outcome: Outcome
    is_stale: bool


@dataclass(frozen=True)
class Sheet:
    """What a sheet says, or all that is wrong with it; empty rows say nothing."""

    told: tuple[Told, ...]
    faults: tuple[CellFault, ...]


def read(content: bytes, part: OwnPart, *, by_link: bool) -> Sheet:
    """The sheet of an organisation; ``BadInput`` where the file is no such sheet."""
    table = sheets.read_sheet(content, outcome_sheet.OUTCOMES, len(outcome_sheet.FIELDS))
    if not table:
        raise _refusal(_("Filen saknar bladet Utfall. Ladda ner mallen på nytt och fyll i den."))
    if str(table[0][0] or "") != outcome_sheet.mark(part):
        text = _("Filen är gjord för en annan plan eller organisation. Ladda ner mallen på nytt.")
        raise _refusal(text)
    known = {outcome_sheet.key(*pair): pair for pair in outcome_sheet.rows(part)}
    rows = _Rows(known, part.situation.region.number, by_link=by_link)
    for number, row in enumerate(table[1:], 2):
        if any(cell is not None for cell in row):
            rows.take(number, dict(zip(outcome_sheet.FIELDS, row, strict=True)))
    return Sheet(tuple(rows.told), tuple(rows.faults))


def _refusal(text: str) -> BadInput:
    return BadInput(Complaint("", None, "upload", text))


class _Rows:
    """The rows as they are read, one after the other."""

    def __init__(
        self, known: Mapping[str, tuple[Measure, Target]], own: str, *, by_link: bool
    ) -> None:
        self.told: list[Told] = []
        self.faults: list[CellFault] = []
        self._known, self._own, self._by_link = known, own, by_link
        self._taken: set[str] = set()

    def take(self, number: int, row: Cells) -> None:
        key = str(row["key"] or "")
        pair = self._known.get(key)
        if pair is None:
            text = _("Raden hör inte till organisationens mål. Ladda ner mallen på nytt.")
        elif key in self._taken:
            text = _("Målet står på två rader. Ta bort den ena.")
        else:
            self._taken.add(key)
            self._take_in(number, row, *pair)
            return
        self._blame("key", number, text)

    def _blame(self, field: str, number: int, text: str) -> None:
        self.faults.append(CellFault(outcome_sheet.place(field, number), text))

    def _take_in(self, number: int, row: Cells, measure: Measure, target: Target) -> None:
        before = len(self.faults)
        self._compare(number, row, measure, target)
        said = {field: self._read(number, field, row[field]) for field in outcome_sheet.WRITTEN}
        if len(self.faults) > before:
            return
        seen = str(row["seen"] or "")
        outcome = self._outcome(number, said, target, seen)
        # What is as it was when the sheet was made says nothing, whoever has reported since.
        if outcome is None or fingerprint(outcome) in (seen, fingerprint(target.outcome)):
            return
        if not self._may_change(measure, target):
            party = measure.responsible.name if measure.responsible else ""
            text = _("%(party)s har själv lämnat värdet. Be dem ändra det.", party=party)
            self._blame("value", number, text)
            return
        self.told.append(Told(target.id, outcome, seen != fingerprint(target.outcome)))

    def _may_change(self, measure: Measure, target: Target) -> bool:
        """An organisation's own word is its own to change; ours is that of whoever works here."""
        own = measure.responsible is not None and measure.responsible.number == self._own
        return self._by_link or own or not is_its_own_word(measure, target)

    def _compare(self, number: int, row: Cells, measure: Measure, target: Target) -> None:
        """What the plan says can't be changed in a sheet."""
        made = dict(zip(outcome_sheet.FIELDS, outcome_sheet.cells(measure, target), strict=True))
        for field in outcome_sheet.FIXED:
            if isinstance(row[field], Formula):
                self._blame(field, number, _no_formula())
            elif not outcome_sheet.same(row[field], made[field]):
                head = outcome_sheet.HEADS[field]
                text = _(
                    "%(head)s står i den beslutade planen och kan inte ändras. "
                    "Skriv tillbaka det som stod.",
                    head=head,
                )
                self._blame(field, number, text)

    def _read(self, number: int, field: str, cell: object) -> Any:  # noqa: ANN401  # by its field
        if isinstance(cell, Formula):
            self._blame(field, number, _no_formula())
            return None
        try:
            return _READ[field](cell)
        except ValueError as error:
            self._blame(field, number, error.args[0])
            return None

    def _outcome(
        self, number: int, said: Mapping[str, Any], target: Target, seen: str
    ) -> Outcome | None:
        value, reason = said["value"], said["missing_reason"]
        if value is not None and reason:
            words = _("Ta bort antingen värdet eller texten om varför det saknas.")
            self._blame("missing_reason", number, words)
            return None
        if value is None and not reason:
            if seen != fingerprint(None) or any(said.values()):
                words = _("Fyll i ett värde (0 är ett värde) eller skriv varför det saknas.")
                self._blame("value", number, words)
            return None
        status = _status(target, value, said["status"])
        return Outcome(value, status, said["comment"], said["lesson"], reason)


def _status(target: Target, value: Decimal | None, chosen: str) -> OutcomeStatus:
    if value is None:
        return OutcomeStatus.NOT_MEASURED
    if chosen:
        return OutcomeStatus(chosen)
    return proposed_status(target, value) or OutcomeStatus.PARTLY


def _no_formula() -> str:
    return _("Cellen har en formel. Klistra in den som ett värde.")


def _value(cell: object) -> Decimal | None:
    """A number as Excel keeps it, or as somebody has written it as text; 0 is one.

    Excel's own number has one meaning only, however many decimals it has.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _counted(cell)
    text = "" if cell is None else str(cell).strip()
    return number_in(text) if text else None


def _counted(cell: float) -> Decimal:
    """Without the noise of its last binary digits."""
    value = Decimal(f"{cell:.15g}")
    if len(f"{abs(value):f}") > numerals.MOST:
        raise ValueError(_("Talet är för långt. Skriv högst 15 siffror."))
    return value


def _status_word(cell: object) -> str:
    words = " ".join(str(cell or "").split()).casefold()
    offered = {known.casefold(): value for known, value in outcome_sheet.JUDGEMENTS.items()}
    if words and words not in offered:
        known = ", ".join(outcome_sheet.JUDGEMENTS)
        raise ValueError(_("Välj ett av: %(known)s. Eller lämna cellen tom.", known=known))
    return offered.get(words, "")


def _text(cell: object) -> str:
    text = composed(str("" if cell is None else cell).replace("\r\n", "\n")).strip()
    if len(text) > MOST:
        raise ValueError(
            _(
                "Texten är %(length)s tecken lång. Korta den till högst %(most)s.",
                length=len(text),
                most=MOST,
            )
        )
    for _at, sentence in hidden_characters(text):
        raise ValueError(Swedish(sentence))
    return text


_READ: Mapping[str, Any] = {
    "value": _value,
    "status": _status_word,
    "comment": _text,
    "lesson": _text,
    "missing_reason": _text,
}


def lines(part: OwnPart, told: tuple[Told, ...]) -> Iterator[tuple[Measure, Target, Told]]:
    """What would change, each beside the target as it stands now."""
    by_id = {each.target_id: each for each in told}
    for measure, target in outcome_sheet.rows(part):
        if target.id in by_id:
            yield measure, target, by_id[target.id]

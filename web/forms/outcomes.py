"""The form of outcomes: for each target one number, how it is judged, or why it is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from werkzeug.datastructures import MultiDict
from wtforms import Form, FormField, HiddenField

from web.forms.base import PageForm
from web.forms.choices import ChosenField
from web.forms.fields import NumberField, TextField
from web.i18n import _, lazy
from workflow.facts import Outcome, OutcomeStatus, Target
from workflow.measures import fingerprint, proposed_status

BY_VALUE = ""
STATUSES = {
    BY_VALUE: lazy("Följ värdet"),
    OutcomeStatus.REACHED.value: lazy("Uppfyllt"),
    OutcomeStatus.PARTLY.value: lazy("Delvis uppfyllt"),
    OutcomeStatus.MISSED.value: lazy("Inte uppfyllt"),
}
MOST = 4_000


class ReasonEntry(Form):
    """Why a value is missing, as an officer says it of somebody else's target."""

    missing_reason = TextField(lazy("Varför saknas värdet?"), most=MOST)
    seen = HiddenField()

    def outcome(self, target: Target) -> Outcome | None:
        reason = self.missing_reason.data or ""
        if not reason:
            return None
        return Outcome(None, OutcomeStatus.NOT_MEASURED, missing_reason=reason)

    def fill(self, target: Target) -> None:
        self.seen.data = fingerprint(target.outcome)
        self.missing_reason.data = target.outcome.missing_reason if target.outcome else ""


class OutcomeEntry(ReasonEntry):
    """One target's outcome, as its responsible gives it."""

    value = NumberField(lazy("Utfall"))
    status = ChosenField(lazy("Bedömning"), choices=STATUSES, default=BY_VALUE)
    comment = TextField(lazy("Kommentar"), most=MOST)
    lesson = TextField(lazy("Lärdom till nästa år"), most=MOST)

    def outcome(self, target: Target) -> Outcome | None:
        """What is typed; ``None`` where nothing is, or what is typed can't be one."""
        if self.value.errors or self.status.errors:
            return None
        value, reason = self.value.data, self.missing_reason.data or ""
        if value is None and not reason:
            return None
        return Outcome(
            value,
            OutcomeStatus.NOT_MEASURED if value is None else self._status(target, value),
            comment=self.comment.data or "",
            lesson=self.lesson.data or "",
            missing_reason=reason,
        )

    def _status(self, target: Target, value: Decimal) -> OutcomeStatus:
        if self.status.data:
            return OutcomeStatus(self.status.data)
        return proposed_status(target, value) or OutcomeStatus.PARTLY

    def is_blank(self) -> bool:
        texts = (self.comment.data, self.lesson.data, self.missing_reason.data)
        return self.value.data is None and not any(texts)

    def fill(self, target: Target) -> None:
        super().fill(target)
        told = target.outcome
        if told is None:
            return
        self.value.data = told.value
        self.comment.data, self.lesson.data = told.comment, told.lesson
        by_value = told.value is None or proposed_status(target, told.value) is told.status
        self.status.data = BY_VALUE if by_value else told.status.value


@dataclass(frozen=True)
class Asked:
    """A target that the form asks for; of somebody else's only the reason."""

    target: Target
    is_own: bool = True

    @property
    def name(self) -> str:
        return f"mal{self.target.id}"


class OutcomesForm(PageForm):
    """One entry for each target asked for; made by ``outcomes_form``."""

    asked: tuple[Asked, ...] = ()

    def entry(self, asked: Asked) -> ReasonEntry:
        return cast(ReasonEntry, self[asked.name].form)

    def fill(self) -> None:
        """Show what is reported already."""
        for each in self.asked:
            self.entry(each).fill(each.target)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field as it should be, and for each target a value or a reason, not both."""
        fields_hold = bool(super().validate(extra_validators))
        for each in self.asked:
            self._complain(each)
        return fields_hold and not self.errors

    def _complain(self, asked: Asked) -> None:
        """What has been reported can be changed, but not taken back to nothing."""
        entry = self.entry(asked)
        had = entry.seen.data != fingerprint(None)
        if isinstance(entry, OutcomeEntry):
            _complain_of(entry, asked.target, had=had)
        elif had and not entry.missing_reason.data:
            _blame(entry.missing_reason, _("Skriv varför värdet saknas."))

    def changed(self) -> Iterator[tuple[Asked, Outcome]]:
        """What differs from what the page showed when it was opened."""
        for each in self.asked:
            outcome = self.entry(each).outcome(each.target)
            if outcome is not None and fingerprint(outcome) != self.entry(each).seen.data:
                yield each, outcome

    def seen(self) -> frozenset[str]:
        """What the page showed of each target, as the rules ask for it."""
        return frozenset(f"{each.target.id}:{self.entry(each).seen.data}" for each in self.asked)

    def show_anew(self, asked: Iterable[Asked]) -> None:
        """Show what is reported now beside what was typed: the next try rests on that."""
        self.asked = tuple(each for each in asked if each.name in self)
        for each in self.asked:
            self.entry(each).seen.data = fingerprint(each.target.outcome)


def _complain_of(entry: OutcomeEntry, target: Target, *, had: bool) -> None:
    if entry.value.errors or entry.status.errors:
        return
    if entry.value.data is not None and entry.missing_reason.data:
        words = _("Ta bort antingen värdet eller texten om varför det saknas.")
        _blame(entry.missing_reason, words)
    elif entry.outcome(target) is None and (had or not entry.is_blank()):
        words = _("Fyll i ett värde (0 är ett värde) eller skriv varför det saknas.")
        _blame(entry.value, words)


def _blame(field: Any, sentence: str) -> None:
    field.errors = [*field.errors, sentence]


def outcomes_form(asked: Iterable[Asked], typed: MultiDict[str, str] | None = None) -> OutcomesForm:
    """The form for these targets, filled from the request, from ``typed``, or from the facts."""
    entries = tuple(asked)
    fields = {
        each.name: FormField(OutcomeEntry if each.is_own else ReasonEntry) for each in entries
    }
    made = type("TheOutcomesForm", (OutcomesForm,), {"asked": entries, **fields})
    form = cast(OutcomesForm, made(formdata=typed) if typed is not None else made())
    _name_units(form)
    if typed is None and not form.is_submitted():
        form.fill()
    return form


def _name_units(form: OutcomesForm) -> None:
    for each in form.asked:
        entry = form.entry(each)
        if isinstance(entry, OutcomeEntry):
            entry.value.label.text = _("Utfall (%(unit)s)", unit=each.target.unit)

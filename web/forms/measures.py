"""The form of a measure (insats): what is done, by whom, for what money, towards which targets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wtforms import Form, FormField, HiddenField
from wtforms.validators import ValidationError

from web.forms.base import PageForm
from web.forms.choices import ChosenField
from web.forms.fields import (
    DayField,
    LineField,
    Needed,
    NumberField,
    TextField,
    WholeNumberField,
    lines,
)
from web.forms.rows import RowsField
from web.i18n import _, lazy
from workflow.facts import Funding, Measure, Party, Target

LEVELS = {
    "aktivitet": lazy("Aktivitetsmål"),
    "resultat": lazy("Resultatmål"),
    "effekt": lazy("Effektmål"),
}
MOST_ROWS, MOST_MONEY, MOST_NAMES = 30, 10**12, 50
NEW = Measure(0, "", 0, "", "", "", None, "", (), None, None, (), "", ())


class FundingForm(Form):
    """One part of the money; a row with nothing in it is no row."""

    amount = WholeNumberField(lazy("Belopp i kronor"))
    source = LineField(lazy("Finansiär"))

    @property
    def is_empty(self) -> bool:
        return not (self.amount.typed or self.amount.data is not None or self.source.data)

    def validate_amount(self, field: Any) -> None:
        if self.is_empty or field.errors:
            return
        if field.data is None:
            raise ValidationError(
                _("Skriv hur många kronor finansiären bidrar med. 0 är ett belopp.")
            )
        if not 0 <= field.data <= MOST_MONEY:
            raise ValidationError(_("Skriv beloppet i hela kronor, från 0 till tusen miljarder."))

    def validate_source(self, field: Any) -> None:
        if not self.is_empty and not field.data:
            raise ValidationError(_("Skriv vem som bidrar med pengarna."))


class TargetForm(Form):
    """One target; what it lacks is pointed out and may be written later."""

    text = LineField(lazy("Mål"), most=500)
    level = ChosenField(lazy("Målnivå"))
    indicator = LineField(lazy("Indikator"))
    unit = LineField(lazy("Enhet"), most=60)
    baseline = NumberField(lazy("Basvärde"))
    goal = NumberField(lazy("Målvärde"))
    source = LineField(lazy("Källa"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own = self.level.object_data or ""
        known = LEVELS if own in LEVELS or not own else {**LEVELS, own: own}
        self.level.choices = {"": _("Välj nivå"), **known}

    @property
    def is_empty(self) -> bool:
        figures = (self.baseline, self.goal)
        written = any(field.typed or field.data is not None for field in figures)
        return not written and not any(
            field.data for field in (self.text, self.indicator, self.unit, self.source)
        )

    def validate_text(self, field: Any) -> None:
        if not self.is_empty and not field.data:
            raise ValidationError(_("Skriv vad som ska nås."))


class MeasureForm(PageForm):
    """A measure as it is written; ``seen`` names it as it was when the page was opened."""

    area = LineField(lazy("Insatsområde"), [Needed("Skriv vilket område insatsen hör till.")])
    activity = LineField(lazy("Insats"), [Needed("Skriv vad som ska göras.")], most=300)
    purpose = TextField(lazy("Syfte"), most=4_000)
    responsible = ChosenField(lazy("Ansvarig organisation"))
    responsible_person = LineField(lazy("Ansvarig person eller befattning"))
    participants = TextField(lazy("Medverkande"), most=4_000)
    starts_on = DayField(lazy("Från och med"))
    ends_on = DayField(lazy("Till och med"))
    funding = RowsField(FormField(FundingForm), max_entries=MOST_ROWS)
    sustainability = TextField(lazy("Hållbarhet"), most=4_000)
    targets = RowsField(FormField(TargetForm), max_entries=MOST_ROWS)
    seen = HiddenField()

    def validate_ends_on(self, field: Any) -> None:
        first = self.starts_on.data
        if field.data and first and field.data < first:
            raise ValidationError(
                _("Insatsen kan inte sluta före den börjar. Kontrollera dagarna.")
            )

    def validate_participants(self, field: Any) -> None:
        if len(lines(field.data)) > MOST_NAMES:
            raise ValidationError(_("Skriv högst %(most)s medverkande.", most=MOST_NAMES))

    def offer(self, parties: Iterable[Party], areas: Sequence[str]) -> None:
        """Who can answer for the measure, and the areas that others are in."""
        named = {str(party.id): party.name for party in parties}
        self.responsible.choices = {"": _("Välj organisation"), **named}
        if areas:
            self.area.render_kw = {"list": "areas"}

    def belongs_to(self, party: Party) -> None:
        """The measure is one organisation's own: nobody chooses whose it is."""
        self.responsible.choices = {str(party.id): party.name}
        self.responsible.data = str(party.id)

    def do(self, button: str) -> bool:
        """Add or take away a row, where that is what was asked for; nothing else happens."""
        what, _colon, name = button.partition(":")
        rows: dict[str, Any] = {"funding": self.funding, "targets": self.targets}
        if what == "add" and name in rows:
            self._add(rows[name])
            return True
        field = name.rpartition("-")[0]
        if what == "remove" and field in rows:
            rows[field].entries = [each for each in rows[field].entries if each.name != name]
            return True
        return what == "check"

    def _add(self, rows: Any) -> None:
        if len(rows.entries) < MOST_ROWS:
            first = next(iter(rows.append_entry().form))
            # Without script the page is sent anew: the reader is led to the new row.
            first.render_kw = {"autofocus": "autofocus"}

    def written(self, before: Measure, parties: Mapping[int, Party]) -> Measure:
        """What the form says, as a measure; what can't be read is left out."""
        by_choice = {str(party_id): party for party_id, party in parties.items()}
        return replace(
            before,
            key="",
            position=0,
            area=self.area.data or "",
            activity=self.activity.data or "",
            purpose=self.purpose.data or "",
            responsible=by_choice.get(self.responsible.data or ""),
            responsible_person=self.responsible_person.data or "",
            participants=lines(self.participants.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            funding=tuple(_funding(entry.form) for entry in filled(self.funding)),
            sustainability=self.sustainability.data or "",
            targets=tuple(
                _target(place, entry.form) for place, entry in enumerate(filled(self.targets), 1)
            ),
        )


def filled(rows: Iterable[Any]) -> Iterator[Any]:
    """The rows that somebody has written something in."""
    return (entry for entry in rows if not entry.form.is_empty)


def _funding(row: Any) -> Funding:
    return Funding(row.amount.data or 0, row.source.data or "")


def _target(place: int, row: Any) -> Target:
    return Target(
        id=0,
        position=place,
        level=row.level.data or "",
        text=row.text.data or "",
        indicator=row.indicator.data or "",
        unit=row.unit.data or "",
        baseline=row.baseline.data,
        goal=row.goal.data,
        source=row.source.data or "",
    )


def fields_of(measure: Measure, seen: str) -> dict[str, Any]:
    """What the form of a measure begins with; a new one has a row ready for its first target."""
    return {
        "area": measure.area,
        "activity": measure.activity,
        "purpose": measure.purpose,
        "responsible": str(measure.responsible.id) if measure.responsible else "",
        "responsible_person": measure.responsible_person,
        "participants": "\n".join(measure.participants),
        "starts_on": measure.starts_on,
        "ends_on": measure.ends_on,
        "funding": [{"amount": part.amount, "source": part.source} for part in measure.funding],
        "sustainability": measure.sustainability,
        "targets": [_row(target) for target in measure.targets] or [{}],
        "seen": seen,
    }


def _row(target: Target) -> dict[str, Any]:
    names = ("level", "text", "indicator", "unit", "baseline", "goal", "source")
    return {name: getattr(target, name) for name in names}

"""The forms of the committee: a meeting, and what the minutes say of a notice."""

import re
from datetime import date
from typing import Any

from wtforms import FileField, HiddenField, ValidationError

from web import current
from web.forms.base import PageForm
from web.forms.choices import ChosenField, PickedField
from web.forms.fields import DayField, LineField, Needed, WholeNumberField
from web.i18n import _, lazy
from workflow.facts import Notice
from workflow.references import paragraph
from workflow.states import AppealOutcome

OUTCOMES_OF_APPEAL: dict[AppealOutcome, str] = {
    AppealOutcome.REJECTED: lazy("Avslag: beslutet står fast"),
    AppealOutcome.DISMISSED: lazy("Avvisat: överklagandet prövades inte"),
    AppealOutcome.WITHDRAWN: lazy("Återkallat av den som överklagade"),
    AppealOutcome.REPEALED: lazy("Beslutet är upphävt"),
}
MOST_DAYS_BEFORE = 90
_BARE = re.compile(r"\d+\s*/\s*\d+")


def _with_sign(text: str | None) -> str:
    """``187/2023`` is meant as ``§ 187/2023``."""
    written = (text or "").strip()
    return f"§ {written}" if _BARE.fullmatch(written) else written


def proposed(year: int) -> str:
    """The year of the meeting: only the number is left to write."""
    return f"§ /{year}"


class ParagraphField(LineField):
    """A paragraph of the minutes with its year; where only the year is proposed it is empty."""

    def __init__(self, label: str = "", *, year: int, **more: Any) -> None:
        super().__init__(label, most=30, **more)
        self.filters = [*self.filters, _with_sign]
        self.year = year

    @property
    def is_written(self) -> bool:
        return (self.data or "") not in ("", proposed(self.year))

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if not self.is_written:
            return
        try:
            paragraph(self.data or "")
        except ValueError:
            raise ValidationError(_wrong_paragraph(self.year)) from None


def _wrong_paragraph(year: int) -> str:
    return _(
        "Skriv paragrafen med nummer och år, till exempel § 187/%(year)s. "
        "Numren börjar om varje år.",
        year=year,
    )


class MeetingForm(PageForm):
    """The day of a meeting, and the last day for its papers."""

    held_on = DayField(lazy("Sammanträdesdag"), [Needed("Skriv vilken dag nämnden sammanträder.")])
    stop_on = DayField(lazy("Stoppdag för handlingar"), [Needed("Skriv sista dag för handlingar.")])

    def validate_held_on(self, field: Any) -> None:
        if field.data is not None and field.data < current.on():
            raise ValidationError(
                _(
                    "Dagen har passerat. Ange i dag (%(today)s) eller en senare dag.",
                    today=current.on().isoformat(),
                )
            )

    def validate_stop_on(self, field: Any) -> None:
        held_on: date | None = self.held_on.data
        if field.data is not None and held_on is not None and field.data > held_on:
            raise ValidationError(
                _(
                    "Stoppdagen kan inte ligga efter sammanträdet (%(day)s). Ange den dagen "
                    "eller en tidigare.",
                    day=held_on,
                )
            )


class NewMeetingForm(MeetingForm):
    """A meeting of one of the committees."""

    committee = ChosenField(lazy("Nämnd"), [Needed("Välj nämnden.")])


class CalendarFileForm(PageForm):
    """A calendar file with the meetings of one committee, and how their stop days are reckoned."""

    committee = ChosenField(lazy("Nämnd"), [Needed("Välj nämnden.")])
    upload = FileField(lazy("Kalenderfil (.ics)"))
    days = WholeNumberField(
        lazy("Stoppdagen ligger så här många dagar före sammanträdet"),
        [Needed("Skriv hur många dagar före sammanträdet som stoppdagen ligger.")],
    )
    counted = PickedField(
        lazy("Hur räknas dagarna?"),
        choices={"working": lazy("Arbetsdagar"), "days": lazy("Alla dagar")},
        default="working",
    )
    only = LineField(lazy("Ta bara med händelser vars rubrik innehåller"))

    def validate_days(self, field: Any) -> None:
        if field.data is not None and not 0 <= field.data <= MOST_DAYS_BEFORE:
            raise ValidationError(_("Skriv ett tal mellan 0 och %(most)s.", most=MOST_DAYS_BEFORE))


class SeenForm(PageForm):
    """What was shown, to be done as it was shown."""

    seen = HiddenField()


class MoveForm(PageForm):
    """Why what is listed is moved to another meeting."""

    reason = LineField(
        lazy("Varför flyttas anmälan?"),
        [Needed("Skriv varför, till exempel att sammanträdet är inställt.")],
    )


class AppealForm(PageForm):
    """When an appeal came to the court, and the court's own number where it is known."""

    day = DayField(
        lazy("Dag då överklagandet kom in till förvaltningsrätten"),
        [Needed("Skriv vilken dag överklagandet kom in till förvaltningsrätten.")],
    )
    reference = LineField(lazy("Domstolens målnummer, om det är känt"), most=60)


class AppealEndForm(PageForm):
    """How an appeal ended, and when that was settled for good."""

    outcome = PickedField(
        lazy("Hur slutade överklagandet?"),
        [Needed("Välj hur överklagandet slutade.")],
        choices={outcome.value: words for outcome, words in OUTCOMES_OF_APPEAL.items()},
    )
    day = DayField(
        lazy("Dag då överklagandet blev slutligt avgjort"),
        [Needed("Skriv vilken dag överklagandet blev slutligt avgjort.")],
    )
    reference = LineField(lazy("Domstolens målnummer, om det är känt"), most=60)
    reason = LineField(lazy("Varför är beslutet upphävt?"))

    @property
    def repeals(self) -> bool:
        return bool(self.outcome.data == AppealOutcome.REPEALED)

    def validate_reason(self, field: Any) -> None:
        if self.repeals and not field.data:
            raise ValidationError(_("Skriv kort varför domstolen upphävde beslutet."))


class RepealForm(PageForm):
    """That a court has repealed the decision: when that was settled for good, and why."""

    day = DayField(
        lazy("Dag då upphävandet blev slutligt avgjort"),
        [Needed("Skriv vilken dag upphävandet blev slutligt avgjort.")],
    )
    reference = LineField(lazy("Domstolens målnummer, om det är känt"), most=60)
    reason = LineField(
        lazy("Varför är beslutet upphävt?"),
        [Needed("Skriv kort varför domstolen upphävde beslutet.")],
    )


class PlainForm(PageForm):
    """A button alone: there is nothing to fill in."""


def paragraph_form(year: int) -> type[PageForm]:
    """The paragraph under which the committee took note; ``year`` is the meeting's."""

    class ParagraphForm(PageForm):
        paragraph = ParagraphField(lazy("Paragraf i protokollet"), year=year)

        def validate_paragraph(self, field: ParagraphField) -> None:
            if not field.is_written:
                raise ValidationError(_wrong_paragraph(year))

    return ParagraphForm


def paragraphs_form(year: int, labels: dict[int, str]) -> type[PageForm]:
    """One paragraph for each listed decision; a line that is left as it was is left out."""
    fields = {
        f"paragraph_{decision_id}": ParagraphField(label, year=year)
        for decision_id, label in labels.items()
    }
    return type("ParagraphsForm", (PageForm,), fields)


def _is_written(form: Any, field: ParagraphField) -> None:
    if not field.is_written:
        raise ValidationError(_wrong_paragraph(field.year))


def amendment_form(notice: Notice) -> type[PageForm]:
    """What has been entered of the notice so far, to be put right, and why."""
    fields: dict[str, Any] = {"seen": HiddenField()}
    if notice.meeting is not None:
        year, label = notice.meeting.held_on.year, lazy("Paragraf i protokollet")
        fields["paragraph"] = ParagraphField(label, year=year, checks=[_is_written])
    if notice.adjusted_on is not None:
        needed = Needed("Skriv vilken dag protokollet justerades.")
        fields["adjusted_on"] = DayField(lazy("Justeringsdag"), [needed])
    if notice.posted_on is not None:
        fields["posted_on"] = DayField(
            lazy("Anslagsdag"), [Needed("Skriv vilken dag justeringen anslogs.")]
        )
        fields["place"] = LineField(
            lazy("Var förvaras protokollet?"), [Needed("Skriv var protokollet förvaras.")]
        )
    fields["reason"] = LineField(
        lazy("Varför rättas uppgifterna?"),
        [Needed("Skriv varför, till exempel att fel paragraf skrevs in.")],
    )
    return type("AmendmentForm", (PageForm,), fields)


class AdjustForm(PageForm):
    """The day on which the minutes were adjusted."""

    day = DayField(lazy("Justeringsdag"), [Needed("Skriv vilken dag protokollet justerades.")])


class PostForm(PageForm):
    """When the adjustment was announced, and where the minutes are kept."""

    day = DayField(lazy("Anslagsdag"), [Needed("Skriv vilken dag justeringen anslogs.")])
    place = LineField(
        lazy("Var förvaras protokollet?"), [Needed("Skriv var protokollet förvaras.")]
    )

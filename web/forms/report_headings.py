"""The form of a report's headings: the words of each part, and in which order the parts stand."""

from collections.abc import Iterable
from typing import Any, cast, get_args

from wtforms import BooleanField, HiddenField

from web.forms.base import PageForm
from web.forms.fields import LineField, WholeNumberField
from web.i18n import _, lazy
from workflow.casefile.network import ReportHeadingKey

Headings = tuple[tuple[str, str], ...]
# What each part of the report holds, whatever its heading says.
PARTS: dict[str, str] = {
    "genomforda": lazy("Insatserna"),
    "maluppfyllelse": lazy("Måluppfyllelse och utfall"),
    "avvikelser": lazy("Avvikelserna"),
    "samverkan": lazy("Samverkan"),
    "stod": lazy("Finansieringen"),
    "hallbarhet": lazy("Hållbarhet"),
    "lardomar": lazy("Lärdomarna"),
    "nasta_ar": lazy("Vad som går vidare"),
}
KEYS: tuple[str, ...] = get_args(ReportHeadingKey)


class HeadingsForm(PageForm):
    """Made by ``headings_form``: for each part its words and its place; one without is left out."""

    verified = BooleanField(lazy("Rubrikerna är stämda mot myndighetens anvisningar"))
    seen = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        holds = bool(super().validate(extra_validators))
        for key in KEYS:
            if self[f"words_{key}"].data and self[f"place_{key}"].data is None:
                self.blame(f"place_{key}", _("Skriv vilken plats rubriken har, till exempel 1."))
        return holds and not self.errors

    def headings(self) -> Headings:
        """The parts that have words, in the order of their places."""
        said = [(self[f"place_{key}"].data or 0, key, self[f"words_{key}"].data) for key in KEYS]
        ordered = sorted((each for each in said if each[2]), key=lambda each: each[0])
        return tuple((key, words) for _place, key, words in ordered)


def headings_form(headings: Iterable[tuple[str, str]] | None = None, **more: Any) -> HeadingsForm:
    """The form, filled from the request or with the headings as they are."""
    fields: dict[str, Any] = {}
    for key in KEYS:
        fields[f"words_{key}"] = LineField(lazy("Rubrik"), most=200)
        fields[f"place_{key}"] = WholeNumberField(lazy("Plats"))
    made = type("TheHeadingsForm", (HeadingsForm,), fields)
    if headings is None:
        return cast(HeadingsForm, made())
    listed = tuple(headings)
    shown: dict[str, Any] = {f"words_{key}": words for key, words in listed}
    shown |= {f"place_{key}": place for place, (key, _words) in enumerate(listed, 1)}
    return cast(HeadingsForm, made(formdata=None, data={**shown, **more}))

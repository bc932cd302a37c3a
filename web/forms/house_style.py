"""Forms of the organisation itself: entering it, its words, its logotype and its Word template."""

from typing import Any

from wtforms import FileField, SelectChoice, ValidationError  # type: ignore[attr-defined]  # newer

from web.forms.base import PageForm
from web.forms.choices import PickedField
from web.forms.fields import LineField, Needed, TextField, WholeNumberField, lines
from web.forms.like import Like
from web.i18n import _
from web.i18n import lazy as _l
from workflow.casefile.fields import FontName, OrganisationNumber
from workflow.facts import House, Region
from workflow.operations.house_style import Style

MOST_ADDRESS_LINES, MOST_LINE = 4, 90
# What each part of a decision is, for the one who gives it a heading.
PARTS = {
    "arendebeskrivning": _l("Ärendebeskrivningen"),
    "beslutsunderlag": _l("Beslutsunderlaget"),
    "delegation": _l("Delegationen"),
    "beslut": _l("Beslutet"),
    "anmalan": _l("Anmälan till nämnden"),
    "utdrag": _l("Vilka som får utdrag"),
}
_HEADING = _l("Skriv rubriken.")
_PLACE = _l("Skriv vilken plats delen har, 1 till 6.")


class RegionForm(PageForm):
    """The organisation whose matters these are, as it is entered."""

    name = LineField(_l("Namn"), [Needed(_l("Skriv organisationens hela namn."))])
    number = LineField(
        _l("Organisationsnummer"),
        [Needed(_l("Skriv organisationsnumret.")), Like(OrganisationNumber)],
    )
    unit = LineField(
        _l("Förvaltning eller område"),
        [Needed(_l("Skriv den förvaltning eller det område som står på handlingarna."))],
    )
    network = LineField(_l("Nätverk som lämnar insatser (valfritt)"))
    clause_style = PickedField(
        _l("Hur besluten skrivs"),
        [Needed(_l("Välj hur besluten skrivs."))],
        choices=[
            SelectChoice("passive", _l("Handlingsplan 2024 fastställs.")),
            SelectChoice("active", _l("Nämnden fastställer handlingsplan 2024.")),
        ],
    )
    contact = TextField(_l("Kontaktuppgifter i sidfoten (valfritt)"), most=500)


class StyleForm(RegionForm):
    """The organisation as it is changed: also its footer, and the order of its decisions.

    Made by ``filled``: each part of a decision has its heading and its place.
    """

    number = None  # type: ignore[assignment]  # so WTForms leaves out a field: it never changes
    address = TextField(_l("Adress i sidfoten (valfritt)"), most=400)
    font = LineField(_l("Typsnitt i Wordfilerna (valfritt)"), [Like(FontName)])

    def validate_address(self, field: Any) -> None:
        written = lines(field.data)
        if len(written) > MOST_ADDRESS_LINES or any(len(line) > MOST_LINE for line in written):
            raise ValidationError(
                _("Adressen får inte plats i sidfoten. Skriv högst fyra rader om 90 tecken.")
            )

    def validate(self, *more: Any, **named: Any) -> bool:
        """Also that every part has a place of its own."""
        right = bool(super().validate(*more, **named))
        taken: set[int] = set()
        for key in PARTS:
            place = self[f"place_{key}"]
            if place.data is None:
                continue
            if not 1 <= place.data <= len(PARTS):
                self.blame(place.name, _("Skriv ett tal från 1 till 6."))
                right = False
            elif place.data in taken:
                self.blame(place.name, _("Två delar har samma plats. Ge dem var sin."))
                right = False
            taken.add(place.data)
        return right

    def style(self) -> Style:
        """What is written, as the organisation's style."""
        ordered = sorted(PARTS, key=lambda key: int(self[f"place_{key}"].data))
        headings = [(key, str(self[f"heading_{key}"].data)) for key in ordered]
        # The signature stands after the decision, under no heading of its own.
        headings.insert(ordered.index("beslut") + 1, ("underskrift", ""))
        return Style(
            name=self.name.data or "",
            unit=self.unit.data or "",
            network=self.network.data or "",
            headings=tuple(headings),
            clause_style=str(self.clause_style.data),
            contact=lines(self.contact.data),
            address=lines(self.address.data),
            font=self.font.data or "",
        )


def _with_parts() -> type[StyleForm]:
    """The form with a heading and a place for every part of a decision."""
    fields: dict[str, Any] = {}
    for key in PARTS:
        fields[f"heading_{key}"] = LineField(_l("Rubrik"), [Needed(_HEADING)], most=80)
        fields[f"place_{key}"] = WholeNumberField(_l("Plats"), [Needed(_PLACE)])
    return type("TheStyleForm", (StyleForm,), fields)


_WHOLE = _with_parts()


def filled(region: Region) -> StyleForm:
    """The form with what the organisation has today."""
    house = region.house
    return _WHOLE(
        name=region.name,
        unit=region.unit,
        network=region.network,
        clause_style=house.clause_style,
        contact="\n".join(house.contact),
        address="\n".join(house.address),
        font=house.font,
        **_headings(house),
    )


def _headings(house: House) -> dict[str, Any]:
    shown = [(key, words) for key, words in house.headings if key in PARTS]
    words = {f"heading_{key}": said for key, said in shown}
    return words | {f"place_{key}": place for place, (key, _said) in enumerate(shown, start=1)}


class LogoForm(PageForm):
    """A picture for the head of papers, and what it shows."""

    upload = FileField(_l("Bild, PNG eller JPEG"))
    alt = LineField(
        _l("Vad bilden visar"),
        [Needed(_l("Skriv vad bilden visar, till exempel Region Exempels logotyp."))],
        most=120,
    )


class TemplateForm(PageForm):
    """A Word file whose styles and page the papers take over."""

    upload = FileField(_l("Wordmall (.docx eller .dotx)"))

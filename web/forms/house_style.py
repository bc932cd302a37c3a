"""Forms of the organisation's own style: its words, its logotype and its Word template."""

from typing import Any

from wtforms import FileField, SelectChoice, ValidationError  # type: ignore[attr-defined]  # newer

from web.forms.base import PageForm
from web.forms.choices import PickedField
from web.forms.fields import LineField, Needed, TextField, WholeNumberField
from web.forms.registers import Like
from web.i18n import lazy as _l
from web.swedish import Swedish
from workflow.casefile.fields import FontName
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


class StyleForm(PageForm):
    """What the organisation is called, and the words and order of its decisions."""

    name = LineField(_l("Namn"), [Needed(_l("Skriv organisationens hela namn."))])
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
    address = TextField(_l("Adress i sidfoten (valfritt)"), most=400)
    font = LineField(_l("Typsnitt i Wordfilerna (valfritt)"), [Like(FontName)])

    def validate_address(self, field: Any) -> None:
        lines = _lines(field.data)
        if len(lines) > MOST_ADDRESS_LINES or any(len(line) > MOST_LINE for line in lines):
            raise ValidationError(
                Swedish("Adressen får inte plats i sidfoten. Skriv högst fyra rader om 90 tecken.")
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
                self.blame(place.name, Swedish("Skriv ett tal från 1 till 6."))
                right = False
            elif place.data in taken:
                self.blame(place.name, Swedish("Två delar har samma plats. Ge dem var sin."))
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
            contact=_lines(self.contact.data),
            address=_lines(self.address.data),
            font=self.font.data or "",
        )


for _key in PARTS:
    setattr(StyleForm, f"heading_{_key}", LineField(_l("Rubrik"), [Needed(_HEADING)], most=80))
    setattr(StyleForm, f"place_{_key}", WholeNumberField(_l("Plats"), [Needed(_PLACE)]))


def filled(region: Region) -> StyleForm:
    """The form with what the organisation has today."""
    house = region.house
    return StyleForm(
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
    return words | {f"place_{key}": place for place, (key, _) in enumerate(shown, start=1)}


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())


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

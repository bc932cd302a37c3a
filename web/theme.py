"""The theme: an organisation's own colours, refused where text in them could not be read."""

from workflow.refusals import BadInput, Complaint
from workflow.settings import Theme

READABLE = 4.5  # WCAG 1.4.3, for text of ordinary size
_WHITE = "#ffffff"
_TURNED_DARK, _TURNED_DARKER = 0.75, 0.5


def contrast(one: str, other: str = _WHITE) -> float:
    """How far apart two colours are in lightness, from 1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def stylesheet(theme: Theme) -> str:
    """The colours as custom properties, which every other style sheet reads."""
    complaints = [
        _too_pale(key, colour) for key, colour in _colours(theme) if contrast(colour) < READABLE
    ]
    if complaints:
        raise BadInput(*complaints)
    lines = "".join(f"  {name}: {value};\n" for name, value in _properties(theme))
    return f":root {{\n{lines}}}\n"


def _colours(theme: Theme) -> tuple[tuple[str, str], ...]:
    return ("brand", theme.brand), ("link", theme.link), ("button", theme.button)


def _properties(theme: Theme) -> tuple[tuple[str, str], ...]:
    return (
        ("--brand", theme.brand),
        ("--brand-dark", _darker(theme.brand, _TURNED_DARK)),
        ("--button", theme.button),
        ("--button-hover", _darker(theme.button, _TURNED_DARK)),
        ("--button-shadow", _darker(theme.button, _TURNED_DARKER)),
        ("--govuk-brand-colour", theme.brand),
        ("--govuk-link-colour", theme.link),
        ("--govuk-link-visited-colour", theme.link),
        ("--govuk-link-hover-colour", _darker(theme.link, _TURNED_DARKER)),
        ("--govuk-link-active-colour", _darker(theme.link, _TURNED_DARKER)),
    )


def _too_pale(key: str, colour: str) -> Complaint:
    text = (
        f"färgen {colour} är för ljus: vit text på den går inte att läsa. Kontrasten mot vitt är"
        f" {_written(contrast(colour), 2)}:1 och ska vara minst {_written(READABLE, 1)}:1."
        " Välj en mörkare färg."
    )
    return Complaint("config.toml", None, f"theme.{key}", text)


def _written(ratio: float, decimals: int) -> str:
    return f"{ratio:.{decimals}f}".replace(".", ",")


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _darker(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(channel * share):02x}" for channel in _channels(colour))


def _luminance(colour: str) -> float:
    """The relative luminance of an sRGB colour."""
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

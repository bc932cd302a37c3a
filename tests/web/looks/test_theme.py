"""An organisation has its own colours, as long as text in them can be read."""

import pytest

from web.theme import READABLE, contrast, stylesheet
from workflow.refusals import BadInput
from workflow.settings import Theme


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#ff0000", 4.0)]
)
def test_contrast_is_counted_as_wcag_does(colour: str, ratio: float) -> None:
    assert contrast(colour) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("key", ["brand", "link", "button"])
def test_the_colours_that_are_shipped_can_be_read(key: str) -> None:
    assert contrast(getattr(Theme(), key)) >= READABLE


def test_the_style_sheet_says_the_colours() -> None:
    css = stylesheet(Theme(brand="#0b4f5c", link="#123456", button="#0b6b50"))
    assert css.startswith(":root {\n  --brand: #0b4f5c;\n")
    assert "  --govuk-link-colour: #123456;\n" in css
    assert "  --button-shadow: #063628;\n" in css


def test_a_colour_that_is_too_pale_is_refused_with_its_key_and_what_to_do() -> None:
    with pytest.raises(BadInput) as refused:
        stylesheet(Theme(brand="#777777", link="#0b5566", button="#ffdd00"))
    brand, button = map(str, refused.value.complaints)
    assert brand == (
        "config.toml, nyckel «theme.brand»: färgen #777777 är för ljus: vit text på den går inte"
        " att läsa. Kontrasten mot vitt är 4,48:1 och ska vara minst 4,5:1. Välj en mörkare färg."
    )
    assert "theme.button" in button

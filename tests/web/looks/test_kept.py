"""Buttons and choices that are kept once they are made: as if made anew, and nobody's text."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, Undefined

from web import looks
from web.swedish import Swedish

PACKAGE = "govuk_frontend_jinja"
SELECT = {
    "id": "plan",
    "name": "plan",
    "label": {"text": "Planens läge"},
    "items": [{"value": "a", "text": "<Å>", "selected": True}, {"value": "b", "text": "B"}],
}
INPUT = {"id": "sok", "name": "sok", "label": {"text": "Sök"}, "type": "search"}


@pytest.fixture
def anew() -> SimpleNamespace:
    """The package's macros as they are, which keep nothing."""
    loader = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    environment = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
    part = f"{PACKAGE}/components/{{}}/macro.html".format
    return SimpleNamespace(
        button=environment.get_template(part("button")).module.govukButton,  # type: ignore[attr-defined]  # a macro of the template
        select=environment.get_template(part("select")).module.govukSelect,  # type: ignore[attr-defined]  # a macro of the template
        input=environment.get_template(part("input")).module.govukInput,  # type: ignore[attr-defined]  # a macro of the template
    )


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("button", {"text": "Sök & finn"}),
        ("button", {"text": "Till listan", "href": "/arenden"}),
        ("select", SELECT),
        ("select", {**SELECT, "errorMessage": {"text": "Välj"}}),
        ("input", INPUT),
        ("input", {**INPUT, "value": '"åre"'}),
    ],
)
def test_what_is_kept_is_what_would_be_made_anew(
    anew: SimpleNamespace, name: str, params: dict[str, Any]
) -> None:
    kept = getattr(looks.kit(), name)
    made = str(getattr(anew, name)(params))
    assert [str(kept(params)), str(kept(dict(params)))] == [made, made]


class Maker:
    """A macro that tells what it was asked for."""

    def __init__(self) -> None:
        self.made: list[object] = []

    def __call__(self, params: Mapping[str, object]) -> str:
        self.made.append(params)
        return "x"


def test_no_more_than_so_many_are_kept() -> None:
    maker = Maker()
    kept = looks.Kept(maker)
    for number in [*range(looks.KEPT + 1), looks.KEPT, 0]:
        kept({"text": number})
    assert maker.made == [{"text": number} for number in [*range(looks.KEPT + 1), 0]]


FAULT = {"errorMessage": {"text": "”Karl” ..."}}


@pytest.mark.parametrize("params", [{**INPUT, "value": "Karl"}, {**INPUT, **FAULT}, FAULT])
def test_what_somebody_has_typed_is_not_kept(params: dict[str, Any]) -> None:
    maker = Maker()
    kept = looks.Kept(maker)
    assert (kept(params), kept(params)) == ("x", "x")
    assert len(maker.made) == 2


def test_what_is_not_given_hinders_no_keeping() -> None:
    maker = Maker()
    kept = looks.Kept(maker)
    for _time in range(2):
        kept({"text": "Sök", "html": Undefined(), "hint": None})
    assert len(maker.made) == 1


@pytest.mark.parametrize("odd", [Swedish("Välj en."), object()])
def test_what_is_no_plain_value_is_made_anew(odd: object) -> None:
    """Such a thing may be written alike and be another: a text that shows its language, as one."""
    maker = Maker()
    kept = looks.Kept(maker)
    for _time in range(2):
        kept({"items": [{"text": "Ja", "hint": {"text": odd}}]})
    assert len(maker.made) == 2

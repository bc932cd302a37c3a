"""What the documents list is what the code has."""

import re
import tomllib
from enum import StrEnum
from pathlib import Path

from tests.house.tree import ROOT
from workflow import states
from workflow.chain import STEPS
from workflow.environment import variable
from workflow.settings import every_setting

ROW = re.compile(r"^\| `([a-z_]+)\.([a-z0-9_]+)` \| `(.+?)` \| \S.* \|$", re.MULTILINE)


def words() -> list[str]:
    """Every state, role, letter, duty, kind of paper and step, in the code's own spelling."""
    enums = (
        *(states.PlanState, states.DecisionState, states.NoticeState, states.AppealOutcome),
        *(states.DispatchState, states.DeliveryState, states.Channel, states.Role),
        *(states.ActorKind, states.PaperKind, states.LetterKind, states.HouseLetter),
        *(states.IncomingKind, states.DutyKind),
    )
    return sorted({str(word) for enum in enums for word in enum} | {step.name for step in STEPS})


def test_the_settings_page_lists_every_setting_with_its_default() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    listed = {
        (table, key): tomllib.loads(f"x = {text}")["x"] for table, key, text in ROW.findall(page)
    }
    assert listed == {setting: _as_toml(value) for setting, value in every_setting().items()}


def test_the_settings_page_names_variables_as_they_are() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    known = {variable(setting) for setting in every_setting()}
    named = set(re.findall(r"BESLUTSKEDJAN_[A-Z_]+[A-Z]", page))
    assert {name.removesuffix("_FILE") for name in named} <= known


def test_the_glossary_holds_every_word() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    assert [word for word in words() if f"`{word}`" not in glossary] == []


def test_the_page_on_looks_names_every_macro_and_script() -> None:
    page = (ROOT / "docs/looks.md").read_text("utf-8")
    macros = re.findall(
        r"{% set (\w+) = \w+\.\1 %}", (ROOT / "web/templates/ui.html").read_text("utf-8")
    )
    scripts = [path.name for path in (ROOT / "web/static/js").iterdir()]
    assert len(macros) > 20
    assert [name for name in (*macros, *scripts) if f"`{name}`" not in page] == []


def test_the_words_come_from_the_chain() -> None:
    assert {"drafting", "officer", "tjansteskrivelse", "silence", "decide"} <= set(words())
    assert all(issubclass(enum, StrEnum) for enum in (states.Role, states.PaperKind))


def _as_toml(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value

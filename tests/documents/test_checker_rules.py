"""The checker's rules: each finds its slips, lets right texts be, and stands in the manual."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from documents.checker import RULES, Known, check_decision, check_text, grave
from documents.checker.rules import table
from documents.sample import sample_situation
from tests.documents.checker_rights import RIGHTS
from tests.documents.checker_slips import KNOWN, SLIPS, Slip, held

PAGE = Path(__file__).parents[2] / "docs" / "checker.md"
RIGHT = [(rule, held(text)) for rule, texts in RIGHTS.items() for text in texts]


@pytest.mark.case("F10")
@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_found_where_it_stands(slip: Slip) -> None:
    found = [each for each in check_text(slip.text, KNOWN) if each.rule == slip.rule]
    assert (slip.found, slip.right) in {(each.found, each.suggestion) for each in found}
    lines = slip.text.split("\n")
    for each in found:
        rest = "\n".join([lines[each.line - 1][each.column - 1 :], *lines[each.line :]])
        assert rest.startswith(each.found)


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_remark_says_what_to_do_in_whole_sentences(slip: Slip) -> None:
    for remark in check_text(slip.text, KNOWN):
        assert remark.text[0].isupper()
        assert remark.text.endswith((".", "».", "?"))
        assert remark.suggestion is None or remark.suggestion in remark.text
        assert any(word in remark.text for word in ("kriv", "Ta bort", "Håll fast"))


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_a_right_text_is_let_be(rule: str, text: str) -> None:
    assert [(each.rule, each.found) for each in check_text(text, KNOWN)] == [], rule


def test_every_rule_has_both_slips_and_right_texts() -> None:
    names = [rule.name for rule in RULES]
    assert list(dict.fromkeys(names)) == names
    assert {slip.rule for slip in SLIPS} == set(RIGHTS) == set(names)


def test_a_rule_is_one_function_of_its_name() -> None:
    found = {rule.name: getattr(rule.find, "__name__", "") for rule in RULES}
    assert found == {name: name for name in found}


def test_every_rule_says_in_one_sentence_what_it_asks() -> None:
    assert all(rule.says[0].isupper() and rule.says.endswith(".") for rule in RULES)
    assert len({rule.says for rule in RULES}) == len(RULES)


def test_the_manual_has_the_table_of_rules() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")


def test_the_manual_names_the_rules_on_law_and_on_what_is_decided() -> None:
    manual = PAGE.read_text(encoding="utf-8").partition("## Reglerna")[0]
    assert {rule.name for rule in RULES if rule.grave} == set(
        re.findall("`([a-z]+_[a-z]+)`", manual)
    )


_NOT_2022 = "Beslutet gäller inte planer för 2022 utan för 2024."
YEARS = [
    ("Handlingsplan 2023 och 2024", None),
    ("Handlingsplaner för åren 2023–2024", None),
    ("Länets serviceprogram 2023–2030", None),
    ("Handlingsplan 2023", "Beslutet gäller också planen för 2024. Skriv «2023 och 2024»."),
    ("Handlingsplan 2023–2025", "Beslutet gäller ingen plan för 2025. Skriv «2023 och 2024»."),
    (
        "Handlingsplan 2022 och handlingsplan 2023",
        f"{_NOT_2022} Skriv de år vars planer beslutet gäller.",
    ),
]


@pytest.mark.parametrize(("title", "told"), YEARS)
def test_the_arendemening_of_a_decision_names_its_own_plans(title: str, told: str | None) -> None:
    situation = sample_situation()
    decision = replace(situation.the_decision(), title=title)
    remarks = check_decision(replace(situation, decision=decision))
    assert [each.text for each in grave(remarks)] == ([told] if told else [])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Svar har kommit från Krokom kommun.", "municipality_genitive"),
        ("Svar har kommit från Åre Kommun.", "register_name"),
        ("Beslutsfattare:\nRegiondirektör", "post_title"),
    ],
)
def test_what_only_the_register_knows_is_not_asked_without_it(text: str, rule: str) -> None:
    assert rule in {each.rule for each in check_text(text, KNOWN)}
    assert check_text(text, Known()) == ()


def test_remarks_come_in_the_order_of_reading_and_once_each() -> None:
    remarks = check_text("Se §12.\n\nDet var i Mars, se §12  och §13.", KNOWN)
    places = [(each.line, each.column) for each in remarks]
    assert places == sorted(places) == [(1, 4), (3, 11), (3, 20), (3, 23), (3, 29)]
    assert len(set(remarks)) == len(remarks)

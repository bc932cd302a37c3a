"""The checker's rules: each finds its slips, lets right texts be, and stands in the manual."""

from pathlib import Path

import pytest

from documents.checker import RULES, Known, check_text
from documents.checker.rules import table
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

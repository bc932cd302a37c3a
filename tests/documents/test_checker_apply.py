"""Putting right: suggestions change only what was found, and what is right stays right."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.checker import RULES, Remark, apply, check_text, corrected
from documents.typography import typeset
from tests.documents.checker_slips import KNOWN, SLIPS, Slip, held

MECHANICAL = {rule.name for rule in RULES if rule.mechanical}
BY_TYPESETTING = {rule.name for rule in RULES if rule.by_typesetting}
PIECES = st.lists(
    st.sampled_from([
        "§", "§§", "89", "12", "2023", "2030", "-", "–", " - ", " ", "  ", "\n", "\n\n", "1.", "# ",
        "maj", "Oktober", "24:e", "den", "kap.", "kl.", "9.00", "1.5", "1.000", "mnkr", "mkr", ".",
        ",", " ,", "...", "..", '"', "“", "Beslut", "Förslag till beslut", "Utdrag till", "Anmälan",
        "Kopia till", "Åre Kommun", "Krokom kommun", "Länsstyrelsen Jämtlands län", "fastställs",
        "Handlingsplan", "delegationbeslut", "till Regionala Utvecklingsnämnden", "A\u030a",
        "\u200b", "\u00ad", "\u2028", "May", "3", "24/10/2023", "RUN/34//2023", "\xa0",
        "x@y.example", "Nämnden", "Regional Utvecklingsdirektör", "Det", "gäller", "\u2014", "`",
    ]),
    max_size=30,
).map("".join)  # fmt: skip
TEXTS = st.one_of(PIECES, st.text(max_size=60))


def mechanical(text: str) -> list[Remark]:
    remarks = check_text(text, KNOWN)
    return [each for each in remarks if each.rule in MECHANICAL and each.suggestion is not None]


@pytest.mark.parametrize("slip", [s for s in SLIPS if s.right is not None], ids=str)
def test_a_suggestion_put_in_removes_its_remark(slip: Slip) -> None:
    remark = next(r for r in check_text(slip.text, KNOWN) if (r.rule, r.found) == _key(slip))
    right = apply(slip.text, [remark])
    if slip.rule not in MECHANICAL:
        assert right == slip.text
        return
    rest = [r for r in check_text(right, KNOWN) if r.rule == slip.rule]
    assert (remark.line, remark.column) not in {(r.line, r.column) for r in rest}
    assert len(right) == len(slip.text) - len(remark.found) + len(slip.right or "")


def _key(slip: Slip) -> tuple[str, str]:
    return slip.rule, slip.found


@given(TEXTS)
@example("Se §12  och §13 i Mars - 24:e Oktober...")
def test_only_what_was_found_is_changed(text: str) -> None:
    for remark in mechanical(text):
        start = _offset(text, remark)
        right = text[:start] + str(remark.suggestion) + text[start + len(remark.found) :]
        assert apply(text, [remark]) == right


def _offset(text: str, remark: Remark) -> int:
    lines = text.split("\n")[: remark.line - 1]
    return sum(len(line) + 1 for line in lines) + remark.column - 1


@given(TEXTS)
@example("Handlingsplan. 9.00\n\nBeslut\n1. fastställs")
def test_suggestions_already_put_in_change_nothing(text: str) -> None:
    remarks = check_text(text, KNOWN)
    once = apply(text, remarks)
    assert apply(once, remarks) == once


@given(TEXTS)
@example("den 24:e  Oktober -  1.5 mnkr, §§ 1-2")
def test_a_corrected_text_stays_as_it_is_and_has_no_mechanical_remark(text: str) -> None:
    right = corrected(text, KNOWN)
    assert corrected(right, KNOWN) == right
    assert mechanical(right) == []


@given(TEXTS)
def test_what_the_house_has_typeset_has_no_fault_of_typesetting(text: str) -> None:
    told = {each.rule for each in check_text(typeset(text), KNOWN)}
    set_by_it = {"hard_space", "double_space", "decomposed", "span_mixed"}
    assert set_by_it <= BY_TYPESETTING
    assert told.isdisjoint(set_by_it)


@given(TEXTS)
def test_every_remark_names_words_that_stand_where_it_says(text: str) -> None:
    for remark in check_text(text, KNOWN):
        assert text.startswith(remark.found, _offset(text, remark))


def test_remarks_on_another_text_change_nothing() -> None:
    remarks = check_text("Se §12.")
    assert apply("Mer om §12.", remarks) == "Mer om §12."
    assert apply("Se §12 .", [replace(remarks[0], line=9)]) == "Se §12 ."
    assert apply("", remarks) == ""


def test_a_whole_text_is_put_right_at_once() -> None:
    slipped = "Mötet  den 24:e Oktober gällde §12 och åren 2024-2029 ."
    assert corrected(slipped) == held("Mötet den 24~oktober gällde §~12 och åren 2024–2029.")

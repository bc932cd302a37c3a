"""Every slip of the decision that the project began with, rebuilt in words of our own."""

import pytest

from documents.checker import check_text, corrected

# The same slips in the same places; the words, the matter and the names are others.
SLIPPED = """Exempelregionen

2031-10-14

TVN/12/2030

Lanthandelsprogram 2031–2036: Handlingsplan 2031 och 2032

Ärendebeskrivning

Tillväxtnämnden antog den 4 maj 2031, §17, ett program för lanthandeln under åren 2031–2036.
Nämnden lät tillväxtchefen besluta om planerna.

I programmet 2031-2036 beskrivs hur butiker i glesbygd kan få stöd. Norrby kommun och
Länsstyrelsen Norra län har deltagit, liksom ett nätverk där Länsstyrelsen i Norra län ingår.

Beslutsunderlag

Protokollsutdrag § 17 Tillväxtnämnden Lanthandelsprogram 2031–2036
Handlingsplan 2031 för Lanthandelsprogrammet
Handlingsplan 2032 för Lanthandelsprogrammet

Delegationsbestämmelse och delegation

Tillväxtnämndens beslut § 17/2031

Beslut

1. Handlingsplan 2031 för Lanthandelsprogrammet fastställs
2. Handlingsplan 2032 för Lanthandelsprogrammet fastställs.

Tillväxtchefen
Tillväxtchef

Anmälan

Beslutet anmäls till tillväxtnämnden

Utdrag till

Norrby kommun
Länsstyrelsen Norra län
"""
TOLD = {(each.rule, each.line, each.found, each.suggestion) for each in check_text(SLIPPED)}


@pytest.mark.parametrize(
    "slip",
    [
        ("paragraph_space", 11, "§17", "§\xa017"),
        ("hard_space", 19, "§ 17", "§\xa017"),
        ("span_mixed", 14, "2031-2036", "2031–2036"),
        ("full_stop", 29, "fastställs", "fastställs."),
        ("full_stop", 37, "tillväxtnämnden", "tillväxtnämnden."),
        ("name_mixed", 15, "Länsstyrelsen Norra län", "Länsstyrelsen i Norra län"),
        ("name_mixed", 42, "Länsstyrelsen Norra län", "Länsstyrelsen i Norra län"),
        ("begun_year", 29, "Handlingsplan 2031", None),
        ("several_plans", 7, "Handlingsplan 2031 och 2032", None),
    ],
    ids=str,
)
def test_the_slip_is_found(slip: tuple[str, int, str, str | None]) -> None:
    assert slip in TOLD


def test_nothing_else_is_told_of_it() -> None:
    rules = [rule for rule, *_ in TOLD]
    assert sorted(rules) == [
        "begun_year",
        "full_stop",
        "full_stop",
        "hard_space",
        "hard_space",
        "hard_space",
        "name_mixed",
        "name_mixed",
        "paragraph_space",
        "several_plans",
        "span_mixed",
    ]


def test_once_put_right_only_what_a_person_must_judge_is_left() -> None:
    left = check_text(corrected(SLIPPED))
    assert {each.rule for each in left} == {"name_mixed", "begun_year", "several_plans"}


def test_with_the_note_that_the_year_had_begun_nothing_is_left_of_it() -> None:
    noted = SLIPPED.replace("besluta om planerna.", "besluta om planerna. De avser hela åren.")
    assert "begun_year" not in {each.rule for each in check_text(noted)}

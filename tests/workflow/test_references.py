"""Diarienummer, paragraphs, file names and the order of Swedish names."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.references import (
    CaseReference,
    Paragraph,
    case_reference,
    file_stem,
    paragraph,
    swedish_key,
    uncapitalised,
    with_title,
)

CYRILLIC_A = "\N{CYRILLIC CAPITAL LETTER A}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN/536/2021", CaseReference("RUN", 2021, 536)),
        ("RUN/280/2023", CaseReference("RUN", 2023, 280)),
        ("RUN/1/1999", CaseReference("RUN", 1999, 1)),
        ("ÖNÄÅ/123456/2030", CaseReference("ÖNÄÅ", 2030, 123456)),
    ],
)
def test_a_case_reference_is_read_and_written_alike(text: str, expected: CaseReference) -> None:
    assert case_reference(text) == expected
    assert str(expected) == text


@pytest.mark.case("W12")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "RUN/280//2023",
        "RUN/34/202",
        "RUN/34/20233",
        "RUN/34/2123",
        "run/536/2021",
        "Run/536/2021",
        "RUN /536/2021",
        "RUN/ 536/2021",
        " RUN/536/2021",
        "RUN/536/2021 ",
        "RUN/536/2021\n",
        "RUN/536/2021/1",
        "RUN/0/2021",
        "RUN/0536/2021",
        "RUN/1234567/2021",
        "RUN-536-2021",
        "536/2021",
        "R/536/2021",
        "RUN/٥٣٦/2021",
        "RUN/536/\N{FULLWIDTH DIGIT TWO}021",
        f"RU{CYRILLIC_A}/536/2021",
        "RUN\N{FULLWIDTH SOLIDUS}536\N{FULLWIDTH SOLIDUS}2021",
        "O\N{COMBINING DIAERESIS}N/536/2021",
    ],
)
def test_what_only_looks_like_a_case_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="är inte ett diarienummer"):
        case_reference(text)


@pytest.mark.parametrize("text", ["§ 89/2023", "§89/2023", "§\N{NO-BREAK SPACE}89/2023"])
def test_a_paragraph_is_read_with_or_without_its_space(text: str) -> None:
    assert paragraph(text) == Paragraph(2023, 89)
    assert str(paragraph(text)) == "§ 89/2023"


@pytest.mark.parametrize(
    "text",
    ["", "§ 89", "89/2023", "§ 9", "§§ 89/2023", "§ 0/2023", "§ 089/2023", "§ 89/23", "§ 89//2023",
     "§  89/2023", "§ 89/2023.", "§ 89–91/2023", "paragraf 89/2023", "§ 12345/2023"],
)  # fmt: skip
def test_a_paragraph_without_a_year_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="är inte en paragraf med årtal"):
        paragraph(text)


def test_paragraphs_sort_by_year_and_number_and_not_as_text() -> None:
    texts = ["§ 89/2023", "§ 9/2023", "§ 100/2023", "§ 1/2024", "§ 187/2022"]
    assert [str(p) for p in sorted(map(paragraph, texts))] == [
        "§ 187/2022", "§ 9/2023", "§ 89/2023", "§ 100/2023", "§ 1/2024",
    ]  # fmt: skip


def test_case_references_sort_by_year_and_number() -> None:
    texts = ["RUN/536/2021", "RUN/99/2021", "RUN/1/2023"]
    in_order = [str(r) for r in sorted(map(case_reference, texts))]
    assert in_order == ["RUN/99/2021", "RUN/536/2021", "RUN/1/2023"]


# File names


@pytest.mark.parametrize(
    ("parts", "stem"),
    [
        (("RUN/536/2021", "utdrag", "Åre kommun"), "RUN-536-2021_utdrag_are-kommun"),
        (("RUN/536/2021", "", "2023-10-24"), "RUN-536-2021_2023-10-24"),
        (("Länsstyrelsen i Jämtlands län",), "lansstyrelsen-i-jamtlands-lan"),
        (("A\N{COMBINING RING ABOVE}re kommun",), "are-kommun"),
        (("../../etc/passwd",), "etc-passwd"),
        (("§ 89/2023",), "89-2023"),
        (('Bolaget "Nord" & Co: <AB>',), "bolaget-nord-co-ab"),
    ],
)
def test_a_file_name_is_plain(parts: tuple[str, ...], stem: str) -> None:
    assert file_stem(*parts) == stem


@given(parts=st.lists(st.text(max_size=30), max_size=4))
def test_a_file_name_holds_nothing_that_a_system_refuses(parts: list[str]) -> None:
    stem = file_stem(*parts)
    assert re.fullmatch(r"[A-Za-z0-9_-]*", stem)
    assert file_stem(*parts) == stem


# The order of names


def test_swedish_letters_come_last_and_in_their_order() -> None:
    names = ["Östersund", "Ånge", "Älvdalen", "Zinkgruvan", "Arjeplog", "Åre", "Berg"]
    assert sorted(names, key=swedish_key) == [
        "Arjeplog", "Berg", "Zinkgruvan", "Ånge", "Åre", "Älvdalen", "Östersund",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Berg", "Bergs kommun"),
        ("Bergs kommun", "Bräcke kommun"),
        ("bräcke", "Krokom"),
        ("Krokom", "ragunda"),
        ("Vara", "Wara"),
        ("Idé", "Ideella"),
        ("Zzz", "åaa"),
        ("Åre", "Ärla"),
        ("Ærø", "Öland"),
    ],
)
def test_one_name_comes_before_another(first: str, second: str) -> None:
    assert swedish_key(first) < swedish_key(second)


@given(name=st.text(st.sampled_from("abcåäöÅÄÖé -"), max_size=12))
def test_a_name_typed_with_loose_dots_is_the_same_name(name: str) -> None:
    composed, loose = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert swedish_key(loose) == swedish_key(composed)


def test_capitals_do_not_change_the_place_of_a_name_but_keep_it_apart() -> None:
    small, capital = swedish_key("åre kommun"), swedish_key("ÅRE kommun")
    assert small[0] == capital[0]
    assert small != capital


def test_a_title_in_a_line_begins_in_lower_case_and_an_abbreviation_stays() -> None:
    assert uncapitalised("Regional utvecklingsdirektör") == "regional utvecklingsdirektör"
    assert uncapitalised("VD") == "VD"
    assert with_title("Magnus Aspegren", "IT-chef") == "Magnus Aspegren, IT-chef"
    assert with_title("Magnus Aspegren", "") == "Magnus Aspegren"

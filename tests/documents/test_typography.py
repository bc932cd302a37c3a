"""Swedish typography: what is set, what is left alone, and that letters never change."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.typography import (
    MONTHS,
    capitalised,
    counted,
    enumerated,
    kronor,
    number,
    sentence,
    typeset,
    with_weekday,
    written,
)


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("§ 89", "§~89"),
        ("§89", "§~89"),
        ("enligt § 89/2023 i", "enligt §~89/2023 i"),
        ("§§ 89-91", "§§~89–91"),
        ("7 kap. 8 § kommunallagen", "7~kap.~8~§ kommunallagen"),
        ("kap. 6", "kap.~6"),
        ("den 23 maj 2023", "den 23~maj~2023"),
        ("i oktober 2021", "i oktober~2021"),
        ("1,5 mnkr", "1,5~mnkr"),
        ("75 procent", "75~procent"),
        ("75 %", "75~%"),
        ("kl. 9.00", "kl.~9.00"),
        ("punkt 3.2", "punkt~3.2"),
        ("1 500 000 kronor", "1~500~000~kronor"),
        ("2023-2030", "2023–2030"),
        ("åren 2023 - 2030.", "åren 2023–2030."),
        ("5-6 insatser", "5–6 insatser"),
        ("två  ord\tefter", "två ord efter"),
        (" rad \r\n rad ", "rad\nrad"),
    ],
)
def test_text_is_set_as_swedish_is_written(typed: str, set_as: str) -> None:
    assert typeset(typed) == set_as.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    "kept",
    [
        "2023-10-24",
        "063-14 66 03",
        "08-123 456 78",
        "212000-2452",
        "RUN/536/2021",
        "RUN-536-2021",
        "dnr 12-345",
        "Tfn: 60-140",
        "2030-2023",
        "7-1",
        "RA-FS 2009:2",
        "Ds 2009:38",
        "COVID-19",
        "1-2-3",
        "a.b@x.example",
        "https://x.example/2018-2030?y=1-2",
        "e-post",
        "år 2023 och 2024",
    ],
)
def test_references_numbers_and_addresses_are_left_alone(kept: str) -> None:
    assert typeset(kept) == kept


TEXT = st.text(
    alphabet=st.sampled_from("0123456789 -–/.,:§%@\n\tabåäöÅÄÖ\N{NO-BREAK SPACE}"), max_size=40
)
PIECES = st.lists(
    st.sampled_from(["§", "89", "2023", "-", "–", " ", "maj", "kap.", "nr", "1", "000", "kr", "."]),
    max_size=14,
).map("".join)


@given(st.one_of(TEXT, PIECES, st.text()))
def test_setting_twice_is_setting_once(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(st.one_of(TEXT, PIECES, st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_only_spaces_and_dashes_ever_change(text: str) -> None:
    assert bare(typeset(text)) == bare(text)


def bare(text: str) -> str:
    drop = str.maketrans(dict.fromkeys(" \t\r\n-–\xa0"))
    return unicodedata.normalize("NFC", text).translate(drop)


def test_letters_typed_in_two_parts_become_one() -> None:
    assert typeset("A\u030are") == "Åre"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.5"), "1,5"),
        (Decimal("10.00"), "10"),
        (Decimal(0), "0"),
        (Decimal("1E+3"), "1~000"),
        (Decimal("-1234.50"), "\N{MINUS SIGN}1~234,5"),
        (1_500_000, "1~500~000"),
        (999, "999"),
    ],
)
def test_numbers_have_comma_and_hard_thousands(value: Decimal | int, text: str) -> None:
    assert number(value) == text.replace("~", "\N{NO-BREAK SPACE}")


def test_amounts_are_in_kronor() -> None:
    assert kronor(150_000) == "150\xa0000\xa0kronor"
    assert kronor(1) == "1\xa0krona"
    assert kronor(0) == "0\xa0kronor"


def test_months_are_swedish_and_in_lower_case_whatever_the_locale() -> None:
    days = [written(date(2023, month, 3)) for month in range(1, 13)]
    assert days == [f"3\xa0{name}\xa02023" for name in MONTHS]
    assert all(name == name.lower() for name in MONTHS)


def test_a_day_to_keep_has_its_weekday() -> None:
    assert with_weekday(date(2023, 10, 24)) == "tisdagen den 24\xa0oktober\xa02023"


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        ("Planen fastställs", "Planen fastställs."),
        ("Planen fastställs.", "Planen fastställs."),
        ("Varför? ", "Varför?"),
        ("", ""),
    ],
)
def test_a_sentence_ends_with_one_full_stop(typed: str, ended: str) -> None:
    assert sentence(typed) == ended


def test_first_letters_change_and_the_rest_stays() -> None:
    assert capitalised("regionala utvecklingsnämnden") == "Regionala utvecklingsnämnden"
    assert capitalised("åre") == "Åre"


def test_things_are_listed_and_counted_in_words() -> None:
    assert enumerated(["Berg", "Krokom", "Åre"]) == "Berg, Krokom och Åre"
    assert enumerated(["Åre"]) == "Åre"
    assert enumerated([]) == ""
    assert counted(1, "insats", "insatser") == "1\xa0insats"
    assert counted(0, "insats", "insatser") == "0\xa0insatser"

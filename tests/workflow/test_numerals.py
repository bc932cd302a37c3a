"""Written numbers: every way that is taken has one meaning, and what may be two is asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.numerals import Doubt, Doubtful, read, written

NBSP, THIN, MINUS = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("250000", "250000"),
        ("250 000", "250000"),
        (f"250{NBSP}000", "250000"),
        (f"1{THIN}250{THIN}000", "1250000"),
        ("2 400,5", "2400.5"),
        ("1500.25", "1500.25"),
        ("1500,125", "1500.125"),
        ("10 000,500", "10000.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1,1250", "1.125"),
        ("-3", "-3"),
        (f"{MINUS} 1 500", "-1500"),
        ("0", "0"),
    ],
)
def test_what_has_one_meaning_is_a_number(text: str, value: str) -> None:
    assert read(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "thousands", "decimals"),
    [
        ("1.500", "1 500", "1,5"),
        ("250.000", "250 000", "250"),
        ("60,000", "60 000", "60"),
        ("1,125", "1 125", "1,1250"),
        ("-1.500", f"{MINUS}1 500", f"{MINUS}1,5"),
        ("10 000.500", "10 000 500", "10 000,5"),
    ],
)
def test_what_may_be_thousands_or_decimals_is_no_number(
    text: str, thousands: str, decimals: str
) -> None:
    assert read(text) == Doubtful(Doubt.TWO_WAYS, thousands, decimals)
    assert isinstance(read(thousands), Decimal)
    assert isinstance(read(decimals), Decimal)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("1.500,00", "1 500,00"),
        ("1,500.00", "1 500,00"),
        ("1.000.000", "1 000 000"),
        ("1,000,000", "1 000 000"),
        ("-1.000.000,5", f"{MINUS}1 000 000,5"),
    ],
)
def test_marks_between_thousands_are_told_as_spaces(text: str, how: str) -> None:
    assert read(text) == Doubtful(Doubt.MARKED_THOUSANDS, how)
    assert isinstance(read(how), Decimal)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Doubt.NO_NUMBER),
        ("tolv", Doubt.NO_NUMBER),
        ("5.", Doubt.NO_NUMBER),
        (",5", Doubt.NO_NUMBER),
        ("1..5", Doubt.NO_NUMBER),
        ("1e3", Doubt.NO_NUMBER),
        ("--1", Doubt.NO_NUMBER),
        ("\N{ARABIC-INDIC DIGIT ONE}", Doubt.NO_NUMBER),
        ("60 00", Doubt.SPACED_ODDLY),
        ("1 5", Doubt.SPACED_ODDLY),
        ("1" * 16, Doubt.TOO_LONG),
    ],
)
def test_what_is_no_number_says_why(text: str, why: Doubt) -> None:
    assert read(text) == Doubtful(why)


WAYS = st.builds(
    lambda sign, whole, mark, rest, gap: sign + gap.join(whole) + (mark + rest if mark else ""),
    st.sampled_from(["", "-", MINUS, "- "]),
    st.lists(st.text("0123456789", min_size=3, max_size=3), max_size=3).flatmap(
        lambda rest: st.text("0123456789", min_size=1, max_size=3).map(lambda first: [first, *rest])
    ),
    st.sampled_from(["", ",", "."]),
    st.text("0123456789", min_size=1, max_size=4),
    st.sampled_from(["", " ", NBSP, THIN]),
)


@given(WAYS | st.text("0123456789., -", max_size=14))
def test_what_is_shown_back_is_read_as_what_was_written(text: str) -> None:
    value = read(text)
    if isinstance(value, Decimal):
        assert read(written(value)) == value
    elif value.why is Doubt.TWO_WAYS:
        readings = {read(value.thousands), read(value.decimals)}
        assert all(isinstance(each, Decimal) for each in readings)
        assert len(readings) == 2


@given(st.decimals(-(10**8), 10**8, places=3))
def test_a_stored_number_is_never_shown_so_that_it_may_be_thousands(value: Decimal) -> None:
    assert read(written(value)) == value


@given(WAYS)
def test_a_number_is_its_digits_with_one_mark_and_never_a_guess(text: str) -> None:
    value = read(text)
    if isinstance(value, Decimal):
        plain = "".join(text.split()).replace(MINUS, "-").replace(",", ".")
        assert value == Decimal(plain)

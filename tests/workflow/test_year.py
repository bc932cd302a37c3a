"""The calendar: Swedish working days, the last day of appeal, meetings and days of reminders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.facts import Meeting
from workflow.year import (
    add_working_days,
    day_of,
    is_working_day,
    last_appeal_day,
    next_meeting,
    reminder_days,
    working_day_on_or_after,
    working_day_on_or_before,
)

DAYS = st.dates(date(2019, 1, 1), date(2039, 12, 31))
BEFORE, AFTER = (30, 14, 7, 3, 1, 0), (1, 7)
LONG_AGO = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("nyårsdagen", date(2024, 1, 1)),
        ("trettondedag jul", date(2026, 1, 6)),
        ("långfredagen", date(2024, 3, 29)),
        ("påskdagen", date(2024, 3, 31)),
        ("annandag påsk", date(2024, 4, 1)),
        ("första maj", date(2024, 5, 1)),
        ("Kristi himmelsfärdsdag", date(2026, 5, 14)),
        ("nationaldagen", date(2024, 6, 6)),
        ("midsommarafton", date(2024, 6, 21)),
        ("midsommarafton", date(2026, 6, 19)),
        ("midsommardagen", date(2026, 6, 20)),
        ("alla helgons dag", date(2026, 10, 31)),
        ("julafton", date(2024, 12, 24)),
        ("juldagen", date(2024, 12, 25)),
        ("annandag jul", date(2024, 12, 26)),
        ("nyårsafton", date(2024, 12, 31)),
        ("a Saturday", date(2023, 10, 28)),
        ("a Sunday", date(2023, 10, 29)),
    ],
)
def test_a_free_day_is_no_working_day(name: str, on: date) -> None:
    assert not is_working_day(on), name


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("skärtorsdagen", date(2024, 3, 28)),
        ("valborgsmässoafton", date(2024, 4, 30)),
        ("dagen före midsommarafton", date(2024, 6, 20)),
        ("dagen före alla helgons dag", date(2026, 10, 30)),
        ("lille julafton", date(2024, 12, 23)),
        ("mellandagen", date(2024, 12, 27)),
        ("the day of the seed's decision", date(2023, 10, 24)),
    ],
)
def test_a_common_day_is_a_working_day(name: str, on: date) -> None:
    assert is_working_day(on), name


@given(on=DAYS)
def test_the_nearest_working_day_is_the_nearest(on: date) -> None:
    later, earlier = working_day_on_or_after(on), working_day_on_or_before(on)
    assert is_working_day(later)
    assert is_working_day(earlier)
    assert earlier <= on <= later
    between = (earlier + timedelta(n) for n in range(1, (later - earlier).days))
    assert not any(is_working_day(day) for day in between)


@pytest.mark.parametrize(
    ("on", "count", "expected"),
    [
        (date(2023, 10, 24), 1, date(2023, 10, 25)),
        (date(2023, 10, 27), 1, date(2023, 10, 30)),
        (date(2023, 10, 28), 1, date(2023, 10, 30)),
        (date(2023, 10, 24), 0, date(2023, 10, 24)),
        (date(2023, 12, 22), 1, date(2023, 12, 27)),
        (date(2023, 12, 22), 3, date(2023, 12, 29)),
        (date(2023, 12, 22), 4, date(2024, 1, 2)),
        (date(2024, 3, 28), 1, date(2024, 4, 2)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(
    on: date, count: int, expected: date
) -> None:
    assert add_working_days(on, count) == expected


@pytest.mark.parametrize(
    ("posted_on", "last"),
    [
        (date(2018, 4, 3), date(2018, 4, 24)),  # a pair that a municipality printed
        (date(2023, 11, 29), date(2023, 12, 20)),
        (date(2022, 12, 2), date(2022, 12, 23)),
        (date(2022, 12, 3), date(2022, 12, 27)),  # julafton, a Saturday
        (date(2023, 12, 4), date(2023, 12, 27)),  # juldagen
        (date(2024, 12, 3), date(2024, 12, 27)),  # julafton, a Tuesday
        (date(2024, 12, 10), date(2025, 1, 2)),  # nyårsafton
        (date(2023, 12, 16), date(2024, 1, 8)),  # trettondedag jul, a Saturday
        (date(2024, 5, 30), date(2024, 6, 20)),
        (date(2024, 5, 31), date(2024, 6, 24)),  # midsommarafton
        (date(2024, 3, 7), date(2024, 3, 28)),
        (date(2024, 3, 8), date(2024, 4, 2)),  # långfredagen
        (date(2024, 3, 11), date(2024, 4, 2)),  # annandag påsk
        (date(2024, 5, 16), date(2024, 6, 7)),  # nationaldagen, a Thursday
        (date(2024, 4, 10), date(2024, 5, 2)),  # första maj
        (date(2023, 10, 27), date(2023, 11, 17)),
        (date(2023, 10, 28), date(2023, 11, 20)),  # a Saturday
    ],
)
def test_the_last_day_of_appeal_is_three_weeks_on_or_the_next_working_day(
    posted_on: date, last: date
) -> None:
    assert last_appeal_day(posted_on) == last


@given(posted_on=DAYS)
def test_the_last_day_of_appeal_is_never_free_and_never_early(posted_on: date) -> None:
    last = last_appeal_day(posted_on)
    assert is_working_day(last)
    assert timedelta(weeks=3) <= last - posted_on <= timedelta(weeks=3, days=5)


@pytest.mark.parametrize(
    ("due_on", "on_the_day"),
    [
        (date(2024, 3, 31), date(2024, 3, 28)),  # påskdagen
        (date(2029, 3, 31), date(2029, 3, 29)),  # påskafton, after långfredagen
        (date(2030, 3, 31), date(2030, 3, 29)),  # a Sunday
        (date(2025, 3, 31), date(2025, 3, 31)),  # a Monday
    ],
)
def test_the_end_of_quarter_1_is_reminded_of_on_a_working_day(
    due_on: date, on_the_day: date
) -> None:
    assert (0, on_the_day) in reminder_days(due_on, BEFORE, AFTER, LONG_AGO)


def test_of_reminders_on_one_day_the_nearest_to_the_due_day_is_kept() -> None:
    # Easter 2024: three days, one day and no day before all come on Thursday 28 March.
    assert reminder_days(date(2024, 3, 31), BEFORE, AFTER, LONG_AGO) == (
        (30, date(2024, 3, 1)),
        (14, date(2024, 3, 15)),
        (7, date(2024, 3, 22)),
        (0, date(2024, 3, 28)),
        (-1, date(2024, 4, 2)),
        (-7, date(2024, 4, 8)),
    )


def test_a_duty_gets_no_reminder_from_before_it_began() -> None:
    found = reminder_days(date(2024, 3, 29), BEFORE, AFTER, since=date(2024, 3, 22))
    assert [day for _, day in found] == [
        date(2024, 3, 22),
        date(2024, 3, 26),
        date(2024, 3, 28),
        date(2024, 4, 2),
        date(2024, 4, 5),
    ]


def test_a_duty_without_days_ahead_is_reminded_of_only_when_it_was_not_done() -> None:
    found = reminder_days(date(2023, 12, 31), (), AFTER, LONG_AGO)
    assert found == ((-1, date(2024, 1, 2)), (-7, date(2024, 1, 8)))


LEVELS = st.sets(st.integers(0, 60), max_size=8)


@given(due_on=DAYS, before=LEVELS, after=LEVELS, since=DAYS)
def test_reminders_come_on_working_days_each_once_and_in_order(
    due_on: date, before: set[int], after: set[int], since: date
) -> None:
    found = reminder_days(due_on, before, after - {0}, since)
    days, levels = [day for _, day in found], [level for level, _ in found]
    assert all(is_working_day(day) and day >= since for day in days)
    assert days == sorted(set(days))
    assert levels == sorted(set(levels), reverse=True)
    assert set(levels) <= before | {-level for level in after}


@given(due_on=DAYS, before=LEVELS)
def test_a_reminder_is_never_later_than_its_level_says(due_on: date, before: set[int]) -> None:
    found = reminder_days(due_on, before, (), LONG_AGO)
    assert all(day <= due_on - timedelta(level) for level, day in found)
    assert bool(found) == bool(before)


@given(due_on=DAYS, after=LEVELS)
def test_a_reminder_after_the_due_day_never_comes_before_it(due_on: date, after: set[int]) -> None:
    found = reminder_days(due_on, (), after - {0}, LONG_AGO)
    assert all(day >= due_on + timedelta(-level) for level, day in found)


@given(due_on=DAYS, before=LEVELS.filter(bool), after=LEVELS.filter(lambda a: a > {0}))
def test_a_duty_has_its_last_warning_in_time_whatever_the_calendar(
    due_on: date, before: set[int], after: set[int]
) -> None:
    found = reminder_days(due_on, before, after - {0}, LONG_AGO)
    assert min(before) in [level for level, _ in found]


def test_the_order_of_the_levels_does_not_matter() -> None:
    due_on = date(2024, 3, 31)
    turned = reminder_days(due_on, BEFORE[::-1], AFTER[::-1], LONG_AGO)
    assert turned == reminder_days(due_on, BEFORE, AFTER, LONG_AGO)


# Meetings and days of the year

NOVEMBER = Meeting(1, date(2023, 11, 21), date(2023, 11, 7))
APRIL = Meeting(2, date(2024, 4, 9), date(2024, 3, 26))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 10, 24), NOVEMBER),
        (date(2023, 11, 7), NOVEMBER),
        (date(2023, 11, 8), APRIL),
        (date(2023, 11, 21), APRIL),
        (date(2024, 3, 26), APRIL),
        (date(2024, 3, 27), None),
    ],
)
def test_the_next_meeting_is_the_first_that_still_takes_papers(
    on: date, expected: Meeting | None
) -> None:
    assert next_meeting((APRIL, NOVEMBER), on) == expected


def test_without_meetings_there_is_no_next_one() -> None:
    assert next_meeting((), date(2023, 10, 24)) is None


@pytest.mark.parametrize(
    ("year", "month_and_day", "expected"),
    [
        (2023, (12, 31), date(2023, 12, 31)),
        (2024, (2, 29), date(2024, 2, 29)),
        (2025, (2, 29), date(2025, 2, 28)),
        (2100, (2, 29), date(2100, 2, 28)),
        (2024, (2, 28), date(2024, 2, 28)),
    ],
)
def test_29_february_falls_on_the_last_of_february(
    year: int, month_and_day: tuple[int, int], expected: date
) -> None:
    assert day_of(year, month_and_day) == expected

"""A calendar file read: local days, what is cancelled, what is held again and again, bad files."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendarfile import MOST_BYTES, MOST_EVENTS, Event, read_calendar
from workflow.refusals import BadInput

TODAY = date(2024, 1, 1)
MEETING = "DTSTART;VALUE=DATE:20240409"


def calendar(*events: str, method: str = "") -> bytes:
    """A file with these events, each written as its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nämnden//Kalender//SV", method]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join(line for line in [*lines, "END:VCALENDAR", ""] if line).encode()


def event(*lines: str, uid: str = "a@kalender.example") -> str:
    return "\n".join((f"UID:{uid}", "SUMMARY:Sammanträde med nämnden", *lines))


def read(content: bytes) -> tuple[Event, ...]:
    return read_calendar(content, "moten.ics", "Europe/Stockholm", TODAY)


def days(content: bytes) -> list[str]:
    return [str(each.held_on) for each in read(content) if not each.cancelled]


@pytest.mark.parametrize(
    ("starts", "local_day"),
    [
        ("DTSTART;VALUE=DATE:20240409", "2024-04-09"),
        ("DTSTART:20240409T090000", "2024-04-09"),
        ("DTSTART;TZID=Europe/Stockholm:20240409T003000", "2024-04-09"),
        ("DTSTART:20240408T223000Z", "2024-04-09"),
        ("DTSTART:20240115T230000Z", "2024-01-16"),
        ("DTSTART;TZID=America/New_York:20240408T190000", "2024-04-09"),
        ("DTSTART;TZID=W. Europe Standard Time:20240409T090000", "2024-04-09"),
    ],
    ids=["all day", "floating", "local", "UTC summer", "UTC winter", "New York", "Windows zone"],
)
def test_every_meeting_becomes_its_local_day(starts: str, local_day: str) -> None:
    assert days(calendar(event(starts))) == [local_day]


def test_a_meeting_has_its_identity_and_its_heading() -> None:
    (found,) = read(calendar(event(MEETING)))
    assert found == Event("a@kalender.example", date(2024, 4, 9), "Sammanträde med nämnden")


@pytest.mark.parametrize(
    ("line", "method"), [("STATUS:CANCELLED", ""), ("SEQUENCE:1", "METHOD:CANCEL")]
)
def test_a_cancelled_meeting_is_told_as_cancelled(line: str, method: str) -> None:
    (found,) = read(calendar(event(MEETING, line), method=method))
    assert found.cancelled


def test_of_two_with_one_identity_the_later_version_counts() -> None:
    newer = event("DTSTART;VALUE=DATE:20240416", "SEQUENCE:2")
    assert days(calendar(newer, event(MEETING, "SEQUENCE:1"))) == ["2024-04-16"]


def test_a_meeting_that_is_held_again_and_again_is_each_of_its_occasions() -> None:
    rule = "RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20240714T220000Z"
    starts = "DTSTART;TZID=Europe/Stockholm:20240213T090000"
    found = days(calendar(event(starts, rule)))
    assert found == [
        "2024-02-13",
        "2024-03-12",
        "2024-04-09",
        "2024-05-14",
        "2024-06-11",
        "2024-07-09",
    ]


def test_an_occasion_that_is_left_out_is_cancelled_and_one_that_is_moved_keeps_its_name() -> None:
    weekly = event(
        "DTSTART;VALUE=DATE:20240409", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20240416"
    )
    moved = event("RECURRENCE-ID;VALUE=DATE:20240423", "DTSTART;VALUE=DATE:20240425")
    found = {each.uid.partition("/")[2]: each for each in read(calendar(weekly, moved))}
    assert found["2024-04-16"].cancelled
    assert found["2024-04-23"].held_on == date(2024, 4, 25)
    assert len(found) == 3


def test_a_rule_without_an_end_is_followed_two_years_ahead() -> None:
    found = days(calendar(event("DTSTART;VALUE=DATE:20100105", "RRULE:FREQ=WEEKLY;BYDAY=TU")))
    assert found[0] == "2024-01-02"
    assert found[-1] == "2025-12-30"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "det är ingen kalenderfil"),
        (b"hej", "det går inte att läsa filen som en kalender"),
        (b"%PDF-1.7\n\x00\xff", "det går inte att läsa filen som en kalender"),
        (calendar(), "filen innehåller inga händelser"),
        (calendar(event()), "saknar dag (DTSTART)"),
        (calendar(f"SUMMARY:Möte\n{MEETING}"), "”Möte” saknar identitet (UID)"),
        (calendar(event("DTSTART:20241309T090000")), "har en tid som inte går att läsa (DTSTART)"),
        (
            calendar(event("DTSTART;TZID=Ingen/Stad:20240409T090000")),
            "tidszon som inte är känd (Ingen/Stad)",
        ),
        (calendar(event(MEETING, "RRULE:FREQ=SECONDLY")), "regel som programmet inte läser"),
        (
            calendar(event(MEETING, "RRULE:FREQ=DAILY;BYHOUR=1,2,3")),
            "regel som programmet inte läser",
        ),
        (calendar(event(MEETING, "RRULE:FREQ=IBLAND")), "regel som programmet inte läser"),
        (b"x" * (MOST_BYTES + 1), "filen är större än 1 MB"),
    ],
)
def test_a_file_that_cant_be_used_is_told_in_one_sentence(content: bytes, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(content)
    (complaint,) = refused.value.complaints
    assert complaint.source == "moten.ics"
    assert says in complaint.text
    assert complaint.text.endswith(".")


def test_a_calendar_of_a_whole_life_is_refused() -> None:
    with pytest.raises(BadInput, match=f"fler än {MOST_EVENTS} händelser"):
        read(calendar(event(MEETING, "RRULE:FREQ=DAILY")))


@given(st.binary(max_size=200), st.integers(0, 300))
def test_a_broken_file_is_read_or_refused_and_nothing_else(junk: bytes, at: int) -> None:
    whole = calendar(event(MEETING, "RRULE:FREQ=WEEKLY;COUNT=2"))
    with suppress(BadInput):
        assert all(isinstance(each.held_on, date) for each in read(whole[:at] + junk + whole[at:]))

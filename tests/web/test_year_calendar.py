"""The calendar of the year: every duty and reminder with its day, and why."""

import re
from collections import Counter
from datetime import date

import pytest

from tests.web.left import Year

DUTY = re.compile(r"^(\d{4}-\d{2}-\d{2})  (.+) – (.+) \((.+)\)$")
STATE = re.compile(
    r"klart \d{4}-\d{2}-\d{2}(, \d+ dag(ar)? efter tiden)?"
    r"|stängt \d{4}-\d{2}-\d{2} utan svar|inte klart"
)
REMINDER = re.compile(r"^ {12}påminnelse (\d{4}-\d{2}-\d{2}), (.+): (.+)$")
# Holidays of these years that fall on no weekend, and the eves that are no working days.
FREE = {
    *("2023-12-25", "2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-01"),
    *("2024-05-09", "2024-06-06", "2024-06-21", "2024-12-24", "2024-12-25", "2024-12-26"),
    *("2024-12-31", "2025-01-01", "2025-01-06", "2025-04-18", "2025-04-21"),
}


def blocks(year: Year) -> list[list[str]]:
    """The calendar's duties: a line with the day, a line with the why, and the reminders."""
    _head, *duties = year.calendar.rstrip("\n").split("\n\n")
    return [duty.splitlines() for duty in duties]


def test_every_duty_stands_in_the_calendar_with_its_day_and_why(year: Year) -> None:
    days = []
    for duty, why, *reminders in blocks(year):
        found = DUTY.match(duty)
        assert found, duty
        assert STATE.fullmatch(found[4]), duty
        assert re.match(r"^ {12}[A-ZÅÄÖ].+\.$", why), duty
        assert all(REMINDER.match(line) for line in reminders), duty
        days.append(found[1])
    assert days == sorted(days)


def test_the_calendar_has_the_duties_of_the_whole_chain(year: Year) -> None:
    kinds = Counter(DUTY.sub(r"\2", duty) for duty, *_ in blocks(year))
    assert kinds == {
        "svara på samrådet 2023": 9,
        "svara på samrådet 2024": 9,
        "besluta": 1,
        "expediera beslutet": 1,
        "kvittera utdraget": 10,
        "anmäla beslutet": 1,
        "justera protokollet": 1,
        "anslå justeringen": 1,
        "bekräfta laga kraft": 1,
        "öppna uppföljningen 2023": 1,
        "öppna uppföljningen 2024": 1,
        "lämna utfall 2023": 5,
        "lämna utfall 2024": 5,
        "avsluta uppföljningen 2023": 1,
        "avsluta uppföljningen 2024": 1,
        "rapportera till myndigheten 2023": 1,
        "rapportera till myndigheten 2024": 1,
        "återrapportera till nämnden 2023": 1,
        "återrapportera till nämnden 2024": 1,
    }


def test_no_reminder_falls_on_a_free_day(year: Year) -> None:
    days = {line[1] for block in blocks(year) for text in block if (line := REMINDER.match(text))}
    assert len(days) > 50
    assert not {day for day in days if date.fromisoformat(day).weekday() > 4}
    assert not days & FREE


@pytest.mark.case("T07")
def test_the_agencys_last_day_is_easter_day_so_the_reminder_comes_before_easter(year: Year) -> None:
    (duty,) = [block for block in blocks(year) if "rapportera till myndigheten 2023" in block[0]]
    assert duty[0].startswith("2024-03-31  ")
    told = [found for line in duty if (found := REMINDER.match(line))]
    assert [found[1] for found in told if found[2] == "sista arbetsdagen före"] == ["2024-03-28"]


def test_who_never_answered_is_not_said_to_have_answered(year: Year) -> None:
    asked = [duty for duty, *_ in blocks(year) if "svara på samrådet 2023" in duty]
    assert sum("utan svar" in duty for duty in asked) == 6
    assert [duty for duty in asked if "Bergs kommun (klart 2023-09-14)" in duty]


def test_every_reminder_that_was_sent_is_a_letter(year: Year) -> None:
    told = [found for block in blocks(year) for line in block if (found := REMINDER.match(line))]
    # "skickad", or with the day where the duty came to be after that morning.
    sent = Counter(
        (found[3].split()[1:] or [found[1]])[0] for found in told if found[3].startswith("skickad")
    )
    letters = Counter(name.split("_")[1] for name in year.letters if "_paminnelse_" in name)
    assert letters == sent

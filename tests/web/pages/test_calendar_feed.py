"""One's own calendar behind a secret address, read back by another library than wrote it."""

from datetime import date

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from tests.closing import closed
from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.site import Client, Site
from web import calendar_feed
from web.calendar_feed import Own
from workflow.expansion import DutyRow
from workflow.jobs.tick import tick
from workflow.operations import accounts
from workflow.operations.queries.forecast import DutyAhead, Forecast, Matter
from workflow.states import DutyKind, To
from workflow.store import tables as t

PAGE = "/konto/kalender"


@pytest.fixture
def decided(site: Site) -> Site:
    w.decided(site.world)
    site.at("2023-10-25", 7)
    return site


def address(client: Client) -> str:
    """A new address, as the page shows it once."""
    shown = client.send(PAGE, client.see(PAGE).form())
    return next(word for word in shown.text.split() if word.endswith(".ics"))


def fetched(site: Site, url: str) -> bytes:
    answer = site.client(None).http.get(url.removeprefix("http://localhost"))
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    return bytes(answer.data)


def read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def test_another_library_reads_the_days_and_what_they_are_about(decided: Site) -> None:
    found = read(fetched(decided, address(decided.client("secretary"))))
    events = {str(event.uid): event for event in found.events}
    notify = events["bevakning-beslut-1-notify@localhost"]
    assert notify.dtstart == date(2023, 11, 21)
    assert notify.summary == "Sista dag: anmäla beslutet (RUN/536/2021)"
    assert notify.description is not None
    assert "(7 kap. 8 § kommunallagen).\nSlutar med att anmäla, " in notify.description
    assert notify.description.endswith("http://localhost/arenden/1")
    assert "paminnelse-beslut-1-notify-20231121-0@localhost" in events
    assert not any(event.alarm for event in found.events)


def test_the_days_are_one_s_own_and_each_event_is_there_once(decided: Site) -> None:
    found = read(fetched(decided, address(decided.client("officer"))))
    uids = [event.uid for event in found.events]
    assert len(uids) == len(set(uids))
    assert any("outcome" in str(uid) for uid in uids)
    assert not any("notify" in str(uid) for uid in uids if "forsenad" not in str(uid))
    tentative = {e.status for e in found.events if "-outcome" in str(e.uid)}
    assert {status.value for status in tentative if status} == {"TENTATIVE"}


def test_the_same_facts_are_the_same_bytes_in_the_form_of_the_standard(decided: Site) -> None:
    url = address(decided.client("officer"))
    content = fetched(decided, url)
    assert fetched(decided, url) == content
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"VALARM" not in content


def test_an_event_keeps_its_name_when_a_step_gives_its_duty_a_row(decided: Site) -> None:
    url = address(decided.client("officer"))
    before = {str(e.uid): e.dtstart for e in read(fetched(decided, url)).events}
    at = decided.at("2024-01-02", 8)
    tick(decided.office, at)
    after = {str(e.uid): e.dtstart for e in read(fetched(decided, url)).events}
    outcome = {uid: day for uid, day in after.items() if "plan-1-outcome" in uid}
    assert outcome
    assert outcome.items() <= before.items()


@pytest.mark.parametrize(
    "about", ["Plan; för 2023, \\ och \\n kvar", "Å" * 200, "Två\nrader", "BEGIN:VALARM"]
)
def test_signs_that_mean_something_in_the_format_come_through(about: str) -> None:
    matter = Matter(1, "RUN/536/2021", "Ärendet", about, 1, None)
    duty = DutyRow(DutyKind.OUTCOME, To.RESPONSIBLES, date(2024, 2, 29), "Därför.", plan_id=1)
    duties = (DutyAhead(matter, duty, 1, (), "", None),)
    found = Forecast(date(2024, 1, 1), date(2024, 12, 31), duties=duties)
    content = calendar_feed.written(Own("Malin", found, {}, "https://b.example{}".format))
    (event,) = read(content).events
    assert event.description is not None
    assert event.description.startswith(f"{about}\nDärför.\n")
    assert (event.dtstart, event.dtend) == (date(2024, 2, 29), date(2024, 3, 1))
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_only_a_hash_is_kept_and_the_address_is_shown_once(decided: Site) -> None:
    client = decided.client("officer")
    url = address(client)
    secret = url.rpartition("/")[2].removesuffix(".ics")
    assert secret not in repr(rows(decided.office.engine, t.feed))
    assert secret not in client.see(PAGE).html
    assert client.see(PAGE).has("Du har en adress sedan 2023-10-25 07:00.")


def test_another_address_takes_the_place_of_the_first(decided: Site) -> None:
    client = decided.client("officer")
    first, second = address(client), address(client)
    assert decided.client(None).see(first.removeprefix("http://localhost"), 404).title
    assert fetched(decided, second)


def test_an_address_that_is_ended_answers_no_more(decided: Site) -> None:
    client = decided.client("officer")
    url = address(client)
    page = client.send(f"{PAGE}/avsluta", client.see(PAGE).form(f"{PAGE}/avsluta"))
    assert page.has("Kalenderadressen är avslutad.")
    assert decided.client(None).see(url.removeprefix("http://localhost"), 404).title
    assert row(decided.office.engine, t.feed).ended_at == decided.clock.at


def test_the_calendar_of_somebody_who_may_no_longer_sign_in_is_closed(decided: Site) -> None:
    url, officer = address(decided.client("officer")), decided.person("officer")
    accounts.add(decided.office, officer, "malin", decided.clock.at)
    closed(decided.office, officer, date(2023, 10, 25), decided.clock.at)
    assert decided.client(None).see(url.removeprefix("http://localhost"), 404).title


@pytest.mark.parametrize("token", ["x", "A" * 43, "a" * 5000])
def test_an_address_that_was_never_made_is_not_there(decided: Site, token: str) -> None:
    assert decided.client(None).see(f"/kalender/{token}.ics", 404).title


def test_making_an_address_asks_for_a_fresh_sign_in(decided: Site) -> None:
    client = decided.client("officer")
    decided.at("2023-10-25", 7, 20)
    assert client.page(client.http.get(PAGE)).location.startswith("/bekrafta?")

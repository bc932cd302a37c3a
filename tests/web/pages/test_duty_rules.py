"""Bevakningsregler: read by all staff, changed by the officer, and followed by what is open."""

from datetime import date, timedelta

import pytest

from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.reading import row, rows
from tests.web.pages.site import Site
from workflow.operations import clocks
from workflow.operations.clocks import Limits
from workflow.store import tables as t

URL = "/register/program/1/bevakningsregler"


@pytest.mark.parametrize("who", ["officer", "secretary", "administrator"])
@pytest.mark.parametrize("year", [0, 2024])
def test_staff_read_how_each_duty_is_watched(site: Site, who: str, year: int) -> None:
    page = site.client(who).see(f"{URL}/{year}")
    assert page.has("30, 14, 7, 3, 1, 0 dagar före")
    assert page.has("Börjar med att besluta.")
    assert page.has("rapportera till myndigheten.")


def test_the_agencys_day_is_unconfirmed_until_somebody_confirms_it(site: Site) -> None:
    client = site.client("officer")
    assert client.see(f"{URL}/2024").has("senast 31 mars 2025 – inte bekräftad")
    form = client.see(f"{URL}/2024").form(f"{URL}/2024/report_agency/bekrafta")
    client.send(f"{URL}/2024/report_agency/bekrafta", form)
    page = client.see(f"{URL}/2024")
    assert not page.has("inte bekräftad")
    assert page.has("av Malin Nyqvist Ljungberg")
    assert client.see(f"{URL}/2025").has("senast 31 mars 2026 – inte bekräftad")


def test_a_changed_day_moves_the_open_duty_and_is_on_record(site: Site) -> None:
    w.decided(site.world)
    client, url = site.client("officer"), f"{URL}/2023/report_agency"
    page = client.send(url, {**client.see(url).form(), "due": "28/2", "before": "14, 3, 0"})
    assert page.has("1 öppna bevakningar är ändrade")
    duty = row(site.office.engine, t.duty, kind="report_agency", plan_id=1)
    assert duty.due_on == date(2024, 2, 28)
    levels = [each.level for each in rows(site.office.engine, t.reminder, duty_id=duty.id)]
    assert levels == [14, 3, 0]
    entry = row(site.office.engine, t.register_event, step="change_duty_rule")
    assert entry.actor_name == "Malin Nyqvist Ljungberg"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("due", "31 mars", "Skriv dagen som dag/månad"),
        ("due", "31/2", "Den dagen finns inte"),
        ("before", "trettio", "Skriv antal dagar, högst 365, med komma emellan"),
        ("after", "0, 7", "0 är sista dagen"),
        ("escalate_days", "61", "Skriv ett tal från 0 till 60"),
        ("escalate_to", "kungen", "kungen"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(
    site: Site, field: str, typed: str, said: str
) -> None:
    client, url = site.client("officer"), f"{URL}/2024/report_agency"
    page = client.send(url, {**client.see(url).form(), field: typed})
    assert page.status == 422
    assert said == typed or page.has(said)
    assert rows(site.office.engine, t.duty_rule) == []


def test_a_rule_that_somebody_has_changed_meanwhile_is_read_anew(site: Site) -> None:
    first, second, url = site.client("officer"), site.client("administrator"), f"{URL}/0/outcome"
    seen = first.see(url).form()
    second.send(url, {**second.see(url).form(), "due": "15/1"})
    page = first.send(url, {**seen, "due": "20/1"})
    assert page.has("Någon annan har ändrat regeln")
    assert row(site.office.engine, t.duty_rule).due == "01-15"


def test_a_rule_that_is_taken_away_is_the_usual_one_again(site: Site) -> None:
    client, url = site.client("officer"), f"{URL}/0/outcome"
    client.send(url, {**client.see(url).form(), "due": "15/1"})
    client.send(f"{url}/ta-bort", client.see(url).form(f"{url}/ta-bort"))
    assert rows(site.office.engine, t.duty_rule) == []


@pytest.mark.parametrize("who", ["secretary", "registrar", "stranger"])
def test_only_the_officer_and_the_administrator_change_a_rule(site: Site, who: str) -> None:
    assert site.client(who).see(f"{URL}/0/outcome", 403).title


def test_a_year_outside_the_programme_has_no_rules(site: Site) -> None:
    assert site.client("officer").see(f"{URL}/2031", 404).title
    assert site.client("officer").see(f"{URL}/0/nonsens", 404).title


def test_the_administrator_confirms_a_clock_that_has_jumped(site: Site) -> None:
    now = when("2023-10-24")
    clocks.goes_on(site.office, now, Limits())
    clocks.goes_on(site.office, now + timedelta(days=400), Limits())
    assert site.client("officer").see("/").has("Klockan har hoppat")
    client = site.client("administrator")
    client.send("/klockan", client.see("/").form("/klockan"))
    assert not client.see("/").has("Klockan har hoppat")
    assert row(site.office.engine, t.register_event, step="confirm_clock")

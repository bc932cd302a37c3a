"""The calendar of meetings: the secretary enters, changes and takes away what is empty."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.found import meeting_id
from tests.web.pages.site import Site
from tests.web.pages.test_committee import listed, matter
from workflow.store import tables as t

__all__ = ["listed", "matter"]  # a decision before a meeting has it on its list, and after

HOSTILE = "<script>alert(1)</script>"


def test_the_secretary_enters_a_meeting(site: Site) -> None:
    secretary = site.client("secretary")
    form = secretary.see("/sammantraden/nytt").form()
    page = secretary.send("/sammantraden/nytt", form, held_on="12/12 2023", stop_on="20231127")
    assert page.has("Sammanträdet 2023-12-12 är inlagt.")
    assert row(site.office.engine, t.meeting, held_on=date(2023, 12, 12))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"held_on": ""}, "Skriv vilken dag nämnden sammanträder."),
        ({"held_on": "2023-10-23"}, "Dagen har passerat."),
        ({"held_on": "2203-12-12"}, "Kontrollera årtalet."),
        ({"held_on": HOSTILE}, "Skriv dagen som år-månad-dag"),
        ({"stop_on": ""}, "Skriv sista dag för handlingar."),
        ({"stop_on": "2023-12-13"}, "(2023-12-12). Ange den dagen eller en tidigare."),
        ({"committee": "99"}, "Välj ett av alternativen."),
        ({"committee": ""}, "Välj nämnden."),
    ],
)
def test_a_wrong_meeting_comes_back_as_it_was_written(
    site: Site, fields: dict[str, str], says: str
) -> None:
    before = rows(site.office.engine, t.meeting)
    sent = {"committee": "1", "held_on": "2023-12-12", "stop_on": "2023-11-27", **fields}
    page = site.client("secretary").send("/sammantraden/nytt", sent)
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has(says)
    form = page.form()
    assert [form[name] for name in ("held_on", "stop_on")] == [
        [sent["held_on"]],
        [sent["stop_on"]],
    ]
    assert HOSTILE not in page.html
    assert rows(site.office.engine, t.meeting) == before


def test_a_day_that_is_taken_is_told(site: Site) -> None:
    sent = {"committee": "1", "held_on": "2023-11-21", "stop_on": "2023-11-02"}
    page = site.client("secretary").send("/sammantraden/nytt", sent)
    assert page.status == 409
    assert page.has("nämnden har redan ett sammanträde den dagen")


def test_an_empty_meeting_is_changed_and_then_taken_away(site: Site) -> None:
    secretary, meeting = site.client("secretary"), meeting_id(site)
    url = f"/sammantraden/{meeting}/andra"
    page = secretary.see(url)
    assert page.has("Ta bort sammanträdet 2023-11-21")
    days = {"held_on": "2023-11-28", "stop_on": "2023-11-09"}
    assert secretary.send(url, days).has("Sammanträdet är ändrat till 2023-11-28.")
    page = secretary.send(f"/sammantraden/{meeting}/ta-bort")
    assert page.has("Sammanträdet 2023-11-28 är borttaget.")
    assert rows(site.office.engine, t.meeting, id=meeting) == []


def test_a_meeting_with_a_list_is_neither_changed_nor_taken_away(
    site: Site, listed: w.Matter
) -> None:
    secretary, meeting = site.client("secretary"), meeting_id(site)
    assert not secretary.see(f"/sammantraden/{meeting}").links.get(
        "Ändra eller ta bort sammanträdet"
    )
    for url, sent in (
        ("andra", {"held_on": "2023-11-28", "stop_on": "2023-11-09"}),
        ("ta-bort", {}),
    ):
        page = secretary.send(f"/sammantraden/{meeting}/{url}", sent)
        assert page.status == 409
        assert page.has("beslut står redan på dess anmälningslista")


@pytest.mark.parametrize("who", ["officer", "registrar", "director"])
def test_only_the_secretary_keeps_the_calendar(site: Site, who: str) -> None:
    client, meeting = site.client(who), meeting_id(site)
    client.see("/sammantraden/nytt", 403)
    assert client.send(f"/sammantraden/{meeting}/ta-bort").status == 403
    assert not client.see("/sammantraden").links.get("Lägg in ett sammanträde")

"""All cases: looked for in any writing, filtered, sorted, exported, opened; and for whom."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.site import Site
from web.acting import FIELDS_ARE_WRONG
from workflow.operations import registers
from workflow.operations.queries import cases as queries
from workflow.store import tables as t

NEW = {"reference": "RUN/77/2023", "title": "Landsbygdsprogrammet", "opened_on": "2023-10-02"}


def another(site: Site, reference: str, title: str) -> int:
    world = site.world
    officer = world.people["officer"]
    case = registers.NewCase(
        world.programme_id, world.committee_id, reference, title, date(2023, 1, 9), officer
    )
    return registers.open_case(site.office, case)


@pytest.mark.case("W12")
@pytest.mark.parametrize("text", ["run 536/2021", "RUN/536/2021", "536-2021", "serviceprogram"])
def test_a_case_is_found_by_any_writing_of_its_number(site: Site, text: str) -> None:
    another(site, "RUN/53/2023", "Något annat")
    page = site.client("officer").see(f"/arenden?sok={text}")
    assert page.has("RUN/536/2021")
    assert not page.has("RUN/53/2023")


@pytest.mark.case("W03")
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1 --", "%25", "{{7*7}}"])
def test_a_hostile_search_is_plain_text_that_finds_nothing(site: Site, text: str) -> None:
    page = site.client("officer").see("/arenden?sok=" + text)
    assert page.has("Inget ärende stämmer")
    assert "<script>alert" not in page.html
    assert page.form("/arenden")["sok"] == [text.replace("%25", "%")]


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("plan=submitted", True),
        ("plan=ingen", False),
        ("beslut=submitted", True),
        ("beslut=decided", False),
        ("ar=2024", True),
        ("ar=2025", False),
        ("forsenade=y", False),
        ("plan=hittepå&ar=x&handlaggare=-1&ordning=1;drop&sida=99", True),
    ],
)
def test_a_filter_shows_what_it_says(site: Site, asked: str, is_there: bool) -> None:
    w.submitted(site.world)
    page = site.client("officer").see(f"/arenden?{asked}")
    assert ("RUN/536/2021" in page.links) == is_there


def test_the_form_shows_what_was_asked(site: Site) -> None:
    form = site.client("officer").see("/arenden?plan=ingen&sok=program&forsenade=y").form()
    assert (form["plan"], form["sok"], form["forsenade"]) == (["ingen"], ["program"], ["y"])


def test_the_heads_sort_and_turn_the_order_and_keep_the_filter(site: Site) -> None:
    another(site, "RUN/9/2023", "Åtgärder i glesbygd")
    client = site.client("officer")
    up = client.see(client.see("/arenden?ar=").links["Ärendemening"])
    assert up.text.index("Regionalt serviceprogram") < up.text.index("Åtgärder i glesbygd")
    down = client.see(up.links["Ärendemening"])
    assert down.text.index("Åtgärder i glesbygd") < down.text.index("Regionalt serviceprogram")
    assert 'aria-sort="descending"' in down.html


def test_a_long_list_is_shown_by_page(site: Site) -> None:
    for number in range(1, queries.PAGE + 3):
        another(site, f"RUN/{number}/2023", f"Ärende {number}")
    page = site.client("officer").see("/arenden?sida=2")
    assert page.has("Visar 51–53 av 53")


@pytest.mark.parametrize("url", ["/arenden", "/arenden.csv", "/arenden/1", "/arenden/1/handelser"])
@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_who_has_no_task_in_cases_meets_none_of_them(site: Site, who: str, url: str) -> None:
    page = site.client(who).see(url, status=403)
    assert page.has("Kontakta administratören")


def test_an_officer_opens_a_case_and_comes_to_its_page(site: Site) -> None:
    client = site.client("officer")
    form = client.see("/arenden/ny").form()
    page = client.send("/arenden/ny", {**form, **NEW})
    assert page.has("Ärendet RUN/77/2023 är upplagt")
    made = row(site.office.engine, t.matter_case, reference="RUN/77/2023")
    assert (made.officer_id, made.opened_on) == (site.world.people["officer"], date(2023, 10, 2))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("reference", "536/2021", "är inte ett diarienummer"),
        ("reference", "XYZ/1/2023", "Ingen nämnd har koden XYZ"),
        ("reference", "RUN/536/2021", "finns redan"),
        ("reference", "", "Skriv diarienumret"),
        ("title", "", "Skriv vad ärendet gäller"),
        ("opened_on", "2023-10-25", "som inte har varit. Ange i dag eller en tidigare"),
        ("opened_on", "i går", "Skriv dagen som år-månad-dag"),
        ("programme", "99", "Välj ett av alternativen"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_opened(
    site: Site, field: str, value: str, said: str
) -> None:
    client = site.client("officer")
    form = client.see("/arenden/ny").form()
    page = client.send("/arenden/ny", {**form, **NEW, field: value})
    assert page.status == FIELDS_ARE_WRONG
    assert said in page.text
    assert len(rows(site.office.engine, t.matter_case)) == 1


@pytest.mark.parametrize("who", ["secretary", "registrar", "director"])
def test_only_officers_open_cases(site: Site, who: str) -> None:
    client = site.client(who)
    assert "Nytt ärende" not in client.see("/arenden").links
    assert client.send("/arenden/ny", NEW).status == 403


def test_the_export_holds_what_the_list_was_filtered_to(site: Site) -> None:
    another(site, "RUN/53/2023", "Något annat")
    page = site.client("officer").see("/arenden?sok=536/2021")
    answer = site.client("officer").http.get(page.links["Semikolonfil (CSV)"])
    text = answer.data.decode("utf-8-sig")
    assert "RUN/536/2021;" in text
    assert "RUN/53/2023" not in text
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_export_of_a_hostile_title_runs_nothing(site: Site) -> None:
    another(site, "RUN/53/2023", '=HYPERLINK("http://evil.example")')
    answer = site.client("officer").http.get("/arenden.csv")
    assert ";\"'=HYPERLINK(" in answer.data.decode("utf-8-sig")

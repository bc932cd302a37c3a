"""A plan made from last year's in two clicks: each measure kept, changed or ended."""

import pytest

from tests.operations import walking as w
from tests.operations.reading import events, rows
from tests.web.pages.plan_desk import HOSTILE, Desk
from tests.web.pages.site import Site
from workflow.store import tables as t


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


# A new plan from last year's


def test_next_years_plan_is_made_by_pressing_the_button(desk: Desk) -> None:
    client = desk.client()
    page = client.see(desk.next)
    assert page.has("Stöd till service (own-2023)")
    assert page.has("Inget utfall än")
    made = client.send(desk.next, page.form())
    assert made.has("Planen är skapad. Insatser som är överförda: 2. Avslutade: 0.")
    assert desk.plans() == [(2023, "Handlingsplan 2023"), (2024, "Handlingsplan 2024")]
    assert desk.measures(2) == ["2024-1", "2024-2"]


def test_a_title_may_hold_a_percent_sign(desk: Desk) -> None:
    client = desk.client()
    client.send(desk.next, client.see(desk.next).form(), title="Halva 2024: 50 % till")
    page = client.see(desk.next.replace("fran=1", "fran=2"))
    assert page.form()["title"] == ["Halva 2025: 50 % till"]


def test_each_measure_is_kept_changed_or_ended_as_chosen(desk: Desk) -> None:
    client = desk.client()
    own, are = (each.id for each in rows(desk.site.office.engine, t.measure))
    form = client.see(desk.next).form()
    assert form[f"going_{own}"] == ["keep"]
    page = client.send(desk.next, form | {f"going_{own}": ["end"], f"going_{are}": ["change"]})
    assert page.has("Insatser som är överförda: 1. Avslutade: 1.")
    (carried,) = rows(desk.site.office.engine, t.measure, plan_id=2)
    assert (carried.carried_from, carried.choice) == (are, "change")
    assert page.has("Stöd till service (own-2023) Avslutad")
    (opened,) = events(desk.site.office, step="open_plan", thing_id=2)
    assert opened["given"]["ended"] == ["Stöd till service (own-2023)"]


def test_what_fell_short_is_proposed_to_change(site: Site) -> None:
    matter = w.asked_for_outcomes(site.world)
    office, officer = site.office, site.world.actor("officer", w.OUTCOMES_IN)
    w.report(matter, "own-2023", officer)
    site.at("2024-02-01")
    url = f"/arenden/{site.world.case_id}/planer/ny?fran={matter.plan_id}"
    page = site.client("officer").see(url)
    assert page.has("Utfall 2 orter Nått")
    assert len(rows(office.engine, t.outcome)) == 1


BAD_PLANS = [
    ({"year": ""}, "Skriv vilket år planen gäller."),
    ({"year": "tjugo"}, "Skriv ett tal med siffror"),
    ({"year": "2024,5"}, "Skriv ett heltal, utan decimaler."),
    ({"year": "20245"}, "Skriv året med fyra siffror"),
    ({"title": " "}, "Skriv planens titel."),
    ({"title": "a" * 301}, "Texten är 301 tecken lång."),
    ({"title": "Plan\u202e"}, "får inte finnas i texten. Ta bort det."),
    ({"going_1": ""}, "Välj om insatsen ska behållas, ändras eller avslutas."),
    ({"going_1": HOSTILE}, "finns inte bland dem."),
]


@pytest.mark.parametrize(("typed", "said"), BAD_PLANS)
def test_a_plan_that_cannot_be_made_comes_back_as_typed(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    client = desk.client()
    form = client.see(desk.next).form() | {"title": ["En titel"], "going_2": ["change"]}
    page = client.send(desk.next, form | {name: [value] for name, value in typed.items()})
    assert page.status == 422
    assert page.title.startswith("Fel: ")
    assert page.has(said)
    kept = page.form() | {name: [value] for name, value in typed.items() if name == "title"}
    assert kept["going_2"] == ["change"]
    assert typed.keys() & {"title"} or kept["title"] == ["En titel"]
    assert len(desk.plans()) == 1


def test_a_measure_without_a_choice_is_asked_for(desk: Desk) -> None:
    client = desk.client()
    form = {k: v for k, v in client.see(desk.next).form().items() if k != "going_1"}
    page = client.send(desk.next, form)
    assert page.status == 422
    assert page.has("Välj om insatsen ska behållas, ändras eller avslutas.")


@pytest.mark.parametrize(
    ("year", "said"),
    [("2023", "Det finns redan en handlingsplan för 2023."), ("2031", "utanför programmet")],
)
def test_the_rules_say_why_a_year_is_refused(desk: Desk, year: str, said: str) -> None:
    client = desk.client()
    page = client.send(desk.next, client.see(desk.next).form(), year=year)
    assert page.status == 409
    assert page.has(said)
    assert page.form()["year"] == [year]


def test_a_double_click_makes_one_plan(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.next).form()
    first, second = (client.send(desk.next, form, follow=False) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert len(desk.plans()) == 2


def test_a_first_plan_begins_empty_and_says_that_last_years_can_be_used(desk: Desk) -> None:
    client, url = desk.client(), desk.next.partition("?")[0]
    page = client.see(url)
    assert desk.next in page.links.values()
    made = client.send(url, page.form(), year="2026", title="Handlingsplan 2026")
    assert made.has("Planen är skapad. Lägg till insatser.")
    assert made.has("Handlingsplan 2026 har inga insatser. Lägg till minst en.")


@pytest.mark.parametrize("address", ["/arenden/99/planer/ny", "/arenden/1/planer/ny?fran=99"])
def test_a_plan_of_nothing_is_not_found(desk: Desk, address: str) -> None:
    assert desk.client().see(address, 404).has("Sidan finns inte")

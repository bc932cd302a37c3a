"""Measures in forms: rows without script, what is missing at each field, removal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.operations.reading import events, row, rows
from tests.web.pages.measure_desk import Desk
from tests.web.pages.page import Page, words
from tests.web.pages.site import Site
from workflow.facts import Funding
from workflow.measures import draft_faults
from workflow.reasons import sentence
from workflow.store import tables as t


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


def hint(page: Page, field: str) -> str:
    return next((words(e) for e in page.main.iter() if e.get("id") == f"{field}-hint"), "")


# Writing


def test_the_form_holds_the_measure_and_saves_what_is_changed(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.url).form()
    assert form["activity"] == ["Stöd till service (own-2023)"]
    assert form["funding-0-amount"] == ["60000"]
    assert form["targets-0-goal"] == ["2"]
    form |= {"purpose": ["Nytt."], "targets-0-goal": ["2,5"], "participants": ["A\n\nB "]}
    page = client.send(desk.url, form)
    assert page.has("Insatsen ”Stöd till service (own-2023)” är sparad.")
    saved = desk.measure()
    assert (saved.purpose, saved.participants) == ("Nytt.", ("A", "B"))
    assert saved.targets[0].goal == Decimal("2.5")
    assert saved.funding == (Funding(60000, "Kommunerna"),)


def test_a_form_sent_as_it_stands_changes_nothing(desk: Desk) -> None:
    client, before = desk.client(), desk.measure()
    client.send(desk.url, client.see(desk.url).form())
    after = desk.measure()
    assert replace(after, targets=()) == replace(before, targets=())
    assert [replace(t, id=0) for t in after.targets] == [replace(t, id=0) for t in before.targets]


def test_a_new_measure_stands_last_with_its_rows(desk: Desk) -> None:
    client = desk.client()
    are = desk.site.world.parties["are"].id
    form = client.see(desk.new).form() | {
        "activity": ["Öppna ombud"],
        "area": ["Tillgänglighet"],
        "responsible": [str(are)],
        "responsible_person": ["Näringslivschefen"],
        "starts_on": ["20230301"],
        "ends_on": ["31/12 2023"],
        "targets-0-text": ["Två ombud"],
        "targets-0-indicator": ["Ombud"],
        "targets-0-unit": ["antal"],
        "targets-0-baseline": ["0"],
        "targets-0-goal": ["2 400,5"],
    }
    client.send(desk.new, form)
    new = desk.measures()[-1]
    assert (new.key, new.position, new.activity) == ("2023-1", 2, "Öppna ombud")
    assert (new.starts_on, new.ends_on) == (date(2023, 3, 1), date(2023, 12, 31))
    assert [(t.text, t.baseline, t.goal) for t in new.targets] == [
        ("Två ombud", Decimal(0), Decimal("2400.5"))
    ]
    assert list(draft_faults([new])) == []


def test_an_empty_row_is_no_target_and_no_money(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.new).form()
    assert form["targets-0-text"] == [""]
    client.send(desk.new, form, activity="A", area="B")
    assert (desk.measures()[-1].targets, desk.measures()[-1].funding) == ((), ())


# Rows, without script


def test_rows_are_added_and_taken_away_with_all_that_is_typed(desk: Desk) -> None:
    client = desk.client()
    page = client.send(desk.url, client.see(desk.url).form(), do="add:targets", purpose="Typat")
    assert page.status == 200
    assert page.form()["purpose"] == ["Typat"]
    assert page.form()["targets-0-text"] == ["Två orter får hjälp."]
    form = page.form() | {"targets-1-text": ["Ett mål till"]}
    page = client.send(desk.url, form, do="add:funding")
    assert page.form()["targets-1-text"] == ["Ett mål till"]
    page = client.send(desk.url, page.form(), do="remove:targets-0")
    assert "targets-0-text" not in page.form()
    page = client.send(desk.url, page.form(), do="remove:funding-0")
    client.send(desk.url, page.form())
    saved = desk.measure()
    assert ([t.text for t in saved.targets], saved.funding) == (["Ett mål till"], ())
    assert saved.purpose == "Typat"


def test_nothing_is_saved_by_adding_a_row(desk: Desk) -> None:
    client = desk.client()
    client.send(desk.url, client.see(desk.url).form(), do="add:targets", purpose="Typat")
    assert desk.measure().purpose == "Service ska finnas nära."


@pytest.mark.parametrize("button", ["remove:targets-99", "remove:nothing-0", "add:seen", "x", ""])
def test_an_unknown_button_takes_nothing_away(desk: Desk, button: str) -> None:
    client = desk.client()
    client.send(desk.url, client.see(desk.url).form(), do=button)
    assert len(desk.measure().targets) == 1


@pytest.mark.case("W10")
def test_the_rows_have_an_end(desk: Desk) -> None:
    client = desk.client()
    page = client.see(desk.url)
    for _ in range(32):
        page = client.send(desk.url, page.form(), do="add:targets")
    assert "targets-29-text" in page.form()
    assert "targets-30-text" not in page.form()


# What is missing


def test_what_is_missing_is_said_at_the_field_and_by_the_rule(desk: Desk) -> None:
    client = desk.client()
    lacking = {"targets-0-indicator": [""], "targets-0-goal": [""], "responsible_person": [""]}
    page = client.send(desk.url, client.see(desk.url).form() | lacking, do="check")
    assert page.status == 200
    assert hint(page, "targets-0-indicator") == "Målet kan inte följas upp: indikator saknas."
    assert hint(page, "targets-0-goal") == "Målet kan inte följas upp: målvärde saknas."
    assert hint(page, "targets-0-unit") == ""
    assert hint(page, "responsible_person") == "Behövs innan planen kan lämnas för beslut."
    client.send(desk.url, page.form())
    for fault in draft_faults([desk.measure()]):
        assert page.has(sentence(fault))
        assert client.see(desk.plan).has(sentence(fault))


def test_a_measure_without_targets_may_be_saved_and_says_so(desk: Desk) -> None:
    client = desk.client()
    page = client.send(desk.url, client.see(desk.url).form(), do="remove:targets-0")
    assert page.has("Insatsen behöver minst ett mål innan planen kan lämnas.")
    client.send(desk.url, page.form())
    assert desk.measure().targets == ()


def test_the_language_is_looked_through_without_stopping_anybody(desk: Desk) -> None:
    client = desk.client()
    page = client.send(desk.url, client.see(desk.url).form(), purpose="Approva 2023-2030.")
    assert page.has("är sparad")
    page = client.see(desk.url)
    assert page.has("Språkförslag: 2")
    assert page.has("Skriv «2023–2030».")


# Removing


def test_a_measure_is_removed_after_a_look(desk: Desk) -> None:
    client = desk.client()
    page = client.see(f"{desk.url}/ta-bort")
    assert page.has("Stöd till service (own-2023)")
    assert page.buttons == ["Ta bort insatsen"]
    after = client.send(f"{desk.url}/ta-bort", page.form())
    assert after.has("Insatsen ”Stöd till service (own-2023)” är borttagen.")
    assert [m.key for m in desk.measures()] == ["are-2023"]
    (kept,) = events(desk.site.office, step="remove_measure")[0]["given"]["measures"]
    assert kept["purpose"] == "Service ska finnas nära."


def test_a_measure_that_was_changed_is_not_removed_unseen(desk: Desk) -> None:
    client = desk.client()
    form = client.see(f"{desk.url}/ta-bort").form()
    desk.change(purpose="Ändrad.")
    page = client.send(f"{desk.url}/ta-bort", form)
    assert page.status == 409
    assert page.has("Någon annan har ändrat insatsen")
    client.send(f"{desk.url}/ta-bort", page.form())
    assert len(rows(desk.site.office.engine, t.measure)) == 1


@pytest.mark.parametrize("forged", [{}, {"seen": ""}, {"seen": "x"}])
def test_a_forged_removal_without_a_look_is_refused(desk: Desk, forged: dict[str, str]) -> None:
    page = desk.client().send(f"{desk.url}/ta-bort", forged)
    assert page.status == 409
    assert row(desk.site.office.engine, t.measure, id=desk.id).key == "own-2023"

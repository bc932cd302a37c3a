"""Two writers of one measure, unsent text, lost sessions: nothing that was typed is lost."""

from datetime import timedelta

import pytest

from tests.operations import walking as w
from tests.web.pages.measure_desk import HOSTILE, Desk
from tests.web.pages.site import Site
from workflow.operations import autosaves


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


# Two writers


@pytest.mark.case("A13")
def test_of_two_texts_both_are_shown_and_the_second_chooses(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.url).form()
    desk.change(purpose="Den andras.")
    page = client.send(desk.url, form, purpose="Min.", sustainability="Mer av mitt.")
    assert page.status == 409
    assert page.has("Malin Nyqvist Ljungberg sparade en annan text 2023-09-02 14:08")
    assert page.has("Syfte Den andras. Min.")
    assert page.has("Hållbarhet tomt Mer av mitt.")
    assert page.form()["purpose"] == ["Min."]
    assert desk.measure().purpose == "Den andras."
    assert client.send(desk.url, page.form()).has("är sparad")
    assert (desk.measure().purpose, desk.measure().sustainability) == ("Min.", "Mer av mitt.")


@pytest.mark.parametrize("seen", ["", "x"])
def test_who_does_not_say_what_they_saw_overwrites_nothing(desk: Desk, seen: str) -> None:
    client = desk.client()
    page = client.send(desk.url, client.see(desk.url).form(), seen=seen, purpose="Min.")
    assert page.status == 409
    assert page.has("Syfte Service ska finnas nära. Min.")
    assert desk.measure().purpose == "Service ska finnas nära."


def test_a_third_text_meanwhile_is_shown_too(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.url).form()
    desk.change(purpose="Den andras.")
    page = client.send(desk.url, form, purpose="Min.")
    desk.change(purpose="Den tredjes.")
    page = client.send(desk.url, page.form())
    assert page.status == 409
    assert page.has("Syfte Den tredjes. Min.")
    assert desk.measure().purpose == "Den tredjes."


def test_the_others_text_may_be_kept(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.url).form()
    autosaves.keep(desk.site.office, desk.owner, desk.place, {"a": "b"}, desk.site.clock.at)
    desk.change(purpose="Den andras.")
    client.send(desk.url, form, purpose="Min.")
    page = client.send(desk.url, form, do="discard")
    assert page.form()["purpose"] == ["Den andras."]
    assert autosaves.kept(desk.site.office, desk.owner, desk.place) is None


def test_what_was_typed_in_a_removed_measure_can_be_saved_as_new(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.url).form()
    at = desk.site.clock.at
    removed = client.see(f"{desk.url}/ta-bort").form()
    client.send(f"{desk.url}/ta-bort", removed)
    page = client.send(desk.url, form, purpose="Typat")
    assert page.status == 409
    assert page.has("Någon har tagit bort insatsen medan du skrev.")
    assert page.form()["purpose"] == ["Typat"]
    client.send(desk.url, page.form(), do="as_new")
    assert [m.purpose for m in desk.measures()] == ["Service ska finnas nära.", "Typat"]
    client.see(desk.url, 404)
    assert desk.site.clock.at == at


# Unsent text


def typed_before(desk: Desk, **fields: str) -> None:
    """What the page's script keeps while somebody writes."""
    form = desk.client().see(desk.url).form()
    body = {name: values[0] for name, values in form.items()} | fields
    autosaves.keep(desk.site.office, desk.owner, desk.place, body, desk.site.clock.at)


def test_unsent_text_is_offered_taken_up_and_gone_when_sent(desk: Desk) -> None:
    typed_before(desk, purpose="Halvskrivet")
    client = desk.client()
    page = client.see(desk.url)
    assert page.has("Du har ett osparat utkast från 2023-09-02 14:08.")
    assert page.form()["purpose"] == ["Service ska finnas nära."]
    page = client.see(desk.url + "?utkast=1")
    assert page.form()["purpose"] == ["Halvskrivet"]
    client.send(desk.url + "?utkast=1", page.form())
    assert desk.measure().purpose == "Halvskrivet"
    assert not client.see(desk.url).has("osparat utkast")


def test_unsent_text_can_be_thrown_away(desk: Desk) -> None:
    typed_before(desk, purpose="Halvskrivet")
    client = desk.client()
    page = client.send(desk.url, {"do": "discard"})
    assert not page.has("osparat utkast")
    assert desk.measure().purpose == "Service ska finnas nära."


def test_unsent_text_that_says_nothing_new_is_not_offered(desk: Desk) -> None:
    typed_before(desk)
    assert not desk.client().see(desk.url).has("osparat utkast")


def test_unsent_text_older_than_anothers_meets_the_others_text(desk: Desk) -> None:
    typed_before(desk, purpose="Halvskrivet")
    desk.change(purpose="Den andras.")
    client = desk.client()
    page = client.send(desk.url, client.see(desk.url + "?utkast=1").form())
    assert page.has("Syfte Den andras. Halvskrivet")


def test_nobody_is_offered_anothers_unsent_text(desk: Desk) -> None:
    body = {"purpose": "Halvskrivet"}
    autosaves.keep(desk.site.office, "person:99", desk.place, body, desk.site.clock.at)
    assert not desk.client().see(desk.url).has("osparat utkast")


@pytest.mark.parametrize("body", [{}, {"targets-x-text": "1"}, {"starts_on": HOSTILE, "seen": "x"}])
def test_unsent_text_of_any_shape_opens_the_form(desk: Desk, body: dict[str, str]) -> None:
    autosaves.keep(desk.site.office, desk.owner, desk.place, body, desk.site.clock.at)
    desk.client().see(desk.url)
    desk.client().see(desk.url + "?utkast=1")


# Once, in time, and by whom


def test_a_double_click_saves_once(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.new).form() | {"activity": ["Ny"], "area": ["A"]}
    for _ in range(2):
        client.send(desk.new, form)
    assert len(desk.measures()) == 3


def test_a_lost_session_keeps_what_was_typed_for_the_same_person(desk: Desk) -> None:
    client = desk.client()
    form = client.see(desk.url).form()
    desk.site.clock.at += timedelta(hours=1)
    sent = client.send(desk.url, form, follow=False, purpose="Typat")
    assert "/logga-in" in sent.location
    again = desk.client()
    client_form = again.see("/ateruppta").form(desk.url)
    assert client_form["purpose"] == ["Typat"]
    again.send(desk.url, client_form)
    assert desk.measure().purpose == "Typat"


def test_a_plan_that_was_submitted_meanwhile_is_not_written_in(site: Site) -> None:
    matter = w.drafted(site.world, (2023,))
    site.at("2023-10-12")
    client = site.client("officer")
    url = f"/planer/{matter.plan_id}/insatser/1"
    form = client.see(url).form()
    w.submit(matter)
    page = client.send(url, form, purpose="För sent")
    assert page.status == 409
    assert page.has("handlingsplanen är lämnad för beslut")
    assert page.form()["purpose"] == ["För sent"]


@pytest.mark.parametrize("measure_id", ["99", "0"])
def test_an_unknown_measure_is_not_found(desk: Desk, measure_id: str) -> None:
    desk.client().see(f"{desk.plan}/insatser/{measure_id}", 404)
    desk.client().see(f"{desk.plan}/insatser/{measure_id}/ta-bort", 404)

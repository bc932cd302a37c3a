"""Årsrapportens rubriker: data per year, unconfirmed until somebody has asked the agency."""

import json

import pytest

from tests.operations import walking as w
from tests.operations.reading import row
from tests.web.pages.page import words
from tests.web.pages.site import Site
from workflow.operations import following_up
from workflow.states import LetterKind
from workflow.store import tables as t

URL = "/register/program/1/rubriker"


def test_every_year_has_the_neutral_headings_unconfirmed(site: Site) -> None:
    page = site.client("officer").see(f"{URL}/0")
    assert page.has("Rubrikerna är inte stämda mot anvisningarna från Tillväxtverket.")
    assert page.form()["words_lardomar"] == ["Lärdomar"]
    assert page.form()["place_genomforda"] == ["1"]
    assert site.client("registrar").see("/register/program/1").has("Inte bekräftade")


def test_a_year_gets_headings_of_its_own_and_who_confirmed_them(site: Site) -> None:
    client, url = site.client("officer"), f"{URL}/2024"
    assert client.see(url).has("samma rubriker som varje år")
    form = client.see(url).form("rubriker/2024")
    new = {"words_lardomar": "Vad ni har lärt er", "place_lardomar": "0", "words_stod": ""}
    done = client.send(url, {**form, **new}, verified="y")
    assert done.has("Rubrikerna är sparade.")
    assert done.has("Bekräftade 2023-10-24 av Malin Nyqvist Ljungberg.")
    shown = site.client("registrar").see("/register/program/1")
    assert shown.has("2024")
    items = [words(each) for each in shown.main.iter("li")]
    assert items[8:10] == ["Vad ni har lärt er", "Genomförda insatser"]
    assert len(items) == 8 + 7
    assert client.see(f"{URL}/0").form()["words_lardomar"] == ["Lärdomar"]
    event = row(site.office.engine, t.register_event, step="change_report_headings")
    assert json.loads(event.body)["given"]["year"] == 2024


def test_new_words_have_yet_to_be_confirmed(site: Site) -> None:
    client, url = site.client("officer"), f"{URL}/0"
    client.send(url, client.see(url).form("rubriker/0"), verified="y")
    assert not client.see(url).has("Inte bekräftade")
    form = {**client.see(url).form("rubriker/0"), "words_stod": "Medel"}
    form.pop("verified")
    assert client.send(url, form).has("Inte bekräftade")


def test_the_years_own_headings_can_be_taken_away(site: Site) -> None:
    client, url = site.client("officer"), f"{URL}/2024"
    client.send(url, {**client.see(url).form("rubriker/2024"), "words_stod": "Medel"})
    done = client.send(f"{url}/ta-bort", client.see(url).form("ta-bort"))
    assert done.has("Årets egna rubriker är borttagna.")
    assert done.form()["words_stod"] != ["Medel"]


def test_two_who_change_at_once_overwrite_nothing(site: Site) -> None:
    one, other = site.client("officer"), site.client("administrator")
    forms = [each.see(f"{URL}/0").form("rubriker/0") for each in (one, other)]
    one.send(f"{URL}/0", {**forms[0], "words_stod": "Medel"})
    late = other.send(f"{URL}/0", {**forms[1], "words_stod": "Pengar"})
    assert late.has("Någon annan har ändrat rubrikerna.")
    assert one.see(f"{URL}/0").form()["words_stod"] == ["Medel"]


def test_a_report_without_headings_and_one_without_place_are_refused(site: Site) -> None:
    client, url = site.client("officer"), f"{URL}/0"
    form = client.see(url).form("rubriker/0")
    empty = {name: "" for name in form if name.startswith("words_")}
    assert client.send(url, {**form, **empty}).has("Skriv minst en rubrik.")
    assert client.send(url, {**form, "place_stod": ""}).has("Skriv vilken plats rubriken har")


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("administrator", 200), ("registrar", 403), ("secretary", 403)],
)
def test_the_headings_are_changed_by_officer_and_administrator(
    site: Site, who: str, status: int
) -> None:
    site.client(who).see(f"{URL}/0", status=status)


def test_a_year_outside_the_programme_is_not_found(site: Site) -> None:
    site.client("officer").see(f"{URL}/1999", status=404)


def test_the_report_has_the_headings_of_its_own_year(site: Site) -> None:
    client, url = site.client("officer"), f"{URL}/2023"
    form = client.see(url).form("rubriker/2023")
    client.send(url, {**form, "words_lardomar": "Vad ni har lärt er"}, verified="y")
    matter = w.asked_for_outcomes(site.world)
    officer = site.world.actor("officer", w.CLOSED_UP)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(site.office, matter.plan_id, officer, w.CLOSED_UP)
    site.at("2024-03-14")
    page = site.client("officer").see(f"/uppfoljning/{matter.plan_id}/myndighet")
    assert page.has("Vad ni har lärt er")
    assert not page.has("Rapportens rubriker är inte bekräftade")

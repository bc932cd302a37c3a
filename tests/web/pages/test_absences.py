"""The pages of absence and handover: one's own days, another's, and cases that change hands."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.away import a_colleague, away
from tests.operations.reading import row, rows
from tests.web.pages.site import Site
from workflow.states import LetterKind, Role
from workflow.store import tables as t

DAYS = {"first_on": "2023-10-20", "last_on": "3/11 2023"}


def test_one_enters_ones_own_absence_and_sees_it(site: Site) -> None:
    colleague = a_colleague(site.world)
    client = site.client("officer")
    assert client.see("/konto").links["Min frånvaro"] == "/franvaro"
    form = client.see("/franvaro/ny").form()
    page = client.send("/franvaro/ny", {**form, **DAYS, "deputy_id": str(colleague)})
    assert page.has("Påminnelser och brev går till Planeraren under tiden.")
    assert page.has("2023-10-20 – 2023-11-03")
    assert page.has("Pågår")


def test_the_deputy_sees_for_whom_and_the_message(site: Site) -> None:
    a_colleague(site.world)
    away(site.world, "officer", "colleague")
    page = site.client("colleague").see("/franvaro")
    assert page.has("Du är ersättare för")
    assert page.has("Malin Nyqvist Ljungberg")


def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(site: Site) -> None:
    client = site.client("officer")
    registrar = str(site.world.people["registrar"])
    page = client.send("/franvaro/ny", DAYS, deputy_id=registrar, note="Ring inte.")
    assert page.status == 422
    assert page.has("Ersättaren har inte rollen handläggare.")
    assert page.form()["note"] == ["Ring inte."]
    assert rows(site.office.engine, t.absence) == []


def test_an_absence_is_changed_and_one_that_has_not_begun_taken_away(site: Site) -> None:
    absence_id = away(site.world, "officer", days=(date(2023, 11, 1), date(2023, 11, 9)))
    client = site.client("officer")
    form = client.see(f"/franvaro/{absence_id}").form()
    page = client.send(f"/franvaro/{absence_id}", form, last_on="2023-11-05")
    assert page.has("2023-11-01 – 2023-11-05")
    page = client.send(f"/franvaro/{absence_id}/ta-bort")
    assert page.has("Frånvaron är borttagen.")
    assert rows(site.office.engine, t.absence) == []


def test_an_absence_that_has_begun_is_not_taken_away(site: Site) -> None:
    absence_id = away(site.world, "officer")
    page = site.client("officer").send(f"/franvaro/{absence_id}/ta-bort")
    assert page.status == 409
    assert page.has("Frånvaron har börjat. Ändra sista dagen i stället.")


def test_who_may_not_take_anothers_absence_away_is_told_beside_everybodys(site: Site) -> None:
    absence_id = away(site.world, "officer")
    page = site.client("administrator").send(f"/franvaro/{absence_id}/ta-bort")
    assert (page.status, page.title[:13]) == (409, "Fel: Frånvaro")
    assert page.has("Frånvaro nu och framöver")
    assert page.has("Frånvaron har börjat. Ändra sista dagen i stället.")


def test_anothers_absence_is_nobodys_but_the_administrators(site: Site) -> None:
    absence_id = away(site.world, "officer")
    site.client("secretary").see(f"/franvaro/{absence_id}", 404)
    site.client("secretary").see("/register/franvaro", 403)
    assert site.client("administrator").see(f"/franvaro/{absence_id}").form()["last_on"]


def test_the_administrator_enters_absence_for_somebody_else(site: Site) -> None:
    client, person = site.client("administrator"), site.world.people["secretary"]
    url = f"/register/personer/{person}/franvaro/ny"
    assert client.see(f"/register/personer/{person}").links["Lägg in frånvaro"] == url
    page = client.send(url, DAYS, deputy_id="")
    assert page.has("Ingen ersättare är vald.")
    assert page.has("Nämndsekreteraren")


def test_the_deputys_start_page_says_for_which_post(site: Site) -> None:
    w.submitted(site.world)
    away(site.world, "director")
    assert site.client("deputy").see("/").has("För regional utvecklingsdirektör: besluta")
    page = site.client("officer").see("/")
    assert page.has("Ställföreträdaren, ersättare för regional utvecklingsdirektör")


def test_who_is_away_still_sees_the_own_task_as_ones_own(site: Site) -> None:
    w.submitted(site.world)
    away(site.world, "director")
    page = site.client("director").see("/")
    assert page.has("Besluta")
    assert not page.has("För regional utvecklingsdirektör")


def test_a_deputy_decides_without_a_reason_where_the_ordinary_is_recorded_away(
    site: Site,
) -> None:
    matter = w.submitted(site.world)
    away(site.world, "director")
    client = site.client("deputy")
    page = client.see(f"/delegationsbeslut/{matter.decision_id}/kontrollera")
    assert page.has("Den ordinarie är anmäld som frånvarande i dag.")
    done = client.send(f"/delegationsbeslut/{matter.decision_id}/besluta", page.form())
    assert done.has("Ordinarie beslutsfattare är anmäld som frånvarande")


def test_an_officer_hands_over_all_own_cases_in_one_act(site: Site) -> None:
    colleague = a_colleague(site.world)
    client = site.client("officer")
    form = client.see("/overlamning").form()
    assert form["case_ids"] == [str(site.world.case_id)]
    page = client.send("/overlamning", form, receiver_id=str(colleague))
    assert page.has("RUN/536/2021 är överlämnade till Planeraren. Båda får ett brev om det.")
    assert row(site.office.engine, t.matter_case).officer_id == colleague
    assert len(rows(site.office.engine, t.letter, kind=LetterKind.HANDED_OVER.value)) == 2
    page = site.client("colleague").see(f"/arenden/{site.world.case_id}/handelser")
    assert page.has("Ärendet överlämnat")
    assert page.has("Från Malin Nyqvist Ljungberg till Planeraren, från och med 2023-10-24.")


def test_a_handover_that_is_refused_says_why_and_keeps_the_form(site: Site) -> None:
    colleague = a_colleague(site.world)
    away(site.world, "colleague")
    client = site.client("officer")
    form = client.see("/overlamning").form()
    page = client.send("/overlamning", form, receiver_id=str(colleague))
    assert page.status == 409
    assert page.has("Planeraren är frånvarande 2023-10-01 till och med 2023-11-30.")
    assert page.form()["receiver_id"] == [str(colleague)]


def test_the_administrator_ends_a_leavers_roles_in_the_same_act(site: Site) -> None:
    colleague, leaver = a_colleague(site.world), site.world.people["officer"]
    client, url = site.client("administrator"), f"/register/personer/{leaver}/overlamning"
    form = client.see(url).form()
    sent = {**form, "receiver_id": str(colleague), "ends": "y", "last_on": "2023-10-31"}
    client.send(url, sent)
    ended = row(site.office.engine, t.role_grant, person_id=leaver)
    assert ended.valid_to == date(2023, 10, 31)


def test_a_leavers_last_day_is_asked_for(site: Site) -> None:
    colleague, leaver = a_colleague(site.world), site.world.people["officer"]
    client, url = site.client("administrator"), f"/register/personer/{leaver}/overlamning"
    form = client.see(url).form()
    page = client.send(url, {**form, "receiver_id": str(colleague), "ends": "y", "last_on": ""})
    assert page.status == 422
    assert page.has("Skriv den sista dagen, eller ta bort krysset ovanför.")


@pytest.mark.parametrize("who", ["secretary", "registrar", "director"])
def test_only_an_officer_has_cases_to_hand_over(site: Site, who: str) -> None:
    site.client(who).see("/overlamning", 403)


def test_who_has_no_case_has_nothing_to_hand_over(site: Site) -> None:
    a_colleague(site.world, Role.OFFICER)
    assert site.client("colleague").see("/overlamning").has("det finns inget att lämna över")

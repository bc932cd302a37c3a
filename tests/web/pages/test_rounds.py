"""The round of a draft in the network: sent once to every member, and who has answered."""

from datetime import date, timedelta

import pytest

from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.plan_desk import HOSTILE, Desk
from tests.web.pages.site import Site
from workflow.operations import drafting
from workflow.states import LetterKind
from workflow.store import tables as t


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


# The round in the network


def test_the_round_proposes_a_day_and_shows_who_gets_it(desk: Desk) -> None:
    page = desk.client().see(desk.url + "/samrad")
    assert page.form()["answer_by"] == ["2023-09-15"]
    assert page.has("Bergs kommun registrator@berg.example")
    assert page.buttons == ["Skicka på samråd"]


def test_a_round_is_sent_once_to_every_member(desk: Desk) -> None:
    client, url = desk.client(), desk.url + "/samrad"
    form = client.see(url).form()
    page = client.send(url, form, answer_by="22/9 2023")
    client.send(url, form, answer_by="22/9 2023")
    assert page.has("Utkastet är på väg till 2 medlemmar. Var och en får en egen länk.")
    assert page.has("22 september 2023")
    assert page.has("Bergs kommun Väntar 2023-09-15")
    plan = row(desk.site.office.engine, t.plan)
    assert (plan.state, plan.answer_by) == ("circulated", date(2023, 9, 22))
    assert len(rows(desk.site.office.engine, t.letter, kind="circulation")) == 2


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        ("", 422, "Skriv vilken dag medlemmarna senast ska svara."),
        ("i morgon", 422, "Skriv dagen som år-månad-dag"),
        ("2023-02-30", 422, "Den dagen finns inte."),
        ("2023-09-02", 409, "Ange en sista svarsdag som ligger efter i dag (2023-09-02)."),
        (HOSTILE, 422, "Skriv dagen som år-månad-dag"),
    ],
)
def test_a_round_without_a_day_ahead_is_not_sent(
    desk: Desk, day: str, status: int, said: str
) -> None:
    client, url = desk.client(), desk.url + "/samrad"
    page = client.send(url, client.see(url).form(), answer_by=day)
    assert (page.status, page.has(said)) == (status, True)
    assert page.form()["answer_by"] == [day]
    assert row(desk.site.office.engine, t.plan).state == "drafting"


def test_the_round_shows_answers_and_when_the_others_are_reminded(site: Site) -> None:
    matter = w.circulated(site.world)
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    drafting.answer(site.office, matter.plan_id, f"Bra plan. {HOSTILE}", bearer, w.ANSWERED)
    site.at("2023-09-14")
    url = f"/planer/{matter.plan_id}"
    page = site.client("officer").see(url + "/samrad")
    assert page.has("Har svarat 1 av 2")
    assert page.has("Åre kommun Har svarat 2023-09-14 –")
    assert page.has("Bergs kommun Väntar 2023-09-15")
    assert page.has(f"Bra plan. {HOSTILE}")
    assert site.client("officer").see(url).has("1 av 2 har svarat.")


def test_a_round_that_has_begun_is_not_sent_again(site: Site) -> None:
    matter = w.circulated(site.world)
    site.at("2023-09-05")
    page = site.client("officer").send(
        f"/planer/{matter.plan_id}/samrad", {"answer_by": "2023-09-29"}
    )
    assert page.status == 409
    assert page.has("handlingsplanen är på samråd")
    assert row(site.office.engine, t.plan).answer_by == w.ANSWER_BY


def test_a_session_that_ran_out_changes_nothing(desk: Desk) -> None:
    client, url = desk.client(), desk.url + "/samrad"
    form = client.see(url).form()
    desk.site.clock.at += timedelta(hours=2)
    assert "/logga-in" in client.send(url, form, follow=False).location
    assert row(desk.site.office.engine, t.plan).state == "drafting"

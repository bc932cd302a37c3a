"""What no page of ours would send is refused in Swedish at its field, and nothing falls."""

import pytest

from tests.operations import walking as w
from tests.web.pages.site import Site

LONG = "9" * 5_000  # longer than Python turns into a number


def test_an_outcome_is_judged_only_as_the_form_offers(site: Site) -> None:
    matter = w.asked_for_outcomes(site.world)
    site.at("2024-01-10")
    client, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}/utfall"
    form = client.see(url).form()
    (status,) = (name for name in form if name.endswith("-status"))
    wrong = {status: ["påhittad"], status.replace("status", "value"): ["5"]}
    page = client.send(url, form | wrong)
    assert page.status == 422
    assert page.has("Välj ett av alternativen. ”påhittad” finns inte bland dem.")


@pytest.mark.parametrize("do", ["", "add:funding", "check"])
def test_whoever_answers_for_a_measure_is_one_of_those_offered(site: Site, do: str) -> None:
    url = f"/planer/{w.opened(site.world)}/insatser/ny"
    client = site.client("officer")
    page = client.send(url, client.see(url).form() | {"responsible": [LONG], "do": [do]})
    assert page.status in {200, 422}
    assert page.has("Insatsområde")


@pytest.mark.parametrize("number", ["\N{SUPERSCRIPT TWO}", LONG, "-1", ""])
def test_a_row_that_no_page_has_numbered_is_no_row(site: Site, number: str) -> None:
    url = f"/planer/{w.opened(site.world)}/insatser/ny"
    client = site.client("officer")
    page = client.send(url, client.see(url).form() | {f"funding-{number}-amount": ["1"]})
    assert page.status == 422
    assert page.has("Skriv vad som ska göras.")


def test_too_much_money_is_told_with_how_much_there_may_be(site: Site) -> None:
    url = f"/planer/{w.opened(site.world)}/insatser/ny"
    client = site.client("officer")
    money = {"funding-0-amount": ["99999999999999"], "funding-0-source": ["Staten"]}
    page = client.send(url, client.see(url).form() | money)
    assert page.has("Skriv beloppet i hela kronor, från 0 till tusen miljarder.")


def test_a_decision_is_of_a_matter_that_is_offered(site: Site) -> None:
    w.circulated(site.world)
    client, url = site.client("officer"), f"/arenden/{site.world.case_id}/beslut/nytt"
    form = client.see(url).form()
    assert client.send(url, form | {"matter": ["gåva"]}).has("”gåva” finns inte bland dem.")
    assert client.send(url, form | {"matter": [""]}).has("Välj ärendetyp.")


def test_a_group_holds_only_organisations_that_are_offered(site: Site) -> None:
    client, url = site.client("administrator"), "/register/organisationer/grupper/ny"
    page = client.send(url, client.see(url).form() | {"name": ["Ny"], "parties": ["påhittad"]})
    assert page.status == 422
    assert page.has("Välj ett av alternativen. ”påhittad” finns inte bland dem.")


@pytest.mark.parametrize("days", [LONG, "366", "14; 7", "\N{SUPERSCRIPT TWO}"])
def test_days_of_reminders_are_told_with_how_many_there_may_be(site: Site, days: str) -> None:
    client = site.client("administrator")
    url = "/register/program/1/bevakningsregler/0/answer"
    page = client.send(url, client.see(url).form() | {"before": [days]})
    assert page.status == 422
    assert page.has("Skriv antal dagar, högst 365, med komma emellan, till exempel 30, 14, 7.")

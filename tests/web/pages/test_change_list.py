"""Ändringslistan on the plan's page: a paper in both forms, for a plan that has one before it."""

from io import BytesIO

import pytest
from docx import Document

from tests.operations import walking as w
from tests.web.pages.site import Site


def next_plan(site: Site) -> int:
    """Last year's plan is decided, and the next is made of it with two clicks."""
    w.decided(site.world, (2023,))
    client = site.client("officer")
    url = client.see(f"/arenden/{site.world.case_id}").links["Ny plan från 2023 års plan"]
    page = client.send(url, client.see(url).form())
    assert page.has("Planen är skapad.")
    return int(page.links["Förhandsvisning"].split("/")[2])


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_change_list_is_a_paper_in_both_forms(site: Site, form: str) -> None:
    plan_id, client = next_plan(site), site.client("officer")
    link = client.see(f"/planer/{plan_id}").links[f"Ändringslista ({form.upper()})"]
    answer = client.http.get(link)
    assert answer.status_code == 200
    assert f"andringar-2023-2024_2023-10-24.{form}" in answer.headers["Content-Disposition"]


def test_it_says_what_becomes_of_each_measure(site: Site) -> None:
    plan_id, client = next_plan(site), site.client("officer")
    answer = client.http.get(f"/planer/{plan_id}/andringslista.docx")
    texts = [p.text.replace("\xa0", " ") for p in Document(BytesIO(answer.data)).paragraphs]
    assert "Ändringar i Handlingsplan 2024 jämfört med Handlingsplan 2023" in texts
    assert sum(text.endswith(": behålls") for text in texts) == 2
    assert "Målen för 2023 är inte uppföljda än." in texts


def test_a_first_plan_has_no_change_list(site: Site) -> None:
    plan_id = w.opened(site.world)
    client = site.client("officer")
    assert "Ändringslista (PDF)" not in client.see(f"/planer/{plan_id}").links
    client.see(f"/planer/{plan_id}/andringslista.pdf", status=404)


def test_who_may_not_know_of_the_case_has_no_change_list(site: Site) -> None:
    plan_id = next_plan(site)
    answer = site.client("stranger").http.get(f"/planer/{plan_id}/andringslista.pdf")
    assert answer.status_code == 403

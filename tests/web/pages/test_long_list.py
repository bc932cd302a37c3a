"""The list of very many cases: how many it says there are, and the pages far from the first."""

import re

import pytest

from tests.operations.many_cases import add_cases
from tests.web.pages.site import Site

FEW_MORE = 60
LINK = re.compile(r'href="/arenden/(\d+)"')


@pytest.fixture
def long(site: Site) -> Site:
    add_cases(site.world, 1, 1_000 + FEW_MORE)
    return site


def test_more_than_a_thousand_cases_are_not_counted_to_the_last_one(long: Site) -> None:
    page = long.client("officer").see("/arenden?sida=2")
    assert page.has("Visar 51–100 av fler än 1\N{NO-BREAK SPACE}000")


def test_the_pages_after_the_twentieth_follow_each_other_both_ways(long: Site) -> None:
    client = long.client("officer")
    seen = [client.see("/arenden?sida=20")]
    while "Nästa" in seen[-1].links:
        seen.append(client.see(seen[-1].links["Nästa"]))
    assert [page.text.count("Visar 1") for page in seen] == [0, 1, 1]
    assert seen[-1].has("Visar 1\N{NO-BREAK SPACE}051–1\N{NO-BREAK SPACE}061")
    before = client.see(seen[-1].links["Föregående"])
    assert LINK.findall(before.html) == LINK.findall(seen[1].html)
    numbers = [number for page in seen for number in LINK.findall(page.html)]
    assert len(set(numbers)) == len(numbers) == 50 + FEW_MORE + 1


@pytest.mark.parametrize(
    "asked", ["efter=x", "efter=1.x", "fore=-1", "efter=99999999999", "fore=7.1"]
)
def test_an_address_that_names_no_case_shows_a_page_all_the_same(long: Site, asked: str) -> None:
    assert LINK.findall(long.client("officer").see(f"/arenden?sida=21&{asked}").html)


def test_a_search_that_finds_too_many_keeps_its_words_on_the_next_page(long: Site) -> None:
    client = long.client("officer")
    page = client.see(client.see("/arenden?sok=lanthandeln").links["Nästa"])
    assert page.has("Visar 51–100 av fler än 1\N{NO-BREAK SPACE}000")
    assert page.form("/arenden")["sok"] == ["lanthandeln"]

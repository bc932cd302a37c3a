"""What holds for every page: who meets it, what its headers say, and forms that act once."""

import pytest

from tests.web.pages.site import Site
from web.access import ACCESS


@pytest.mark.case("A01")
def test_every_route_stands_in_the_access_table_and_the_table_names_no_other(site: Site) -> None:
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules()}
    assert endpoints == set(ACCESS)


def test_an_unknown_address_says_what_to_do(site: Site) -> None:
    page = site.client().see("/finns-inte", status=404)
    assert page.title.startswith("Sidan finns inte")
    assert page.has("Kontrollera adressen")


@pytest.mark.case("S10")
@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ],
)
def test_every_page_says_it_to_browsers(site: Site, header: str, part: str) -> None:
    answer = site.app.test_client().get("/finns-inte")
    assert part in answer.headers[header]


@pytest.mark.case("W09")
def test_a_foreign_host_name_is_not_answered(site: Site) -> None:
    answer = site.app.test_client().get("/finns-inte", headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_a_link_nobody_has_is_not_found(site: Site) -> None:
    page = site.client().see(f"/lank/{'A' * 43}", status=404)
    assert page.has("Ingenting har ändrats")

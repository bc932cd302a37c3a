"""A fault of ours: the page gives a number and says what to do; the log has the rest."""

import logging
import re

import pytest

from tests.web.pages.site import Site

SECRET = "SELECT hemligt FROM person"


@pytest.mark.case("W15")
def test_the_page_of_a_fault_gives_a_number_and_nothing_from_inside(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> str:
        raise RuntimeError(SECRET)

    site.app.view_functions["public.decisions"] = fails
    with caplog.at_level(logging.ERROR):
        page = site.client().see("/beslut", status=500)
    [number] = re.findall(r"felnumret ([0-9a-f]{8})", page.text)
    assert f"fault {number} at GET /beslut" in caplog.text
    assert SECRET in caplog.text
    assert not re.search(r"SELECT|RuntimeError|Traceback|\.py\b", page.html)

"""A session that runs out while somebody writes: nothing that was sent is lost."""

from datetime import timedelta

import pytest

from tests.web.pages.site import Site


def _away(site: Site) -> None:
    """Longer than a session lives without being used."""
    site.clock.at += timedelta(hours=1)


@pytest.mark.case("S04")
def test_what_was_sent_too_late_is_offered_again_to_the_same_person(site: Site) -> None:
    client = site.client("officer")
    client.see("/")
    _away(site)
    sent = client.send("/arenden/ny", {"title": "Ett nytt program"}, follow=False)
    assert sent.status == 303
    assert "next=%2Fateruppta" in sent.location
    page = site.client("officer").see("/ateruppta")
    assert page.has("Ett nytt program")
    assert page.form("/arenden/ny")["title"] == ["Ett nytt program"]


def test_nobody_else_is_shown_it(site: Site) -> None:
    client = site.client("officer")
    _away(site)
    client.send("/arenden/ny", {"title": "Ett nytt program"}, follow=False)
    assert site.client("secretary").http.get("/ateruppta").location == "/"

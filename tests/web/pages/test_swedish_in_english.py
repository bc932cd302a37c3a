"""What the rules say is Swedish on English pages too, and the page says which language it is."""

from xml.etree.ElementTree import Element

import pytest

from tests.operations import walking as w
from tests.web.pages.page import Page, words
from tests.web.pages.site import Site
from web.swedish import Swedish


def marked(page: Page) -> list[str]:
    """The texts in the main part that are marked as Swedish."""
    found: list[Element] = [each for each in page.main.iter("span") if each.get("lang") == "sv"]
    return [words(each) for each in found]


def test_why_an_act_is_closed_is_marked_on_an_english_page(site: Site) -> None:
    matter = w.drafted(site.world)
    url = f"/delegationsbeslut/{matter.decision_id}/kontrollera"
    page = site.client("director").see(f"{url}?sprak=en")
    reasons = marked(page)
    assert reasons
    assert all(each.endswith(".") for each in reasons)


def test_on_a_swedish_page_nothing_is_marked(site: Site) -> None:
    matter = w.drafted(site.world)
    page = site.client("director").see(f"/delegationsbeslut/{matter.decision_id}/kontrollera")
    assert page.has("Beslutet")
    assert marked(page) == []


def test_what_a_field_is_refused_for_is_marked_in_the_summary_and_at_the_field(
    site: Site,
) -> None:
    administrator = site.client("administrator")
    form = administrator.see("/register/personer/ny?sprak=en").form()
    sent = {**form, "name": "Arkivarien", "email": "arkiv"}
    page = administrator.send("/register/personer/ny", sent)
    assert page.status == 422
    assert len([each for each in marked(page) if "«arkiv»" in each]) == 2


def test_an_english_message_is_not_marked(site: Site) -> None:
    administrator = site.client("administrator")
    form = administrator.see("/register/personer/ny?sprak=en").form()
    page = administrator.send("/register/personer/ny", {**form, "name": "", "email": ""})
    assert page.status == 422
    assert marked(page) == []


@pytest.mark.parametrize("text", ["<b>Fel</b> & mer", "«a»: finns inte."])
def test_a_sentence_is_escaped_like_any_text(site: Site, text: str) -> None:
    with site.app.test_request_context("/?sprak=en"):
        shown = site.app.jinja_env.from_string("{{ text }}").render(text=Swedish(text))
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown == f'<span lang="sv">{escaped}</span>'

"""A letter's HTML says what its text says; nothing in it is markup of somebody else's."""

import html5lib
import pytest

from workflow.delivery.html_form import as_html

BODY = """Hej!

Bifogat:
- RUN-536-2021_utdrag.pdf
- bilaga <2>.pdf

Kvittera, med länken:
https://beslut.region.example/lank/a-b_c?x=1&y=2.
E-post: malin@region.example
"""


def inner(body: str) -> str:
    return as_html(body, "Utdrag").partition("<body>\n")[2].partition("\n</body>")[0]


def test_the_same_text_is_the_same_page_in_swedish() -> None:
    page = as_html(BODY, "Utdrag & mer")
    assert page == as_html(BODY, "Utdrag & mer")
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">')
    assert "<title>Utdrag &amp; mer</title>" in page


def test_paragraphs_lists_and_links_are_what_they_look_like() -> None:
    assert inner(BODY) == (
        "<p>Hej!</p>\n"
        "<p>Bifogat:</p>\n<ul>\n<li>RUN-536-2021_utdrag.pdf</li>\n"
        "<li>bilaga &lt;2&gt;.pdf</li>\n</ul>\n"
        "<p>Kvittera, med länken:<br>\n"
        '<a href="https://beslut.region.example/lank/a-b_c?x=1&amp;y=2">'
        "https://beslut.region.example/lank/a-b_c?x=1&amp;y=2</a>.<br>\n"
        'E-post: <a href="mailto:malin@region.example">malin@region.example</a></p>'
    )


@pytest.mark.case("W01")
@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/<script>",
        "javascript:alert(1)",
        "- <b>fet</b>\n- </ul></body>",
    ],
)
def test_nothing_in_a_letter_becomes_markup(evil: str) -> None:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(as_html(evil, evil))
    tags = {str(each.tag) for each in tree.iter()}
    assert tags <= {"html", "head", "meta", "title", "body", "p", "br", "ul", "li", "a"}
    assert all(set(each.attrib) <= {"href"} for each in tree.iter("a"))
    shown = "".join(tree.find("body").itertext())
    assert "".join(evil.split()).replace("-", "") in "".join(shown.split()).replace("-", "")


def test_a_line_that_only_begins_like_a_list_is_left_in_its_paragraph() -> None:
    assert inner("- ett\ntvå") == "<p>- ett<br>\ntvå</p>"

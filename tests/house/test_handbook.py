"""The guides say what the pages say: each button, link and picture that it names is there."""

import re

from babel.messages.pofile import read_po

from tests.house.tree import ROOT

GUIDES = ("handbok.md", "new-region.md", "tillganglighet.md")
CATALOGUE = ROOT / "web/translations/en/LC_MESSAGES/messages.po"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
HOLE = re.compile(r"%\(\w+\)s")


def shown() -> list[re.Pattern[str]]:
    """Every sentence of the pages; where a value is put in anything may stand."""
    with CATALOGUE.open("rb") as file:
        said = [each.id if isinstance(each.id, str) else each.id[0] for each in read_po(file)]
    return [re.compile(".+".join(map(re.escape, HOLE.split(text)))) for text in said if text]


def named(text: str) -> set[str]:
    """What is set in bold, but for the beginnings of paragraphs, which end as sentences."""
    found = {" ".join(words.split()) for words in BOLD.findall(text)}
    return {words for words in found if not words.endswith((".", ":"))}


def test_each_button_and_page_of_the_guides_is_on_the_pages() -> None:
    texts = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES]
    pages, words = shown(), named("\n\n".join(texts))
    assert len(words) > 60
    lacking = {each for each in words if not any(page.fullmatch(each) for page in pages)}
    assert lacking == set()


def test_each_picture_of_the_docs_is_there_and_says_what_it_shows() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for said, place in PICTURE.findall(page.read_text(encoding="utf-8")):
            assert said, (page.name, place)
            assert (page.parent / place).is_file(), (page.name, place)

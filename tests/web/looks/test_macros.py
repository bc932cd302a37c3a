"""The macros of the pages: well-formed, in Swedish, and true to what they are given."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.web.looks import kit
from tests.web.pages.page import parsed, words
from web.looks import STATIC

TEMPLATES = STATIC.parent / "templates"
NAMES = [
    "heading",
    "back",
    "lead",
    "subheading",
    "minor",
    "prose",
    "inset",
    "warning",
    "details",
    "panel",
    "told",
    "error_summary",
    "form",
    "filter_form",
    "field",
    "fieldset",
    "button",
    "link_button",
    "buttons",
    "tag",
    "status",
    "stepper",
    "timeline",
    "table",
    "facts",
    "tasks",
    "pages",
    "paper",
    "papers",
    "closed",
    "bars",
]
# What the package says when nobody tells it what to say.
ENGLISH = r"\b(Back|Close|Error|Hide|Important|Menu|Next|Page|Previous|Show|Success|Warning)\b"


@pytest.fixture(scope="module")
def app() -> Flask:
    return kit.application()


def page(app: Flask, address: str = "/") -> tuple[str, Element]:
    html = app.test_client().get(address).get_data(as_text=True)
    return html, parsed(html)


def classed(tree: Element, name: str) -> list[Element]:
    return [each for each in tree.iter() if name in each.get("class", "").split()]


@pytest.mark.parametrize("name", NAMES)
def test_every_macro_of_the_pages_is_there(app: Flask, name: str) -> None:
    with app.test_request_context():
        assert callable(getattr(app.jinja_env.get_template("ui.html").module, name))


@pytest.mark.parametrize("address", ["/", "/fel", "/?sprak=en", "/fel?sprak=en"])
def test_the_page_is_well_formed_with_one_main_heading(app: Flask, address: str) -> None:
    _html, tree = page(app, address)
    headings = [words(each) for each in tree.iter("h1")]
    assert headings == ["Handlingsplan 2025", "Beslutet är fattat"]
    assert tree.get("lang") == ("en" if "sprak=en" in address else "sv")


def test_no_identity_is_given_twice(app: Flask) -> None:
    _html, tree = page(app, "/fel")
    identities = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(identities) == len(set(identities))


def test_what_labels_and_describes_is_on_the_page(app: Flask) -> None:
    _html, tree = page(app, "/fel")
    identities = {each.get("id") for each in tree.iter()}
    pointed = [
        place
        for each in tree.iter()
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls")
        for place in each.get(name, "").split()
    ]
    assert set(pointed) <= identities
    assert len(pointed) > 20


@pytest.mark.parametrize("address", ["/", "/fel"])
def test_the_package_says_nothing_in_english(app: Flask, address: str) -> None:
    _html, tree = page(app, address)
    heard = [
        value
        for each in tree.iter()
        for name, value in each.items()
        if name == "aria-label" or "i18n" in name
    ]
    assert re.findall(ENGLISH, " ".join([words(tree), *heard])) == []
    assert len(heard) > 10


@pytest.mark.parametrize("address", ["/", "/fel"])
def test_nothing_is_inline_that_the_policy_forbids(app: Flask, address: str) -> None:
    _html, tree = page(app, address)
    assert [each.tag for each in tree.iter() if "style" in each.attrib] == []
    assert list(tree.iter("style")) == []
    assert [words(script) for script in tree.iter("script")] == ["", ""]
    assert [name for each in tree.iter() for name in each.attrib if name.startswith("on")] == []


def test_a_page_with_faults_says_so_in_its_title(app: Flask) -> None:
    assert next(words(t) for t in page(app, "/fel")[1].iter("title")) == (
        "Fel: Alla delar – Beslutskedjan"
    )
    assert next(words(t) for t in page(app)[1].iter("title")) == "Alla delar – Beslutskedjan"


def test_each_fault_is_said_first_with_a_link_and_again_at_its_field(app: Flask) -> None:
    _html, tree = page(app, "/fel")
    (summary,) = classed(tree, "govuk-error-summary")
    places = {words(a): a.get("href", "") for a in summary.iter("a")}
    at_fields = {words(p).removeprefix("Fel: ") for p in classed(tree, "govuk-error-message")}
    assert set(places) == set(kit.WRONG.values()) == at_fields
    inputs = {each.get("id") for tag in ("input", "textarea") for each in tree.iter(tag)}
    assert {place.removeprefix("#") for place in places.values()} <= inputs
    assert "Du kan inte besluta" in words(summary)


def test_a_page_with_faults_shows_no_banner(app: Flask) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_flashes"] = [("message", "Utkastet är sparat.")]
    assert "Utkastet är sparat." not in client.get("/fel").get_data(as_text=True)
    assert "Utkastet är sparat." in client.get("/").get_data(as_text=True)


def test_a_form_carries_its_tokens_and_the_page_it_stands_on(app: Flask) -> None:
    _html, tree = page(app, "/?sida=2")
    (form,) = [each for each in tree.iter("form") if each.get("id") == "allt"]
    hidden = {each.get("name"): each.get("value") for each in form.iter("input")}
    assert hidden["csrf_token"]
    assert hidden["once"]
    assert hidden["page"] == "/?sida=2"
    assert form.get("data-autosave") == "plan:7"


def test_what_was_written_comes_back_as_text(app: Flask) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    with app.test_request_context():
        form = kit.EveryField(formdata=None, name=hostile, text=f"  rad 1\n  {hostile}")
        shown = app.jinja_env.from_string(
            '{% import "ui.html" as ui %}<!doctype html><title>t</title>'
            "{{ ui.field(form.name) }}{{ ui.field(form.text) }}"
        ).render(form=form)
    tree = parsed(shown)
    assert [each.get("value") for each in tree.iter("input")] == [hostile]
    assert [area.text for area in tree.iter("textarea")] == [f"  rad 1\n  {hostile}"]


def test_the_step_at_hand_is_marked_for_those_who_listen(app: Flask) -> None:
    _html, tree = page(app)
    steps = classed(tree, "stepper__step")
    current = [words(each) for each in steps if each.get("aria-current") == "step"]
    assert current == ["Beslut Pågår. Senast 2023-12-15"]
    assert words(steps[0]) == "Utkast Klart. Klart 2023-10-02"


def test_a_wide_table_has_a_box_of_its_own_to_scroll_in(app: Flask) -> None:
    _html, tree = page(app)
    box = classed(tree, "scroll")[0]
    assert (box.tag, box.get("tabindex")) == ("section", "0")
    assert box.get("aria-label") == "Planens insatser"
    heads = {words(head): head.get("aria-sort") for head in box.iter("th")}
    assert heads["Ansvarig"] == "ascending"
    assert heads["Mål"] is None


def test_a_paper_names_its_type_and_size(app: Flask) -> None:
    _html, tree = page(app)
    assert [words(each) for each in classed(tree, "paper")][:2] == [
        "Tjänsteskrivelse v3 (DOCX, 48 kB)",
        "Beslut RUN § 89/2023 (PDF, 1,2 MB)",
    ]


def test_a_closed_act_says_why_and_who_can(app: Flask) -> None:
    _html, tree = page(app)
    (item,) = classed(tree, "closed__item")
    assert words(item) == (
        "Besluta Kan inte göras nu Din delegation (RUN § 89/2023) gällde till och med 2026-06-30."
        " Kan göras av: Regional utvecklingsdirektör"
    )


def test_a_task_that_can_not_be_begun_is_no_link(app: Flask) -> None:
    _html, tree = page(app)
    items = {words(each): list(each.iter("a")) for each in classed(tree, "govuk-task-list__item")}
    assert items["Anmälan till nämnden Kan inte påbörjas än"] == []
    assert len(items["Samråd Klart"]) == 1


def test_a_chart_has_its_numbers_in_a_table(app: Flask) -> None:
    _html, tree = page(app)
    (chart,) = classed(tree, "chart")
    rows = [[words(cell) for cell in row] for row in chart.iter("tr")]
    assert ["Rådgivning till företag", "92,5", "80"] in rows
    assert ["Möten i nätverket", "saknas", "50"] in rows
    described = [words(each) for each in chart.iter("{http://www.w3.org/2000/svg}desc")]
    assert described == ["Två insatser når målet, en gör det inte."]


def test_a_long_list_links_to_the_pages_near_by(app: Flask) -> None:
    _html, tree = page(app)
    (nav,) = classed(tree, "pages")
    links = {words(a): a.get("href") for a in nav.iter("a")}
    assert list(links) == ["Föregående", "1", "3", "4", "5", "10", "Nästa"]
    assert links["Nästa"] == "/arenden?q=plan&sida=5"
    assert "Visar 151–200 av 500" in words(nav)
    assert [words(a) for a in nav.iter("a") if a.get("aria-current")] == ["4"]


def test_the_menu_marks_the_page_that_is_open(app: Flask) -> None:
    _html, tree = page(app)
    (menu,) = classed(tree, "menu")
    assert [words(a) for a in menu.iter("a") if a.get("aria-current")] == ["Mina ärenden"]


def test_the_other_language_is_a_link_to_the_same_page(app: Flask) -> None:
    swedish, english = page(app, "/?sida=2")[1], page(app, "/?sida=2&sprak=en")[1]
    links = {words(a): a.get("href") for tree in (swedish, english) for a in tree.iter("a")}
    assert links["English"] == "/?sida=2&sprak=en"
    assert links["Svenska"] == "/?sida=2&sprak=sv"


def test_a_demonstration_says_that_it_is_one(app: Flask) -> None:
    _html, tree = page(app)
    (strip,) = classed(tree, "demo")
    assert words(strip) == "Demonstration: ingenting lämnar den här datorn"


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES))
)
def test_only_the_macros_know_the_package_and_no_template_is_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    inside = path.parent == TEMPLATES / "ui"
    assert inside or "govuk-" not in text
    assert inside or not re.search(r"\bkit\.", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|\|\s*safe", text)

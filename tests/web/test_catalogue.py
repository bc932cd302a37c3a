"""The English catalogue: whole, in step with code and templates, and safe to fill in."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from web import i18n
from web.catalogue import catalogue_file, marked, messages, read, refresh

_TEMPLATES = sorted((Path(i18n.__file__).parent / "templates").rglob("*.html"))
_HOLES = re.compile(r"%\(\w+\)s|%%")
_CATALOGUE = read(catalogue_file())
_SAID = [message for message in _CATALOGUE if message.id]


def texts(found: object) -> list[str]:
    return [found] if isinstance(found, str) else list(found)  # type: ignore[call-overload]  # pairs


def test_the_catalogue_holds_every_message_and_no_other() -> None:
    assert {message.id for message in _SAID} == set(messages())


def test_every_message_is_translated_and_none_is_a_guess() -> None:
    undone = [each.id for each in _SAID if each.fuzzy or not all(texts(each.string or ""))]
    assert undone == []


def test_both_sides_have_the_same_places_to_fill_in() -> None:
    for message in _SAID:
        for swedish, english in zip(texts(message.id), texts(message.string), strict=True):
            assert sorted(_HOLES.findall(swedish)) == sorted(_HOLES.findall(english)), swedish


def test_the_file_is_as_the_tool_writes_it(tmp_path: Path) -> None:
    copy = tmp_path / "messages.po"
    copy.write_bytes(catalogue_file().read_bytes())
    assert refresh(copy) == ()
    assert copy.read_bytes() == catalogue_file().read_bytes()


def test_a_new_message_is_listed_and_one_that_is_gone_is_removed(tmp_path: Path) -> None:
    file = tmp_path / "messages.po"
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "Borta"\nmsgstr "Gone"\n', "utf-8")
    assert "Lösenord" in refresh(file)
    assert "Borta" not in file.read_text("utf-8")


def test_a_word_deeper_inside_a_call_is_no_message() -> None:
    assert list(marked('_("Ja")\n_(ROLES["registrar"])\nlazy("Nej")')) == ["Ja", "Nej"]


def test_a_percent_sign_of_the_text_stays_when_a_place_is_filled() -> None:
    assert i18n._("%(share)s %% av målen", share=80) == "80 % av målen"


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_template_compiles(path: Path) -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.filters.update(dict.fromkeys(_filters(path), str))
    assert environment.compile(path.read_text("utf-8")) is not None


def _filters(path: Path) -> list[str]:
    return re.findall(r"\|\s*(\w+)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_has_swedish_outside_a_message(path: Path) -> None:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text("utf-8"))
    plain = [data.data for data in tree.find_all(nodes.TemplateData)]
    assert re.findall(r"\w*[åäöÅÄÖ]\w*", " ".join(plain)) == []

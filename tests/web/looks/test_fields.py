"""Each field is shown by its kind, with its texts and what is wrong."""

from collections.abc import Iterator

import pytest
from wtforms import FieldList, Form, FormField, IntegerField, StringField
from wtforms.fields import EmailField

from tests.web.looks.kit import EveryField, application
from web import fields
from web.fields import Shown

SHOWN = Shown(str)


@pytest.fixture
def form() -> Iterator[EveryField]:
    with application().test_request_context():
        yield EveryField(formdata=None)


class Row(Form):
    title = StringField("Rubrik")


class Rows(Form):
    rows = FieldList(FormField(Row), min_entries=2)
    mail = EmailField("E-post", render_kw={"autocomplete": "email", "style": "color: red"})
    number = IntegerField("Antal")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "text"), ("text", "textarea"), ("short", "textarea"), ("unit", "select"),
        ("choice", "radios"), ("several", "checkboxes"), ("ticked", "checkbox"), ("paper", "file"),
        ("secret", "password"), ("on", "day"), ("amount", "number"), ("count", "whole"),
        ("hidden", "hidden"),
    ],
)  # fmt: skip
def test_a_field_has_the_kind_of_its_class(form: EveryField, name: str, kind: str) -> None:
    assert fields.kind_of(form[name]) == kind


@pytest.mark.parametrize(
    ("width", "name"),
    [("", ""), ("5", "govuk-input--width-5"), ("one-half", "govuk-!-width-one-half")],
)
def test_a_width_is_a_number_of_signs_or_a_part_of_the_line(width: str, name: str) -> None:
    assert fields.width_class(width) == name


def test_only_short_texts_are_counted(form: EveryField) -> None:
    assert fields.limit_of(form.short) == 200
    assert fields.limit_of(form.text) == 0


def test_faults_in_rows_are_found_and_linked_to() -> None:
    form = Rows()
    form.rows[1].form.title.errors = ["Skriv en rubrik"]
    form.mail.errors = ["Skriv en e-postadress", "En sak till"]
    assert SHOWN.problems(form, ["Regeln säger nej."]) == [
        {"text": "Regeln säger nej."},
        {"text": "Skriv en rubrik", "href": "#rows-1-title"},
        {"text": "Skriv en e-postadress", "href": "#mail"},
    ]


def test_a_form_without_faults_has_none() -> None:
    assert SHOWN.problems(Rows()) == []
    assert SHOWN.problems(None) == []


def test_what_the_form_says_about_a_control_goes_along_but_never_a_style() -> None:
    shown = SHOWN.params(Rows().mail, "Skriv den du har i arbetet.")
    assert shown["autocomplete"] == "email"
    assert shown["attributes"] == {}
    assert shown["hint"] == {"text": "Skriv den du har i arbetet."}
    assert shown["errorMessage"] is None


def test_nought_is_shown_as_a_number() -> None:
    assert SHOWN.params(Rows(number=0).number)["value"] == "0"


def test_texts_are_said_in_the_language_of_the_page() -> None:
    assert Shown(str.upper).params(Rows().mail)["label"] == {"text": "E-POST"}

"""A page with every macro on it, on an application that has the looks and nothing else."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, flash, render_template_string, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its types
    SelectChoice,
)

from web import i18n, looks, words
from web.charts import Bars
from web.forms.base import PageForm
from web.forms.fields import DayField, NumberField, TextField, WholeNumberField
from web.navigation import Item
from web.paging import Paging
from web.rights import EVERYBODY
from web.theme import stylesheet
from workflow.settings import Theme

AT = datetime(2024, 5, 8, 12, 10, tzinfo=UTC)
WEEKDAYS = [
    SelectChoice("ma", "Måndag"),
    SelectChoice("ti", "Tisdag"),
    SelectChoice("on", "Onsdag"),
]
COMMITTEES = [
    SelectChoice("run", "Regionala utvecklingsnämnden"),
    SelectChoice("rs", "Regionstyrelsen"),
]
STATES = [SelectChoice("", "Alla"), SelectChoice("submitted", "Väntar på beslut")]


WRONG = {
    "name": "Skriv en rubrik",
    "text": "Skriv en motivering till återförvisningen",
    "choice": "Välj vad som ska hända",
    "ticked": "Läs underlaget och kryssa i rutan",
    "paper": "Välj en fil",
    "secret": "Skriv ett lösenord med minst 15 tecken",
    "on": "Beslutsdatum kan inte vara efter i dag (2026-11-23)",
}


class EveryField(PageForm):
    """One field of each kind, each with something asked of it."""

    name = StringField("Rubrik")
    text = TextAreaField("Motivering")
    short = TextField("Kort svar", most=200)
    unit = SelectField("Nämnd", choices=COMMITTEES)
    choice = RadioField("Vad ska hända?", choices=WEEKDAYS)
    several = SelectMultipleField("Dagar", choices=WEEKDAYS)
    ticked = BooleanField("Jag har läst underlaget", description="Det tar några minuter.")
    paper = FileField("Handling")
    secret = PasswordField("Lösenord", render_kw={"autocomplete": "new-password"})
    on = DayField("Beslutsdatum")
    amount = NumberField("Utfall (procent)")
    count = WholeNumberField("Antal deltagare")
    hidden = HiddenField("", default="dold")


@dataclass(frozen=True)
class Step:
    text: str
    when: str
    standing: str


@dataclass(frozen=True)
class Event:
    title: str
    who: str
    at: datetime
    text: str = ""


@dataclass(frozen=True)
class Paper:
    name: str
    media_type: str
    size: int
    href: str = "#handling"


@dataclass(frozen=True)
class Closed:
    text: str
    reasons: tuple[str, ...]
    who: str


MENU = (
    Item("kit", "Mina ärenden"),
    Item("wrong", "Alla ärenden"),
    Item("theme", "Sammanträden"),
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN: dict[str, Any] = {
    "steps": (
        Step("Utkast", "Klart 2023-10-02", "done"),
        Step("Samråd", "Klart 2023-10-20", "done"),
        Step("Beslut", "Senast 2023-12-15", "now"),
        Step("Anmälan till nämnden", "", "ahead"),
        Step("Expediering", "", "ahead"),
        Step("Uppföljning", "", "ahead"),
    ),
    "events": (
        Event("Planen skickades på samråd", "Handläggaren", AT, "Nio medlemmar fick en länk."),
        Event("Utkastet skapades", "Handläggaren", AT),
    ),
    "papers": (
        Paper("Tjänsteskrivelse v3", WORD, 48_200),
        Paper("Beslut RUN § 89/2023", "application/pdf", 1_240_000),
    ),
    "closed": (
        Closed(
            "Besluta",
            ("Din delegation (RUN § 89/2023) gällde till och med 2026-06-30.",),
            "Regional utvecklingsdirektör",
        ),
    ),
    "chart": Bars(
        title="Utfall mot mål 2024",
        description="Två insatser når målet, en gör det inte.",
        unit="procent",
        items=(
            ("Rådgivning till företag", Decimal("92.5"), Decimal(80)),
            ("Praktikplatser", 41, 60),
            ("Möten i nätverket", None, 50),
            ("Utbildningar i företagande för nyanlända i hela länet", 75, None),
        ),
    ),
    "paging": Paging(4, 500),
    "at": AT,
    "reference": "RUN/536/2021",
    "organisation": "Region Exempel",
    "now": AT,
    "rights": EVERYBODY,
    "signed_in": SimpleNamespace(name="Handläggaren"),
    "demo": True,
}

PAGE = """
{% extends "layout.html" %}
{% import "ui.html" as ui %}
{% block title %}Alla delar{% endblock %}
{% block back %}{{ ui.back("/") }}{% endblock %}
{% set wide = true %}
{% block content %}
{{ ui.error_summary(form, reasons) }}
{{ ui.heading("Handlingsplan 2025", caption="RUN/536/2021") }}
{{ ui.lead("Väntar på utvecklingsdirektören sedan 2 november 2024.") }}
{{ ui.stepper(steps) }}
<div class="columns">
<div>
{{ ui.subheading("Att göra", id="att-gora") }}
{{ ui.tasks([
  {"text": "Handlingsplan 2025 – beslut på delegation", "href": "#1", "tag": "Att göra",
   "tone": "todo", "hint": "RUN/611/2024 · senast 2024-12-13"},
  {"text": "Utdrag till nio mottagare", "href": "#2", "tag": "Pågår", "tone": "doing"},
  {"text": "Uppföljning av 2024 års plan", "href": "#5", "tag": "Försenad", "tone": "late"},
  {"text": "Brev till mottagare", "href": "#3", "tag": "Något är fel", "tone": "wrong"},
  {"text": "Anmälan till nämnden", "tag": "Kan inte påbörjas än", "tone": "later"},
  {"text": "Samråd", "href": "#4", "tag": "Klart", "tone": "done"}]) }}
{{ ui.minor("Insatser") }}
{% call ui.table("Planens insatser", ["Insats", {"text": "Ansvarig", "href": "#s",
    "sorted": "ascending"}, {"text": "Mål", "numeric": true}, "Senast"]) %}
<tr><th scope="row"><a href="#i1">Rådgivning till små företag</a></th><td>Kommunen i norr</td>
<td class="number">{{ 2400.5|number }}</td><td>{{ at|day }}</td></tr>
<tr><th scope="row"><a href="#i2">Praktikplatser</a></th><td>Näringslivsbolaget</td>
<td class="number">60</td><td>{{ at|day }}</td></tr>
{% endcall %}
{{ ui.pages(paging, "/arenden?q=plan") }}
{{ ui.bars(chart) }}
{% call ui.prose() %}<p>Löpande text med <a href="#l">en länk</a> och en lista:</p>
<ul><li>första punkten</li><li>andra punkten</li></ul>{% endcall %}
{% call ui.inset() %}<p>Gäller till och med {{ at|longday }}, klockan {{ at|clock }}.</p>
{% endcall %}
{{ ui.warning("När du har beslutat går det inte att ändra.") }}
{% call ui.details("Vad är anmälan till nämnd?") %}<p>Nämnden får veta det.</p>
{% endcall %}
{% call ui.panel("Beslutet är fattat") %}<p>Nio utdrag skickas inom 15 minuter.</p>{% endcall %}
{% call ui.filter_form("/arenden") %}{{ ui.field(search.q) }}{{ ui.field(search.state) }}
{{ ui.button("Sök", kind="secondary") }}<a href="/arenden">Rensa</a>{% endcall %}
{% call ui.form(files=true, id="allt", autosave="plan:7") %}
{% call ui.fieldset("Beslutet") %}
{{ ui.field(form.name) }}
{{ ui.field(form.text, hint="Skrivs in i beslutet och blir allmän handling.", rows=4) }}
{{ ui.field(form.short) }}
{% endcall %}
{{ ui.field(form.unit) }}
{{ ui.field(form.choice) }}
{{ ui.field(form.several, hint="Välj en eller flera.") }}
{{ ui.field(form.ticked) }}
{{ ui.field(form.paper, hint="DOCX, högst 25 MB") }}
{{ ui.field(form.secret) }}
{{ ui.field(form.on) }}
{{ ui.field(form.amount) }}
{{ ui.field(form.count) }}
{{ ui.field(form.hidden) }}
{% call ui.buttons() %}
{{ ui.button("Signera och fastställ", name="act", value="sign") }}
{{ ui.button("Spara utkast", kind="secondary") }}
{{ ui.button("Återkalla", kind="warning") }}
{{ ui.link_button("Till ärendet", "/", kind="secondary") }}
<a href="/">Avbryt</a>
{% endcall %}
{% endcall %}
</div>
<aside aria-label="Fakta">
{{ ui.subheading("Fakta") }}
{{ ui.facts([("Diarienummer", "RUN/536/2021"),
  ("Ansvarig", "Handläggaren", "#andra", "Ändra", "ansvarig"),
  ("Läge", ui.status("plan", "drafting"))]) }}
{{ ui.subheading("Kan inte göras nu") }}
{{ ui.closed(closed) }}
{{ ui.subheading("Handlingar") }}
{{ ui.papers(papers) }}
<p>{{ ui.paper(papers[0]) }}</p>
{{ ui.subheading("Händelser") }}
{{ ui.timeline(events) }}
<p>{{ ui.tag("Klart", "done") }} {{ at|moment }} {{ 12500|kronor }}</p>
</aside>
</div>
{% endblock %}
"""


class Search(PageForm):
    q = StringField("Diarienummer, rubrik eller person")
    state = SelectField("Läge", choices=STATES)


def application() -> Flask:
    """The looks, the words and the token against forged forms; no office, no guard."""
    app = Flask("web", static_url_path="/statisk")
    app.config.update(SECRET_KEY="only for tests", TESTING=True)
    i18n.install(app)
    looks.install(app)
    words.install(app)
    CSRFProtect(app)
    app.jinja_env.globals["nav_items"] = lambda _rights: MENU
    app.add_url_rule("/", "kit", kit)
    app.add_url_rule("/fel", "wrong", wrong)
    app.add_url_rule("/statisk/tema.css", "theme", theme)
    return app


def theme() -> Response:
    return Response(stylesheet(Theme()), mimetype="text/css")


def kit() -> str:
    if "tyst" not in request.args:
        flash("Utkastet är sparat.")
    return _page(EveryField(formdata=None), ())


def wrong() -> str:
    form = EveryField(formdata=None)
    for name, sentence in WRONG.items():
        form.blame(name, sentence)
    return _page(form, ("Du kan inte besluta: din delegation gällde till och med 2026-06-30.",))


def _page(form: FlaskForm, reasons: tuple[str, ...]) -> str:
    search = Search(formdata=None)
    return render_template_string(PAGE, form=form, reasons=reasons, search=search, **SHOWN)

"""The officer prepares a decision: chosen for them what can be known, and nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest

from tests.documents.wordfiles import p, r, wordfile
from tests.operations import walking as w
from tests.operations.reading import row, rows
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import registers
from workflow.operations.office import Quota
from workflow.states import Role
from workflow.store import tables as t

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
SENT_TO = {"groups": "Länets kommuner", "parties": "Tillväxtverket"}
HOSTILE = "<script>alert(1)</script> {{7*7}} ' OR 1=1 --"


def begun(site: Site, *years: int) -> tuple[Client, str, Page]:
    """The page where a new decision is prepared, with plans of these years in drafting."""
    site.at("2023-09-27")
    for year in years:
        w.opened(site.world, year)
    client, url = site.client("officer"), f"/arenden/{site.world.case_id}/beslut/nytt"
    return client, url, client.see(url)


Field = str | Sequence[str] | tuple[BytesIO, str]


def filled(page: Page, **fields: Field) -> dict[str, Field]:
    """The page's form with these fields filled in otherwise."""
    return {**page.form(), **fields}


def upload(content: bytes = PDF, name: str = "utdrag § 89.pdf") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def test_what_can_be_known_is_filled_in(site: Site) -> None:
    _client, _url, page = begun(site, 2023, 2024)
    form = page.form()
    assert len(form["plans"]) == 2
    assert form["title"] == ["Regionalt serviceprogram 2023–2030: Handlingsplan 2023 och 2024"]
    assert form["delegation"] == [str(site.world.delegation_id)]
    assert "§ 89/2023" in form["text"][0]
    assert "direction" not in form


def test_a_saved_draft_has_its_plans_text_recipients_and_basis(site: Site) -> None:
    client, url, page = begun(site, 2023, 2024)
    text = "Första stycket\ni två rader.\n\n\nAndra stycket."
    done = client.send(url, filled(page, **SENT_TO, text=text, direction="no"))
    assert done.has("Utkastet till beslut är sparat.")
    decision = row(site.office.engine, t.decision)
    assert decision.text == ["Första stycket i två rader.", "Andra stycket."]
    assert decision.dispatch_to == ["Länets kommuner", "Tillväxtverket"]
    assert (decision.new_direction, decision.matter) == (False, "handlingsplan")
    assert [each.title for each in rows(site.office.engine, t.basis)] == [
        "Handlingsplan 2023",
        "Handlingsplan 2024",
    ]


def test_an_uploaded_file_becomes_basis_with_name_and_day(site: Site) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(url, filled(page, upload=upload(), do="upload"))
    assert page.has("utdrag § 89.pdf (PDF, ")
    named = {"basis-0-title": "Protokollsutdrag § 89/2023", "basis-0-day": "23/5 2023"}
    client.send(url, filled(page, **named, **SENT_TO))
    first = row(site.office.engine, t.basis, position=1)
    assert (first.title, str(first.dated_on)) == ("Protokollsutdrag § 89/2023", "2023-05-23")
    assert site.office.files.get(first.sha256) == PDF


def test_a_file_in_a_form_that_fails_is_not_lost(site: Site) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(url, filled(page, upload=upload(), title="", direction="no", do="save"))
    assert page.status == 422
    assert page.title.startswith("Fel: ")
    assert page.has("Skriv ärendemeningen.")
    assert page.has("Skriv vilken dag underlaget är daterat.")
    assert page.form()["direction"] == ["no"]
    again = {**page.form(), "title": "Plan", "basis-0-day": "2023-05-23"}
    client.send(url, {**again, **SENT_TO})
    assert row(site.office.engine, t.basis, position=1).name == "utdrag § 89.pdf"


@pytest.mark.case("F04")
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.pdf", "filen är tom"),
        (b"<html><script>", "sida.pdf", "varken PDF eller Word"),
        (wordfile(p(r("x"))), "mall.docm", "makron"),
        (PDF, "utdrag.docx", "innehållet är PDF"),
        (PDF[:20], "halv.pdf", "inte en hel PDF"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_and_what_was_typed_stays(
    site: Site, content: bytes, name: str, said: str
) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(url, filled(page, upload=upload(content, name), text="Min text.", do="save"))
    assert page.status == 422
    assert page.has(said)
    assert page.form()["text"] == ["Min text."]
    assert rows(site.office.engine, t.decision) == []


def test_a_word_file_is_kept_as_underlag(site: Site) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(
        url, filled(page, upload=upload(wordfile(p(r("PM"))), "pm.docx"), do="upload")
    )
    assert page.has("pm.docx (DOCX")


def test_who_has_uploaded_enough_is_told_and_keeps_what_was_typed(site: Site) -> None:
    quota = Quota(per_person_day=100_000)
    site = replace(site, world=replace(site.world, office=replace(site.office, quota=quota)))
    client, url, page = begun(site, 2024)
    page = client.send(url, filled(page, upload=upload(), do="upload"))
    another = upload(PDF.replace(b"9", b"7"), "b.pdf")
    page = client.send(url, filled(page, upload=another, text="Min text.", do="save"))
    assert page.status == 422
    assert page.has("b.pdf: filen får inte plats")
    assert page.form()["text"] == ["Min text."]
    assert "basis-0-title" in page.form()


def two_files(client: Client, url: str, page: Page) -> Page:
    for number, name in enumerate(("a.pdf", "b.pdf")):
        content = PDF.replace(b"9", str(number).encode())
        page = client.send(url, filled(page, upload=upload(content, name), do="upload"))
    return page


@pytest.mark.parametrize(
    ("do", "names"),
    [
        ("down:0", ["b", "a"]),
        ("up:1", ["b", "a"]),
        ("up:0", ["a", "b"]),
        ("remove:0", ["b"]),
        ("remove:7", ["a", "b"]),
        ("up:-1", ["a", "b"]),
        ("dance:0", ["a", "b"]),
    ],
)
def test_the_order_of_the_basis_is_the_officers(site: Site, do: str, names: list[str]) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(url, filled(two_files(client, url, page), do=do))
    form = page.form()
    assert [form[f"basis-{n}-title"] for n in range(len(names))] == [[name] for name in names]


def test_a_file_of_somebody_elses_form_is_not_taken(site: Site) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(url, filled(page, upload=upload(), do="upload"))
    theirs = page.form()
    registers.grant_role(site.office, site.world.people["stranger"], Role.OFFICER, w.ANSWER_BY)
    site.at("2023-09-28")
    other = site.client("stranger")
    mine = {"csrf_token": other.token(), "once": ["x"], "basis-0-day": "2023-05-23"}
    page = other.send(url, {**theirs, **mine, **SENT_TO})
    assert page.status == 422
    assert page.has("En fil kändes inte igen.")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("plans", "9999", "Välj ett av alternativen"),
        ("delegation", "9999", "Välj ett av alternativen"),
        ("delegation", "", "Välj den delegation som gäller."),
        ("parties", "Okänd kommun", "Välj ett av alternativen"),
        ("direction", "kanske", "Välj ett av alternativen"),
        ("text", "", "Skriv ärendebeskrivningen."),
        ("text", "å" * 20_001, "Korta den"),
        ("title", "x\u202ey", "osynliga tecknet"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(
    site: Site, field: str, value: str, said: str
) -> None:
    client, url, page = begun(site, 2024)
    page = client.send(url, {**page.form(), field: value})
    assert page.status == 422
    assert page.has(said)
    assert rows(site.office.engine, t.decision) == []


@pytest.mark.case("A04")
def test_what_nobody_asked_for_is_never_used(site: Site) -> None:
    client, url, page = begun(site, 2024)
    extra = {"state": "decided", "drafted_by": "2", "number_serial": "7", "version": "9"}
    client.send(url, filled(page, **extra, **SENT_TO))
    decision = row(site.office.engine, t.decision)
    assert (decision.state, decision.drafted_by, decision.version) == (
        "drafting",
        site.world.people["officer"],
        1,
    )
    assert decision.number_serial is None


@pytest.mark.case("W01")
def test_hostile_text_is_shown_as_text(site: Site) -> None:
    client, url, page = begun(site, 2024)
    done = client.send(url, filled(page, **SENT_TO, title=HOSTILE, text=HOSTILE))
    assert done.has(HOSTILE)
    assert "<script>alert" not in done.html


def test_a_plan_in_another_decision_is_not_offered(site: Site) -> None:
    w.drafted(site.world, (2023,))
    _client, _url, page = begun(site)
    assert page.has("Det finns ingen handlingsplan som kan tas med")
    assert page.forms() == []


@pytest.mark.parametrize("who", ["director", "secretary", "registrar", "stranger", "administrator"])
def test_only_officers_prepare(site: Site, who: str) -> None:
    site.client(who).see(f"/arenden/{site.world.case_id}/beslut/nytt", 403)


def test_next_years_decision_begins_as_this_years_was(site: Site) -> None:
    w.decided(site.world)
    _client, _url, page = begun(site, 2025)
    form = page.form()
    assert form["groups"] == ["Länets kommuner"]
    assert form["parties"] == ["Tillväxtverket"]
    assert form["text"] == ["Planerna har arbetats fram i nätverket."]
    assert form["basis-0-title"] == ["Protokollsutdrag § 89/2023"]
    assert form["title"] == ["Regionalt serviceprogram 2023–2030: Handlingsplan 2025"]

"""The checker reads the decision's own words: officer and decider are told, none is hindered."""

from dataclasses import replace

import pytest

from tests.operations import walking as w
from tests.operations.reading import row
from tests.web.pages.page import Page
from tests.web.pages.site import Site
from workflow.operations import preparing
from workflow.store import tables as t

LAW = "Beslutet fattas enligt 6 kap. 33 § kommunallagen (1991:900)."
APPEAL = "Beslutet kan överklagas inom tre veckor från den dag då du fick ta del av beslutet."
APPROVED = "Regionala utvecklingsnämnden beslutar att godkänna anmälan av delegationsbeslut."
WRONG: tuple[tuple[str, str], ...] = (
    (LAW, "”6 kap. 33 §”: Rätten att delegera står i en annan paragraf"),
    (LAW, "”1991:900”: Den kommunallagen är upphävd. Skriv «2017:725»."),
    (APPEAL, "Det prövas genom laglighetsprövning (13 kap. kommunallagen): skriv att tiden"),
    (APPROVED, "Nämnden kan inte pröva ett anmält delegationsbeslut. Skriv att den tar del"),
)
OF_YEARS = "Beslutet gäller inte planer för 2021 eller 2022 utan för 2023 och 2024."
NONE = ("Granskaren", "Läs igen", "Språkförslag", "Titta på det här i texten")


def drafted(site: Site, *text: str, title: str = "") -> tuple[w.Matter, str]:
    """A draft with these paragraphs, as it is saved."""
    matter = w.drafted(site.world)
    site.at("2023-09-28")
    own = w.text(site.world)
    officer = site.world.actor("officer", site.clock.at)
    said = replace(own, text=text or own.text, title=title or own.title)
    preparing.revise(site.office, matter.decision_id, said, officer, site.clock.at)
    return matter, f"/delegationsbeslut/{matter.decision_id}"


def checked(site: Site, **typed: str) -> Page:
    """The draft's page as it answers when what is typed is looked through."""
    _matter, url = drafted(site)
    client = site.client("officer")
    fields = {name: [text] for name, text in typed.items()}
    return client.send(f"{url}/utkast", client.see(f"{url}/utkast").form() | fields, do="check")


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_wrong_law_is_told_where_it_is_written_and_nothing_is_saved(
    site: Site, text: str, said: str
) -> None:
    page = checked(site, text=f"Ett första stycke.\n\n{text}")
    assert page.status == 200
    assert page.has("Läs igen innan du lämnar ärendet")
    assert page.has("Ärendebeskrivning, stycke 2, ”")
    assert page.has(said)
    assert text in page.form()["text"][0]
    assert text not in str(row(site.office.engine, t.decision).text)


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_wrong_law_is_told_on_the_drafts_pages_and_it_can_be_handed_over(
    site: Site, text: str, said: str
) -> None:
    _matter, url = drafted(site, text)
    client = site.client("officer")
    assert client.see(f"{url}/utkast").has(said)
    page = client.see(url)
    assert page.has(said)
    assert page.has("Granskaren har anmärkningar som du behöver läsa: ")
    client.send(f"{url}/lamna", page.form("lamna"))
    assert row(site.office.engine, t.decision).state == "submitted"


def test_the_decider_looks_at_the_remarks_and_may_decide(site: Site) -> None:
    matter, url = drafted(site, LAW, APPEAL, APPROVED)
    w.submit(matter)
    site.at("2023-10-24")
    client = site.client("director")
    page = client.see(f"{url}/kontrollera")
    assert all(page.has(said) for _text, said in WRONG)
    assert page.has("Titta på det här i texten")
    client.send(f"{url}/besluta", page.form("besluta"))
    assert row(site.office.engine, t.decision).state == "decided"


def test_an_arendemening_of_other_years_than_the_plans_is_told(site: Site) -> None:
    title = "Regionalt serviceprogram 2023–2030: Handlingsplan 2021 och 2022"
    page = checked(site, title=title)
    assert page.has(f"Ärendemening, ”2021 och 2022”: {OF_YEARS} Skriv «2023 och 2024».")


def test_an_arendemening_that_leaves_a_plan_out_is_told(site: Site) -> None:
    page = checked(site, title="Handlingsplan 2023")
    assert page.has("”2023”: Beslutet gäller också planen för 2024. Skriv «2023 och 2024».")


def test_what_is_copied_from_last_time_names_last_times_years(site: Site) -> None:
    page = checked(site, text="Beslutet gäller handlingsplan för 2021 och 2022.")
    assert page.has("Beslutet gäller ingen plan för 2021 eller 2022. Skriv «2023 och 2024».")


def test_language_is_told_more_quietly(site: Site) -> None:
    page = checked(site, text="Mötet börjar kl 9.00 den 7 Mars.")
    assert page.has("Språkförslag: 2")
    assert page.has("Skriv «mars».")
    assert not page.has("Läs igen innan du lämnar ärendet")


def test_a_right_text_has_no_remarks_anywhere(site: Site) -> None:
    matter, url = drafted(site)
    officer = site.client("officer")
    pages = [officer.see(f"{url}/utkast"), officer.see(url)]
    w.submit(matter)
    site.at("2023-10-24")
    pages += [site.client("director").see(f"{url}/kontrollera")]
    assert [word for page in pages for word in NONE if page.has(word)] == []


def test_what_the_program_proposes_itself_has_no_remarks(site: Site) -> None:
    site.at("2023-09-27")
    w.opened(site.world, 2024)
    client, url = site.client("officer"), f"/arenden/{site.world.case_id}/beslut/nytt"
    page = client.send(url, client.see(url).form())
    assert page.has("Utkastet till beslut är sparat.")
    assert [word for word in NONE if page.has(word)] == []

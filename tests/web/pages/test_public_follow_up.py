"""The public summary of a year: from when the follow-up is closed, with nobody's name in it."""

from decimal import Decimal

import pytest

from tests.operations import walking as w
from tests.web.pages.page import words
from tests.web.pages.site import Site
from workflow.facts import Outcome, OutcomeStatus
from workflow.operations import following_up, looking
from workflow.states import LetterKind

URL = "/beslut/RUN/1-2023/uppfoljning/2023"


@pytest.fixture
def matter(site: Site) -> w.Matter:
    """A year whose outcomes are in: one target missed, with words about a person."""
    found = w.asked_for_outcomes(site.world)
    ids = looking.target_ids(site.office, found.plan_id)
    bearer = found.bearer("are", LetterKind.OUTCOME_REQUEST)
    missed = Outcome(None, OutcomeStatus.NOT_MEASURED, "", "Börja i tid.", "Ring Anna Ek.")
    reached = Outcome(Decimal(2), OutcomeStatus.REACHED, "Bra", "Prata med Malin.")
    told = ((ids["are-2023", 1], missed), (ids["are-2023", 2], reached))
    following_up.report_outcomes(site.office, found.plan_id, told, bearer, w.OUTCOMES_IN)
    w.report(found, "own-2023", site.world.actor("officer", w.OUTCOMES_IN))
    site.at("2024-02-13")
    return found


def closed(matter: w.Matter) -> w.Matter:
    officer = matter.world.actor("officer", w.CLOSED_UP)
    following_up.close_follow_up(matter.world.office, matter.plan_id, officer, w.CLOSED_UP)
    return matter


def test_nothing_is_shown_before_the_follow_up_is_closed(site: Site, matter: w.Matter) -> None:
    site.client().see(URL, status=404)
    assert not site.client().see("/beslut/RUN/1-2023").has("Så gick det")


@pytest.mark.parametrize(
    "url", ["/beslut/RUN/1-2023/uppfoljning/2024", "/beslut/RUN/2-2023/uppfoljning/2023",
            "/beslut/YYY/1-2023/uppfoljning/2023"]
)  # fmt: skip
def test_what_is_not_there_is_not_found(site: Site, matter: w.Matter, url: str) -> None:
    closed(matter)
    site.client().see(url, status=404)


def test_anybody_finds_it_from_the_decision_and_the_officer_from_the_follow_up(
    site: Site, matter: w.Matter
) -> None:
    closed(matter)
    links = site.client().see("/beslut/RUN/1-2023").links
    assert links["Så gick det: uppföljning av Handlingsplan 2023"] == URL
    page = site.client("officer").see(f"/uppfoljning/{matter.plan_id}")
    assert page.links["Offentlig sammanfattning av uppföljningen"] == URL


def test_it_has_every_part_of_the_year(site: Site, matter: w.Matter) -> None:
    closed(matter)
    page = site.client().see(URL)
    assert page.has("Planen har 2 insatser med sammanlagt 3 mål. 2 är uppfyllda")
    headings = [words(each) for each in page.main.iter("h2")]
    assert headings[:6] == [
        "Måluppfyllelse", "Utfall per mål", "Avvikelser", "Planerad finansiering", "Lärdomar",
        "Till kommande handlingsplaner",
    ]  # fmt: skip
    assert page.has("Börja i tid.")


def test_every_chart_has_its_numbers_in_a_table_beside(site: Site, matter: w.Matter) -> None:
    closed(matter)
    figures = list(site.client().see(URL).main.iter("figure"))
    assert len(figures) >= 2
    for figure in figures:
        assert any(str(each.tag).endswith("svg") for each in figure.iter())
        assert figure.find(".//table") is not None


def test_nobody_is_named_even_where_names_may_be_shown(site: Site, matter: w.Matter) -> None:
    closed(matter)
    page = site.client().see(URL)
    for name in ("Anna", "Malin", "Magnus", "Landsbygdsutvecklaren"):
        assert name not in page.html
    assert page.has("Texten visas inte här, eftersom den kan innehålla personuppgifter.")

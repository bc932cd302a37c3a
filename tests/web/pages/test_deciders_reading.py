"""What somebody reads who only decides, for one committee of several."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import GROUND, a_committee
from tests.operations.reading import row
from tests.web.pages.site import Client, Site
from workflow.operations import registers
from workflow.store import tables as t


@pytest.fixture
def decider(site: Site) -> Client:
    """Somebody without a role, who decides for another committee than the case's."""
    office = site.office
    other = a_committee(office, row(office.engine, t.region).id, "KTN")
    since = date(2023, 6, 1)
    mandate = registers.Mandate(other, GROUND, site.world.posts["stranger"], since)
    registers.add_delegation(office, mandate)
    return site.client("stranger")


def test_cases_plans_and_drafts_of_another_committee_are_not_found(
    site: Site, decider: Client
) -> None:
    matter = w.submitted(site.world)
    for url in (
        f"/arenden/{site.world.case_id}",
        f"/planer/{matter.plan_id}",
        f"/delegationsbeslut/{matter.decision_id}",
    ):
        decider.see(url, status=404)
    assert not decider.see("/arenden").has("RUN/536/2021")


def test_the_lists_of_what_is_decided_are_open_and_hold_nothing_before_that(
    site: Site, decider: Client
) -> None:
    matter = w.submitted(site.world)
    lists = ("/sammantraden", "/expediering")
    assert not any(decider.see(url).has("RUN/536/2021") for url in lists)
    w.decide(matter)
    assert [decider.see(url).has("1/2023") for url in (*lists, "/beslut")] == [True] * 3

"""The menu leads where a person may go, and nowhere else."""

import pytest

from web.access import ACCESS
from web.navigation import MENU, items
from web.rights import EVERYBODY, Right

SIGNED_IN = EVERYBODY | {Right.SIGNED_IN}


def endpoints(*rights: Right) -> set[str]:
    return {item.endpoint for item in items(SIGNED_IN | frozenset(rights))}


@pytest.mark.parametrize("endpoint", [item.endpoint for item in MENU])
def test_every_link_of_the_menu_is_a_page_of_the_table(endpoint: str) -> None:
    assert endpoint in ACCESS


def test_nobody_signed_in_meets_the_public_pages_and_the_way_in() -> None:
    assert [item.text for item in items(EVERYBODY)] == ["Beslut", "Är papperet äkta?", "Logga in"]


def test_an_officer_meets_the_work_but_not_the_record() -> None:
    assert {"dispatch.index", "follow_up.overview"} <= endpoints(Right.STAFF, Right.OFFICER)
    assert "record.index" not in endpoints(Right.STAFF, Right.OFFICER)


def test_an_administrator_meets_the_registers_and_the_record_but_no_cases() -> None:
    met = endpoints(Right.ADMINISTRATOR)
    assert {"registers.index", "record.index"} <= met
    assert not {"dispatch.index", "committee.meetings"} & met


def test_a_page_below_marks_the_link_above_it() -> None:
    (cases,) = [item for item in MENU if item.endpoint.startswith("cases.")]
    assert cases.holds("plans.show")
    assert cases.holds("decisions.show")
    assert not cases.holds("committee.meetings")


def test_of_two_links_that_share_a_noun_a_page_marks_one() -> None:
    public = [item for item in MENU if item.endpoint.startswith("public.")]
    for page, endpoint in (
        ("public.decision", "public.decisions"),
        ("public.by_checksum", "public.genuine"),
        ("public.genuine", "public.genuine"),
    ):
        assert [item.endpoint for item in public if item.holds(page)] == [endpoint]

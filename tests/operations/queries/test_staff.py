"""Posts, people, organisations and programmes as the registers' pages show them."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.operations.builders import BEGAN, World
from workflow.operations import registers
from workflow.operations.office import Office
from workflow.operations.queries import committees, parties, people, posts
from workflow.refusals import NotFound
from workflow.states import Role

DAY = date(2023, 10, 24)


def test_a_post_shows_its_holders_the_newest_first(world: World) -> None:
    registers.end_holding(world.office, world.holdings["director"], DAY)
    following = date(2023, 10, 25)
    post_id, deputy = world.posts["director"], world.people["deputy"]
    registers.add_holding(world.office, post_id, deputy, following)
    shown = posts.post(world.office, post_id)
    assert [held.name for held in shown.holders] == ["Ställföreträdaren", "Magnus Aspegren"]
    assert [held.name for on in (DAY, following) if (held := shown.holder(on))] == [
        "Magnus Aspegren",
        "Ställföreträdaren",
    ]
    assert shown.mandates == 1


def test_posts_are_sorted_as_swedes_sort(world: World) -> None:
    for title in ("Ödesjägare", "Ärendeförare", "Åklagare"):
        registers.add_post(world.office, title)
    titles = [each.title for each in posts.posts(world.office)]
    assert titles[-3:] == ["Åklagare", "Ärendeförare", "Ödesjägare"]


def test_a_person_shows_posts_and_roles_over_time(world: World) -> None:
    person_id = world.people["secretary"]
    registers.grant_role(world.office, person_id, Role.REGISTRAR, DAY, date(2024, 10, 23))
    shown = people.person(world.office, person_id)
    assert [(each.role, each.valid_from) for each in shown.roles] == [
        (Role.REGISTRAR, DAY),
        (Role.SECRETARY, BEGAN),
    ]
    assert [each.title for each in shown.posts] == ["Nämndsekreterare"]
    assert [each.has_ended(date(2024, 10, 24)) for each in shown.roles] == [True, False]


def test_everybody_is_listed_by_name_with_all_that_is_theirs(world: World) -> None:
    found = people.people(world.office)
    assert len(found) == len(world.people)
    assert {each.name: len(each.roles) for each in found}["Nämndsekreteraren"] == 1


def test_organisations_know_their_groups(world: World) -> None:
    found = parties.organisations(world.office)
    are = world.parties["are"].id
    assert found.groups_of(are) == ("Länets kommuner", "Service Z")
    assert [each.name for each in found.parties][-1] == "Åre kommun"


def test_a_committee_shows_its_meetings_to_come(world: World) -> None:
    (shown,) = committees.committees(world.office, DAY)
    assert shown.next_meetings[0] == (date(2023, 11, 21), date(2023, 11, 2))
    assert shown.mandates == 1


def test_a_programme_shows_its_ground_and_its_cases(world: World) -> None:
    shown = committees.programme(world.office, world.programme_id)
    assert (shown.adopted.label, shown.agency) == ("§ 89/2023", "Tillväxtverket")
    assert shown.cases == ((world.case_id, "RUN/536/2021"),)


MISSING: list[Callable[[Office], object]] = [
    lambda office: posts.post(office, 999),
    lambda office: people.person(office, 999),
    lambda office: parties.organisations(office).party(999),
    lambda office: parties.organisations(office).group(999),
    lambda office: committees.programme(office, 999),
]


@pytest.mark.parametrize("look", MISSING)
def test_what_is_not_there_is_not_found(world: World, look: Callable[[Office], object]) -> None:
    with pytest.raises(NotFound):
        look(world.office)

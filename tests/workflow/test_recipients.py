"""Who may be a recipient: in force that day, reached by its channel, never the region itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workflow.builders import ARE, ready, ready_ask, why_not
from workflow.facts import Party, Situation, is_same_organisation
from workflow.states import Channel

DAY = ready_ask("submit").on
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
BY_POST = replace(ARE, channel=Channel.POST, contact="Box 1, 837 22 Järpen")


def to(name: str, **groups: tuple[Party, ...]) -> Situation:
    situation, _ = ready("submit")
    decision = replace(situation.the_decision(), dispatch_to=(name,))
    return replace(situation, decision=decision, groups=groups)


@pytest.mark.parametrize(
    ("party", "codes"),
    [
        (replace(ARE, valid_from=DAY, valid_to=DAY), ()),
        (replace(ARE, valid_to=BEFORE), ("recipient_no_longer_valid",)),
        (replace(ARE, valid_from=AFTER), ("recipient_not_yet_valid",)),
        (BY_POST, ()),
        (replace(BY_POST, email=""), ()),
        (replace(BY_POST, contact=""), ("recipient_without_postal_address",)),
        (replace(ARE, email="", contact="Box 1"), ("recipient_without_address",)),
    ],
)
def test_who_is_named_alone_is_in_force_and_has_an_address(
    party: Party, codes: tuple[str, ...]
) -> None:
    assert why_not(to("are", are=(party,)), ready_ask("submit")) == codes


def test_who_has_ceased_since_the_submission_stops_the_decision() -> None:
    situation, ask = ready("decide")
    gone = replace(ARE, valid_to=ask.on - timedelta(days=1))
    decision = replace(situation.the_decision(), dispatch_to=("are",))
    found = why_not(replace(situation, decision=decision, groups={"are": (gone,)}), ask)
    assert found == ("recipient_no_longer_valid",)


@pytest.mark.parametrize(
    ("name", "number", "same"),
    [
        ("Region Jämtland Härjedalen", "", True),
        (" region jämtland härjedalen ", "212000-2494", True),
        ("Regionen", "232100-0214", True),
        ("Regionen", "2321000214", True),
        ("Regionen", "", False),
        ("Åre kommun", "212000-2494", False),
    ],
)
def test_the_region_is_known_by_its_number_and_by_its_name(
    name: str, number: str, same: bool
) -> None:
    situation, _ = ready("submit")
    assert is_same_organisation(name, number, situation.region) is same
    codes = ("recipient_is_the_region",) if same else ()
    party = replace(ARE, name=name, number=number)
    assert why_not(to("den", den=(party,)), ready_ask("submit")) == codes


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [
        (None, None, True),
        (date(2024, 1, 1), None, True),
        (None, date(2024, 1, 1), True),
        (date(2024, 1, 2), None, False),
        (None, date(2023, 12, 31), False),
    ],
)
def test_days_include_both_ends(first: date | None, last: date | None, covers: bool) -> None:
    party = replace(ARE, valid_from=first, valid_to=last)
    assert party.covers(date(2024, 1, 1)) is covers


def test_the_official_address_is_that_of_the_channel() -> None:
    assert (ARE.address, BY_POST.address) == (ARE.email, "Box 1, 837 22 Järpen")
    assert ARE.at("ny@are.example").email == "ny@are.example"
    assert BY_POST.at("Box 2").contact == "Box 2"

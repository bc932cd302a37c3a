"""The mandate: which delegation covers the decision, on which day, and every reason why not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.workflow.builders import (
    DECIDED_ON,
    DIRECTOR,
    SEEN,
    a_delegation,
    an_ask,
    ready,
    reasons,
    under,
    why_not,
)
from workflow.facts import (
    Delegation,
    Given,
    Post,
    Situation,
)

DECIDE = an_ask("decide", DIRECTOR, given=Given(seen=SEEN))
BEFORE, AFTER = date(2023, 10, 23), date(2023, 10, 25)


def test_the_holder_of_the_delegated_post_decides() -> None:
    assert why_not(under(a_delegation()), DECIDE) == ()


@pytest.mark.parametrize(
    ("delegation", "code"),
    [
        (replace(a_delegation(), id=2), "delegation_missing"),
        (replace(a_delegation(), committee_code="HSN"), "delegation_wrong_committee"),
        (a_delegation(matter="projektmedel"), "delegation_wrong_matter"),
        (a_delegation(matter=None), "delegation_wrong_matter"),
        (a_delegation(valid_to=date(2023, 10, 11)), "delegation_expired"),
        (a_delegation(revoked_on=date(2023, 10, 12)), "delegation_revoked"),
    ],
    ids=["missing", "wrong committee", "wrong matter", "names nothing", "expired", "revoked"],
)
def test_a_matter_is_not_submitted_on_a_ground_that_can_never_carry_it(
    delegation: Delegation, code: str
) -> None:
    situation, ask = ready("submit")
    register = replace(situation.register, delegations=(delegation,))
    assert why_not(replace(situation, register=register), ask) == (code,)


def test_a_matter_is_submitted_on_a_ground_that_begins_later() -> None:
    situation, ask = ready("submit")
    register = replace(situation.register, delegations=(a_delegation(valid_from=AFTER),))
    assert why_not(replace(situation, register=register), ask) == ()


@pytest.mark.parametrize(
    "delegation",
    [a_delegation(valid_to=BEFORE), a_delegation(revoked_on=BEFORE), a_delegation(matter=None)],
)
def test_the_officer_takes_a_matter_back_whatever_has_become_of_the_mandate(
    delegation: Delegation,
) -> None:
    situation, ask = ready("take_back")
    register = replace(situation.register, delegations=(delegation,), holdings=())
    assert why_not(replace(situation, register=register), ask) == ()


@pytest.mark.parametrize(
    ("delegation", "code"),
    [
        (replace(a_delegation(), id=2), "delegation_missing"),
        (replace(a_delegation(), committee_code="HSN"), "delegation_wrong_committee"),
        (a_delegation(matter="projektmedel"), "delegation_wrong_matter"),
        (a_delegation(case_reference="RUN/515/2018"), "delegation_wrong_matter"),
        (a_delegation(matter=None), "delegation_wrong_matter"),
        (a_delegation(valid_from=AFTER), "delegation_not_yet_valid"),
        (a_delegation(valid_to=BEFORE), "delegation_expired"),
        (a_delegation(revoked_on=BEFORE), "delegation_revoked"),
        (a_delegation(revoked_on=DECIDED_ON), "delegation_revoked"),
        (replace(a_delegation(), parent_id=9), "sub_delegation_not_allowed"),
    ],
    ids=[
        "missing",
        "wrong committee",
        "wrong matter",
        "wrong case",
        "names neither matter nor case",
        "not yet valid",
        "expired",
        "revoked the day before",
        "revoked the same day",
        "sub-delegation of nothing",
    ],
)
def test_a_delegation_that_does_not_cover_the_decision_refuses_it(
    delegation: Delegation, code: str
) -> None:
    assert why_not(under(delegation), DECIDE) == (code,)


@pytest.mark.parametrize(
    "delegation",
    [
        a_delegation(valid_from=DECIDED_ON),
        a_delegation(valid_to=DECIDED_ON),
        a_delegation(revoked_on=AFTER),
        a_delegation(matter=None, case_reference="RUN/536/2021"),
        a_delegation(case_reference="RUN/536/2021"),
    ],
    ids=["first day", "last day", "revoked tomorrow", "this case alone", "matter and case"],
)
def test_a_delegation_covers_its_first_and_last_day_and_its_own_case(
    delegation: Delegation,
) -> None:
    assert why_not(under(delegation), DECIDE) == ()


def test_a_delegation_does_not_hold_before_the_committee_decided_it() -> None:
    early = a_delegation(valid_from=date(2023, 1, 1))
    on_the_eve = an_ask("decide", DIRECTOR, date(2023, 5, 22), Given(seen=SEEN))
    (refusal,) = reasons(under(early), on_the_eve)
    assert refusal.code == "delegation_not_yet_valid"
    assert refusal.param("begins") == "2023-05-23"


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (datetime(2024, 6, 30, 21, 59, tzinfo=UTC), ()),  # in summer two hours before Greenwich
        (datetime(2024, 6, 30, 22, 0, tzinfo=UTC), ("delegation_expired",)),
        (datetime(2024, 6, 30, 23, 30, tzinfo=UTC), ("delegation_expired",)),
    ],
)
def test_a_delegation_ends_at_local_midnight(at: datetime, codes: tuple[str, ...]) -> None:
    situation = under(a_delegation(valid_to=date(2024, 6, 30)))
    assert why_not(situation, an_ask("decide", DIRECTOR, at, Given(seen=SEEN))) == codes


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (datetime(2024, 2, 28, 22, 59, tzinfo=UTC), ("delegation_not_yet_valid",)),
        (datetime(2024, 2, 28, 23, 0, tzinfo=UTC), ()),
    ],
)
def test_a_delegation_begins_at_local_midnight(at: datetime, codes: tuple[str, ...]) -> None:
    situation = under(a_delegation(valid_from=date(2024, 2, 29)))
    assert why_not(situation, an_ask("decide", DIRECTOR, at, Given(seen=SEEN))) == codes


def a_sub_delegation(**parents: Delegation) -> Situation:
    """The director's mandate comes by way of another post, one step for each parent."""
    return under(replace(a_delegation(), parent_id=2), *parents.values())


PARENT = replace(a_delegation(), id=2, post=Post(8, "Regiondirektör"), may_sub_delegate=True)


def test_a_sub_delegation_that_the_committee_allowed_holds() -> None:
    assert why_not(a_sub_delegation(parent=PARENT), DECIDE) == ()


@pytest.mark.parametrize(
    ("parents", "code"),
    [
        ({"parent": replace(PARENT, may_sub_delegate=False)}, "sub_delegation_not_allowed"),
        (
            {"parent": replace(PARENT, parent_id=3), "grand": replace(PARENT, id=3)},
            "sub_delegation_not_allowed",
        ),
        ({"parent": replace(PARENT, valid_to=BEFORE)}, "delegation_expired"),
        ({"parent": replace(PARENT, revoked_on=DECIDED_ON)}, "delegation_revoked"),
        ({"parent": replace(PARENT, valid_from=AFTER)}, "delegation_not_yet_valid"),
        ({"parent": replace(PARENT, matter="projektmedel")}, "delegation_wrong_matter"),
        ({"parent": replace(PARENT, committee_code="HSN")}, "delegation_wrong_committee"),
    ],
    ids=[
        "not allowed",
        "in two steps",
        "parent expired",
        "parent revoked",
        "parent not yet valid",
        "parent of another matter",
        "parent of another committee",
    ],
)
def test_a_sub_delegation_holds_no_longer_than_what_it_stands_on(
    parents: dict[str, Delegation], code: str
) -> None:
    assert why_not(a_sub_delegation(**parents), DECIDE) == (code,)

"""The mandate: who holds it, who stands in for whom, and who may not use it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from documents.sample import situation as seed
from documents.sample.situation import POST
from tests.workflow.builders import (
    ACTORS,
    CALENDAR,
    DEPUTY,
    DEPUTY_POST,
    DIRECTOR,
    HOLDINGS,
    OFFICER,
    SEEN,
    a_delegation,
    a_holding,
    a_link,
    a_situation,
    an_ask,
    ready,
    reasons,
    under,
    why_not,
)
from workflow.after import after
from workflow.delegation import RECORDED_AWAY, acting_as
from workflow.facts import (
    Absence,
    Actor,
    Ask,
    ConflictOfInterest,
    Decider,
    Given,
    Holding,
    Situation,
)
from workflow.machine import take
from workflow.reasons import sentence
from workflow.refusals import Refused
from workflow.states import ActorKind, DecisionState, Role

DECIDE = an_ask("decide", DIRECTOR, given=Given(seen=SEEN))
SUCCESSOR = Actor(ActorKind.PERSON, "Efterträdaren", frozenset(), 7)
BEFORE = date(2023, 10, 23)


def with_conflict(situation: Situation, actor: Actor, decision_id: int = 1) -> Situation:
    declared = datetime(2023, 10, 3, 8, tzinfo=UTC)
    conflict = ConflictOfInterest(actor.person_id or 0, decision_id, "närstående", declared)
    return replace(situation, register=replace(situation.register, conflicts=(conflict,)))


def handled_by(situation: Situation, actor: Actor) -> Situation:
    handled = replace(situation.the_decision(), handled_by=frozenset({actor.person_id or 0}))
    return replace(situation, decision=handled)


def by_deputy(reason: str) -> Ask:
    return an_ask("decide", DEPUTY, given=Given(deputy_reason=reason, seen=SEEN))


def test_whoever_does_not_hold_the_post_is_told_who_does() -> None:
    ask = an_ask("decide", SUCCESSOR, given=Given(seen=SEEN))
    (refusal,) = reasons(a_situation(), ask)
    assert refusal.code == "not_the_holder"
    assert refusal.param("holder") == "Magnus Aspegren"
    assert refusal.param("post") == "Regional utvecklingsdirektör"


def test_a_vacant_post_is_held_by_nobody() -> None:
    (refusal,) = reasons(under(a_delegation(), holdings=()), DECIDE)
    assert (refusal.code, refusal.param("holder")) == ("not_the_holder", "ingen")


# The post changes hands when 31 December has passed in Stockholm, not in Greenwich.
HANDED_OVER = (
    a_holding(DIRECTOR, to=date(2023, 12, 31)),
    Holding(POST.id, 7, SUCCESSOR.name, date(2024, 1, 1)),
)


@pytest.mark.parametrize(
    ("at", "holder", "other"),
    [
        (datetime(2023, 12, 31, 22, 59, 59, tzinfo=UTC), DIRECTOR, SUCCESSOR),
        (datetime(2023, 12, 31, 23, 0, tzinfo=UTC), SUCCESSOR, DIRECTOR),
        (datetime(2023, 12, 31, 23, 30, tzinfo=UTC), SUCCESSOR, DIRECTOR),
    ],
)
def test_the_post_changes_hands_at_local_midnight(
    at: datetime, holder: Actor, other: Actor
) -> None:
    situation = under(a_delegation(), holdings=HANDED_OVER)
    assert why_not(situation, an_ask("decide", holder, at, Given(seen=SEEN))) == ()
    refused = why_not(situation, an_ask("decide", other, at, Given(seen=SEEN)))
    assert refused == ("not_the_holder",)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_deputy_without_a_reason_is_refused(reason: str) -> None:
    assert why_not(a_situation(), by_deputy(reason)) == ("deputy_without_reason",)


def test_a_deputy_with_a_reason_decides_and_the_decision_says_so() -> None:
    situation, ask = a_situation(), by_deputy(" Ordinarie har semester. ")
    decided = after(situation, take(situation, ask), ask)
    assert decided.the_decision().decider == Decider(
        5, DEPUTY.name, DEPUTY_POST.title, POST.title, "Ordinarie har semester."
    )


def test_a_deputy_may_ask_before_writing_the_reason() -> None:
    assert why_not(a_situation(), an_ask("decide", DEPUTY)) == ()


def test_where_the_delegation_names_no_deputy_there_is_none() -> None:
    situation = under(a_delegation(deputy=None))
    assert why_not(situation, by_deputy("Ordinarie har semester.")) == ("not_the_holder",)


def test_the_deputy_of_yesterday_is_no_deputy() -> None:
    left = (a_holding(DIRECTOR), a_holding(DEPUTY, DEPUTY_POST, to=BEFORE))
    situation = under(a_delegation(), holdings=left)
    assert why_not(situation, by_deputy("Ordinarie har semester.")) == ("not_the_holder",)


def test_the_holder_decides_as_the_holder_also_when_named_as_deputy() -> None:
    both = (*HOLDINGS, a_holding(DIRECTOR, DEPUTY_POST))
    situation = under(a_delegation(), holdings=both)
    assert acting_as(situation, DIRECTOR, DECIDE) == Decider(2, DIRECTOR.name, POST.title)


def test_who_drafted_the_matter_does_not_decide_it() -> None:
    drafted = replace(a_situation().the_decision(), drafted_by=seed.DIRECTOR)
    situation = replace(a_situation(), decision=drafted)
    assert why_not(situation, DECIDE) == ("drafted_by_decider",)


def test_who_wrote_in_the_draft_does_not_decide_it() -> None:
    assert why_not(handled_by(a_situation(), DIRECTOR), DECIDE) == ("drafted_by_decider",)


def test_an_officer_who_holds_the_post_does_not_decide_the_own_draft() -> None:
    situation = under(a_delegation(), holdings=(a_holding(OFFICER),))
    ask = an_ask("decide", OFFICER, given=Given(seen=SEEN))
    assert why_not(situation, ask) == ("drafted_by_decider",)


def test_writing_in_the_draft_is_what_closes_the_decision() -> None:
    situation, ask = ready("revise")
    ask = replace(ask, actor=replace(DIRECTOR, roles=frozenset({Role.OFFICER})))
    revised = after(situation, take(situation, ask), ask).the_decision()
    submitted = replace(a_situation(), decision=replace(revised, state=DecisionState.SUBMITTED))
    assert "drafted_by_decider" in why_not(submitted, DECIDE)


def test_conflict_of_interest_closes_the_decision_for_that_person() -> None:
    assert why_not(with_conflict(a_situation(), DIRECTOR), DECIDE) == ("conflict_of_interest",)


def test_a_conflict_of_interest_closes_neither_another_person_nor_another_decision() -> None:
    assert why_not(with_conflict(a_situation(), DEPUTY), DECIDE) == ()
    assert why_not(with_conflict(a_situation(), DIRECTOR, decision_id=2), DECIDE) == ()
    assert why_not(with_conflict(a_situation(), DIRECTOR), by_deputy("Jäv.")) == ()


@pytest.mark.parametrize(
    "actor",
    [
        a_link(Role.DECIDER),
        replace(DIRECTOR, kind=ActorKind.LINK),
        CALENDAR,
        replace(DIRECTOR, kind=ActorKind.SYSTEM),
        replace(DIRECTOR, person_id=None),
    ],
    ids=[
        "link",
        "link that names the director",
        "calendar",
        "program that names the director",
        "nobody in particular",
    ],
)
@pytest.mark.parametrize("step", ["decide", "send_back", "refer"])
def test_there_is_no_way_to_decide_without_a_person(step: str, actor: Actor) -> None:
    ask = an_ask(step, actor, given=Given(reason="Kalendern säger det.", seen=SEEN))
    assert "not_a_person" in why_not(a_situation(), ask)
    with pytest.raises(Refused):
        take(a_situation(), ask)


def test_every_role_in_the_house_gives_no_mandate_without_the_post() -> None:
    everything = Actor(ActorKind.PERSON, "Systemadministratören", frozenset(Role), 99)
    ask = an_ask("decide", everything, given=Given(seen=SEEN))
    assert why_not(a_situation(), ask) == ("not_the_holder",)


@pytest.mark.parametrize("actor", [a for n, a in ACTORS.items() if n != "director"])
@pytest.mark.parametrize("step", ["decide", "send_back", "refer"])
def test_only_the_holder_acts_on_a_submitted_decision(step: str, actor: Actor) -> None:
    ask = an_ask(step, actor, given=Given(reason="Underlaget brister.", seen=SEEN))
    assert "not_the_holder" in why_not(a_situation(), ask)


def everything_wrong() -> tuple[Situation, Ask]:
    """A delegation with five faults, and a person who neither holds the post nor may handle it."""
    wrong = a_delegation(
        valid_from=date(2024, 1, 1), valid_to=BEFORE, revoked_on=BEFORE, matter="projektmedel"
    )
    situation = with_conflict(under(replace(wrong, committee_code="HSN")), SUCCESSOR)
    return handled_by(situation, SUCCESSOR), an_ask("decide", SUCCESSOR, given=Given())


def test_every_reason_is_named_at_once() -> None:
    situation, ask = everything_wrong()
    with pytest.raises(Refused) as refused:
        take(situation, ask)
    assert tuple(refusal.code for refusal in refused.value.refusals) == (
        "delegation_wrong_committee",
        "delegation_wrong_matter",
        "delegation_not_yet_valid",
        "delegation_expired",
        "delegation_revoked",
        "not_the_holder",
        "drafted_by_decider",
        "conflict_of_interest",
        "papers_not_those_seen",
    )


def test_the_swedish_sentence_names_the_ground() -> None:
    situation, ask = everything_wrong()
    with pytest.raises(Refused) as refused:
        take(situation, ask)
    of_the_delegation = refused.value.refusals[:6]
    assert all("§ 89/2023" in sentence(refusal) for refusal in of_the_delegation)
    assert "Magnus Aspegren" in sentence(of_the_delegation[-1])


def test_a_recorded_absence_of_the_ordinary_is_the_deputys_reason() -> None:
    gone = Absence("Magnus Aspegren", DECIDE.on, DECIDE.on)
    situation = replace(a_situation(), away={Role.DECIDER: gone})
    assert reasons(situation, by_deputy("")) == ()
    decider = acting_as(situation, DEPUTY, by_deputy(""))
    assert decider is not None
    assert decider.deputy_reason == RECORDED_AWAY


def test_what_the_deputy_writes_goes_before_the_recorded_absence() -> None:
    gone = Absence("Magnus Aspegren", DECIDE.on, DECIDE.on)
    situation = replace(a_situation(), away={Role.DECIDER: gone})
    decider = acting_as(situation, DEPUTY, by_deputy("Jäv hos ordinarie."))
    assert decider is not None
    assert decider.deputy_reason == "Jäv hos ordinarie."


@pytest.mark.parametrize("reason", ["", "Ordinarie är bortrest."])
def test_deputy_never_decides_own_draft(reason: str) -> None:
    gone = Absence("Magnus Aspegren", DECIDE.on, DECIDE.on)
    situation = replace(handled_by(a_situation(), DEPUTY), away={Role.DECIDER: gone})
    assert why_not(situation, by_deputy(reason)) == ("drafted_by_decider",)

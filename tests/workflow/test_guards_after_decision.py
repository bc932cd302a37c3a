"""What is asked after the decision: by the committee, of recipients, outcomes and reports."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from documents.sample.measures import measures_2023
from tests.workflow.builders import (
    ARE,
    OFFICER,
    RECIPIENT,
    REGISTRAR,
    RESPONSIBLE,
    SECRETARY,
    a_dispatch,
    a_link,
    a_plan,
    an_ask,
    an_outcome,
    ready,
    ready_ask,
    reasons,
    standing,
    why_not,
    why_with,
)
from tests.workflow.notices import a_notice
from workflow.facts import Ask, Dispatch, Given, Meeting, Outcome, OutcomeStatus, Party, Situation
from workflow.states import DeliveryState, DispatchState, NoticeState, PlanState, Role, Thing

# The committee


@pytest.mark.parametrize("step", ["list", "report_committee"])
def test_what_goes_to_the_committee_needs_a_meeting_that_takes_papers(step: str) -> None:
    situation, ask = ready(step)
    closed = Meeting(9, date(2024, 5, 1), stop_on=date(2023, 11, 6))
    assert why_not(replace(situation, meetings=()), ask) == ("no_meeting",)
    assert why_not(replace(situation, meetings=(closed,)), ask) == ("no_meeting",)


@pytest.mark.case("T09")
@pytest.mark.parametrize(
    ("on", "codes"), [(date(2023, 11, 20), ("meeting_not_held",)), (date(2023, 11, 21), ())]
)
def test_a_decision_is_notified_at_the_meeting_and_not_before(
    on: date, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("notify")
    assert why_not(situation, an_ask("notify", SECRETARY, on, ask.given)) == codes


@pytest.mark.parametrize(
    "text", ["§ 187/2023", "§187/2023", "§\N{NO-BREAK SPACE}187/2023", "§ 9/2023"]
)
def test_the_minutes_paragraph_carries_the_meetings_year(text: str) -> None:
    situation, ask = ready("notify")
    assert why_with(situation, ask, Given(paragraph=text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "§ 9",
        "§ 89",
        "89/2023",
        "§ 187/2022",
        "§ 187/2024",
        "§ 0/2023",
        "§ 187/23",
        "§§ 187/2023",
        "§ 187//2023",
        "§ 187/2023, 188/2023",
    ],
)
def test_a_paragraph_without_its_year_or_of_another_year_is_refused(text: str) -> None:
    situation, ask = ready("notify")
    assert why_with(situation, ask, Given(paragraph=text)) == ("paragraph_wrong",)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2023, 11, 20), ("adjustment_day_wrong",)),
        (date(2023, 11, 21), ()),
        (date(2023, 11, 28), ()),
        (date(2023, 11, 29), ("adjustment_day_wrong",)),
        (None, ("adjustment_day_wrong",)),
    ],
    ids=["before the meeting", "at the meeting", "today", "tomorrow", "no day"],
)
def test_the_minutes_are_adjusted_between_the_meeting_and_today(
    day: date | None, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("adjust")
    assert why_with(situation, ask, Given(day=day)) == codes


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2023, 11, 27), ("posting_day_wrong",)),
        (date(2023, 11, 28), ()),
        (date(2023, 11, 30), ()),
        (date(2023, 12, 1), ("posting_day_wrong",)),
        (None, ("posting_day_wrong",)),
    ],
    ids=["before adjustment", "day of adjustment", "today", "tomorrow", "no day"],
)
def test_the_adjustment_is_posted_between_its_day_and_today(
    day: date | None, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("post")
    assert why_with(situation, ask, Given(day=day, place="Kansliet")) == codes


def test_a_posting_says_where_the_minutes_are_kept() -> None:
    situation, ask = ready("post")
    assert why_with(situation, ask, Given(day=ask.on, place=" ")) == ("place_missing",)
    assert why_with(situation, ask, Given()) == ("posting_day_wrong", "place_missing")


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (datetime(2023, 12, 20, 22, 59, tzinfo=UTC), ("appeal_time_runs",)),
        (datetime(2023, 12, 20, 23, 0, tzinfo=UTC), ()),
    ],
    ids=["last day of appeal", "local midnight"],
)
def test_legal_force_is_confirmed_when_the_last_day_of_appeal_has_passed(
    at: datetime, codes: tuple[str, ...]
) -> None:
    situation, _ = ready("gain_force")
    assert why_not(situation, an_ask("gain_force", SECRETARY, at)) == codes


# Dispatch


def dispatched(dispatch: Dispatch) -> Situation:
    return replace(standing(Thing.DISPATCH, DispatchState.DISPATCHED), dispatch=dispatch)


def with_recipient(party: Party) -> Situation:
    """A dispatch where the first recipient is ``party``."""
    dispatch = a_dispatch(DispatchState.READY)
    deliveries = (replace(dispatch.deliveries[0], party=party), *dispatch.deliveries[1:])
    return replace(dispatched(dispatch), dispatch=replace(dispatch, deliveries=deliveries))


def test_a_decision_is_dispatched_to_recipients_with_addresses() -> None:
    region = replace(ARE, number="232100-0214")
    assert why_not(with_recipient(ARE), ready_ask("dispatch")) == ()
    assert why_not(with_recipient(replace(ARE, email="")), ready_ask("dispatch")) == (
        "recipient_without_address",
    )
    assert why_not(with_recipient(region), ready_ask("dispatch")) == ("recipient_is_the_region",)


def test_a_decision_without_recipients_is_not_dispatched() -> None:
    situation, ask = ready("dispatch")
    none_left = replace(a_dispatch(DispatchState.READY), deliveries=())
    assert why_not(replace(situation, dispatch=none_left), ask) == ("no_recipients",)


def test_a_recipient_confirms_by_link_and_needs_to_write_nothing() -> None:
    situation, _ = ready("acknowledge")
    assert why_with(situation, ready_ask("acknowledge"), Given()) == ()


def test_only_a_recipient_confirms() -> None:
    situation, ask = ready("acknowledge")
    stranger = replace(RECIPIENT, party_id=77)
    nobody = Given(party_id=77, reason="per telefon")
    assert why_not(situation, replace(ask, actor=stranger)) == ("not_a_recipient",)
    assert why_with(situation, by_registrar(), nobody) == ("not_a_recipient",)


def test_a_link_confirms_its_own_copy_whatever_it_names() -> None:
    situation, ask = ready("acknowledge")
    stranger = replace(RECIPIENT, party_id=77)
    borrowed = replace(ask, actor=stranger, given=Given(party_id=ARE.id, reason="per telefon"))
    assert why_not(situation, borrowed) == ("not_a_recipient",)


def by_registrar() -> Ask:
    return ready_ask("acknowledge", REGISTRAR)


@pytest.mark.parametrize(
    "state", [DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE]
)
def test_a_copy_is_confirmed_once_and_who_did_it_is_told(state: DeliveryState) -> None:
    first = replace(a_dispatch(DispatchState.DISPATCHED).deliveries[4], state=state)
    settled = replace(first, settled_by="Registratorn", settled_on=date(2023, 10, 26))
    situation = dispatched(Dispatch(1, 1, DispatchState.DISPATCHED, (settled,)))
    for ask in (ready_ask("acknowledge"), by_registrar()):
        (refusal,) = reasons(situation, ask)
        assert refusal.code == "already_acknowledged"
        assert (refusal.param("by"), refusal.param("day")) == ("Registratorn", "2023-10-26")


@pytest.mark.parametrize(
    "given",
    [Given(), Given(reason="per telefon"), Given(party_id=5), Given(party_id=5, reason=" ")],
    ids=["nothing", "no recipient", "no how", "blank how"],
)
def test_a_registrar_says_whose_receipt_it_is_and_how_it_came(given: Given) -> None:
    situation, _ = ready("acknowledge")
    assert why_with(situation, by_registrar(), given) == ("acknowledgement_without_how",)


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENT])
def test_a_dispatch_is_complete_when_every_copy_is_confirmed(state: DeliveryState) -> None:
    _, ask = ready("complete")
    confirmed = a_dispatch(DispatchState.DISPATCHED, DeliveryState.ACKNOWLEDGED)
    otherwise = replace(confirmed.deliveries[4], state=DeliveryState.ACKNOWLEDGED_OTHERWISE)
    outstanding = replace(confirmed.deliveries[4], state=state)
    assert why_not(dispatched(replace(confirmed, deliveries=(otherwise,))), ask) == ()
    (refusal,) = reasons(dispatched(replace(confirmed, deliveries=(otherwise, outstanding))), ask)
    assert (refusal.code, refusal.param("parties")) == ("deliveries_outstanding", "Åre kommun")


# Follow-up


@pytest.mark.parametrize(
    ("on", "codes"), [(date(2023, 12, 30), ("follow_up_not_open",)), (date(2023, 12, 31), ())]
)
def test_the_follow_up_opens_when_the_year_ends(on: date, codes: tuple[str, ...]) -> None:
    situation, _ = ready("open_follow_up")
    assert why_not(situation, an_ask("open_follow_up", OFFICER, on)) == codes


@pytest.mark.parametrize("state", [s for s in PlanState if s is not PlanState.FOLLOWING_UP])
def test_outcomes_are_reported_while_the_follow_up_is_open(state: PlanState) -> None:
    situation = standing(Thing.PLAN, state)
    assert why_not(situation, ready_ask("report_outcome")) == ("wrong_state",)


@pytest.mark.parametrize(
    ("outcome", "codes"),
    [
        (an_outcome(0), ()),
        (an_outcome(None, missing_reason="Enkäten är försenad."), ()),
        (an_outcome(None), ("outcome_empty",)),
        (an_outcome(None, missing_reason=" \n"), ("outcome_empty",)),
        (Outcome(None, OutcomeStatus.MISSED, comment="Vet ej."), ("outcome_empty",)),
        (Outcome(Decimal("-1.5"), OutcomeStatus.MISSED), ()),
    ],
    ids=["zero", "none with reason", "none", "none with blank reason", "only comment", "negative"],
)
def test_zero_is_an_outcome_and_none_needs_a_reason(
    outcome: Outcome, codes: tuple[str, ...]
) -> None:
    situation, ask = ready("report_outcome")
    assert why_with(situation, ask, Given(outcomes=((1, outcome),))) == codes


def test_an_outcome_is_given_for_at_least_one_target_of_ones_own() -> None:
    situation, ask = ready("report_outcome")
    both = Given(outcomes=((1, an_outcome()), (3, an_outcome())))
    assert why_with(situation, ask, Given()) == ("no_outcome_given",)
    assert why_with(situation, ask, both) == ("target_not_yours",)


def test_an_officer_reports_values_for_the_region_alone() -> None:
    situation, ask = ready("report_outcome")
    of_the_region, of_are = Given(outcomes=((3, an_outcome()),)), ask.given
    by_officer = ready_ask("report_outcome", OFFICER)
    assert why_with(situation, by_officer, of_the_region) == ()
    assert why_not(situation, replace(by_officer, given=of_are)) == ("value_not_yours",)


def test_who_answers_for_no_measure_reports_nothing() -> None:
    situation, _ = ready("report_outcome")
    stranger = replace(RESPONSIBLE, party_id=77)
    ask = replace(ready_ask("report_outcome"), actor=stranger, given=None)
    assert why_not(situation, ask) == ("not_responsible",)


def test_the_follow_up_closes_when_every_target_is_answered() -> None:
    situation, ask = ready("close_follow_up")
    assert why_not(situation, ask) == ()
    unanswered = {**situation.measures, 1: measures_2023(with_outcomes=False)[:1]}
    found = reasons(replace(situation, measures=unanswered), ask)
    assert [refusal.code for refusal in found] == ["target_without_outcome"] * 2
    assert {refusal.param("party") for refusal in found} == {"Åre kommun"}


# Reports and the end


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (datetime(2023, 12, 31, 22, 59, tzinfo=UTC), ("plan_year_not_over",)),
        (datetime(2023, 12, 31, 23, 30, tzinfo=UTC), ()),
        (datetime(2024, 3, 31, 10, 0, tzinfo=UTC), ()),
    ],
    ids=["New Year's Eve", "after local midnight", "end of quarter 1"],
)
def test_the_agency_gets_its_report_when_the_plan_year_is_over(
    at: datetime, codes: tuple[str, ...]
) -> None:
    situation, _ = ready("report_agency")
    assert why_not(situation, an_ask("report_agency", OFFICER, at)) == codes


def test_the_committee_gets_its_report_after_the_agency() -> None:
    followed_up = standing(Thing.PLAN, PlanState.FOLLOWED_UP)
    assert why_not(followed_up, ready_ask("report_committee")) == ("wrong_state",)


@pytest.mark.parametrize("state", [s for s in NoticeState if s is not NoticeState.IN_FORCE])
def test_a_plan_is_closed_when_its_decision_is_in_force(state: NoticeState) -> None:
    situation, ask = ready("close")
    assert why_not(situation, ask) == ()
    assert why_not(replace(situation, notice=a_notice(state)), ask) == ("not_in_force",)
    assert why_not(replace(situation, notice=None), ask) == ("not_in_force",)


def test_a_plan_is_closed_when_its_recipients_have_confirmed() -> None:
    situation, ask = ready("close")
    sent = replace(situation, dispatch=a_dispatch(DispatchState.DISPATCHED))
    assert why_not(sent, ask) == ("deliveries_outstanding",)
    assert why_not(replace(situation, dispatch=None), ask) == ("deliveries_outstanding",)


def test_a_plan_of_a_year_that_is_to_come_is_not_followed_up() -> None:
    situation, ask = ready("open_follow_up")
    next_years = a_plan(PlanState.ADOPTED, 2024, 2)
    assert why_not(replace(situation, plans=(next_years,)), ask) == ("follow_up_not_open",)


def test_a_member_of_the_network_does_not_confirm_with_that_link() -> None:
    situation, ask = ready("acknowledge")
    assert why_not(situation, replace(ask, actor=a_link(Role.MEMBER))) == ("wrong_role",)

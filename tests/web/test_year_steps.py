"""The steps of the year: each by the person whom it belongs to, in the order of the law."""

from datetime import date

import pytest

from tests.web.left import DIRECTOR, OFFICER, RECIPIENTS, REGISTRAR, SECRETARY, Year, local_day


@pytest.mark.parametrize(
    ("step", "by"),
    [
        ("open_plan", [OFFICER] * 2),
        ("circulate", [OFFICER] * 2),
        ("prepare", [OFFICER]),
        ("submit", [OFFICER]),
        ("decide", [DIRECTOR]),
        ("list", ["Kalendern"]),
        ("dispatch", [REGISTRAR]),
        ("complete", ["Kalendern"]),
        ("notify", [SECRETARY]),
        ("adjust", [SECRETARY]),
        ("post", [SECRETARY]),
        ("gain_force", [SECRETARY]),
        ("open_follow_up", ["Kalendern"] * 2),
        ("close_follow_up", [OFFICER] * 2),
        ("report_agency", [OFFICER] * 2),
        ("report_committee", [OFFICER] * 2),
        ("close", [REGISTRAR] * 2),
    ],
)
def test_each_step_is_taken_by_whom_it_belongs_to(year: Year, step: str, by: list[str]) -> None:
    assert [event["actor"]["name"] for event in year.steps(step)] == by
    kind = "system" if by[0] == "Kalendern" else "person"
    assert {event["actor"]["kind"] for event in year.steps(step)} == {kind}


def test_no_step_was_refused(year: Year) -> None:
    assert [event for event in year.events if event["refused"]] == []


def test_the_network_answers_and_the_recipients_confirm_by_their_links(year: Year) -> None:
    answers = {each["actor"]["name"] for each in year.steps("answer")}
    assert answers <= set(RECIPIENTS) - {"Tillväxtverket"}
    assert {each["actor"]["kind"] for each in year.steps("answer")} == {"link"}
    confirmed = [each["actor"] for each in year.steps("acknowledge")]
    by_link = {actor["name"] for actor in confirmed if actor["kind"] == "link"}
    assert by_link == set(RECIPIENTS) - {"Östersunds kommun"}
    assert [actor["name"] for actor in confirmed if actor["kind"] == "person"] == [REGISTRAR]


def test_the_responsible_organisations_report_their_own_outcomes(year: Year) -> None:
    told = [(each["actor"]["kind"], each["actor"]["name"]) for each in year.steps("report_outcome")]
    assert [name for kind, name in told if kind == "person"] == [OFFICER] * 2
    assert {name for kind, name in told if kind == "link"} == {
        "Länsstyrelsen i Jämtlands län",
        "Härjedalens kommun",
        "Krokoms kommun",
        "Strömsunds kommun",
        "Åre kommun",
    }


def test_notice_and_dispatch_follow_the_decision_and_end_apart(year: Year) -> None:
    order = [event["step"] for event in year.events]
    for first, then in [
        ("submit", "decide"),
        ("decide", "list"),
        ("decide", "dispatch"),
        ("list", "notify"),
        ("notify", "adjust"),
        ("adjust", "post"),
        ("post", "gain_force"),
        ("gain_force", "open_follow_up"),
    ]:
        assert order.index(first) < order.index(then)
    assert order.index("complete") < order.index("notify")


@pytest.mark.parametrize(
    ("plan", "stop_on"), [(2023, date(2024, 3, 21)), (2024, date(2025, 3, 17))]
)
def test_the_agency_has_its_report_first_and_both_come_in_time(
    year: Year, plan: int, stop_on: date
) -> None:
    place = (2023, 2024).index(plan)
    agency = local_day(year.steps("report_agency")[place])
    committee = local_day(year.steps("report_committee")[place])
    assert date(plan + 1, 1, 1) <= agency < committee <= stop_on
    assert agency <= date(plan + 1, 3, 31)


def test_the_plan_of_a_year_is_followed_up_from_the_first_working_day_after_it(year: Year) -> None:
    days = [local_day(event) for event in year.steps("open_follow_up")]
    assert days == [date(2024, 1, 2), date(2025, 1, 2)]

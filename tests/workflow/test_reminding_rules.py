"""Which reminders a duty gets, on which days and to whom: by date, and by who is there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.builders import a_situation
from workflow.expansion import DutyRow
from workflow.facts import (
    Actor,
    Ask,
    Keepers,
    OwnRule,
    Person,
    Situation,
    YearCalendar,
)
from workflow.reminding_rules import (
    ESCALATION,
    Because,
    Planned,
    Receivers,
    planned,
    receivers,
    sent_on,
    watch,
)
from workflow.states import ActorKind, DecisionState, DutyKind, Role, To
from workflow.year import is_working_day

LONG_AGO = date(2000, 1, 1)
DECIDED = a_situation(DecisionState.DECIDED)
HELD = Keepers({Role.OFFICER: (DECIDED.case.officer,)})
BOSS = Person(90, "Administratören", "", "admin@region.example")
ADMINISTERED = replace(HELD, roles={**HELD.roles, Role.ADMINISTRATOR: (BOSS,)})


def days(kind: DutyKind, due_on: date, *rules: OwnRule, to: To = To.OFFICER) -> dict[int, date]:
    how = watch(YearCalendar(), rules, kind, 2023)
    found = planned(how, to, None, due_on, LONG_AGO)
    return {each.level: each.on for each in found if each.addressee != ESCALATION}


@pytest.mark.parametrize(
    ("due_on", "levels"),
    [
        # påskdagen: långfredagen and annandag påsk are free too
        (
            date(2024, 3, 31),
            {30: date(2024, 3, 1), 14: date(2024, 3, 15), 7: date(2024, 3, 22),
             0: date(2024, 3, 28), -1: date(2024, 4, 2), -7: date(2024, 4, 8)},
        ),
        # påskafton, a Saturday
        (
            date(2029, 3, 31),
            {30: date(2029, 3, 1), 14: date(2029, 3, 16), 7: date(2029, 3, 23),
             3: date(2029, 3, 28), 0: date(2029, 3, 29), -1: date(2029, 4, 3),
             -7: date(2029, 4, 9)},
        ),
        # a Sunday
        (
            date(2030, 3, 31),
            {30: date(2030, 3, 1), 14: date(2030, 3, 15), 7: date(2030, 3, 22),
             3: date(2030, 3, 28), 0: date(2030, 3, 29), -1: date(2030, 4, 1),
             -7: date(2030, 4, 8)},
        ),
        # a Monday: the levels of the weekend before it are one, the nearest
        (
            date(2025, 3, 31),
            {30: date(2025, 2, 28), 14: date(2025, 3, 17), 7: date(2025, 3, 24),
             1: date(2025, 3, 28), 0: date(2025, 3, 31), -1: date(2025, 4, 1),
             -7: date(2025, 4, 7)},
        ),
    ],
    ids=["2024", "2029", "2030", "2025"],
)  # fmt: skip
def test_the_agencys_report_is_reminded_of_on_working_days(
    due_on: date, levels: dict[int, date]
) -> None:
    assert days(DutyKind.REPORT_AGENCY, due_on) == levels


def test_midsommarafton_is_free() -> None:
    found = days(DutyKind.CLOSE_FOLLOW_UP, date(2024, 6, 21))
    assert found[0] == date(2024, 6, 20)
    assert found[-1] == date(2024, 6, 24)


def test_a_reminder_on_the_29th_of_february_comes_on_that_day() -> None:
    assert days(DutyKind.REPORT_AGENCY, date(2024, 3, 7))[7] == date(2024, 2, 29)


def test_reminders_over_the_year_change_keep_off_its_free_days() -> None:
    found = days(DutyKind.OUTCOME, date(2025, 1, 2))
    assert (found[14], found[7]) == (date(2024, 12, 19), date(2024, 12, 23))
    assert found[0] == date(2025, 1, 2)


def test_own_levels_are_just_those() -> None:
    own = OwnRule(DutyKind.REPORT_AGENCY, levels=(60, 5, 0, -3))
    assert list(days(DutyKind.REPORT_AGENCY, date(2025, 3, 31), own)) == [60, 5, 0, -3]
    none = OwnRule(DutyKind.REPORT_AGENCY, levels=())
    assert days(DutyKind.REPORT_AGENCY, date(2025, 3, 31), none) == {}


def test_a_late_duty_is_told_of_five_working_days_on_and_on_each_level_after() -> None:
    how = watch(YearCalendar(days_after=(1, 7, 21)), (), DutyKind.REPORT_AGENCY, 2023)
    found = planned(how, To.OFFICER, None, date(2024, 3, 31), LONG_AGO)
    told = [each for each in found if each.addressee == ESCALATION]
    assert told == [
        Planned(-8, date(2024, 4, 8), ESCALATION),
        Planned(-22, date(2024, 4, 22), ESCALATION),
    ]


@pytest.mark.parametrize(
    "own",
    [
        OwnRule(DutyKind.REPORT_AGENCY, escalate_to="none"),
        OwnRule(DutyKind.REPORT_AGENCY, levels=(7, 0)),
    ],
    ids=["nobody is told", "nothing after the day"],
)
def test_nobody_more_is_told_where_the_programme_says_so(own: OwnRule) -> None:
    how = watch(YearCalendar(), (own,), DutyKind.REPORT_AGENCY, 2023)
    found = planned(how, To.OFFICER, None, date(2024, 3, 31), LONG_AGO)
    assert all(each.addressee == "role:officer" for each in found)


@given(due_on=st.dates(date(2020, 1, 1), date(2035, 12, 31)), kind=st.sampled_from(DutyKind))
def test_no_reminder_ever_falls_on_a_free_day_nor_twice_on_one(
    due_on: date, kind: DutyKind
) -> None:
    found = planned(watch(YearCalendar(), (), kind, 2023), To.OFFICER, None, due_on, LONG_AGO)
    assert all(is_working_day(each.on) for each in found)
    assert len({(each.on, each.addressee) for each in found}) == len(found)


def test_after_two_weeks_without_a_tick_there_is_one_letter_with_the_nearest_level() -> None:
    unsent = [Planned(14, date(2024, 3, 15), "role:officer")]
    unsent += [Planned(7, date(2024, 3, 22), "role:officer")]
    unsent += [Planned(0, date(2024, 3, 28), "role:officer")]
    found = sent_on(unsent, date(2024, 3, 27))
    assert {who: [each.level for each in due] for who, due in found.items()} == {
        "role:officer": [7, 14]
    }


# Who is there


def ask() -> Ask:
    actor = Actor(ActorKind.SYSTEM, "Kalendern", frozenset({Role.CALENDAR}))
    return Ask("remind", actor, AT)


AT = datetime(2024, 3, 1, 8, tzinfo=UTC)


def a_duty(to: To = To.SECRETARY, party_id: int | None = None) -> DutyRow:
    kind = DutyKind.ACKNOWLEDGE if party_id else DutyKind.ADJUST
    return DutyRow(kind, to, date(2024, 3, 1), "", decision_id=1, party_id=party_id)


def told(
    situation: Situation, keepers: Keepers, addressee: str, duty: DutyRow | None = None
) -> tuple[list[str], Because]:
    found: Receivers = receivers(duty or a_duty(), addressee, situation, keepers, ask())
    return [each.email for each in found.to], found.because


def test_whoever_has_the_task_is_reminded() -> None:
    secretary = DECIDED.staff[Role.SECRETARY]
    assert told(DECIDED, HELD, "role:secretary") == ([secretary.email], Because.THEIRS)


def test_what_nobody_has_goes_to_whoever_is_told_of_late_duties() -> None:
    vacant = replace(DECIDED, staff={})
    assert told(vacant, HELD, "role:secretary") == ([DECIDED.case.officer.email], Because.VACANT)


def test_where_nobody_is_left_to_tell_every_administrator_is() -> None:
    vacant, left = replace(DECIDED, staff={}), Keepers({Role.ADMINISTRATOR: (BOSS,)})
    assert told(vacant, left, "role:secretary") == ([BOSS.email], Because.VACANT)
    assert told(vacant, left, ESCALATION) == ([], Because.THEIRS)  # they have had the other


def test_a_late_duty_is_told_to_the_one_who_is_to_know_and_says_whose_it_is() -> None:
    found = receivers(a_duty(), ESCALATION, DECIDED, HELD, ask())
    assert [each.email for each in found.to] == [DECIDED.case.officer.email]
    assert (found.because, found.held_by) == (Because.LATE, DECIDED.staff[Role.SECRETARY].name)


def test_nobody_is_told_of_ones_own_duty_twice() -> None:
    own = a_duty(To.OFFICER)
    assert told(DECIDED, HELD, ESCALATION, own) == ([], Because.LATE)


@pytest.mark.parametrize(("target", "told_to"), [("post:7", 0), ("administrator", 1)])
def test_the_programme_says_which_post_is_told(target: str, told_to: int) -> None:
    rule = OwnRule(DutyKind.ADJUST, escalate_to=target)
    ruled = replace(DECIDED, programme=replace(DECIDED.programme, rules=(rule,)))
    head = Person(91, "Enhetschefen", "Enhetschef", "chef@region.example")
    keepers = replace(ADMINISTERED, posts={7: head})
    assert told(ruled, keepers, ESCALATION)[0] == [(head, BOSS)[told_to].email]


def test_an_organisation_without_an_address_is_said_to_be_so() -> None:
    situation = a_situation(DecisionState.DECIDED)
    party = next(iter(situation.groups.values()))[0]
    gone = replace(party, email="")
    groups = dict.fromkeys(situation.groups, (gone,))
    bare = replace(situation, groups=groups, dispatch=None)
    found = receivers(a_duty(To.RECIPIENTS, party.id), f"party:{party.id}", bare, HELD, ask())
    assert (found.because, found.held_by) == (Because.UNREACHED, party.name)

"""A case file: what it says is read as it stands, and every fault is told with line and key."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from workflow.casefile import CaseFile, lookup, read_case_file
from workflow.casefile.days import Day, MonthDay, Step, When
from workflow.casefile.fields import Name
from workflow.facts import Choice, GroundKind, OutcomeStatus

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "documents" / "sample"
BASIS_FILE = "underlag/protokollsutdrag-89-2023.txt"


@pytest.fixture(scope="module")
def seed() -> CaseFile:
    return read_case_file(SAMPLES / "run-536-2021.toml")


@pytest.fixture(scope="module")
def other() -> CaseFile:
    return read_case_file(SAMPLES / "exempelregionen.toml")


def test_the_seeds_case_has_one_decision_on_two_plans(seed: CaseFile) -> None:
    (decision,) = seed.decisions
    assert str(seed.case.reference) == "RUN/536/2021"
    assert decision.title == "Regionalt serviceprogram 2023–2030: Handlingsplan 2023 och 2024"
    assert decision.plans == (2023, 2024)
    assert decision.decided_on.day == date(2023, 10, 24)
    assert [item.plan for item in decision.basis] == [None, 2023, 2024]


def test_the_seeds_mandate_is_the_committees_paragraph(seed: CaseFile) -> None:
    (delegation,) = seed.delegations
    assert delegation.ground.kind is GroundKind.COMMITTEE_DECISION
    assert (delegation.ground.label, delegation.ground.decided_on) == (
        "§ 89/2023",
        date(2023, 5, 23),
    )


def test_the_seeds_ten_recipients_come_once_each(seed: CaseFile) -> None:
    sent_to = lookup.sent_to(seed, seed.decisions[0])
    assert len(sent_to) == len(set(sent_to)) == 10
    assert {"Bergs kommun", "Krokoms kommun", "Bräcke kommun"} <= {p.name for p in sent_to}
    assert seed.region.name not in {party.name for party in sent_to}
    assert len(lookup.members(seed, date(2023, 9, 4))) == 9


@pytest.mark.parametrize("year", [2023, 2024])
def test_each_of_the_seeds_plans_has_six_to_eight_measures_in_three_areas(
    seed: CaseFile, year: int
) -> None:
    (plan,) = (plan for plan in seed.plans if plan.year == year)
    assert 6 <= len(plan.measures) <= 8
    assert len({measure.area for measure in plan.measures}) == 3
    assert all(1 <= len(measure.targets) <= 3 for measure in plan.measures)


def test_nought_is_an_outcome_and_an_unmeasured_target_has_a_reason(seed: CaseFile) -> None:
    outcomes = [t.outcome for p in seed.plans for m in p.measures for t in m.targets]
    unmeasured = [each for each in outcomes if each.status is OutcomeStatus.NOT_MEASURED]
    assert Decimal(0) in [each.value for each in outcomes]
    assert {each.status for each in outcomes} == set(OutcomeStatus)
    assert all(each.value is None and each.missing_reason for each in unmeasured)


def test_measures_are_carried_with_their_choice(seed: CaseFile) -> None:
    carried = [m for p in seed.plans for m in p.measures if m.carried_from]
    assert {measure.choice for measure in carried} == {Choice.KEEP, Choice.CHANGE}
    assert all(measure.carried_from and measure.carried_from.year == 2023 for measure in carried)


def test_numbers_are_read_exactly_as_written(seed: CaseFile) -> None:
    (target,) = (
        t for m in seed.plans[0].measures for t in m.targets if t.indicator.startswith("Invånare")
    )
    assert target.baseline == Decimal("96.2")


def test_another_region_differs_in_the_file_only(seed: CaseFile, other: CaseFile) -> None:
    assert other.committee.code == "TVN"
    assert other.house.headings[0].key == "beslut"
    assert {heading.key for heading in other.house.headings} == {
        heading.key for heading in seed.house.headings
    }
    assert (seed.house.clause_style, other.house.clause_style) == ("passive", "active")
    assert other.calendar != seed.calendar
    assert [plan.year for plan in other.plans] == [2025]
    assert other.decisions[0].deputy_reason is not None


def test_line_breaks_inside_a_paragraph_are_only_for_the_reader(seed: CaseFile) -> None:
    assert len(seed.decisions[0].text) == 4
    assert not any(re.search(r"\s\s|\n", paragraph) for paragraph in seed.decisions[0].text)


def test_nothing_in_a_case_file_can_be_changed_once_read(seed: CaseFile) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        seed.case.title = "Annan"  # type: ignore[misc]  # that is what is tried


@pytest.mark.parametrize("name", ["run-536-2021.toml", "exempelregionen.toml"])
def test_the_samples_hold_no_real_address(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    addresses = re.findall(r"[^\s\"]+@[^\s\"]+", text)
    assert addresses
    assert [each for each in addresses if not each.endswith(".example")] == []
    assert not re.search(r"https?://|www\.", text)


def test_the_attached_basis_says_that_it_is_made_up() -> None:
    text = (SAMPLES / BASIS_FILE).read_text(encoding="utf-8")
    assert text.startswith("PÅHITTAT EXEMPEL")


# Days


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (date(2023, 10, 24), When(date(2023, 10, 24), time(10, 0))),
        (datetime(2023, 10, 24, 14, 30), When(date(2023, 10, 24), time(14, 30))),  # noqa: DTZ001  # as TOML has it
        ("2023-10-24", When(date(2023, 10, 24), time(10, 0))),
        ("2023-10-24 14:30", When(date(2023, 10, 24), time(14, 30))),
        ("2023-10-24T14:30:00", When(date(2023, 10, 24), time(14, 30))),
    ],
)
def test_a_step_is_taken_at_ten_unless_the_file_says_when(written: object, meant: When) -> None:
    assert TypeAdapter(Step).validate_python(written) == meant


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2023, 10, 24), 8), (date(2023, 11, 24), 9)], ids=["summer", "winter"]
)
def test_ten_in_stockholm_is_an_instant_in_utc(day: date, hour: int) -> None:
    instant = When(day).at("Europe/Stockholm")
    assert instant == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [20231024, "24/10 2023", "2023-02-30", "2023-10-24 25:00", "1823-10-24", "٢٠٢٣-١٠-٢٤", True],
)
@pytest.mark.parametrize("kind", [TypeAdapter(Step), TypeAdapter(Day)], ids=["step", "day"])
def test_what_is_no_day_is_refused(kind: TypeAdapter[When | date], written: object) -> None:
    with pytest.raises(ValidationError):
        kind.validate_python(written)


@pytest.mark.parametrize("written", ["31-12", "2-1", "02-30", 1231, date(2023, 12, 31)])
def test_what_is_no_day_of_the_year_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(MonthDay).validate_python(written)


def test_a_name_holds_no_hidden_character_wherever_it_comes_from() -> None:
    with pytest.raises(ValidationError, match="U\\+202E"):
        TypeAdapter(Name).validate_python("\u202eÅre kommun")

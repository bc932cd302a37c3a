"""The checker has nothing to say of the house's own papers, letters and case files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import documents.sample
from documents import KINDS, HouseRenderer, built
from documents.checker import (
    Remark,
    check_decision,
    check_paper,
    check_situation,
    check_text,
    known_in,
    notes,
)
from documents.parts import Paper, with_text
from documents.sample import sample_ask, sample_letter, sample_situation
from documents.typography import NBSP
from tests.documents.checker_slips import KNOWN
from web.checking import check_command
from workflow.states import DutyKind, LetterKind, PaperKind, Role

SAMPLES = Path(documents.sample.__file__).parent
CASES = sorted(SAMPLES.glob("*.toml"))
KINDS_DRAWN = sorted(KINDS)
# The decision of the example covers two plans in one title: told, but no fault.
NOTED = {"several_plans"}


def faults(remarks: tuple[Remark, ...]) -> list[Remark]:
    assert {each.rule for each in notes(remarks)} <= NOTED
    return [each for each in remarks if each not in notes(remarks)]


@pytest.mark.parametrize("style", ["passive", "active"])
@pytest.mark.parametrize("kind", KINDS_DRAWN)
def test_a_paper_of_the_house_is_right(kind: PaperKind, style: str) -> None:
    situation = sample_situation(clause_style=style)
    assert faults(check_paper(built(sample_ask(kind, situation)), known_in(situation))) == []


@pytest.mark.parametrize("kind", KINDS_DRAWN)
def test_a_paper_of_the_house_is_right_as_a_word_file(kind: PaperKind, tmp_path: Path) -> None:
    paper = tmp_path / "handling.docx"
    paper.write_bytes(HouseRenderer().paper(sample_ask(kind)).content)
    lines, code = check_command(paper, CASES[-1])
    assert (lines[-1][:18], code) == ("Inga anmärkningar ", 0) or lines == ["Inga anmärkningar."]


@pytest.mark.parametrize("kind", sorted(LetterKind))
def test_a_letter_of_the_house_is_right(kind: LetterKind) -> None:
    for duty in DutyKind if kind is LetterKind.REMINDER else [DutyKind.OUTCOME]:
        letter = HouseRenderer().letter(sample_letter(kind, duty))
        assert faults(check_text(letter.subject, KNOWN)) == []
        assert faults(check_text(letter.body, KNOWN)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_file_of_the_house_is_right(case: Path) -> None:
    lines, code = check_command(case)
    assert code == 0
    assert lines[-1].startswith("Inga anmärkningar")


def test_the_facts_of_the_example_are_right() -> None:
    assert faults(check_situation(sample_situation())) == []


def test_what_people_have_typed_is_checked_field_by_field() -> None:
    situation = sample_situation()
    typed = ("Svar har kommit från Krokom kommun, §89/2023.", "Planen gäller från Mars-april 2024.")
    draft = replace(situation, decision=replace(situation.the_decision(), text=typed))
    told = [(each.rule, each.where, each.suggestion) for each in faults(check_situation(draft))]
    # The space after § is not told: the house's papers set it by themselves.
    assert told == [
        ("municipality_genitive", "Ärendebeskrivning, stycke 1", "Krokoms kommun"),
        ("month_capital", "Ärendebeskrivning, stycke 2", "mars"),
    ]


Spoil = Callable[[str], str]


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda text: text.replace(f"§{NBSP}", "§"), "paragraph_space"),
        (lambda text: text.replace(NBSP, " "), "hard_space"),
        (lambda text: text.replace("2023–2030", "2023-2030"), "span_hyphen"),
        (lambda text: text.removesuffix("."), "full_stop"),
        (lambda text: text.replace("maj", "Maj"), "month_capital"),
        (lambda text: text.replace("Länsstyrelsen i ", "Länsstyrelsen "), "register_name"),
        (lambda text: text.replace("Utdrag till", "Kopia till"), "recipients_heading"),
        (lambda text: text.replace("avser hela året, även tiden", "är klar"), "begun_year"),
        (lambda text: text.replace("fastställs", "föreslås fastställas"), "proposal_left"),
        (lambda text: text.replace("Jämtland Härjedalen f", "Jämtland f"), "plan_title"),
        (lambda text: text.replace("utvecklingsdirektör", "Utvecklingsdirektör"), "post_title"),
        (lambda text: text.replace("§ 89/2023", "§ 89").replace("89/2023", "89"), "mandate_year"),
        (lambda text: text.replace("till regionala", "till Regionala"), "committee_capital"),
    ],
)
def test_a_slip_put_into_a_right_decision_is_found(spoil: Spoil, rule: str) -> None:
    decision = built(sample_ask(PaperKind.DELEGATIONSBESLUT))
    assert rule in {each.rule for each in check_paper(_spoilt(decision, spoil), KNOWN)}


def _spoilt(paper: Paper, spoil: Spoil) -> Paper:
    return with_text(paper, spoil)


def test_somebody_without_a_title_among_the_staff_stops_no_checking() -> None:
    seed = sample_situation()
    untitled = replace(seed.staff[Role.OFFICER], title="")
    assert "" not in known_in(replace(seed, staff={Role.OFFICER: untitled})).posts
    assert check_decision(replace(seed, staff={Role.OFFICER: untitled})) == check_decision(seed)

"""Every letter to one of our own opens the page where its reader acts; nobody else gets a page."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from documents.sample import sample_letter
from tests.operations.builders import an_office
from workflow.operations.letter_pages import DUTIES, LETTERS, page
from workflow.orders import Addressee
from workflow.states import DutyKind, LetterKind

OWN = Addressee("Registratorn", "registrar@region.example", person_id=4)
BASE = "https://beslut.region.example"


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_to_one_of_our_own_opens_a_page(database: Engine, kind: LetterKind) -> None:
    letter = replace(sample_letter(kind), to=OWN)
    subject = letter.plan if LETTERS[kind].of_plan else letter.situation.decision
    case = f"/arenden/{letter.situation.case.id}"
    expected = f"{LETTERS[kind].path}/{subject.id}" if subject else case
    assert page(an_office(database), letter) == BASE + expected


@pytest.mark.parametrize("duty", DutyKind)
def test_every_reminder_opens_a_page(database: Engine, duty: DutyKind) -> None:
    letter = replace(sample_letter(LetterKind.REMINDER, duty), to=OWN)
    found = page(an_office(database), letter)
    assert found.startswith((BASE + DUTIES[duty].path, BASE + "/arenden/"))


def test_an_organisation_outside_gets_no_page(database: Engine) -> None:
    letter = replace(sample_letter(LetterKind.UTDRAG), to=Addressee("Åre", "a@are.example", 9))
    assert page(an_office(database), letter) == ""


def test_a_letter_of_no_page_of_its_own_opens_the_case(database: Engine) -> None:
    letter = replace(sample_letter(LetterKind.AGENCY_REPORT), to=OWN)
    assert page(an_office(database), letter) == f"{BASE}/arenden/{letter.situation.case.id}"

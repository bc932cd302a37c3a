"""What everybody may read of a follow-up: the figures whole, and nobody named or reached."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.sample.measures import measures_2023
from tests.workflow.builders import an_outcome
from workflow.facts import Measure
from workflow.figures import figures
from workflow.publishing import WITHHELD, known, may_name, published

TOLD = known(
    ["Malin Nyqvist Ljungberg", "Nämndsekreteraren", "Magnus Aspegren"],
    ["Åre kommun", "Länsstyrelsen i Jämtlands län", "Service Z"],
)
MEASURES = measures_2023()


@pytest.mark.parametrize(
    "text",
    [
        "Ring Malin om det här.",
        "Aspegren godkände köpet.",
        "Butikens ägare Anna Persson slutade.",
        "Butikens ägare Anna-Karin slutade.",
        "Skriv till butiken@by.example",
        "Nås på 063-14 66 03",
        "Nås på 070 123 45 67",
        "Nås på +46 70 123 45 67",
        "Ägaren är 850102-1234",
        "Ägaren är 19850102-1234",
    ],
)
def test_a_text_that_may_name_or_reach_somebody_is_withheld(text: str) -> None:
    assert may_name(text, TOLD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Två orter saknar fortfarande ombud.",
        "I Rötviken öppnade ett ombud den 2024-03-31.",
        "Nämndsekreteraren fick listan av Åre kommun.",
        "Stödet var 1 500 000 kronor, 0 kronor mer än planerat.",
        "Enkäten från Länsstyrelsen i Jämtlands län kom sent.",
    ],
)
def test_what_names_no_person_is_shown(text: str) -> None:
    assert not may_name(text, TOLD)


def test_a_place_that_a_person_is_named_after_is_still_a_place() -> None:
    assert not may_name("Åre tar över.", known(["Eva Åre"], ["Åre kommun"]))


def test_nobody_who_answers_or_reported_is_shown() -> None:
    outcome = replace(an_outcome(1), reported_by="Malin Nyqvist Ljungberg", comment="Ring Malin.")
    target = replace(MEASURES[0].targets[0], outcome=outcome)
    (shown,) = published([replace(MEASURES[0], targets=(target,))], TOLD)
    assert (shown.responsible_person, shown.participants, shown.purpose) == ("", (), "")
    told = shown.targets[0].outcome
    assert told is not None
    assert (told.reported_by, told.comment) == ("", WITHHELD)
    assert told.value == outcome.value


@given(st.lists(st.sampled_from(MEASURES), max_size=6), st.text(max_size=40))
def test_the_figures_are_the_same_whatever_is_withheld(found: list[Measure], text: str) -> None:
    named = [
        replace(m, activity=text, responsible_person=text, position=n) for n, m in enumerate(found)
    ]
    assert figures(published(named, known([text, "Eva Ek"], ()))) == figures(named)

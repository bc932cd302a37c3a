"""Every refusal is told in Swedish, as many sentences as there are reasons."""

import pytest

from web.telling import told
from workflow.refusals import (
    BadInput,
    BeslutskedjanError,
    Complaint,
    Missing,
    PaperIncomplete,
    Refusal,
    Refused,
)

NO_PAPER = "Delegationsbeslut kan inte upprättas: telefonnummer, sammanträde saknas."


@pytest.mark.parametrize(
    ("error", "sentences"),
    [
        (
            Refused("submit", (Refusal.of("text_missing"), Refusal.of("title_missing"))),
            (
                "Ärendebeskrivningen är tom. Skriv den.",
                "Ärendet saknar ärendemening. Skriv en.",
            ),
        ),
        (
            PaperIncomplete(Missing("Delegationsbeslut", ("telefonnummer", "sammanträde"))),
            (f"{NO_PAPER} Fyll i det som saknas och försök igen.",),
        ),
        (
            BadInput(Complaint("a.toml", 3, "x", "fel."), Complaint("a.toml", 9, "y", "fel.")),
            ("a.toml, rad 3, nyckel «x»: fel.", "a.toml, rad 9, nyckel «y»: fel."),
        ),
    ],
    ids=["refused", "incomplete", "bad input"],
)
def test_every_reason_is_a_sentence(error: BeslutskedjanError, sentences: tuple[str, ...]) -> None:
    assert told(error) == sentences

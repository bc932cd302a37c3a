"""The utdrag says what the decision says, is certified by its sender, and tells of corrections."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx.document import Document

from documents import HouseRenderer, built
from documents.papertext import paragraphs
from documents.parts import Signature
from documents.sample import sample_ask, sample_situation
from workflow.facts import CALENDAR, Actor, Situation
from workflow.orders import PaperAsk
from workflow.states import ActorKind, PaperKind, Role

UTDRAG, COVER, NOTICE = PaperKind.UTDRAG, PaperKind.FOLJEBREV, PaperKind.ANMALAN
CORRECTED = "Beslutet är rättat den 30 oktober 2023 och gäller med den rättade lydelsen. Rättelsen"


def said(ask: PaperAsk) -> str:
    """All that the paper says, with plain spaces."""
    return "\n".join(paragraphs(built(ask))).replace("\N{NO-BREAK SPACE}", " ")


def taken() -> Situation:
    """The decision, keeping what it reads from settings; the settings have changed since."""
    found = sample_situation()
    decision = replace(found.the_decision(), as_decided=found.settings())
    committee = replace(
        found.case.committee, name="en ny nämnd", genitive="en ny nämnds", notified=False
    )
    headings = tuple((key, f"Ny rubrik {key}") for key, _ in found.region.house.headings)
    house = replace(found.region.house, headings=headings, clause_style="active")
    return replace(
        found,
        decision=decision,
        case=replace(found.case, committee=committee),
        region=replace(found.region, house=house),
    )


def corrected(*days: date) -> Situation:
    found = sample_situation()
    decision = replace(found.the_decision(), corrected_on=days or (date(2023, 10, 30),))
    return replace(found, decision=decision)


def certifier(name: str, title: str = "") -> Actor:
    return Actor(ActorKind.PERSON, name, frozenset({Role.REGISTRAR}), 77, title=title)


# Who certifies


@pytest.mark.parametrize(
    ("name", "title", "lines"),
    [
        ("Den andra registratorn", "Arkivarie", ("Den andra registratorn", "Arkivarie")),
        ("Registratorn", "Registrator", ("Registrator",)),
        ("Vikarien", "", ("Vikarien",)),
    ],
)
def test_whoever_dispatches_the_utdrag_certifies_it(
    name: str, title: str, lines: tuple[str, ...]
) -> None:
    paper = built(replace(sample_ask(UTDRAG), by=certifier(name, title)))
    *_, signed = (block for block in paper.blocks if isinstance(block, Signature))
    assert signed.lines == (*lines, "Region Jämtland Härjedalen")


@pytest.mark.parametrize("by", [None, CALENDAR])
def test_nobody_but_a_person_certifies(renderer: HouseRenderer, by: Actor | None) -> None:
    missing = renderer.missing(replace(sample_ask(UTDRAG), by=by))
    assert missing is not None
    assert missing.fields == ("namn på den som bestyrker utdraget",)


# What it agrees with


def test_an_utdrag_repeats_the_decision_word_for_word_though_the_settings_have_changed() -> None:
    as_it_was = said(sample_ask(PaperKind.DELEGATIONSBESLUT)).split("\n")
    body = said(sample_ask(UTDRAG, taken()))
    first, last = as_it_was.index("Ärendebeskrivning"), as_it_was.index("Tillväxtverket")
    assert "\n".join(as_it_was[first : last + 1]) in body
    assert "Ny rubrik" not in body
    assert "Beslutet anmäls till regionala utvecklingsnämnden." in body


@pytest.mark.parametrize("kind", [PaperKind.DELEGATIONSBESLUT, COVER])
def test_every_paper_of_the_decision_says_the_same_of_its_notice(kind: PaperKind) -> None:
    body = said(sample_ask(kind, taken()))
    assert "Beslutet anmäls till regionala utvecklingsnämnden." in body
    assert "protokollförs särskilt" not in body


@pytest.mark.parametrize("kind", [NOTICE, PaperKind.SARSKILT_PROTOKOLL, PaperKind.RATTELSE])
def test_a_paper_after_the_decision_words_it_as_it_was_worded(kind: PaperKind) -> None:
    body = said(sample_ask(kind, taken()))
    assert "beslutar att fastställa" not in body
    assert "en ny nämnds" not in body


# What has been put right since


def test_an_utdrag_of_a_corrected_decision_says_so_and_what_it_agrees_with() -> None:
    body = said(sample_ask(UTDRAG, corrected()))
    assert f"{CORRECTED} följer med utdraget." in body.replace("\n", " ")
    assert (
        "Utdraget stämmer överens med delegationsbeslut nr 1/2023 den 24 oktober 2023, så som "
        "det löd före rättelsen." in body
    )
    assert "rättelsen" not in said(sample_ask(UTDRAG)).lower()


def test_the_cover_letter_lists_each_correction_among_what_is_enclosed() -> None:
    body = said(sample_ask(COVER, corrected(date(2023, 10, 30), date(2023, 11, 2))))
    assert "Beslutet är rättat den 30 oktober 2023 och den 2 november 2023" in body
    assert "Rättelserna följer med." in body
    for day in ("30 oktober", "2 november"):
        assert f"Rättelse av delegationsbeslut nr 1/2023, {day} 2023" in body
    assert "Rättelse" not in said(sample_ask(COVER))


def test_the_committee_is_told_of_a_correction_and_finds_it_among_the_papers() -> None:
    body = said(sample_ask(NOTICE, corrected()))
    assert f"{CORRECTED} hör till handlingarna." in body
    assert "Rättelse av delegationsbeslut nr 1/2023, 30 oktober 2023" in body


@pytest.mark.parametrize("kind", [UTDRAG, COVER, NOTICE])
def test_a_paper_of_a_corrected_decision_is_a_whole_word_file(
    draw: Callable[..., Document], words: Callable[[Document], list[str]], kind: PaperKind
) -> None:
    assert "Beslutet är rättat den 30 oktober 2023" in "\n".join(words(draw(kind, corrected())))

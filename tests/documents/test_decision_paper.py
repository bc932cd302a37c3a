"""The delegationsbeslut beside the real one of RUN/536/2021: headings, order and every fact."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx.document import Document

from documents import built
from documents.parts import Clauses, Paper, Signature
from documents.sample import sample_ask, sample_situation
from workflow.facts import Basis, Delegation, Ground, GroundKind, Post, Situation
from workflow.states import PaperKind

DECISION = PaperKind.DELEGATIONSBESLUT
HEADINGS = [
    "Ärendebeskrivning",
    "Beslutsunderlag",
    "Delegationsbestämmelse och delegation",
    "Beslut",
    "Anmälan",
    "Utdrag till",
]
# In the order in which the real paper prints them.
FACTS = {
    "unit": "Samhällsutveckling",
    "officer": "Malin Nyqvist Ljungberg",
    "phone": "Tfn: 063-14 66 03",
    "e-mail": "E-post: malin.nyqvistljungberg@region.example",
    "document date": "2023-10-24",
    "reference": "RUN/536/2021",
    "title": "Regionalt serviceprogram 2023–2030: Handlingsplan 2023 och 2024",
    "heading 1": "Ärendebeskrivning",
    "heading 2": "Beslutsunderlag",
    "heading 3": "Delegationsbestämmelse och delegation",
    "ground": "Regionala utvecklingsnämndens beslut § 89/2023",
    "heading 4": "Beslut",
    "clause 1": "Handlingsplan 2023 för Regionalt serviceprogram Jämtland Härjedalen fastställs.",
    "clause 2": "Handlingsplan 2024 för Regionalt serviceprogram Jämtland Härjedalen fastställs.",
    "decider": "Magnus Aspegren",
    "decider's post": "Regional utvecklingsdirektör",
    "heading 5": "Anmälan",
    "committee": "Beslutet anmäls till regionala utvecklingsnämnden.",
    "heading 6": "Utdrag till",
    "recipient 1": "Länets kommuner",
    "recipient 2": "Länsstyrelsen i Jämtlands län",
    "recipient 3": "Tillväxtverket",
}


def decision_of(situation: Situation) -> Paper:
    return built(sample_ask(DECISION, situation))


def texts_under(document: Document, heading: str) -> list[str]:
    texts = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    start = texts.index(("Heading 1", heading)) + 1
    rest = [name for name, _ in texts[start:]]
    end = start + rest.index("Heading 1") if "Heading 1" in rest else len(texts)
    return [text for _, text in texts[start:end]]


def test_the_headings_are_those_of_the_real_decision_in_its_order(
    draw: Callable[..., Document],
) -> None:
    headings = [
        p.text for p in draw(DECISION).paragraphs if p.style and p.style.name == "Heading 1"
    ]
    assert headings == HEADINGS


def test_every_fact_stands_where_the_real_decision_has_it(
    draw: Callable[..., Document], words: Callable[[Document], list[str]]
) -> None:
    found = words(draw(DECISION))
    places = [found.index(fact) for fact in FACTS.values()]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "fact",
    [
        "oktober 2021",
        "den 23 maj 2023, § 89/2023",
        "2023\N{EN DASH}2030",
        "delegerade",
        "RUN/515/2018",
        "RUN/430/2018",
        "länets kommuner",
        "Länsstyrelsen i Jämtlands län",
        "Service Z",
        "mål som följs upp",
        "vem som ansvarar",
        "kvartal 1",
        "därefter",
    ],
)
def test_the_description_holds_the_facts_of_the_real_one(
    draw: Callable[..., Document], words: Callable[[Document], list[str]], fact: str
) -> None:
    assert fact in " ".join(words(draw(DECISION)))


def test_the_basis_names_each_paper_in_order_with_its_day(draw: Callable[..., Document]) -> None:
    lines = [text.replace("\xa0", " ") for text in texts_under(draw(DECISION), "Beslutsunderlag")]
    assert [line.split(" ")[0] for line in lines] == [
        "Protokollsutdrag",
        "Handlingsplan",
        "Handlingsplan",
    ]
    assert [line.rpartition(", ")[2] for line in lines] == [
        "23 maj 2023",
        "10 oktober 2023",
        "10 oktober 2023",
    ]


def test_a_basis_without_a_day_is_named_without_one() -> None:
    situation = sample_situation()
    undated = (Basis(1, "Yttrande från Åre kommun", None, "a" * 64),)
    decision = replace(situation.the_decision(), basis=undated)
    paper = decision_of(replace(situation, decision=decision))
    assert "('Yttrande från Åre kommun',)" in str(paper.blocks)


def test_number_and_day_of_the_decision_are_facts_of_their_own(
    draw: Callable[..., Document], words: Callable[[Document], list[str]]
) -> None:
    found = words(draw(DECISION))
    assert "Beslut nr 1/2023" in found
    assert "Beslutsdatum 2023-10-24" in found


def test_a_house_with_another_order_gets_its_own_headings_in_its_own_order(
    draw: Callable[..., Document],
) -> None:
    house = (
        ("beslut", "Vårt beslut"),
        ("underskrift", "Underskrift"),
        ("arendebeskrivning", "Bakgrund"),
        ("beslutsunderlag", "Handlingar"),
        ("delegation", "Stöd för beslutet"),
        ("anmalan", "Anmälan"),
        ("utdrag", "Skickas till"),
    )
    document = draw(DECISION, sample_situation(headings=house))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [name for _, name in house]


def test_a_house_without_a_place_for_the_signature_has_it_after_the_decision() -> None:
    headings = tuple(pair for pair in sample_situation().region.house.headings if pair[1])
    blocks = decision_of(sample_situation(headings=headings)).blocks
    assert blocks == decision_of(sample_situation()).blocks


def test_the_active_style_says_who_decides() -> None:
    paper = decision_of(sample_situation(clause_style="active"))
    (clauses,) = (block for block in paper.blocks if isinstance(block, Clauses))
    plan = "Handlingsplan 2023 för Regionalt serviceprogram Jämtland Härjedalen"
    assert clauses.items[0].replace("\xa0", " ") == (
        f"Regional utvecklingsdirektör beslutar att fastställa {plan}."
    )


def test_a_deputy_is_printed_with_whom_they_stand_in_for_and_why() -> None:
    situation = sample_situation()
    decision = situation.the_decision()
    assert decision.decider is not None
    deputy = replace(
        decision.decider,
        name="Ersättaren",
        title="Biträdande direktör",
        deputy_for="Regional utvecklingsdirektör",
        deputy_reason="jäv",
    )
    paper = decision_of(replace(situation, decision=replace(decision, decider=deputy)))
    (signature,) = (block for block in paper.blocks if isinstance(block, Signature))
    assert signature.lines == (
        "Ersättaren",
        "Biträdande direktör",
        "I stället för regional utvecklingsdirektör. Skäl: jäv.",
    )


@pytest.mark.parametrize(
    ("decided_on", "sentence"),
    [
        (date(2022, 12, 30), ""),
        (date(2023, 1, 1), ""),
        (date(2023, 1, 2), "Handlingsplan 2023 avser hela året, även tiden före beslutsdagen."),
        (
            date(2024, 2, 1),
            (
                "Handlingsplanerna för 2023 och 2024 avser hela respektive år, "
                "även tiden före beslutsdagen."
            ),
        ),
    ],
)
def test_a_year_that_had_begun_before_the_decision_is_told_of(
    decided_on: date, sentence: str
) -> None:
    situation = sample_situation()
    decision = replace(situation.the_decision(), decided_on=decided_on)
    text = str(decision_of(replace(situation, decision=decision)).blocks).replace("\\xa0", " ")
    assert ("även tiden före beslutsdagen" in text) == bool(sentence)
    assert sentence in text


def test_a_mandate_that_was_passed_on_shows_the_whole_chain() -> None:
    situation = sample_situation()
    (above,) = situation.register.delegations
    order = Ground(GroundKind.DELEGATION_ORDER, "Punkt 3.2", date(2023, 1, 31), "RUN/1/2023")
    below = Delegation(2, "RUN", order, Post(2, "Enhetschef"), date(2023, 6, 1), parent_id=above.id)
    register = replace(situation.register, delegations=(above, below))
    decision = replace(situation.the_decision(), delegation_id=2)
    text = str(decision_of(replace(situation, register=register, decision=decision)).blocks)
    assert "Regionala utvecklingsnämndens delegationsordning, punkt\\xa03.2 (RUN/1/2023)" in text
    assert "Vidaredelegerat av regional utvecklingsdirektör med stöd av regionala" in text


def test_no_proposal_is_left_in_a_decided_paper() -> None:
    text = str(decision_of(sample_situation()))
    assert "örslag" not in text
    assert "föreslås" not in text

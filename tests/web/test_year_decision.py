"""The decision of the seed's case, read back from Word: each heading in order, every fact."""

import re

import pytest

from tests.web.left import DIRECTOR, OFFICER, REPLIES, Year

DECISION = "RUN-536-2021_delegationsbeslut_2023-10-24.docx"
HEADINGS = [
    "Ärendebeskrivning",
    "Beslutsunderlag",
    "Delegationsbestämmelse och delegation",
    "Beslut",
    "Anmälan",
    "Utdrag till",
]
PLAN = "för Regionalt serviceprogram Jämtland Härjedalen"


def test_the_decision_has_the_headings_of_the_house_in_their_order(year: Year) -> None:
    assert list(year.sections(DECISION)) == ["", *HEADINGS]


def test_the_head_of_the_decision_names_officer_day_and_case(year: Year) -> None:
    assert year.sections(DECISION)[""] == [
        "Samhällsutveckling",
        OFFICER,
        "Tfn: 063-14 66 03",
        f"E-post: {REPLIES}",
        "Delegationsbeslut",
        "2023-10-24",
        "RUN/536/2021",
        "Beslut nr 1/2023",
        "Beslutsdatum 2023-10-24",
        "Regionalt serviceprogram 2023–2030: Handlingsplan 2023 och 2024",
    ]


@pytest.mark.parametrize(
    "fact",
    [
        "oktober 2021",
        "regionala utvecklingsnämnden",
        "23 maj 2023",
        "§ 89/2023",
        "2023–2030",
        "regionala utvecklingsdirektören",
        "RUN/515/2018",
        "RUN/430/2018",
        "Länets kommuner",
        "Länsstyrelsen i Jämtlands län",
        "Tillväxtverket",
        "Service Z",
        "sammankallar",
        "mål som går att följa upp",
        "vem som ansvarar",
        "När året är slut",
        "i nästa plan",
        "skriftlig rapport varje år under kvartal 1",
        "Nämnden får sin rapport efter det",
    ],
)
def test_the_decision_tells_every_fact_of_the_matter(year: Year, fact: str) -> None:
    text = " ".join(year.sections(DECISION)["Ärendebeskrivning"])
    assert fact in text


def test_the_decision_rests_on_the_minutes_and_both_plans(year: Year) -> None:
    minutes, *plans = year.sections(DECISION)["Beslutsunderlag"]
    for fact in ("§ 89/2023", "utvecklingsnämnden", "2023–2030", "23 maj 2023"):
        assert fact in minutes
    assert [text.split(",")[0] for text in plans] == [
        f"Handlingsplan 2023 {PLAN}",
        f"Handlingsplan 2024 {PLAN}",
    ]


def test_the_decision_names_its_ground_its_clauses_and_who_decided(year: Year) -> None:
    parts = year.sections(DECISION)
    ground = ["Regionala utvecklingsnämndens beslut § 89/2023"]
    assert parts["Delegationsbestämmelse och delegation"] == ground
    assert parts["Beslut"] == [
        f"Handlingsplan 2023 {PLAN} fastställs.",
        f"Handlingsplan 2024 {PLAN} fastställs.",
        DIRECTOR,
        "Regional utvecklingsdirektör",
    ]
    assert parts["Anmälan"] == ["Beslutet anmäls till regionala utvecklingsnämnden."]


def test_the_clauses_of_the_decision_are_numbered(year: Year) -> None:
    numbered = [text for style, text in year.paragraphs(DECISION) if style == "List Number"]
    assert len(numbered) == 2


def test_the_decision_lists_who_gets_an_extract(year: Year) -> None:
    listed = ["Länets kommuner", "Länsstyrelsen i Jämtlands län", "Tillväxtverket"]
    assert year.sections(DECISION)["Utdrag till"][:3] == listed


def test_the_decision_says_how_it_was_made_and_where_to_check_it(year: Year) -> None:
    made = year.sections(DECISION)["Utdrag till"][-1]
    assert made.startswith("Beslutet är fattat digitalt den 24 oktober 2023 kl. 14.30.")
    assert re.search(r"kontrollsumma \(SHA-256\) är [0-9a-f]{64}\.", made)
    assert made.endswith("Kontrollera handlingen på https://beslutskedjan.region.example/akta.")

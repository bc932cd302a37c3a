"""Every paper read back: headings, key facts, no slips, the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx.document import Document

from documents import KINDS, HouseRenderer
from documents.sample import sample_ask, sample_situation
from workflow.states import PaperKind

ALL = sorted(KINDS)
NAMES = {
    PaperKind.TJANSTESKRIVELSE: "RUN-536-2021_tjansteskrivelse_2023-10-10.docx",
    PaperKind.HANDLINGSPLAN: "RUN-536-2021_handlingsplan-2023.docx",
    PaperKind.HANSKJUTANDE: "RUN-536-2021_hanskjutande_2023-10-17.docx",
    PaperKind.DELEGATIONSBESLUT: "RUN-536-2021_delegationsbeslut_2023-10-24.docx",
    PaperKind.ANMALAN: "RUN-536-2021_anmalan_2023-11-06.docx",
    PaperKind.ANMALNINGSLISTA: "RUN-536-2021_anmalningslista_2023-11-06.docx",
    PaperKind.UTDRAG: "RUN-536-2021_utdrag_are-kommun_2023-10-25.docx",
    PaperKind.FOLJEBREV: "RUN-536-2021_foljebrev_are-kommun_2023-10-25.docx",
    PaperKind.RATTELSE: "RUN-536-2021_rattelse_2023-10-30.docx",
    PaperKind.UPPFOLJNING: "RUN-536-2021_uppfoljning-2023_2024-02-15.docx",
    PaperKind.ARSRAPPORT: "RUN-536-2021_arsrapport-2023_2024-03-15.docx",
    PaperKind.ATERRAPPORTERING: "RUN-536-2021_aterrapportering-2023_2024-03-22.docx",
    PaperKind.TILLKANNAGIVANDE: "RUN-536-2021_tillkannagivande_2023-11-30.docx",
    PaperKind.SARSKILT_PROTOKOLL: "RUN-536-2021_sarskilt-protokoll_2023-10-26.docx",
    PaperKind.DELEGATIONSFORTECKNING: "RUN-536-2021_delegationsforteckning_2023-10-24.docx",
    PaperKind.PAMINNELSEBREV: "RUN-536-2021_paminnelsebrev_are-kommun_2023-11-09.docx",
    PaperKind.BESLUTSMISSIV: "RUN-536-2021_beslutsmissiv_2023-10-24.docx",
}
PROPOSAL = [
    "Ärendebeskrivning",
    "Beslutsunderlag",
    "Delegationsbestämmelse och delegation",
    "Förslag till beslut",
    "Anmälan",
    "Utdrag till",
]
TO_THE_COMMITTEE = ["Ärendebeskrivning", "Beslutsunderlag", "Förslag till beslut"]
DECISION = [h.replace("Förslag till beslut", "Beslut") for h in PROPOSAL]
REPORT = [
    "Genomförda insatser",
    "Måluppfyllelse",
    "Avvikelser",
    "Samverkan",
    "Stöd och medel",
    "Hållbarhet",
    "Lärdomar",
    "Nästa år",
]
AREAS = [
    "Tillgänglighet till kommersiell service",
    "Förutsättningar för den som ger service",
    "Samordning mellan offentliga aktörer",
]
HEADINGS = {
    PaperKind.TJANSTESKRIVELSE: PROPOSAL,
    PaperKind.HANDLINGSPLAN: [*AREAS, "Planerad finansiering"],
    PaperKind.HANSKJUTANDE: TO_THE_COMMITTEE,
    PaperKind.DELEGATIONSBESLUT: DECISION,
    PaperKind.ANMALAN: TO_THE_COMMITTEE,
    PaperKind.ANMALNINGSLISTA: ["Förslag till beslut"],
    PaperKind.UTDRAG: [*DECISION, "Bestyrkande"],
    PaperKind.FOLJEBREV: ["Bekräfta att utdraget har kommit fram", "Bilagor"],
    PaperKind.RATTELSE: [
        "Vad som rättas",
        "Beslutet",
        "Delegationsbestämmelse och delegation",
        "Rättelsen skickas till",
    ],
    PaperKind.UPPFOLJNING: [
        "Sammanfattning",
        "Utfall per mål",
        "Avvikelser",
        "Planerad finansiering",
        "Lärdomar",
        "Till kommande handlingsplaner",
    ],
    PaperKind.ARSRAPPORT: REPORT,
    PaperKind.ATERRAPPORTERING: TO_THE_COMMITTEE,
    PaperKind.TILLKANNAGIVANDE: ["Beslut som tillkännagivandet gäller", "Så överklagar du"],
    PaperKind.SARSKILT_PROTOKOLL: ["Beslut", "Delegation", "Beslutsunderlag", "Protokollet"],
    PaperKind.DELEGATIONSFORTECKNING: [
        "Gäller den 24\xa0oktober\xa02023",
        "Gäller inte den 24\xa0oktober\xa02023",
    ],
    PaperKind.PAMINNELSEBREV: ["Bekräfta att utdraget har kommit fram", "Bekräftelse"],
    PaperKind.BESLUTSMISSIV: [
        "Det här är beslutat",
        "Handlingar som hör till beslutet",
        "Att göra",
    ],
}
SAID = {
    PaperKind.TJANSTESKRIVELSE: "Under samrådet har svar lämnats av Åre kommun och Bergs kommun.",
    PaperKind.HANDLINGSPLAN: "1 500 000 kronor från Tillväxtverket; 240 000 kronor från",
    PaperKind.HANSKJUTANDE: "hänsköts det till regionala utvecklingsnämnden för beslut.",
    PaperKind.DELEGATIONSBESLUT: "Magnus Aspegren",
    PaperKind.ANMALAN: "nämnden tar del av det beslut som är fattat.",
    PaperKind.ANMALNINGSLISTA: "Regionala utvecklingsnämnden tar del av de anmälda",
    PaperKind.UTDRAG: "Utdraget stämmer överens med delegationsbeslut nr 1/2023 den 24 oktober",
    PaperKind.FOLJEBREV: "Utdrag ur delegationsbeslut nr 1/2023 den 24 oktober 2023",
    PaperKind.RATTELSE: "Den ursprungliga handlingen bevaras oförändrad i ärendet.",
    PaperKind.UPPFOLJNING: "är 3 uppfyllda, 1 delvis uppfyllt, 1 inte uppfyllt och 1 inte mätt.",
    PaperKind.ARSRAPPORT: "Planen hade de här insatserna. Vad de har lett till framgår av målen.",
    PaperKind.ATERRAPPORTERING: "Årsrapporten för 2023 är lämnad till Tillväxtverket.",
    PaperKind.TILLKANNAGIVANDE: "Sista dag är torsdagen den 21 december 2023.",
    PaperKind.SARSKILT_PROTOKOLL: "Det anmäls inte till nämnden utan protokollförs särskilt",
    PaperKind.DELEGATIONSFORTECKNING: "Regional utvecklingsdirektör, Magnus Aspegren",
    PaperKind.PAMINNELSEBREV: "Vi har ännu inte fått veta om utdraget har kommit fram.",
    PaperKind.BESLUTSMISSIV: "Registrera beslutet och skicka utdrag till Länets kommuner",
}


def test_every_kind_that_the_house_draws_up_is_here() -> None:
    # Underlag and inkommet are what others wrote; they are kept as they came.
    assert set(KINDS) == set(PaperKind) - {PaperKind.UNDERLAG, PaperKind.INKOMMET}


@pytest.mark.parametrize("kind", ALL)
def test_a_complete_paper_lacks_nothing(renderer: HouseRenderer, kind: PaperKind) -> None:
    assert renderer.missing(sample_ask(kind)) is None


@pytest.mark.parametrize("kind", ALL)
def test_the_same_facts_give_the_same_bytes(renderer: HouseRenderer, kind: PaperKind) -> None:
    first, second = renderer.paper(sample_ask(kind)), HouseRenderer().paper(sample_ask(kind))
    assert first.content == second.content


@pytest.mark.parametrize("kind", ALL)
def test_a_paper_is_named_for_what_it_is(renderer: HouseRenderer, kind: PaperKind) -> None:
    assert renderer.paper(sample_ask(kind)).name == NAMES[kind]


@pytest.mark.parametrize("kind", ALL)
def test_the_headings_stand_in_order(draw: Callable[..., Document], kind: PaperKind) -> None:
    found = [p.text for p in draw(kind).paragraphs if p.style and p.style.name == "Heading 1"]
    assert found == HEADINGS[kind]


@pytest.mark.parametrize("kind", ALL)
def test_the_paper_says_what_it_is_for(
    draw: Callable[..., Document], words: Callable[[Document], list[str]], kind: PaperKind
) -> None:
    assert any(SAID[kind] in text for text in words(draw(kind)))


@pytest.mark.parametrize("kind", ALL)
def test_the_head_says_who_to_turn_to_which_day_and_which_case(
    draw: Callable[..., Document], words: Callable[[Document], list[str]], kind: PaperKind
) -> None:
    found = words(draw(kind))
    assert found[:5] == [
        "Region Jämtland Härjedalen",
        "Samhällsutveckling",
        "Malin Nyqvist Ljungberg",
        "Tfn: 063-14 66 03",
        "E-post: malin.nyqvistljungberg@region.example",
    ]
    assert found[6:8] == [sample_ask(kind).on.isoformat(), "RUN/536/2021"]


@pytest.mark.parametrize("kind", ALL)
def test_nothing_unfilled_and_no_slip_of_the_pen_is_printed(
    draw: Callable[..., Document], words: Callable[[Document], list[str]], kind: PaperKind
) -> None:
    for text in words(draw(kind)):
        assert not re.search(r"None|\bnan\b|[{}$<>]|  |\.\.|\( | ,| \.(?!\w)", text), text
        assert text == text.strip()


@pytest.mark.parametrize("kind", ALL)
def test_every_sentence_ends_with_its_full_stop(
    draw: Callable[..., Document], kind: PaperKind
) -> None:
    styles = ("Body Text", "Body Text 3", "List Number")
    for paragraph in draw(kind).paragraphs:
        if paragraph.style and paragraph.style.name in styles:
            assert paragraph.text.endswith("."), paragraph.text


@pytest.mark.parametrize("kind", [PaperKind.ANMALAN, PaperKind.ANMALNINGSLISTA])
def test_a_committee_that_is_told_takes_note_and_does_not_approve(
    draw: Callable[..., Document], words: Callable[[Document], list[str]], kind: PaperKind
) -> None:
    document = draw(kind)
    texts = [p.text for p in document.paragraphs]
    proposed = texts[texts.index("Förslag till beslut") + 1]
    assert proposed.startswith("Regionala utvecklingsnämnden tar del av ")
    assert not re.search("godkänn|avslå", " ".join(words(document)))


def test_the_committee_decides_itself_when_a_decision_is_referred(
    draw: Callable[..., Document], words: Callable[[Document], list[str]]
) -> None:
    found = words(draw(PaperKind.HANSKJUTANDE, sample_situation(clause_style="active")))
    plan = "Handlingsplan 2023 för Regionalt serviceprogram Jämtland Härjedalen"
    assert f"Regionala utvecklingsnämnden beslutar att fastställa {plan}." in found
    assert "Målvärdet för mål 2 ska vara 75 procent." in found


def test_the_list_has_a_line_for_each_decision(draw: Callable[..., Document]) -> None:
    (table,) = draw(PaperKind.ANMALNINGSLISTA).tables
    cells = [cell.text.replace("\xa0", " ") for cell in table.rows[1].cells]
    assert cells == [
        "1",
        "RUN/536/2021",
        "nr 1/2023\n2023-10-24",
        (
            "Regionalt serviceprogram 2023\N{EN DASH}2030: Handlingsplan 2023 och 2024\n"
            "Handlingsplan 2023 och Handlingsplan 2024 fastställs."
        ),
        "Regional utvecklingsdirektör Magnus Aspegren\n§ 89/2023",
    ]


def test_the_registrar_certifies_an_utdrag_by_post_and_not_by_name(
    draw: Callable[..., Document], words: Callable[[Document], list[str]]
) -> None:
    assert words(draw(PaperKind.UTDRAG))[-2:] == ["Registrator", "Region Jämtland Härjedalen"]


def test_each_recipient_gets_a_copy_in_its_own_name(renderer: HouseRenderer) -> None:
    ask = sample_ask(PaperKind.UTDRAG)
    assert ask.situation.dispatch is not None
    deliveries = ask.situation.dispatch.deliveries
    papers = {renderer.paper(replace(ask, delivery=each)).name for each in deliveries}
    assert len(papers) == 10


@pytest.mark.parametrize("kind", ALL)
def test_the_file_says_whose_it_is_and_nothing_of_the_tool(
    draw: Callable[..., Document], renderer: HouseRenderer, kind: PaperKind
) -> None:
    core = draw(kind).core_properties
    assert core.title
    assert core.author == core.last_modified_by == "Region Jämtland Härjedalen"
    assert core.language == "sv-SE"
    assert core.subject == "RUN/536/2021"
    assert core.keywords.startswith("RUN/536/2021, ")
    assert core.created is not None
    assert core.created.date() == sample_ask(kind).on
    assert b"python-docx" not in renderer.paper(sample_ask(kind)).content


@pytest.mark.parametrize("kind", ALL)
def test_every_page_is_numbered_of_how_many(draw: Callable[..., Document], kind: PaperKind) -> None:
    footer = draw(kind).sections[0].footer
    xml = footer.part.element.xml
    assert footer.paragraphs[0].text.startswith("RUN/536/2021\tSida ")
    assert 'w:instr="PAGE"' in xml
    assert 'w:instr="NUMPAGES"' in xml


def test_the_package_carries_no_clock_and_no_machine(renderer: HouseRenderer) -> None:
    content = renderer.paper(sample_ask(PaperKind.DELEGATIONSBESLUT)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        marks = {(i.date_time, i.create_system, i.external_attr) for i in archive.infolist()}
    assert marks == {((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16)}


def test_the_day_of_the_step_is_the_day_of_the_paper(renderer: HouseRenderer) -> None:
    ask = replace(sample_ask(PaperKind.TJANSTESKRIVELSE), on=date(2023, 10, 11))
    assert renderer.paper(ask).name == "RUN-536-2021_tjansteskrivelse_2023-10-11.docx"

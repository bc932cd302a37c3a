"""The plan and what comes of it: figures, reasons, counts, deviations, what goes on next year."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from docx.document import Document

from documents import HouseRenderer, built
from documents.parts import Heading, KeyValues, Note, Table
from documents.sample import sample_ask, sample_letter, sample_situation
from workflow.facts import Choice, Funding, Measure, Situation
from workflow.states import LetterKind, PaperKind, PlanState

PLAN, FOLLOW_UP, REPORT = PaperKind.HANDLINGSPLAN, PaperKind.UPPFOLJNING, PaperKind.ARSRAPPORT
TO_COMMITTEE = PaperKind.ATERRAPPORTERING


def with_measures(*measures: Measure) -> Situation:
    situation = sample_situation()
    return replace(situation, measures={**situation.measures, 1: measures})


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ").replace("\\xa0", " ")


def tables(kind: PaperKind, situation: Situation | None = None) -> list[Table]:
    return [b for b in built(sample_ask(kind, situation)).blocks if isinstance(b, Table)]


def cells(kind: PaperKind, target: str) -> list[str]:
    rows = (row for table in tables(kind) for row in table.rows)
    return next([plain(cell) for cell in row] for row in rows if plain(row[0]) == target)


def test_a_plan_lists_its_measures_by_area_in_their_order() -> None:
    blocks = built(sample_ask(PLAN)).blocks
    headings = [(b.level, plain(b.text)) for b in blocks if isinstance(b, Heading)]
    assert headings[:4] == [
        (1, "Tillgänglighet till kommersiell service"),
        (2, "1. Öppna serviceplatser i byar utan butik"),
        (1, "Förutsättningar för den som ger service"),
        (2, "2. Ge rådgivning till butiker på landsbygden"),
    ]


def test_a_target_is_printed_with_level_indicator_unit_baseline_and_goal() -> None:
    table = tables(PLAN)[0]
    assert [column.title for column in table.columns] == [
        "Nivå", "Mål", "Indikator", "Enhet", "Basvärde", "Målvärde",
    ]  # fmt: skip
    assert [plain(cell) for cell in table.rows[1]] == [
        "Resultatmål",
        "Fler har högst 20 minuters resa till ett paketombud",
        "Andel invånare\nKälla: kommunernas serviceplaner",
        "procent",
        "64,2",
        "75",
    ]


def test_a_baseline_that_nobody_knows_is_not_a_zero() -> None:
    rows = {plain(row[1]): row for table in tables(PLAN) for row in table.rows if len(row) == 6}
    assert rows["Butikerna tror på framtiden"][4] == "uppgift saknas"
    assert rows["Tolv butiker får rådgivning"][4] == "0"


def test_a_measure_says_who_when_what_money_and_where_it_comes_from() -> None:
    ask = replace(sample_ask(PLAN), plan=sample_situation().plans[1])
    facts = [dict(b.pairs) for b in built(ask).blocks if isinstance(b, KeyValues)]
    assert {key: plain(value) for key, value in facts[0].items()} == {
        "Syfte": "Den som bor långt från tätorten ska kunna hämta paket, recept och dagligvaror",
        "Ansvarig": "Åre kommun, Landsbygdsutvecklaren",
        "Medverkande": "Ragunda kommun, Bräcke kommun, Åre kommun",
        "Tid": "1 januari till 31 december 2024",
        "Finansiering": "1 500 000 kronor från Tillväxtverket; "
        "240 000 kronor från Medverkande kommuner",
        "Hållbarhet": "Kortare resor och bättre service för den som saknar bil",
        "Ursprung": "Förd över oförändrad från handlingsplan 2023",
    }
    assert facts[1]["Ursprung"] == "Förd över ändrad från handlingsplan 2023"


def test_a_plan_sent_round_is_a_draft_and_may_lack_something(renderer: HouseRenderer) -> None:
    measure = sample_situation().measures[1][0]
    target = replace(measure.targets[0], indicator="", goal=None)
    ask = sample_ask(PLAN, with_measures(replace(measure, targets=(target,))))
    assert ask.plan is not None
    draft = replace(ask, plan=replace(ask.plan, state=PlanState.CIRCULATED))
    assert renderer.paper(draft).name == "RUN-536-2021_handlingsplan-2023_utkast.docx"
    assert built(draft).head.label == "Utkast till handlingsplan"
    text = plain(built(draft).blocks)
    assert "utkast för samråd. Svara senast fredagen den 29 september 2023." in text
    assert "kan följas upp" not in text


def test_a_measure_carried_from_a_plan_that_was_not_read_names_the_year_before() -> None:
    situation = sample_situation()
    ask = sample_ask(PLAN, replace(situation, measures={2: situation.measures[2]}))
    text = str(built(replace(ask, plan=situation.plans[1])).blocks)
    assert "från handlingsplan 2023" in text


def test_the_plans_money_is_summed_by_source() -> None:
    (money,) = (t for t in tables(PLAN) if t.caption == "Planerad finansiering")
    assert [tuple(plain(cell) for cell in row) for row in money.rows] == [
        ("Medverkande kommuner", "240 000"),
        ("Region Jämtland Härjedalen", "440 000"),
        ("Tillväxtverket", "1 500 000"),
        ("Summa", "2 180 000"),
    ]


def test_nothing_and_no_money_are_two_things() -> None:
    measure = sample_situation().measures[1][0]
    free = replace(measure, funding=(Funding(0, "Åre kommun"),))
    assert "0 kronor från Åre kommun" in plain(facts_of(free))
    assert "Ryms inom ordinarie verksamhet" in facts_of(replace(measure, funding=()))


def facts_of(measure: Measure) -> str:
    blocks = built(sample_ask(PLAN, with_measures(measure))).blocks
    return "".join(value for b in blocks if isinstance(b, KeyValues) for _, value in b.pairs)


def test_zero_is_an_outcome() -> None:
    row = cells(FOLLOW_UP, "Minst tre nya ansökningar kommer in")
    assert row[4:] == ["0", "Inte uppfyllt"]


def test_an_outcome_has_a_decimal_comma_beside_its_goal() -> None:
    row = cells(FOLLOW_UP, "Fler har högst 20 minuters resa till ett paketombud")
    assert row[2:] == ["64,2", "75", "71,5", "Delvis uppfyllt"]


def test_a_missing_outcome_is_said_to_be_missing_with_its_reason() -> None:
    assert cells(FOLLOW_UP, "Butikerna tror på framtiden")[4] == "uppgift saknas"
    notes = [b.text for b in built(sample_ask(FOLLOW_UP)).blocks if isinstance(b, Note)]
    assert [plain(note) for note in notes] == [
        "Uppgift saknas för ”Butikerna tror på framtiden”: enkäten går ut först i mars 2024."
    ]


def test_fulfilment_is_counted_in_each_area_and_in_all() -> None:
    counts = tables(FOLLOW_UP)[0]
    assert [row[1:] for row in counts.rows] == [
        ("2", "1", "1", "0", "0"),
        ("3", "1", "0", "1", "1"),
        ("1", "1", "0", "0", "0"),
        ("6", "3", "1", "1", "1"),
    ]


def test_only_targets_that_were_not_reached_are_deviations() -> None:
    text = plain(built(sample_ask(FOLLOW_UP)).blocks)
    assert "Delvis uppfyllt. Två orter saknar fortfarande ombud för paket." in text
    assert "Alla fem serviceplatser är i drift" not in text


def test_a_year_without_deviations_or_lessons_says_so() -> None:
    measure = sample_situation().measures[1][3]
    text = plain(built(sample_ask(FOLLOW_UP, with_measures(measure))).blocks)
    assert "Inga avvikelser är rapporterade." in text
    assert "Inga lärdomar är rapporterade." in text


def test_what_goes_on_is_what_a_later_plan_says() -> None:
    text = plain(built(sample_ask(FOLLOW_UP)).blocks)
    assert "Öppna serviceplatser i byar utan butik (oförändrad, handlingsplan 2024)" in text
    assert Choice.CHANGE.value not in text


def test_nothing_is_said_to_go_on_when_later_plans_were_not_read() -> None:
    situation = replace(sample_situation(), measures={1: sample_situation().measures[1]})
    text = plain(built(sample_ask(FOLLOW_UP, situation)).blocks)
    assert "Resultaten är underlag för kommande handlingsplaner." in text


def test_the_report_has_the_agencys_own_headings_in_its_order(
    draw: Callable[..., Document],
) -> None:
    situation = sample_situation()
    asked_for = (("lardomar", "Vad ni har lärt er"), ("genomforda", "Vad ni har gjort"))
    programme = replace(situation.programme, report_headings=asked_for)
    document = draw(REPORT, replace(situation, programme=programme))
    found = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert found == ["Vad ni har lärt er", "Vad ni har gjort"]


@pytest.mark.parametrize("verified", [True, False])
def test_the_officer_and_not_the_agency_is_told_of_unconfirmed_headings(verified: bool) -> None:
    situation = sample_situation()
    programme = replace(situation.programme, report_headings_verified=verified)
    changed = replace(situation, programme=programme)
    assert "inte bekräftade" not in str(built(sample_ask(REPORT, changed)))
    ask = replace(sample_letter(LetterKind.FOLLOWED_UP), situation=changed)
    assert ("inte bekräftade" in HouseRenderer().letter(ask).body) is not verified


def test_an_unknown_report_heading_is_missing_its_content(renderer: HouseRenderer) -> None:
    situation = sample_situation()
    programme = replace(situation.programme, report_headings=(("okand", "Nytt"),))
    missing = renderer.missing(sample_ask(REPORT, replace(situation, programme=programme)))
    assert missing is not None
    assert missing.fields == (
        "innehåll till rubriken «Nytt» i årsrapporten (nyckeln «okand» är okänd)",
    )


def test_the_agency_is_not_said_to_have_a_report_that_was_not_sent() -> None:
    ask = sample_ask(TO_COMMITTEE)
    assert ask.plan is not None
    early = replace(ask, plan=replace(ask.plan, state=PlanState.FOLLOWED_UP))
    assert "är lämnad till Tillväxtverket" not in plain(built(early).blocks)


def test_the_committee_is_told_which_decision_adopted_the_plan() -> None:
    text = plain(built(sample_ask(TO_COMMITTEE)).blocks)
    assert "Planen fastställdes den 24 oktober 2023 genom delegationsbeslut nr 1/2023." in text


@pytest.mark.parametrize("kind", [REPORT, TO_COMMITTEE])
def test_nobodys_unconfirmed_day_is_stated(kind: PaperKind) -> None:
    assert "31 mars" not in plain(built(sample_ask(kind)))


def test_trailing_zeros_of_a_database_are_not_printed() -> None:
    measure = sample_situation().measures[1][0]
    target = replace(measure.targets[0], goal=Decimal("5.0000"), baseline=Decimal("1234.5000"))
    table = tables(PLAN, with_measures(replace(measure, targets=(target,))))[0]
    assert [plain(cell) for cell in table.rows[0][4:]] == ["1 234,5", "5"]

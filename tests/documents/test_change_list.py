"""Ändringslistan: what a year's plan changes, how last year's targets ended, what comes along."""

from dataclasses import replace
from io import BytesIO

from docx import Document

from documents import HouseRenderer, andringslista
from documents.parts import Bullets, Heading, Paragraph, Table
from documents.sample import sample_ask, sample_situation
from tests.documents import pdftext
from workflow.carrying import Going, carry_over
from workflow.facts import Measure, Plan
from workflow.orders import PaperAsk
from workflow.states import PaperKind

SITUATION = sample_situation()
LAST, PLAN = SITUATION.plans
BEFORE = SITUATION.measures[LAST.id]


def asked(*now: Measure) -> PaperAsk:
    """The next plan with these measures."""
    measures = {**SITUATION.measures, PLAN.id: now}
    situation = replace(SITUATION, measures=measures)
    return replace(sample_ask(PaperKind.HANDLINGSPLAN, situation), plan=PLAN)


def carried(**choices: Going) -> tuple[Measure, ...]:
    """Last year's measures by place: kept unless said otherwise, as ``nr2=Going.END``."""
    going = {m.id: choices.get(f"nr{m.position}", Going.KEEP) for m in BEFORE}
    found = carry_over(BEFORE, going, LAST.year, PLAN.year).measures
    return tuple(replace(m, id=100 + n) for n, m in enumerate(found))


def headings(ask: PaperAsk, last: Plan = LAST) -> list[str]:
    blocks = andringslista.build(ask, last).blocks
    return [b.text for b in blocks if isinstance(b, Heading) and b.level == 2]


def counts(ask: PaperAsk) -> list[tuple[str, ...]]:
    tables = [b for b in andringslista.build(ask, LAST).blocks if isinstance(b, Table)]
    return list(tables[0].rows)


def test_each_measure_is_kept_changed_new_or_ended() -> None:
    now = carried(nr2=Going.END)
    changed = replace(now[0], purpose="Ett nytt syfte")
    new = replace(now[0], id=200, key="2024-9", position=9, activity="Ny insats", carried_from=None)
    found = headings(asked(changed, *now[1:], new))
    assert [each.rpartition(": ")[2] for each in found] == [
        "ändras", "avslutas", "behålls", "behålls", "ny",
    ]  # fmt: skip
    assert counts(asked(changed, *now[1:], new)) == [
        ("Behålls", "2"), ("Ändras", "1"), ("Ny", "1"), ("Avslutas", "1"), ("Samtliga", "5"),
    ]  # fmt: skip


def test_what_is_changed_stands_as_it_was_and_as_it_is() -> None:
    now = carried()
    paper = andringslista.build(asked(replace(now[0], purpose="Ett nytt syfte"), *now[1:]), LAST)
    (table,) = (b for b in paper.blocks if isinstance(b, Table) and "Ändringar" in b.caption)
    assert table.rows == (("Syfte", BEFORE[0].purpose, "Ett nytt syfte"),)


def test_every_target_of_last_year_stands_with_its_outcome() -> None:
    blocks = andringslista.build(asked(*carried()), LAST).blocks
    rows = [row for b in blocks if isinstance(b, Table) and "Utfall 2023" in b.caption
            for row in b.rows]  # fmt: skip
    assert len(rows) == sum(len(measure.targets) for measure in BEFORE)
    assert any(row[2:] == ("0", "Inte uppfyllt") for row in rows)


def test_what_fell_short_comes_along_unless_its_measure_ends() -> None:
    def told(**choices: Going) -> list[str]:
        blocks = andringslista.build(asked(*carried(**choices)), LAST).blocks
        return [item for b in blocks if isinstance(b, Bullets) for item in b.items]

    assert [each.endswith("Följer med.") for each in told()] == [True, True]
    assert sum(each.endswith("insatsen avslutas.") for each in told(nr3=Going.END)) == 1


def test_one_that_is_to_be_changed_and_is_not_says_so() -> None:
    blocks = andringslista.build(asked(*carried(nr1=Going.CHANGE)), LAST).blocks
    texts = [b.text for b in blocks if isinstance(b, Paragraph)]
    assert "Insatsen ska ändras, men ingen ändring är skriven än." in texts


def test_a_year_that_is_not_followed_up_yet_says_so() -> None:
    bare = tuple(
        replace(m, targets=tuple(replace(each, outcome=None) for each in m.targets)) for m in BEFORE
    )
    situation = replace(SITUATION, measures={LAST.id: bare, PLAN.id: carried()})
    ask = replace(sample_ask(PaperKind.HANDLINGSPLAN, situation), plan=PLAN)
    texts = [b.text for b in andringslista.build(ask, LAST).blocks if isinstance(b, Paragraph)]
    assert "Målen för 2023 är inte uppföljda än." in texts


def test_it_is_a_paper_in_both_forms_and_the_same_bytes_each_time() -> None:
    ask = asked(*carried(nr2=Going.END))
    pdf, word = HouseRenderer().change_list(ask, LAST)
    assert pdf.name == "RUN-536-2021_andringar-2023-2024_2023-10-10.pdf"
    title = f"Ändringar i {PLAN.title} jämfört med {LAST.title}"
    assert pdftext.plain(title) in pdftext.plain("".join(pdftext.pages(pdf.content)))
    written = [p.text.replace("\xa0", " ") for p in Document(BytesIO(word.content)).paragraphs]
    assert title in written
    assert HouseRenderer().change_list(ask, LAST) == (pdf, word)

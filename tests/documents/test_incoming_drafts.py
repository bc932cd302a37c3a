"""An edited draft comes back into its fields, and what no field takes is told."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import built, changes, word
from documents.incoming import reader
from documents.incoming.decision import IncomingDecision, read_decision, sort_decision
from documents.incoming.plan import IncomingPlan, read_plan, sort_plan
from documents.incoming.reading import Cell, Piece, Place, Reading
from documents.incoming.sorting import Why
from documents.sample import sample_ask, sample_situation
from tests.documents.houses import SIZE, examples_mark, logo_of, png
from tests.documents.wordfiles import gone, ins, p, r, sdt, unzipped, wordfile, zipped
from workflow.facts import Measure
from workflow.orders import PaperAsk
from workflow.states import PaperKind

DRAFT = sample_ask(PaperKind.TJANSTESKRIVELSE)
PLAN = sample_ask(PaperKind.HANDLINGSPLAN)
DECISION = DRAFT.situation.the_decision()
DOCUMENT = "word/document.xml"


def edited(ask: PaperAsk, *changed: tuple[str, str]) -> bytes:
    """Our own paper with some of its XML replaced, as somebody's Word would."""
    members = unzipped(word.render(built(ask)))
    held = members[DOCUMENT]
    assert isinstance(held, bytes)
    document = held.decode("utf-8")
    for old, new in changed:
        assert old in document, old
        document = document.replace(old, new, 1)
    return zipped({**members, DOCUMENT: document})


def before(level: int, heading: str, inserted: str) -> tuple[str, str]:
    start = f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:r><w:t'
    whole = f'{start} xml:space="preserve">{heading}'
    return whole, f"{inserted}{whole}"


def decision(*changed: tuple[str, str]) -> IncomingDecision:
    return sort_decision(reader.read(edited(DRAFT, *changed)), DRAFT)


def plan(*changed: tuple[str, str]) -> IncomingPlan:
    return sort_plan(reader.read(edited(PLAN, *changed)), PLAN)


def of_pieces(*pieces: Piece) -> IncomingDecision:
    return sort_decision(Reading(pieces), DRAFT)


def heading(text: str) -> Piece:
    return Piece(text, style="heading 1")


def test_an_untouched_draft_comes_back_as_it_was_typed() -> None:
    found = read_decision(word.render(built(DRAFT)), "utkast.docx", DRAFT)
    assert (found.title, found.text) == (DECISION.title, DECISION.text)
    assert {left.why for left in found.left_over} == {Why.OURS}
    assert found.remarks == ()


def test_the_houses_own_logo_is_no_picture_that_was_lost() -> None:
    region = DRAFT.situation.region
    logo = logo_of(png(examples_mark(), 180, SIZE))
    marked = replace(region, house=replace(region.house, logo=logo))
    ask = replace(DRAFT, situation=replace(DRAFT.situation, region=marked))
    file = word.render(built(ask))
    assert sort_decision(reader.read(file), ask).remarks == ()
    lost = ("1\N{NO-BREAK SPACE}bild eller diagram följde inte med.",)
    assert sort_decision(reader.read(file), DRAFT).remarks == lost


def test_an_edited_paragraph_is_read_and_the_others_stay_as_typed() -> None:
    found = decision(("Regionen ansvarar för", "Regionen svarar för"))
    assert found.text is not None
    assert found.text[2].startswith("Regionen svarar för")
    assert (*found.text[:2], found.text[3]) == (*DECISION.text[:2], DECISION.text[3])


def test_what_the_program_writes_does_not_become_the_officers_text() -> None:
    found = decision()
    ours = [left.text for left in found.left_over if "Under samrådet" in left.text]
    assert len(ours) == 1
    assert "Under samrådet" not in "".join(found.text or ())


def test_insertions_are_kept_and_deletions_reported() -> None:
    new = f"{r('Varje plan ')}{ins(r('och varje mål '))}{gone('överges')}{r('följs upp ')}"
    found = decision(('<w:r><w:t xml:space="preserve">Varje plan följs upp ', f"{new}<w:r><w:t>"))
    assert found.text is not None
    assert found.text[3].startswith("Varje plan och varje mål följs upp vid årets slut")
    assert [one.text for one in found.deleted] == ["överges"]
    assert found.remarks == (
        "Spårade insättningar av Granskaren är med i texten.",
        (
            "1\N{NO-BREAK SPACE}spårad strykning är inte med i texten. "
            "Se efter i listan att de ska vara borta."
        ),
    )


def test_a_paragraph_in_a_content_control_is_read() -> None:
    control = sdt(p(r("Ett tillägg.")))
    found = decision(before(1, "Beslutsunderlag", control))
    assert found.text == (*DECISION.text, "Ett tillägg.")


def test_our_own_file_with_marked_changes_reads_as_the_new_version() -> None:
    later = replace(DECISION, text=(*DECISION.text[1:], "Ett nytt stycke."), title="Ny mening")
    new = replace(DRAFT, situation=replace(DRAFT.situation, decision=later))
    found = read_decision(changes.render(built(DRAFT), built(new)), "utkast.docx", DRAFT)
    assert (found.title, found.text) == ("Ny mening", later.text)
    assert any("Regeringen erbjöd" in one.text for one in found.deleted)


@pytest.mark.parametrize(
    "word_for_it", ["Ärendebeskrivning", "ÄRENDEBESKRIVNING:", " ärendebeskrivning"]
)
def test_a_heading_is_known_by_the_houses_word_even_without_style(word_for_it: str) -> None:
    found = of_pieces(Piece(word_for_it), Piece("Text."), Piece("Förslag till beslut"), Piece("X."))
    assert found.text == ("Text.",)
    assert [left.text for left in found.left_over] == [word_for_it, "Förslag till beslut", "X."]


def test_a_houses_word_in_the_text_is_no_heading_where_the_style_is_used() -> None:
    found = of_pieces(
        heading("Ärendebeskrivning"),
        Piece("Anmälan"),
        Piece("Mer."),
        heading("Anmälan"),
        Piece("X"),
    )
    assert found.text == ("Anmälan", "Mer.")


def test_a_house_with_other_words_is_known_by_them() -> None:
    house = (("arendebeskrivning", "Bakgrund"), ("beslut", "Beslut"))
    ask = sample_ask(PaperKind.TJANSTESKRIVELSE, sample_situation(headings=house))
    found = sort_decision(Reading((heading("Bakgrund"), Piece("Text."), heading("Beslut"))), ask)
    assert found.text == ("Text.",)


def test_without_the_heading_nothing_is_read_and_nothing_is_lost() -> None:
    found = of_pieces(Piece("Löst stycke."), Piece("Ett till."))
    assert (found.title, found.text) == (None, None)
    assert [(left.text, left.why) for left in found.left_over] == [
        ("Löst stycke.", Why.ELSEWHERE),
        ("Ett till.", Why.ELSEWHERE),
    ]
    assert any("Rubriken «Ärendebeskrivning» hittades inte" in text for text in found.remarks)
    assert any("Ärendemeningen hittades inte" in text for text in found.remarks)


def test_what_a_field_cannot_hold_is_left_with_the_heading_that_it_stood_under() -> None:
    found = of_pieces(
        heading("Ärendebeskrivning"),
        Piece("I texten."),
        Piece("I en tabell", Place.TABLE, cell=Cell(0, 0, 0)),
        Piece("I en ruta", Place.TEXT_BOX),
        Piece("Punkt", style="list bullet"),
        Piece("Mellanrubrik", style="heading 2"),
    )
    assert found.text == ("I texten.", "Punkt", "Mellanrubrik")
    assert [(left.text, left.under) for left in found.left_over[1:]] == [
        ("I en tabell", "Ärendebeskrivning"),
        ("I en ruta", "Ärendebeskrivning"),
    ]
    told = " ".join(found.remarks)
    assert "Listor" in told
    assert "Rubriken «Mellanrubrik» blev" in told
    assert "textruta" in told


def test_an_invisible_character_in_a_field_is_told() -> None:
    found = of_pieces(heading("Ärendebeskrivning"), Piece("Text\u202e.\x0b"))
    assert any("U+202E" in text for text in found.remarks)


STYLES = st.sampled_from(
    ["normal", "heading 1", "heading 2", "title", "signature", "list", "normal indent"]
)
TEXTS = st.sampled_from(
    ["Ärendebeskrivning", "Beslut", "Förslag till beslut", "1. Öppna", "Syfte:\t", "Tid: ", "Åre"]
)
PIECES = st.lists(
    st.builds(
        lambda style, start, place, cell: Piece(start, place, style, cell),
        STYLES,
        TEXTS,
        st.sampled_from([Place.BODY, Place.BODY, Place.BODY, Place.TABLE, Place.HEADER]),
        st.none() | st.builds(Cell, st.integers(0, 1), st.integers(0, 2), st.integers(0, 7)),
    ),
    max_size=12,
)


def with_words(pieces: list[Piece]) -> tuple[Reading, list[str]]:
    """A word of its own in every other paragraph; the rest stay as they are to be recognised."""
    marked = [
        replace(piece, text=f"{piece.text} ord{n}x" if n % 2 else piece.text)
        for n, piece in enumerate(pieces)
    ]
    return Reading(tuple(marked)), [f"ord{n}x" for n in range(len(pieces)) if n % 2]


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_every_paragraph_is_in_a_field_of_the_draft_or_left_over(pieces: list[Piece]) -> None:
    reading, words = with_words(pieces)
    found = sort_decision(reading, DRAFT)
    kept = (found.title or "", *(found.text or ()), *(left.text for left in found.left_over))
    assert [word for word in words if word not in "\n".join(kept)] == []


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_every_paragraph_is_in_a_field_of_the_plan_or_left_over(pieces: list[Piece]) -> None:
    reading, words = with_words(pieces)
    found = sort_plan(reading, PLAN)
    kept = (repr(found.measures), found.title or "", *(left.text for left in found.left_over))
    assert [word for word in words if word not in "\n".join(kept)] == []


def known() -> tuple[Measure, ...]:
    return PLAN.situation.measures[1]


def test_an_untouched_plan_comes_back_as_it_was() -> None:
    found = read_plan(word.render(built(PLAN)), "plan.docx", PLAN)
    assert PLAN.plan is not None
    assert (found.title, found.measures) == (PLAN.plan.title, known())
    assert {left.why for left in found.left_over} == {Why.OURS}
    assert found.remarks == ()


def test_a_plan_sent_back_by_another_program_comes_back_as_it_was() -> None:
    """Marks, ids and styles differ, the texts don't."""
    plain = reader.read(word.render(built(PLAN)))
    bare = tuple(replace(piece, numbered=False) for piece in plain.pieces)
    assert sort_plan(Reading(bare), PLAN).measures == known()


def test_a_measures_texts_are_read() -> None:
    found = plan(
        ("1. Öppna serviceplatser", "1. Öppna fler serviceplatser"),
        ("ska kunna hämta paket", "ska kunna få paket"),
        ("Åre kommun, Landsbygdsutvecklaren", "Åre kommun, Näringslivschefen"),
        ("Ragunda kommun, Bräcke kommun", "Bergs kommun, Bräcke kommun"),
    ).measures[0]
    assert found == replace(
        known()[0],
        activity="Öppna fler serviceplatser i byar utan butik",
        purpose=known()[0].purpose.replace("hämta", "få"),
        responsible_person="Näringslivschefen",
        participants=("Bergs kommun", "Bräcke kommun", "Åre kommun"),
    )


def test_a_targets_texts_and_figures_are_read() -> None:
    found = plan(
        ("Fem serviceplatser är öppna", "Sju serviceplatser är öppna"),
        (">64,2<", ">1 064,5<"),
        (">75<", ">uppgift saknas<"),
        ("Källa: kommunernas serviceplaner", "Källa: länets serviceplaner"),
    )
    first, second = found.measures[0].targets
    assert first == replace(known()[0].targets[0], text="Sju serviceplatser är öppna")
    assert (second.baseline, second.goal) == (Decimal("1064.5"), None)
    assert second.source == "länets serviceplaner"


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        ("till 31\N{NO-BREAK SPACE}december", "till 30\N{NO-BREAK SPACE}november", "«Tid»"),
        ("från Tillväxtverket", "från annan", "«Finansiering»"),
        (">64,2<", ">nästan alla<", "«nästan alla» är inget tal"),
        (">64,2<", ">1E999999999999<", "«1E999999999999» är inget tal"),
        (">64,2<", ">1.500<", "«1.500» kan läsas både som 1 500 och som 1,5."),
        ("Åre kommun, Landsbygdsutvecklaren", "Bergs kommun, Chefen", ""),
    ],
)
def test_what_is_chosen_and_not_typed_is_left_over(old: str, new: str, remark: str) -> None:
    found = plan((old, new))
    assert found.measures == known()
    unreadable = [left for left in found.left_over if left.why is Why.UNREADABLE]
    assert [new.strip("<>") in left.text for left in unreadable] == [True]
    assert remark in " ".join(found.remarks)


def test_a_new_measure_is_read_and_a_missing_one_is_kept() -> None:
    new = p(r("8. Bygga en bod"), "Heading2") + p(r("Syfte:\tAtt ha en."), "NormalIndent")
    found = plan(
        before(2, "2. Ge rådgivning", new),
        ("2. Ge rådgivning till butiker på landsbygden", "9. Något helt annat"),
    )
    assert found.measures[:4] == known()
    bod, other = found.measures[4:]
    assert (other.id, other.key, other.activity) == (0, "", "Något helt annat")
    assert (bod.activity, bod.purpose, bod.position) == ("Bygga en bod", "Att ha en.", 5)
    assert any("Ge rådgivning" in text and "finns inte i filen" in text for text in found.remarks)


def test_measures_in_another_order_are_known_by_what_they_are_called() -> None:
    advice, support = known()[1].activity, known()[2].activity
    found = plan((f"2. {advice}", "##"), (f"3. {support}", f"2. {advice}"), ("##", f"3. {support}"))
    assert [m.activity for m in found.measures] == [m.activity for m in known()]
    assert found.measures[1].purpose == known()[2].purpose


def test_an_emptied_field_is_empty_and_told() -> None:
    found = plan(("Kortare resor och bättre service för den som saknar bil", ""))
    assert found.measures[0].sustainability == ""
    assert any("«Hållbarhet»" in text and "tomt" in text for text in found.remarks)


def test_a_file_that_is_no_plan_leaves_the_plan_as_it_is() -> None:
    found = sort_plan(reader.read(wordfile(p(r("Ett brev.")))), PLAN)
    assert found.measures == known()
    assert [(left.text, left.why) for left in found.left_over] == [("Ett brev.", Why.ELSEWHERE)]
    assert any("Inga insatser hittades" in text for text in found.remarks)

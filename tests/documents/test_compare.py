"""What differs between two versions, and that nothing is lost in the telling."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.compare import (
    Added,
    Fate,
    Removed,
    Same,
    compare_paragraphs,
    compare_texts,
    key,
)
from documents.sample import sample_situation
from documents.versions import PlanText, compare_drafts, compare_plans
from workflow.facts import DraftText, Measure

NBSP = "\N{NO-BREAK SPACE}"
WORDS = st.sampled_from(
    [
        "Åre",
        "är",
        "åtgärd",
        "a\u030ar",
        "plan",
        "§",
        "89",
        ".",
        ",",
        " ",
        NBSP,
        "\n",
        "\t",
        "–",
        "x",
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=60)
PARAGRAPHS = st.lists(
    st.sampled_from(["", "Ett.", "Två ord.", f"Två{NBSP}ord.", "Tre ord här.", "Fyra."]) | TEXTS,
    max_size=9,
)
DRAFT = DraftText("Titel", ("Ett.", "Två."), 1, ("Åre kommun", "Tillväxtverket"))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    diff = compare_texts(old, new)
    assert (diff.old, diff.new) == (old, new)


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_lists_can_be_read_out_of_their_difference(old: list[str], new: list[str]) -> None:
    diff = compare_paragraphs(old, new)
    assert (diff.old, diff.new) == (tuple(old), tuple(new))


@given(PARAGRAPHS)
def test_nothing_differs_from_itself(texts: list[str]) -> None:
    assert compare_paragraphs(texts, texts).changes == ()
    assert compare_texts("\n".join(texts), "\n".join(texts)).changes == ()


@given(TEXTS, TEXTS)
def test_what_counts_as_same_reads_the_same(old: str, new: str) -> None:
    for run in compare_texts(old, new).runs:
        if isinstance(run, Same):
            assert key(run.old) == key(run.new)


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_moved_paragraph_stands_at_both_its_places(old: list[str], new: list[str]) -> None:
    rows = compare_paragraphs(old, new).rows
    away = {(r.old_place, r.new_place) for r in rows if r.fate is Fate.MOVED_AWAY}
    here = {(r.old_place, r.new_place) for r in rows if r.fate is Fate.MOVED_HERE}
    assert away == here
    for i, j in away:
        assert i is not None
        assert j is not None
        assert key(old[i]) == key(new[j])


def test_a_changed_word_is_a_whole_word() -> None:
    assert compare_texts("Planen gäller för året.", "Planen gäller från året.").runs == (
        Same("Planen gäller ", "Planen gäller "),
        Removed("för"),
        Added("från"),
        Same(" året.", " året."),
    )


def test_punctuation_is_changed_without_the_word_before_it() -> None:
    assert compare_texts("Åre kommun.", "Åre kommun!").changes == (Removed("."), Added("!"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("§ 89", f"§{NBSP}89"),
        ("23 maj 2023", f"23{NBSP}maj{NBSP}2023"),
        ("Åre", "A\u030are"),
        ("så här", "sa\u030a\u202fha\u0308r"),
    ],
)
def test_typography_is_no_change(old: str, new: str) -> None:
    diff = compare_texts(old, new)
    assert diff.changes == ()
    assert (diff.old, diff.new) == (old, new)


def test_two_changed_words_beside_each_other_are_one_change() -> None:
    changes = compare_texts("Vi tar fram en plan nu", "Vi gör klart en plan nu").changes
    assert changes == (Removed("tar fram"), Added("gör klart"))


def test_a_moved_paragraph_is_not_rewritten() -> None:
    diff = compare_paragraphs(["Först så.", "Mitten här.", "Sist nu."], ["Sist nu.", "Först så.",
                              "Mitten här."])  # fmt: skip
    assert [(row.fate, row.text.new or row.text.old) for row in diff.changes] == [
        (Fate.MOVED_HERE, "Sist nu."),
        (Fate.MOVED_AWAY, "Sist nu."),
    ]


def test_a_rewritten_paragraph_is_told_apart_from_a_new_one() -> None:
    old = ["Regionen ansvarar för att programmet genomförs.", "Slut."]
    new = ["Nämnden äger frågan.", "Regionen svarar för att programmet genomförs.", "Slut."]
    fates = [row.fate for row in compare_paragraphs(old, new).rows]
    assert fates == [Fate.ADDED, Fate.CHANGED, Fate.SAME]


def test_a_very_long_text_is_compared_word_by_word() -> None:
    words = Random(536).choices([f"ord{number}" for number in range(300)], k=33_000)
    changed = [*words]
    for place in (100, 20_000, 32_900):
        changed[place] = "ändrat"
    old, new = " ".join(words), " ".join(changed)
    assert len(old) > 200_000
    assert compare_texts(old, new).changes == tuple(
        run for place in (100, 20_000, 32_900) for run in (Removed(words[place]), Added("ändrat"))
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("ja " * 66_000, "nej " * 50_000), ("a. " * 66_000, "a, " * 66_000), ("x" * 200_000, "y")],
)
def test_very_long_texts_without_anything_to_hold_on_to_come_to_an_end(old: str, new: str) -> None:
    diff = compare_texts(old, new)
    assert (diff.old, diff.new) == (old, new)


def test_a_draft_is_compared_field_by_field() -> None:
    new = replace(DRAFT, title="Ny titel", text=("Två.", "Tre."), delegation_id=2)
    diff = compare_drafts(DRAFT, new)
    assert diff.changed
    assert (diff.title.old, diff.title.new) == ("Titel", "Ny titel")
    assert (diff.text.old, diff.text.new) == (DRAFT.text, ("Två.", "Tre."))
    assert diff.dispatch_to.changes == ()
    assert diff.delegation.changed
    assert not diff.new_direction.changed


def test_a_draft_does_not_differ_from_itself() -> None:
    assert not compare_drafts(DRAFT, DRAFT).changed


def measures() -> tuple[Measure, ...]:
    return sample_situation().measures[1]


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = PlanText("Handlingsplan 2023", measures())
    assert not compare_plans(plan, plan).changed


def test_measures_are_matched_by_key_and_targets_by_position() -> None:
    first, second, third, fourth = measures()
    goal = replace(first.targets[0], goal=Decimal("7.5"))
    new = (
        replace(first, purpose="Annat syfte", targets=(goal, *first.targets[1:])),
        replace(third, targets=third.targets[:0]),
        fourth,
        replace(second, key="2023-9", position=5),
    )
    diff = compare_plans(PlanText("Plan", measures()), PlanText("Plan", new))
    assert [(m.key, m.fate) for m in diff.measures] == [
        ("2023-1", Fate.CHANGED),
        ("2023-2", Fate.REMOVED),
        ("2023-3", Fate.CHANGED),
        ("2023-4", Fate.SAME),
        ("2023-9", Fate.ADDED),
    ]
    touched = [f.name for f in diff.measures[0].fields if f.text.changes]
    assert touched == ["Syfte"]
    fates = [(t.position, t.fate) for t in diff.measures[0].targets]
    assert fates == [(1, Fate.CHANGED), (2, Fate.SAME)]
    assert [t.fate for t in diff.measures[2].targets] == [Fate.REMOVED]


def test_a_figure_is_shown_as_in_the_paper() -> None:
    (first, *_) = measures()
    goal = replace(first.targets[0], goal=Decimal("1234.5"))
    diff = compare_plans(
        PlanText("Plan", (first,)), PlanText("Plan", (replace(first, targets=(goal,)),))
    )
    (changed,) = [f for f in diff.measures[0].targets[0].fields if f.text.changes]
    assert (changed.name, changed.text.old, changed.text.new) == ("Målvärde", "5", f"1{NBSP}234,5")

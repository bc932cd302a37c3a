"""A paper's words as plain paragraphs: all of them, in order, and only what people change."""

from dataclasses import replace
from datetime import date

import pytest

from documents import KINDS, built
from documents.papertext import paragraphs
from documents.sample import sample_ask
from documents.unfit import texts
from workflow.states import PaperKind


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_the_body_is_there_in_order(kind: PaperKind) -> None:
    paper = built(sample_ask(kind))
    whole, place = "\n".join(paragraphs(paper)), 0
    heads = {column.title for block in paper.blocks for column in getattr(block, "columns", ())}
    names = {getattr(block, "caption", "") for block in paper.blocks} | heads
    for text in (text for text in texts(paper.blocks) if text.strip() and text not in names):
        assert text in whole[place:]
        place = whole.index(text, place) + len(text)


def test_the_same_plan_on_another_day_has_the_same_words() -> None:
    ask = sample_ask(PaperKind.HANDLINGSPLAN)
    other = replace(ask, on=date(2031, 1, 1))
    assert paragraphs(built(other)) == paragraphs(built(ask))


def test_the_title_comes_first_and_nothing_is_empty() -> None:
    paper = built(sample_ask(PaperKind.HANDLINGSPLAN))
    found = paragraphs(paper)
    assert found[0] == paper.title
    assert all(text.strip() for text in found)

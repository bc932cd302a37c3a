"""The cover letter says where it goes and how to confirm, in the way that its reader can."""

from dataclasses import replace

from documents import built
from documents.papertext import paragraphs
from documents.sample import sample_ask
from workflow.orders import PaperAsk
from workflow.states import Channel, PaperKind

BOX = "Box 1, 123 45 Orten"


def letter() -> PaperAsk:
    return sample_ask(PaperKind.FOLJEBREV)


def on_paper() -> PaperAsk:
    """The same letter to a recipient who gets its papers by post."""
    ask = letter()
    assert ask.delivery is not None
    party = replace(ask.delivery.party, channel=Channel.POST).at(BOX)
    return replace(ask, delivery=replace(ask.delivery, party=party))


def told(ask: PaperAsk) -> str:
    return "\n".join(paragraphs(built(ask))).replace("\N{NO-BREAK SPACE}", " ")


def test_who_got_it_by_mail_confirms_with_the_link() -> None:
    assert "Bekräfta med den personliga länken i mejlet" in told(letter())


def test_who_got_it_on_paper_has_no_link_and_its_postal_address_stands_under_the_name() -> None:
    text = told(on_paper())
    assert "länk" not in text
    assert "Bekräfta genom att mejla, ringa eller skriva till handläggaren." in text
    assert f"Åre kommun\n{BOX}" in text

"""The frame that every paper stands in: head, title, the house's headings in the house's order."""

from collections.abc import Mapping, Sequence

from documents.parts import Block, Bullets, Head, Heading, Lines, Paper, Paragraph, Signature
from documents.subject import officer_of
from workflow.facts import Actor, House, Person
from workflow.orders import PaperAsk
from workflow.references import uncapitalised

Section = tuple[Block, ...]
PROPOSED = "forslag"


def paper(
    ask: PaperAsk, label: str, title: str, blocks: Sequence[Block], notes: Sequence[str] = ()
) -> Paper:
    officer, region = officer_of(ask), ask.situation.region
    house = region.house
    head = Head(
        organisation=region.name,
        unit=officer.unit or region.unit,
        officer=officer.name,
        phone=officer.phone,
        email=officer.email,
        label=label,
        dated_on=ask.on,
        reference=ask.situation.case.reference,
        notes=tuple(notes),
        contact=house.contact,
        address=house.address,
    )
    return Paper(
        head,
        title,
        tuple(blocks),
        keywords=(label,),
        logo=house.logo,
        font=house.font,
        template=house.template,
    )


def in_house_order(house: House, sections: Mapping[str, Section]) -> tuple[Block, ...]:
    """The sections under the house's words in the house's order; those not given are left out.

    A section under ``PROPOSED`` stands where the decision stands, as a proposal. A house that
    gives the signature no place of its own has it right after the decision.
    """
    blocks: list[Block] = []
    signed_apart = "underskrift" in dict(house.headings)
    for key, words in house.headings:
        if key in sections:
            blocks += _headed(words, sections[key])
        elif key == "beslut" and PROPOSED in sections:
            blocks += _headed(f"Förslag till {uncapitalised(words)}", sections[PROPOSED])
        if key == "beslut" and not signed_apart:
            blocks += sections.get("underskrift", ())
    return tuple(blocks)


def _headed(words: str, section: Section) -> Section:
    return (Heading(words), *section) if words.strip() else section


def titled(heading: str, *blocks: Block) -> Section:
    """A heading of the paper's own with what stands under it; nothing where nothing does."""
    return (Heading(heading), *blocks) if blocks else ()


def paragraphs(texts: Sequence[str]) -> Section:
    return tuple(Paragraph(text) for text in texts)


def lines(texts: Sequence[str]) -> Section:
    return (Lines(tuple(texts)),) if texts else ()


def bullets(texts: Sequence[str]) -> Section:
    return (Bullets(tuple(texts)),) if texts else ()


def signed_by(person: Person) -> Section:
    return (Signature((person.name, person.title)),)


def signed_by_actor(actor: Actor | None) -> Section:
    """Whoever took the step that the paper is of; one without a post signs by name alone."""
    return (Signature(tuple(line for line in (actor.name, actor.title) if line)),) if actor else ()

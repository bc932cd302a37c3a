"""Delegationsförteckning: the committee's delegation register as it stands on one day."""

from collections.abc import Iterable

from documents import needs
from documents.frame import paper, titled
from documents.kinds import Kind
from documents.parts import Block, Column, KeyValues, Paper, Paragraph, Table
from documents.subject import mandates_of
from documents.typography import capitalised, counted, sentence, written
from workflow.facts import Delegation, Post
from workflow.orders import PaperAsk
from workflow.references import uncapitalised

LABEL = "Delegationsförteckning"
VACANT = "ingen innehavare"
_COLUMNS = (
    Column("Nr", 8, numeric=True),
    Column("Delegationsgrund", 36),
    Column("Ärenden och villkor", 44),
    Column("Delegat och ersättare", 46),
    Column("Gäller", 36),
)


def build(ask: PaperAsk) -> Paper:
    committee, day = ask.situation.case.committee, written(ask.on)
    mandates = mandates_of(ask)
    now = tuple(each for each in mandates if _in_force(ask, each))
    others = tuple(each for each in mandates if each not in now)
    blocks = (
        KeyValues(
            (
                ("Nämnd", capitalised(committee.name)),
                ("Dag", day),
                ("Antal", counted(len(mandates), "delegation", "delegationer")),
            )
        ),
        Paragraph(
            f"Förteckningen visar vem som får besluta i {committee.genitive} ställe "
            "(6 kap. 37 § och 7 kap. 5 § kommunallagen). "
            f"Innehavarna är de som har befattningarna den {day}."
        ),
        *titled(f"Gäller den {day}", *_table(ask, f"Delegationer som gäller den {day}", now, 1)),
        *titled(
            f"Gäller inte den {day}",
            *_table(ask, f"Delegationer som inte gäller den {day}", others, len(now) + 1),
        ),
    )
    return paper(ask, LABEL, f"{capitalised(committee.genitive)} delegationer", blocks)


def _in_force(ask: PaperAsk, mandate: Delegation) -> bool:
    """A mandate that was passed on ends with the one that it comes from."""
    parent = _parent(ask, mandate)
    return mandate.in_force(ask.on) and (parent is None or parent.in_force(ask.on))


def _parent(ask: PaperAsk, mandate: Delegation) -> Delegation | None:
    register = ask.situation.register.delegations
    return next((each for each in register if each.id == mandate.parent_id), None)


def _table(
    ask: PaperAsk, caption: str, mandates: Iterable[Delegation], first: int
) -> tuple[Block, ...]:
    rows = tuple(_row(ask, number, each) for number, each in enumerate(mandates, start=first))
    return (Table(caption, _COLUMNS, rows),) if rows else ()


def _row(ask: PaperAsk, number: int, mandate: Delegation) -> tuple[str, ...]:
    return (
        str(number),
        "\n".join(_ground(ask, mandate)),
        "\n".join(_matter(mandate)),
        "\n".join(_holders(ask, mandate)),
        "\n".join(_days(mandate)),
    )


def _ground(ask: PaperAsk, mandate: Delegation) -> Iterable[str]:
    ground, parent = mandate.ground, _parent(ask, mandate)
    yield ground.label
    yield f"Beslutad {ground.decided_on.isoformat()}"
    if ground.reference:
        yield ground.reference
    if parent is not None:
        above = uncapitalised(parent.post.title)
        yield f"Vidaredelegerad av {above} med stöd av {uncapitalised(parent.ground.label)}"


def _matter(mandate: Delegation) -> Iterable[str]:
    if mandate.matter:
        yield f"Ärenden av slaget {mandate.matter}"
    if mandate.case_reference:
        yield f"Ärende {mandate.case_reference}"
    if mandate.conditions.strip():
        yield f"Villkor: {sentence(mandate.conditions)}"
    if mandate.may_sub_delegate:
        yield "Får vidaredelegeras"


def _holders(ask: PaperAsk, mandate: Delegation) -> Iterable[str]:
    yield _holder(ask, mandate.post)
    if mandate.deputy is not None:
        yield f"Ersättare: {uncapitalised(_holder(ask, mandate.deputy))}"


def _holder(ask: PaperAsk, post: Post) -> str:
    held = ask.situation.register.holder(post.id, ask.on)
    return f"{post.title}, {held.person_name if held else VACANT}"


def _days(mandate: Delegation) -> Iterable[str]:
    yield f"från {mandate.valid_from.isoformat()}"
    yield f"till {mandate.valid_to.isoformat()}" if mandate.valid_to else "tills vidare"
    if mandate.revoked_on:
        yield f"återkallad {mandate.revoked_on.isoformat()}"


KIND = Kind(LABEL, build, (needs.sender, needs.mandates))

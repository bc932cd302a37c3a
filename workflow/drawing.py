"""The chain drawn: the table as Markdown, and a Mermaid diagram of the same lines."""

from collections.abc import Iterator
from enum import StrEnum

from workflow.chain import STEPS
from workflow.machine import BEGINNING
from workflow.orders import Duty, Letter, Open, Order, Paper, Settle
from workflow.reasons import STAFF, THINGS
from workflow.states import DispatchState, NoticeState, Role, Thing
from workflow.step import Step

ROLES = STAFF | {
    Role.MEMBER: "medlem, med länk",
    Role.DECIDER: "den som har delegationen",
    Role.RECIPIENT: "mottagare, med länk",
    Role.RESPONSIBLE: "ansvarig, med länk",
    Role.CALENDAR: "kalendern",
}


def table() -> str:
    """The whole chain as a Markdown table, one line a step."""
    head = ["steg", "i dag kallat", "på", "från", "till", "av", "bara om", "behöver", "beställer"]
    lines = [_row(head), _row(["---"] * len(head)), *(_row(_cells(step)) for step in STEPS)]
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(step: Step) -> list[str]:
    target = f"`{step.target}`" if step.target else "samma"
    if step.back:
        target += f"; från `{step.back[0]}` till `{step.back[1]}`"
    if step.plans:
        target += f"; planerna `{step.plans[1]}`"
    return [
        f"`{step.name}`",
        step.swedish,
        THINGS[step.thing],
        ", ".join(f"`{source}`" for source in step.source) or BEGINNING,
        target,
        ", ".join(ROLES[role] for role in step.by),
        "<br>".join(guard.__name__.replace("_", " ") for guard in step.only_if),
        "<br>".join(need.__name__.replace("_", " ") for need in step.needs),
        "<br>".join(_order(order) for order in step.orders),
    ]


def _order(order: Order) -> str:
    match order:
        case Paper():
            return f"papper `{order.kind}`"
        case Letter():
            return f"brev `{order.kind}` till {order.to}"
        case Duty():
            return f"bevakning `{order.kind}`"
        case Settle():
            return f"klar: `{order.kind}`"
        case Open():
            return f"{THINGS[order.thing]} börjar"


def diagram() -> str:
    """A Mermaid state diagram of every thing's own chain, side by side."""
    return (
        "\n".join(["stateDiagram-v2", *(line for thing in Thing for line in _thing(thing))]) + "\n"
    )


def _thing(thing: Thing) -> Iterator[str]:
    yield f"    state {thing} {{"
    for begins, ends, step in _arrows(thing):
        yield f"        {begins} --> {ends}: {step.swedish}"
    yield "    }"


def _arrows(thing: Thing) -> Iterator[tuple[str, str, Step]]:
    """A thing's own steps, the moves of plans with their decision, and how it begins."""
    for step in STEPS:
        if step.thing is thing:
            for source in step.source or ("[*]",):
                yield _node(thing, source), _node(thing, step.leads_to(source) or source), step
        elif thing is Thing.PLAN and step.plans:
            sources, target = step.plans
            for source in sources:
                yield _node(thing, source), _node(thing, target), step
        if Open(thing) in step.orders:
            yield "[*]", _node(thing, BEGINS[thing]), step


# Where a thing stands that another thing's step has opened.
BEGINS: dict[Thing, StrEnum] = {
    Thing.NOTICE: NoticeState.PENDING,
    Thing.DISPATCH: DispatchState.READY,
}


def _node(thing: Thing, state: str) -> str:
    # Two things may use the same word for a state; in the drawing each needs a name of its own.
    return state if state == "[*]" else f"{thing}_{state}"

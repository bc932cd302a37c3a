"""One step of the chain: what it moves, who may take it, only if what, and what it orders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.facts import Ask, Situation
from workflow.orders import Order
from workflow.refusals import Refusal
from workflow.states import PlanState, Role, Thing

Guard = Callable[[Situation, Ask], Iterator[Refusal]]


@dataclass(frozen=True)
class Step:
    """One line of the chain.

    ``source`` is empty for a step that creates the thing, ``target`` is ``None`` where it stays
    as it is; ``back`` is the one source that leads elsewhere, and where. ``plans`` says how the
    plans of a decision move with it. ``only_if`` are asked of the world, also by "may I?";
    ``needs`` of what the person wrote, only when they do it.
    """

    name: str
    swedish: str
    thing: Thing
    source: tuple[StrEnum, ...]
    target: StrEnum | None
    by: tuple[Role, ...]
    only_if: tuple[Guard, ...] = ()
    needs: tuple[Guard, ...] = ()
    orders: tuple[Order, ...] = ()
    plans: tuple[tuple[PlanState, ...], PlanState] | None = None
    reads_measures: bool = False
    back: tuple[StrEnum, StrEnum] | None = None

    def leads_to(self, source: StrEnum | str) -> StrEnum | None:
        """Where the step leads from one of its sources; ``None`` where the thing stays."""
        if self.back is not None and source == self.back[0]:
            return self.back[1]
        return self.target

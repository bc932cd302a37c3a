"""What begins each duty, what settles it and whose it usually is: read out of the chain."""

from workflow.chain import STEPS
from workflow.orders import Duty, Settle
from workflow.states import DutyKind, To


def _steps_with(order: type[Duty] | type[Settle]) -> dict[DutyKind, tuple[str, ...]]:
    return {
        kind: tuple(
            step.name
            for step in STEPS
            if any(isinstance(o, order) and o.kind is kind and _counts(o) for o in step.orders)
        )
        for kind in DutyKind
    }


def _counts(order: Duty | Settle) -> bool:
    """An order that only moves what is open begins nothing."""
    return not isinstance(order, Duty) or order.begins


BEGUN_BY = _steps_with(Duty)
SETTLED_BY = _steps_with(Settle)

# A lost utdrag is watched from the moment that it is known to be lost: no step begins that.
USUALLY = {DutyKind.MEND: To.REGISTRAR} | {
    each.kind: each.to for step in STEPS for each in step.orders if isinstance(each, Duty)
}

"""Several people who act at the same moment, each in a thread of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from workflow.refusals import Outpaced, Refused

Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    """All acts at the same moment; what became of each: ``done``, or the refusals' codes."""
    start = Barrier(len(acts))

    def one(act: Act) -> str:
        start.wait(60)
        try:
            act()
        except Refused as refused:
            return " ".join(refusal.code for refusal in refused.refusals)
        except Outpaced:
            return "outpaced"
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))

"""Workers that remind at the same time, some of which kill themselves: processes of their own."""

from collections.abc import Callable

from tests.forking import Told, die, serve
from tests.operations.builders import an_office, when
from workflow.delivery.fakes import PlainPapers
from workflow.jobs import reminding
from workflow.orders import LetterAsk, PaperAsk
from workflow.store.engine import open_database


def dying_at(letter: int) -> Callable[[PaperAsk | LetterAsk], None]:
    """Dies with no warning while it writes its nth letter; 0 never dies."""
    written = 0

    def meanwhile(_ask: PaperAsk | LetterAsk) -> None:
        nonlocal written
        written += 1
        if written == letter:
            die()

    return meanwhile


def run(told: Told) -> None:
    """Remind of all that is due, a few duties at a time."""
    reminding.BATCH = 7
    office = an_office(open_database(told["url"]), renderer=PlainPapers(dying_at(told["die_at"])))
    reminding.remind(office, when(told["day"], 8))


if __name__ == "__main__":
    serve(run)

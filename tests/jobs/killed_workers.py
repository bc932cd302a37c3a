"""Workers that remind at the same time, some of which kill themselves: processes of their own.

The process imports everything once. For each line it forks the workers that the line names, at
once, and tells how each ended.
"""

import json
import os
import signal
import sys
from collections.abc import Callable

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
            os.kill(os.getpid(), signal.SIGKILL)

    return meanwhile


def work(url: str, day: str, letter: int) -> None:
    """Remind of all that is due, a few duties at a time."""
    reminding.BATCH = 7
    office = an_office(open_database(url), renderer=PlainPapers(dying_at(letter)))
    reminding.remind(office, when(day, 8))


def main() -> None:
    for line in sys.stdin:
        told = json.loads(line)
        children = []
        for letter in told["die_at"]:
            child = os.fork()
            if child == 0:
                work(told["url"], told["day"], letter)
                os._exit(0)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(f"{json.dumps(codes)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

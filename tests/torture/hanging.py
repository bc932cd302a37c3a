"""R07: what makes the papers hangs or falls in a decision: it waits, and is not lost."""

import os
import signal
import subprocess

from documents import HouseRenderer
from documents.pdf import compiler
from tests.operations.acts import ACTS, actor
from tests.operations.builders import when
from tests.operations.reading import rows
from tests.torture import clients
from tests.torture.bed import Bed, Beds
from tests.torture.outcome import Outcome
from workflow.refusals import PaperStuck
from workflow.store import tables as t

_STUCK, _LIMIT = 23, 0.5
AT = when("2023-10-24")


def maker(beds: Beds, rounds: int) -> Outcome:
    outcome = Outcome(note=f"processen som sätter PDF stoppas eller dödas; gräns {_LIMIT} s")
    for number in range(rounds):
        sign = (signal.SIGSTOP, signal.SIGKILL)[number % 2]
        bed = beds.make("submitted")
        first = clients.wait(clients.spawn(lambda b=bed, s=sign: _decide(b, s)))  # type: ignore[misc]  # bound now
        waits = _state(bed) == "submitted"
        second = clients.wait(clients.spawn(lambda b=bed: _decide(b, None)))  # type: ignore[misc]  # bound now
        told = [f"slutade med {first}"] * (first != _STUCK) + [f"sedan: {second}"] * bool(second)
        told += ["ärendet stod inte kvar"] * (not waits)
        told += ["ärendet är inte beslutat"] * (_state(bed) != "decided")
        outcome.add([*told, *bed.faults()], int(first == _STUCK))
        beds.done_with(bed)
    return outcome


def _state(bed: Bed) -> str:
    office = bed.office()
    (found,) = rows(office.engine, t.decision)
    office.engine.dispose()
    return str(found.state)


def _decide(bed: Bed, sign: signal.Signals | None) -> None:
    """Decide with real papers, where their maker is struck at its first."""
    office = bed.office(HouseRenderer())
    matter = bed.matter_in(bed.world(office))
    converse = compiler._converse

    def struck(process: "subprocess.Popen[bytes]", asked: bytes) -> tuple[bytes, bytes]:
        if sign is not None:
            process.send_signal(sign)
        return converse(process, asked)

    compiler._converse = struck
    if sign is not None:
        compiler.LIMIT_SECONDS = _LIMIT
    try:
        ACTS["decide"](matter, actor(matter.world, "director", AT), AT)
    except PaperStuck:
        os._exit(_STUCK)
    finally:
        compiler.forget()

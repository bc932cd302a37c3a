"""Running the nation: a few processes, each with a region at a time, the largest regions first."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess

from web.year.nation import folder
from web.year.nation.orders import Asked, RegionDone, RegionStopped, Word, YearDone
from web.year.nation.worker import work
from workflow.refusals import BadInput, Complaint

Tell = Callable[[YearDone | RegionDone], None]
# A fresh process each: a fork would take half of the typesetter's threads along.
_FRESH = multiprocessing.get_context("spawn")


def run_nation(asked: Asked, processes: int, tell: Tell) -> tuple[RegionDone, ...]:
    """Every region through every year; the result is in the order of the counties.

    Raises ``BadInput`` where a region stops, or its process is ended. The folder then says that
    it is not whole, and so do the folders of the regions that were not through.
    """
    folder.begin(asked)
    done: dict[int, RegionDone] = {}
    with _workers(asked, min(processes, len(asked.counties))) as pipes:
        for word in _words(asked, pipes):
            match word:
                case RegionStopped(county=place, why=why):
                    raise _stopped(asked, place, *why)
                case RegionDone(county=place):
                    done[place] = word
            tell(word)
    regions = tuple(done[place] for place in range(len(asked.counties)))
    folder.finish(asked, regions)
    return regions


def _words(asked: Asked, pipes: list[Connection]) -> Iterator[Word]:
    """What the workers tell; each that is through with a region gets the next."""
    waiting = sorted(
        range(len(asked.counties)), key=lambda place: -len(asked.counties[place].municipalities)
    )
    has: dict[Connection, int] = {}
    for pipe in pipes:
        _give(pipe, waiting, has)
    while has:
        ready = set(wait(list(has)))
        for pipe in [each for each in has if each in ready]:
            try:
                word: Word = pipe.recv()
            except (EOFError, ConnectionResetError):
                raise _stopped(asked, has[pipe], "Processen avbröts.") from None
            if not isinstance(word, YearDone):
                del has[pipe]
                _give(pipe, waiting, has)
            yield word


def _give(pipe: Connection, waiting: list[int], has: dict[Connection, int]) -> None:
    if waiting:
        has[pipe] = waiting.pop(0)
        pipe.send(has[pipe])


@contextmanager
def _workers(asked: Asked, count: int) -> Iterator[list[Connection]]:
    """So many processes; whatever happens, none of them is left behind."""
    started: list[SpawnProcess] = []
    pipes: list[Connection] = []
    try:
        for _ in range(count):
            ours, theirs = _FRESH.Pipe()
            process = _FRESH.Process(target=work, args=(theirs, asked), daemon=True)
            process.start()
            theirs.close()  # so that we hear when the worker is gone
            started.append(process)
            pipes.append(ours)
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()  # an idle worker ends by itself
        for process in started:
            process.join(0.5)
            process.terminate()
            process.join()


def children() -> list[BaseProcess]:
    """The processes that work for this one now."""
    return multiprocessing.active_children()


def _stopped(asked: Asked, place: int, *why: str) -> BadInput:
    county = asked.counties[place]
    folder.mark(asked, f"Körningen stannade i {county.region}.", *why)
    text = " ".join((f"{county.region}:", *why, "Kör om kommandot för att få en hel mapp."))
    return BadInput(Complaint(str(asked.out), None, "", text))

"""Walks that are remembered: walked once by each process, then put back into untouched copies.

All that an office writes follows from its facts, its key and the times it is given, so what is put
back is to the byte what the walk would have made. A test that has written anything before, draws up
papers in another way, or changes the program by ``monkeypatch`` walks by itself.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

from tests.copies import PutBack
from tests.operations.builders import World
from workflow.delivery.fakes import PapersInMemory, PlainPapers
from workflow.orders import LetterAsk, PaperAsk


class Walked(Protocol):
    """What a walk gives: something of a world."""

    def in_world(self, world: World) -> Self: ...


P = ParamSpec("P")
W = TypeVar("W", bound=Walked)
_TOOLS = {"engine", "files", "renderer"}


@dataclass(frozen=True)
class _Kept:
    """Where a walk led: what it gave, the database, the papers, and what was asked for."""

    walked: Any
    put_back: PutBack
    papers: dict[str, bytes]
    asked: list[PaperAsk | LetterAsk]


class Memory:
    """What this process has walked; it is off while a test changes the program."""

    def __init__(self) -> None:
        self.is_on = True
        self.kept: dict[Hashable, _Kept] = {}


MEMORY = Memory()


def remembered(
    walk: Callable[Concatenate[World, P], W],
) -> Callable[Concatenate[World, P], W]:
    """The same walk, put back where it has been walked before."""

    @wraps(walk)
    def walked(world: World, /, *args: P.args, **more: P.kwargs) -> W:
        if not _is_plain(world):
            return walk(world, *args, **more)
        key = (walk.__name__, args, tuple(sorted(more.items())), _about(world))
        if key in MEMORY.kept:
            _put_back(MEMORY.kept[key], world)
            put: W = MEMORY.kept[key].walked.in_world(world)
            return put
        found = walk(world, *args, **more)
        MEMORY.kept[key] = _keep(found, world)
        return found

    return walked


def _is_plain(world: World) -> bool:
    """Whether the world is as it was entered, with tools that do nothing of their own."""
    if not MEMORY.is_on or world.copy is None:
        return False
    files, renderer = world.office.files, world.office.renderer
    return (
        isinstance(files, PapersInMemory)
        and not (files.kept or files.full)
        and isinstance(renderer, PlainPapers)
        and not (renderer.asked or renderer.meanwhile)
        and world.copy.is_untouched()
    )


def _about(world: World) -> tuple[object, ...]:
    """What of an office its letters and its record depend on."""
    office = world.office
    said = tuple(getattr(office, f.name) for f in fields(office) if f.name not in _TOOLS)
    return (office.engine.dialect.name, *said)


def _keep(found: Walked, world: World) -> _Kept:
    files, renderer, copy = world.office.files, world.office.renderer, world.copy
    assert isinstance(files, PapersInMemory)
    assert isinstance(renderer, PlainPapers)
    assert copy is not None
    return _Kept(found, copy.keep(), dict(files.kept), list(renderer.asked))


def _put_back(kept: _Kept, world: World) -> None:
    files, renderer = world.office.files, world.office.renderer
    assert isinstance(files, PapersInMemory)
    assert isinstance(renderer, PlainPapers)
    kept.put_back(world.office.engine)
    files.kept.update(kept.papers)
    renderer.asked.extend(kept.asked)

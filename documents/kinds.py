"""What a kind of paper is to the renderer: its cover word, its parts, and the facts it needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.parts import Paper
from workflow.orders import PaperAsk

Build = Callable[[PaperAsk], Paper]
Need = Callable[[PaperAsk], Iterator[str]]


@dataclass(frozen=True)
class Kind:
    """``needs`` name in Swedish what is lacking; they are asked before anything is built."""

    label: str
    build: Build
    needs: tuple[Need, ...]
    dated_name: bool = True

"""An edited handlingsplan back into the fields of its measures and targets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.handlingsplan import build
from documents.incoming import sandbox
from documents.incoming.measure import Taken, measured
from documents.incoming.outline import FoundMeasure, outlined
from documents.incoming.reading import Comment, Deleted, Reading
from documents.incoming.sorting import LeftOver, Ours, Why, as_before, remarks, same
from documents.subject import measures_of, the_plan
from workflow.facts import Measure
from workflow.measures import areas
from workflow.orders import PaperAsk

_NO_TITLE = "Planens titel hittades inte, eftersom inget stycke har formatmallen Rubrik (Title)."
_NO_MEASURES = (
    "Inga insatser hittades. De känns igen på en rubrik för området (Rubrik 1) och en numrerad "
    "rubrik för varje insats (Rubrik 2). Texten står bland det som blev över."
)


@dataclass(frozen=True)
class IncomingPlan:
    """What the file says of a plan.

    ``measures`` are all of the plan's, those in the file with its texts, those missing from it
    as they were; a new one has the id 0 and no key. ``title`` is ``None`` where none was found.
    """

    title: str | None
    measures: tuple[Measure, ...]
    left_over: tuple[LeftOver, ...]
    deleted: tuple[Deleted, ...]
    comments: tuple[Comment, ...]
    remarks: tuple[str, ...]


def read_plan(content: bytes, name: str, ask: PaperAsk) -> IncomingPlan:
    """The file as the plan's texts; ``ask`` is for the plan's paper as it stands now.

    ``BadInput`` where the file is dangerous or no Word file; then nothing was read.
    """
    return sort_plan(sandbox.read(content, name), ask)


def sort_plan(reading: Reading, ask: PaperAsk) -> IncomingPlan:
    """Every text to its field, or to what is left over."""
    outline, ours, known = outlined(reading.pieces), Ours(build(ask)), _known(ask)
    pairs = _paired(known, outline.measures)
    taken = [measured(old, found) for found, old in pairs]
    measures = _all(known, pairs, taken)
    title = outline.title and as_before(outline.title, (the_plan(ask).title,))
    left = [ours.left_over(piece, under) for piece, under in outline.rest]
    for one in taken:
        left += (
            ours.left_over(piece, one.measure.activity, Why.UNREADABLE) for piece in one.unreadable
        )
    return IncomingPlan(
        title,
        measures,
        tuple(left),
        reading.deleted,
        reading.comments,
        (
            *([] if title else [_NO_TITLE]),
            *([] if outline.measures else [_NO_MEASURES]),
            *_missing(known, pairs),
            *(remark for one in taken for remark in one.remarks),
            *remarks(reading, ours, _texts(title or "", measures)),
        ),
    )


Pair = tuple[FoundMeasure, Measure | None]


def _known(ask: PaperAsk) -> tuple[Measure, ...]:
    """In the order in which the paper numbers them: by area, then by position."""
    return tuple(
        measure for _, within in areas(measures_of(ask, the_plan(ask))) for measure in within
    )


def _paired(known: Sequence[Measure], found: Sequence[FoundMeasure]) -> list[Pair]:
    """First by what the measure is called, then by its number, else it is a new one."""
    free = dict(enumerate(known, start=1))
    names: dict[int, int] = {}
    for place, measure in enumerate(found):
        named = (n for n, old in free.items() if same(old.activity) == same(measure.activity))
        number = next(named, None)
        if number is not None:
            names[place] = number
            del free[number]
    return [
        (
            measure,
            known[names[place] - 1] if place in names else free.pop(measure.number or 0, None),
        )
        for place, measure in enumerate(found)
    ]


def _all(
    known: Sequence[Measure], pairs: Sequence[Pair], taken: Sequence[Taken]
) -> tuple[Measure, ...]:
    read = {old.id: one.measure for (_, old), one in zip(pairs, taken, strict=True) if old}
    new = [one.measure for (_, old), one in zip(pairs, taken, strict=True) if old is None]
    last = max((measure.position for measure in known), default=0)
    return (
        *(read.get(measure.id, measure) for measure in known),
        *(replace(measure, position=last + n) for n, measure in enumerate(new, start=1)),
    )


def _missing(known: Sequence[Measure], pairs: Sequence[Pair]) -> Iterator[str]:
    there = {old.id for _, old in pairs if old is not None}
    for measure in known:
        if measure.id not in there:
            yield f"Insatsen «{measure.activity}» finns inte i filen. Den är kvar som den var."


def _texts(title: str, measures: Iterable[Measure]) -> Iterator[str]:
    yield title
    for measure in measures:
        yield from (measure.area, measure.activity, measure.purpose, measure.sustainability)
        yield from (measure.responsible_person, *measure.participants)
        for target in measure.targets:
            yield from (target.level, target.text, target.indicator, target.unit, target.source)

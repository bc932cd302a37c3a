"""Two versions of a plan or of a tjänsteskrivelse side by side, field by field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from documents import planned
from documents.compare import (
    Fate,
    ParagraphsDiff,
    TextDiff,
    compare_paragraphs,
    compare_texts,
)
from documents.typography import capitalised
from workflow.facts import DraftText, Measure, Target

_Thing = TypeVar("_Thing")
_Fields = tuple[tuple[str, Callable[[_Thing], str]], ...]

# The fields by the names and in the words that the paper gives them.
_OF_MEASURE: _Fields[Measure] = (
    ("Insatsområde", lambda measure: measure.area),
    ("Plats i planen", lambda measure: str(measure.position)),
    ("Insats", lambda measure: measure.activity),
    ("Syfte", lambda measure: measure.purpose),
    ("Ansvarig", planned.responsible),
    ("Medverkande", planned.participants),
    ("Tid", lambda measure: capitalised(planned.period(measure))),
    ("Finansiering", planned.funding),
    ("Hållbarhet", lambda measure: measure.sustainability),
)
_OF_TARGET: _Fields[Target] = (
    ("Nivå", lambda target: capitalised(target.level)),
    ("Mål", lambda target: target.text),
    ("Indikator", lambda target: target.indicator),
    ("Källa", lambda target: target.source),
    ("Enhet", lambda target: target.unit),
    ("Basvärde", planned.baseline),
    ("Målvärde", planned.goal),
)


@dataclass(frozen=True)
class Switch(Generic[_Thing]):
    """A choice that is no text: what it was, and what it is."""

    old: _Thing
    new: _Thing

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class DraftDiff:
    """A tjänsteskrivelse in two versions; whoever shows it names the delegations."""

    title: TextDiff
    text: ParagraphsDiff
    dispatch_to: ParagraphsDiff
    delegation: Switch[int]
    new_direction: Switch[bool | None]

    @property
    def changed(self) -> bool:
        written = (self.title, self.text, self.dispatch_to)
        chosen = (self.delegation, self.new_direction)
        return any(part.changes for part in written) or any(part.changed for part in chosen)


@dataclass(frozen=True)
class FieldDiff:
    """One field by its Swedish name."""

    name: str
    text: TextDiff


@dataclass(frozen=True)
class TargetDiff:
    position: int
    fate: Fate
    fields: tuple[FieldDiff, ...]


@dataclass(frozen=True)
class MeasureDiff:
    """``fields`` are all of the measure's; those of an added one are added whole."""

    key: str
    fate: Fate
    fields: tuple[FieldDiff, ...]
    targets: tuple[TargetDiff, ...]


@dataclass(frozen=True)
class PlanText:
    """What people write in a plan: the title and the measures."""

    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class PlanDiff:
    """The measures in the new version's order, a removed one where it used to stand."""

    title: TextDiff
    measures: tuple[MeasureDiff, ...]

    @property
    def changed(self) -> bool:
        return bool(self.title.changes) or any(m.fate is not Fate.SAME for m in self.measures)


def compare_drafts(old: DraftText, new: DraftText) -> DraftDiff:
    return DraftDiff(
        compare_texts(old.title, new.title),
        compare_paragraphs(old.text, new.text),
        compare_paragraphs(old.dispatch_to, new.dispatch_to),
        Switch(old.delegation_id, new.delegation_id),
        Switch(old.new_direction, new.new_direction),
    )


def compare_plans(old: PlanText, new: PlanText) -> PlanDiff:
    """Measures belong together by their key, a measure's targets by their position."""
    before = {measure.key: measure for measure in old.measures}
    after = {measure.key: measure for measure in new.measures}
    keys = _merged(_in_order(old.measures), _in_order(new.measures))
    return PlanDiff(
        compare_texts(old.title, new.title),
        tuple(_measure(key, before.get(key), after.get(key)) for key in keys),
    )


def _in_order(measures: Iterable[Measure]) -> list[str]:
    return [measure.key for measure in sorted(measures, key=lambda m: m.position)]


def _merged(old: list[str], new: list[str]) -> list[str]:
    """The new order, with each removed key after the kept one that it used to follow."""
    kept, last = frozenset(new), ""
    removed: dict[str, list[str]] = {}
    for key in old:
        if key in kept:
            last = key
        else:
            removed.setdefault(last, []).append(key)
    return [*removed.get("", ()), *(k for key in new for k in (key, *removed.get(key, ())))]


def _measure(key: str, old: Measure | None, new: Measure | None) -> MeasureDiff:
    fields = _fields(_OF_MEASURE, old, new)
    before = _by_position(old.targets if old else ())
    after = _by_position(new.targets if new else ())
    targets = tuple(
        _target(position, before.get(position), after.get(position))
        for position in sorted(before.keys() | after.keys())
    )
    changed = _touched(fields) or any(target.fate is not Fate.SAME for target in targets)
    return MeasureDiff(key, _fate(old, new, changed=changed), fields, targets)


def _by_position(targets: tuple[Target, ...]) -> Mapping[int, Target]:
    return {target.position: target for target in targets}


def _target(position: int, old: Target | None, new: Target | None) -> TargetDiff:
    fields = _fields(_OF_TARGET, old, new)
    return TargetDiff(position, _fate(old, new, changed=_touched(fields)), fields)


def _fields(
    table: _Fields[_Thing], old: _Thing | None, new: _Thing | None
) -> tuple[FieldDiff, ...]:
    return tuple(
        FieldDiff(
            name,
            compare_texts("" if old is None else read(old), "" if new is None else read(new)),
        )
        for name, read in table
    )


def _touched(fields: tuple[FieldDiff, ...]) -> bool:
    return any(field.text.changes for field in fields)


def _fate(old: object, new: object, *, changed: bool) -> Fate:
    if old is None:
        return Fate.ADDED
    if new is None:
        return Fate.REMOVED
    return Fate.CHANGED if changed else Fate.SAME

"""Measures (insatser): can they be followed up, what came out of them, what goes on next year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflow.facts import Measure, OutcomeStatus, Target
from workflow.refusals import Refusal


def draft_faults(measures: Iterable[Measure]) -> Iterator[Refusal]:
    """What keeps a draft from being decided: each measure needs a responsible and a target."""
    for measure in measures:
        if measure.responsible is None or not measure.responsible_person:
            yield Refusal.of("measure_without_responsible", measure=measure.activity)
        if not measure.targets:
            yield Refusal.of("measure_without_target", measure=measure.activity)
        for target in measure.targets:
            yield from _target_faults(measure, target)


def _target_faults(measure: Measure, target: Target) -> Iterator[Refusal]:
    lacking = [
        word
        for word, value in (
            ("indikator", target.indicator),
            ("enhet", target.unit),
            ("målvärde", "" if target.goal is None else "finns"),
        )
        if not value
    ]
    if lacking:
        yield Refusal.of(
            "target_cannot_be_followed_up",
            measure=measure.activity,
            target=target.text,
            lacking=", ".join(lacking),
        )


def is_answered(target: Target) -> bool:
    """A target has an outcome (0 is one) or a stated reason why there is none."""
    outcome = target.outcome
    return outcome is not None and (outcome.value is not None or bool(outcome.missing_reason))


def unanswered(measures: Iterable[Measure]) -> Iterator[tuple[Measure, Target]]:
    """Every target still without an outcome and without a reason."""
    for measure in measures:
        for target in measure.targets:
            if not is_answered(target):
                yield measure, target


@dataclass(frozen=True)
class Fulfilment:
    """Måluppfyllelse: how many targets ended how; ``total`` is their sum."""

    reached: int = 0
    partly: int = 0
    missed: int = 0
    not_measured: int = 0

    @property
    def total(self) -> int:
        return self.reached + self.partly + self.missed + self.not_measured


def fulfilment(measures: Iterable[Measure]) -> Fulfilment:
    """Count the outcomes of all targets; a target without an outcome counts as not measured."""
    count = dict.fromkeys(OutcomeStatus, 0)
    for measure in measures:
        for target in measure.targets:
            status = target.outcome.status if target.outcome else OutcomeStatus.NOT_MEASURED
            count[status] += 1
    return Fulfilment(
        reached=count[OutcomeStatus.REACHED],
        partly=count[OutcomeStatus.PARTLY],
        missed=count[OutcomeStatus.MISSED],
        not_measured=count[OutcomeStatus.NOT_MEASURED],
    )


def areas(measures: Iterable[Measure]) -> tuple[tuple[str, tuple[Measure, ...]], ...]:
    """The measures by area (insatsområde), areas in the order in which they first stand."""
    found: dict[str, list[Measure]] = {}
    for measure in sorted(measures, key=lambda m: m.position):
        found.setdefault(measure.area, []).append(measure)
    return tuple((area, tuple(members)) for area, members in found.items())

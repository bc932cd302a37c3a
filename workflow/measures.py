"""Measures (insatser): can they be followed up, what came out of them, what goes on next year."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from workflow.chaining import canonical
from workflow.facts import Actor, Measure, Outcome, OutcomeStatus, Region, Target
from workflow.refusals import Refusal
from workflow.states import ActorKind


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


def count_targets(measures: Iterable[Measure]) -> int:
    """How many outcomes the measures ask for."""
    return sum(len(measure.targets) for measure in measures)


def count_answered(measures: Iterable[Measure]) -> int:
    """How many of them have been given."""
    return sum(is_answered(target) for measure in measures for target in measure.targets)


def is_answered_by(measure: Measure, actor: Actor, region: Region) -> bool:
    """By link the organisation's own measures; those who work here answer for the region's."""
    if measure.responsible is None:
        return False
    if actor.kind is ActorKind.LINK:
        return measure.responsible.id == actor.party_id
    return measure.responsible.number == region.number


def has_value(target: Target) -> bool:
    """A value that somebody has given is theirs to change."""
    return target.outcome is not None and target.outcome.value is not None


def is_its_own_word(measure: Measure, target: Target) -> bool:
    """A value that the organisation has given itself, by its link, is its own to change."""
    told, party = target.outcome, measure.responsible
    return bool(told and party and told.value is not None and told.reported_by == party.name)


def fell_short(measures: Iterable[Measure]) -> Iterator[tuple[Measure, Target]]:
    """Avvikelser: every target that was not fully reached, in the order of the plan."""
    for measure in measures:
        for target in by_position(measure.targets):
            if target.outcome is None or target.outcome.status is not OutcomeStatus.REACHED:
                yield measure, target


def learnt(measures: Iterable[Measure]) -> Iterator[tuple[Measure, str]]:
    """Lärdomar: what the responsible have learnt, in the order of the plan."""
    for measure in measures:
        for target in by_position(measure.targets):
            if target.outcome and target.outcome.lesson.strip():
                yield measure, target.outcome.lesson.strip()


def by_position(targets: Iterable[Target]) -> list[Target]:
    """A measure's targets in their order."""
    return sorted(targets, key=lambda target: target.position)


def unanswered(measures: Iterable[Measure]) -> Iterator[tuple[Measure, Target]]:
    """Every target still without an outcome and without a reason."""
    for measure in measures:
        for target in measure.targets:
            if not is_answered(target):
                yield measure, target


def proposed_status(target: Target, value: Decimal) -> OutcomeStatus | None:
    """What a value says of its target; ``None`` without a goal. A person may see it otherwise.

    A goal below the baseline is reached from above, as where complaints are to become fewer,
    and a goal of nothing is reached by nothing.
    """
    if target.goal is None:
        return None
    start = target.baseline if target.baseline is not None else Decimal(0)
    falls = target.goal < start or target.goal == start == 0
    reached = value <= target.goal if falls else value >= target.goal
    if reached:
        return OutcomeStatus.REACHED
    on_the_way = value < start if falls else value > start
    return OutcomeStatus.PARTLY if on_the_way else OutcomeStatus.MISSED


def fingerprint(outcome: Outcome | None) -> str:
    """What names an outcome as somebody saw it: two that say the same have the same."""
    if outcome is None:
        return "0" * 16
    value = "" if outcome.value is None else f"{outcome.value.normalize():f}"
    said = (value, outcome.status, outcome.comment, outcome.lesson, outcome.missing_reason)
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]


def seen_as(target: Target) -> str:
    """How a page says which outcome of a target it showed."""
    return f"{target.id}:{fingerprint(target.outcome)}"


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


def next_key(year: int, measures: Iterable[Measure]) -> str:
    """The key of a measure that is added to a year's plan: the first number nobody has had."""
    numbered = (measure.key.removeprefix(f"{year}-") for measure in measures)
    taken = [int(number) for number in numbered if number.isascii() and number.isdecimal()]
    return f"{year}-{max(taken, default=0) + 1}"


def measure_fingerprint(measure: Measure) -> str:
    """What names a measure as somebody saw it: what people write in it, and nothing else."""
    written = {
        "place": [measure.key, measure.position, measure.area],
        "what": [measure.activity, measure.purpose, measure.sustainability],
        "who": [
            measure.responsible.id if measure.responsible else 0,
            measure.responsible_person,
            list(measure.participants),
        ],
        "when": [str(measure.starts_on), str(measure.ends_on)],
        "money": [[part.amount, part.source] for part in measure.funding],
        "targets": [_written(target) for target in measure.targets],
    }
    return hashlib.sha256(canonical(written).encode()).hexdigest()


def _written(target: Target) -> list[str]:
    texts = (target.level, target.text, target.indicator, target.unit, target.source)
    return [*texts, str(target.baseline), str(target.goal)]

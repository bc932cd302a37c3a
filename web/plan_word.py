"""What an edited handlingsplan changes in its measures, held to what the form of a measure asks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.compare import Fate
from documents.incoming.plan import IncomingPlan
from documents.versions import MeasureDiff, PlanText, compare_plans
from web.forms.measures import LEVELS, MOST_ROWS, MeasureForm, fields_of
from web.i18n import _
from workflow.facts import Measure, Target
from workflow.measures import measure_fingerprint
from workflow.operations.queries.drafts import Draft


@dataclass(frozen=True)
class Proposed:
    """A measure as the file would have it; ``seen`` names what it would take the place of."""

    measure: Measure
    seen: str
    diff: MeasureDiff
    faults: tuple[str, ...]


def proposed(draft: Draft, read: IncomingPlan) -> Iterator[Proposed]:
    """Each measure that the file adds or changes."""
    there = {each.id: each for each in draft.measures}
    for said in read.measures:
        measure, faults = _as_written(draft, said)
        old = there.get(said.id)
        (diff,) = compare_plans(_alone(old), _alone(measure)).measures
        if diff.fate is not Fate.SAME or faults:
            yield Proposed(measure, measure_fingerprint(old) if old else "", diff, faults)


def _alone(measure: Measure | None) -> PlanText:
    return PlanText("", (measure,) if measure else ())


def _as_written(draft: Draft, said: Measure) -> tuple[Measure, tuple[str, ...]]:
    """The measure as its form would save it, and what the form says against it."""
    if len(said.targets) > MOST_ROWS:
        return said, (_("Insatsen har fler än %(most)s mål. Dela upp den.", most=MOST_ROWS),)
    known = replace(said, targets=tuple(map(_levelled, said.targets)))
    form = MeasureForm(formdata=None, data=fields_of(known, ""))
    form.offer(draft.parties, draft.areas)
    form.validate()
    written = form.written(said, {party.id: party for party in draft.parties})
    return replace(written, key=said.key, position=said.position), tuple(_sentences(form.errors))


def _levelled(target: Target) -> Target:
    """The paper writes the levels with a capital; the form knows them without."""
    level = target.level.strip().lower()
    return replace(target, level=level) if level in LEVELS else target


def _sentences(errors: object) -> Iterator[str]:
    """The sentences of a form's errors, however deep its rows put them."""
    if isinstance(errors, dict):
        errors = list(errors.values())
    if isinstance(errors, list | tuple):
        for each in errors:
            yield from _sentences(each)
    elif errors:
        yield errors if isinstance(errors, str) else str(errors)

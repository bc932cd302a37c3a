"""A decision's draft as plain paragraphs: what a reader has read, and what has changed since."""

from dataclasses import dataclass, replace
from datetime import datetime

from documents.compare import ParagraphDiff, compare_paragraphs
from documents.versions import PlanDiff, PlanText, compare_plans
from documents.wording import basis_lines
from web import current
from web.decision_words import sentences
from workflow.carrying import as_carried
from workflow.facts import Basis, Measure, Plan, Situation
from workflow.operations import last_reads
from workflow.operations.queries.decisions import DecisionShown

_BETWEEN = "\n\n"


def text_of(situation: Situation) -> tuple[str, ...]:
    """Everything that the decision would say, paragraph by paragraph."""
    decision = situation.the_decision()
    delegation = situation.delegation()
    return tuple(
        " ".join(paragraph.split())
        for paragraph in (
            decision.title,
            *decision.text,
            *sentences(situation),
            *basis_lines(_as_written(decision.basis)),
            delegation.ground.in_a_list() if delegation else "",
            *decision.dispatch_to,
            *(line for plan in situation.plans for line in _plan(situation, plan)),
        )
        if paragraph.strip()
    )


def _as_written(basis: tuple[Basis, ...]) -> tuple[Basis, ...]:
    """Without the days of the plans' papers, which come and go with each submission."""
    return tuple(replace(item, dated_on=None) if item.plan_id else item for item in basis)


def _plan(situation: Situation, plan: Plan) -> tuple[str, ...]:
    """The plan's measures in the words that its paper uses."""
    nothing = PlanText("", ())
    diff = compare_plans(nothing, PlanText(plan.title, situation.measures.get(plan.id, ())))
    lines = [plan.title]
    for measure in diff.measures:
        lines += [f"{field.name}: {field.text.new}" for field in measure.fields if field.text.new]
        for target in measure.targets:
            lines += [f"{f.name}: {f.text.new}" for f in target.fields if f.text.new]
    return tuple(lines)


@dataclass(frozen=True)
class SinceLastRead:
    """What has changed since the reader last read; empty where nothing has."""

    read_at: datetime
    changes: tuple[ParagraphDiff, ...]


def place(decision_id: int) -> str:
    return f"delegationsbeslut/{decision_id}"


def since_last_read(situation: Situation) -> SinceLastRead | None:
    """What is new to the signed-in reader; the first reading is noted, and has nothing new.

    What has changed stays marked until the reader says that it is read, or acts on it.
    """
    decision_id = situation.the_decision().id
    last = last_reads.last(current.office(), current.person_id(), place(decision_id))
    if last is None:
        note_read(situation)
        return None
    before = tuple(last.text.split(_BETWEEN))
    return SinceLastRead(last.read_at, compare_paragraphs(before, text_of(situation)).changes)


def note_read(situation: Situation) -> None:
    """The signed-in reader has read the decision as it is now."""
    where, text = place(situation.the_decision().id), _BETWEEN.join(text_of(situation))
    last_reads.note(current.office(), current.person_id(), where, text, current.at())


@dataclass(frozen=True)
class SinceLastYear:
    """One plan of the decision beside the plan of the year before."""

    plan: Plan
    before: Plan
    diff: PlanDiff


def since_last_year(shown: DecisionShown) -> tuple[SinceLastYear, ...]:
    """Each plan that has one before it, with what was kept, changed, added and left out."""
    situation = shown.situation
    return tuple(
        SinceLastYear(
            plan,
            earlier.plan,
            _since(earlier.plan, earlier.measures, plan, situation.measures.get(plan.id, ())),
        )
        for plan in situation.plans
        if (earlier := shown.last_years.get(plan.id)) is not None
    )


def _since(
    earlier: Plan, before: tuple[Measure, ...], plan: Plan, after: tuple[Measure, ...]
) -> PlanDiff:
    """A measure that was carried over is the same one; that its days moved a year is no change."""
    same = as_carried(before, after, plan.year - earlier.year)
    return compare_plans(PlanText(earlier.title, tuple(same)), PlanText(plan.title, after))

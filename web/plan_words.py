"""A plan in words: the stages of its way, what of its acts is closed and why, what has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from documents import built
from documents.andringslista import differences
from documents.compare import Fate, ParagraphDiff, compare_paragraphs
from documents.papertext import paragraphs
from documents.parts import Heading, Paper
from documents.versions import PlanDiff
from web import current
from web.closed_acts import ClosedAct, of_step
from web.i18n import _, lazy
from web.swedish import sentence
from workflow.operations import last_reads
from workflow.operations.queries import drafts
from workflow.operations.queries.drafts import Draft
from workflow.refusals import Refusal
from workflow.states import PlanState

_BETWEEN = "\x1e"  # a character that nobody can type
# The stages of a plan's way, each with the step that ends it.
_STAGES = (
    (lazy("Beredning"), "circulate"),
    (lazy("Samråd"), "submit"),
    (lazy("Beslut"), "decide"),
    (lazy("Uppföljning"), "close_follow_up"),
    (lazy("Rapport till myndigheten"), "report_agency"),
    (lazy("Rapport till nämnden"), "report_committee"),
)
_STAGE_OF = {
    PlanState.DRAFTING: 0,
    PlanState.CIRCULATED: 1,
    PlanState.SUBMITTED: 2,
    PlanState.REFERRED: 2,
    PlanState.ADOPTED: 3,
    PlanState.FOLLOWING_UP: 3,
    PlanState.FOLLOWED_UP: 4,
    PlanState.REPORTED: 5,
    PlanState.REPORTED_BACK: 6,
    PlanState.CLOSED: 6,
    PlanState.REPEALED: 6,
}


@dataclass(frozen=True)
class Stage:
    """One stage as ``ui.stepper`` shows it."""

    text: str
    when: str
    standing: str


def stages(state: PlanState, taken: Mapping[str, date]) -> list[Stage]:
    """Where the plan is on its way, with the days of what is done; one discarded goes nowhere."""
    here = _STAGE_OF.get(state)
    if here is None:
        return []
    return [
        Stage(_(text), _when(place - here, ends, taken), _standing(place - here))
        for place, (text, ends) in enumerate(_STAGES)
    ]


def _standing(ahead: int) -> str:
    return "done" if ahead < 0 else "ahead" if ahead else "now"


def _when(ahead: int, ends: str, taken: Mapping[str, date]) -> str:
    if ahead >= 0:
        return ""
    # A draft that was never sent round went straight to the decision.
    if ends == "submit" and "circulate" not in taken:
        return _("Inget samråd")
    day = taken.get(ends) or taken.get("submit")
    return _("Klar %(day)s", day=day) if day else ""


def closed_acts(closed: Mapping[str, tuple[Refusal, ...]], *steps: str) -> list[ClosedAct]:
    """Of these steps those that are closed, each with its reasons."""
    return [
        of_step(step, tuple(sentence(refusal) for refusal in closed[step]))
        for step in steps
        if closed[step]
    ]


def since_last_year(found: Draft) -> PlanDiff | None:
    """What is changed in this plan beside last year's; that days moved a year is no change."""
    if found.last is None:
        return None
    years = found.plan.year - found.last.year
    return differences(found.last_measures, found.measures, years, found.plan.title)


def paper_of(found: Draft) -> Paper:
    """The plan's paper as it would be today."""
    return built(drafts.paper_ask(current.office(), found, current.on()))


@dataclass(frozen=True)
class SinceRead:
    """A plan beside what its reader last read: every paragraph that something happened to."""

    read_at: datetime
    rows: tuple[ParagraphDiff, ...]
    headings: frozenset[str]

    @property
    def changes(self) -> tuple[tuple[str, ParagraphDiff], ...]:
        """What has changed, each with the heading that it stands under now."""
        found, heading = [], ""
        for row in self.rows:
            heading = row.text.new if row.text.new in self.headings else heading
            if row.fate is not Fate.SAME:
                found.append((heading, row))
        return tuple(found)


def since_read(found: Draft) -> SinceRead | None:
    """What has changed since the signed-in reader last read; ``None`` where they never did."""
    last = last_reads.last(current.office(), current.person_id(), _place(found))
    if last is None:
        return None
    paper, before = paper_of(found), tuple(last.text.split(_BETWEEN))
    headings = frozenset(block.text for block in paper.blocks if isinstance(block, Heading))
    return SinceRead(last.read_at, compare_paragraphs(before, paragraphs(paper)).rows, headings)


def note_read(found: Draft) -> None:
    """The signed-in reader has read the plan as it is now."""
    text = _BETWEEN.join(paragraphs(paper_of(found)))
    last_reads.note(current.office(), current.person_id(), _place(found), text, current.at())


def _place(found: Draft) -> str:
    return f"plan:{found.plan.id}"

"""A case's papers as its page lists them: by the stage of the chain that made them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from workflow.chain import BY_NAME
from workflow.facts import Actor
from workflow.operations.queries.readers import saves_messages
from workflow.operations.queries.stepper import Stage
from workflow.orders import EDITABLE
from workflow.states import PaperKind, Thing
from workflow.store import tables as t


@dataclass(frozen=True)
class CasePaper:
    """One kept paper: what it is, of which stage, and whether a newer one has taken its place.

    ``editable`` is the form for writing on, beside the one that is kept and sent.
    """

    kind: PaperKind
    name: str
    sha256: str
    media_type: str
    size: int
    made_on: date
    current: bool
    editable: bool
    stage: Stage


_STAGES = {Thing.NOTICE: Stage.NOTICE, Thing.DISPATCH: Stage.DISPATCH}
_OF_STEP = {
    "circulate": Stage.CONSULTATION,
    "prepare": Stage.DRAFTING,
    "revise_basis": Stage.DRAFTING,
    "submit": Stage.DRAFTING,
    "arrived": Stage.DISPATCH,
}


def stage_of(step: str) -> Stage:
    """The stage in which a step makes its papers."""
    if step in _OF_STEP:
        return _OF_STEP[step]
    found = BY_NAME.get(step)
    thing = found.thing if found else Thing.DECISION
    if thing is Thing.PLAN:
        return Stage.FOLLOW_UP
    return _STAGES.get(thing, Stage.DECISION)


def papers_of(
    connection: Connection,
    actor: Actor,
    case_id: int,
    plan_id: int | None,
    decision_id: int | None,
) -> tuple[CasePaper, ...]:
    """The papers on a plan and of the decision over it, in the order in which they were made.

    The same bytes made twice are listed once, as they were made last. A message that came in is
    listed to those who may save it.
    """
    of_case = t.paper_use.c.plan_id.is_(None) & t.paper_use.c.decision_id.is_(None)
    of_plan, of_decision = (
        t.paper_use.c.plan_id == plan_id,
        t.paper_use.c.decision_id == decision_id,
    )
    mine = or_(of_plan, of_decision, of_case)
    others = or_(t.paper_use.c.plan_id.is_(None), t.paper_use.c.plan_id == plan_id)
    rows = connection.execute(
        select(t.paper_use, t.paper.c.media_type, t.paper.c.size)
        .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
        .join(t.matter_case, t.matter_case.c.id == t.paper_use.c.case_id)
        .where(t.paper_use.c.case_id == case_id, mine, others)
        .where((t.paper_use.c.kind != PaperKind.INKOMMET.value) | saves_messages(actor))
        .order_by(t.paper_use.c.id)
    )
    made = {(row.sha256, row.kind, row.party_id): row for row in rows}
    return tuple(
        CasePaper(
            kind=PaperKind(row.kind),
            name=row.name,
            sha256=row.sha256,
            media_type=row.media_type,
            size=row.size,
            made_on=row.made_on,
            current=row.current,
            editable=row.media_type == EDITABLE,
            stage=stage_of(row.step),
        )
        for row in made.values()
    )

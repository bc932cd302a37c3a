"""One decision as the public register shows it: text, plans, notice, and the published papers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.facts import Ground
from workflow.operations.office import Office
from workflow.operations.queries.public import Decided, Number, decisions, shown
from workflow.operations.queries.public_follow_up import CLOSED
from workflow.orders import EDITABLE
from workflow.refusals import NotFound
from workflow.states import DecisionState, NoticeState, PaperKind, PlanState
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.register import ground

# Papers that are published with a decision: as decided, as adopted, and what was put right.
PUBLIC = (PaperKind.DELEGATIONSBESLUT, PaperKind.HANDLINGSPLAN, PaperKind.RATTELSE)


@dataclass(frozen=True)
class PublicPaper:
    """A published paper: its bytes lie under the hash."""

    kind: PaperKind
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class AdoptedPlan:
    """A plan that a decision adopted, and how far it has come."""

    id: int
    year: int
    title: str
    state: PlanState

    @property
    def is_followed_up(self) -> bool:
        """Whether anybody may read how the year ended."""
        return self.state in CLOSED


@dataclass(frozen=True)
class Noticed:
    """What became of the notice to the committee, and of the time to appeal."""

    state: NoticeState
    meeting_on: date | None
    paragraph: str
    posted_on: date | None
    last_appeal_on: date | None
    in_force_on: date | None


@dataclass(frozen=True)
class DecidedWhole:
    """All that the public register says of one decision."""

    decided: Decided
    text: tuple[str, ...]
    genitive: str
    ground: Ground
    deputy_for: str
    dispatch_to: tuple[str, ...]
    plans: tuple[AdoptedPlan, ...]
    notice: Noticed | None
    papers: tuple[PublicPaper, ...]


def one(office: Office, number: Number, *, with_names: bool) -> DecidedWhole:
    """The decision; ``NotFound`` where none is decided under the number.

    Papers and running text may name people, so without names there are none.
    """
    wanted = [
        t.decision.c.state == DecisionState.DECIDED.value,
        t.committee.c.code == number.committee,
        t.decision.c.number_serial == number.serial,
        t.decision.c.number_year == number.year,
    ]
    with reading(office.engine) as connection:
        row = connection.execute(
            decisions(wanted)
            .add_columns(
                t.committee.c.genitive,
                t.delegation.c.ground_kind,
                t.delegation.c.ground_label,
                t.delegation.c.ground_decided_on,
                t.delegation.c.ground_reference,
            )
            .join(t.delegation, t.delegation.c.id == t.decision.c.delegation_id)
        ).one_or_none()
        if row is None:
            raise NotFound(f"decision {number}")
        (listed,) = shown(connection, [row], with_names=with_names)
        return DecidedWhole(
            decided=listed,
            text=tuple(row.text) if with_names else (),
            genitive=row.genitive,
            ground=ground(row),
            deputy_for=row.deputy_for,
            dispatch_to=tuple(row.dispatch_to),
            plans=_plans(connection, row.id),
            notice=_notice(connection, row.id),
            papers=_papers(connection, row.id) if with_names else (),
        )


def _plans(connection: Connection, decision_id: int) -> tuple[AdoptedPlan, ...]:
    rows = connection.execute(
        select(t.plan.c.id, t.plan.c.year, t.plan.c.title, t.plan.c.state)
        .join(t.decision_plan, t.decision_plan.c.plan_id == t.plan.c.id)
        .where(t.decision_plan.c.decision_id == decision_id)
        .order_by(t.decision_plan.c.position)
    )
    return tuple(AdoptedPlan(r.id, r.year, r.title, PlanState(r.state)) for r in rows)


def _notice(connection: Connection, decision_id: int) -> Noticed | None:
    row = connection.execute(
        select(t.notice, t.meeting.c.held_on)
        .outerjoin(t.meeting, t.meeting.c.id == t.notice.c.meeting_id)
        .where(t.notice.c.decision_id == decision_id)
    ).one_or_none()
    if row is None:
        return None
    return Noticed(
        NoticeState(row.state),
        row.held_on,
        row.paragraph,
        row.posted_on,
        row.last_appeal_on,
        row.in_force_on,
    )


def _papers(connection: Connection, decision_id: int) -> tuple[PublicPaper, ...]:
    """The decision, the adopted plans and corrections, as they are read and not edited.

    A plan's paper is the one that stands frozen with the decision, never a draft before it.
    """
    rows = connection.execute(
        select(t.paper_use, t.paper.c.media_type, t.paper.c.size)
        .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
        .where(t.paper_use.c.decision_id == decision_id, t.paper_use.c.current)
        .where(t.paper_use.c.kind.in_([kind.value for kind in PUBLIC]))
        .where(t.paper.c.media_type != EDITABLE)
        .order_by(t.paper_use.c.id)
    ).all()
    found = [PublicPaper(PaperKind(r.kind), r.name, r.media_type, r.size, r.sha256) for r in rows]
    return tuple(sorted(found, key=lambda paper: PUBLIC.index(paper.kind)))

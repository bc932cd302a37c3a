"""Drawing up a step's papers before its transaction, and writing where they belong in it."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from workflow.expansion import listed, paper_asks
from workflow.facts import Ask, PaperRef, Situation, printed
from workflow.machine import Outcome
from workflow.operations.office import Office
from workflow.orders import EDITABLE, RECORD, Open, Paper, PaperAsk, Rendered
from workflow.states import PaperKind, Thing
from workflow.store import moves
from workflow.store import tables as t
from workflow.store.engine import unless_there
from workflow.store.paper_register import for_the_record
from workflow.store.prepared import Prepared

_CURRENT = Prepared(
    select(t.paper_use, t.paper.c.media_type, t.paper.c.size)
    .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
    .where(t.paper_use.c.kind.in_(bindparam("kinds", expanding=True)), t.paper_use.c.current)
    .where(for_the_record())
    .where(t.paper_use.c.case_id == bindparam("case"))
    .order_by(t.paper_use.c.id)
)


@dataclass(frozen=True)
class DrawnPaper:
    """A paper that lies in the store, and whose copy it is."""

    kind: PaperKind
    name: str
    sha256: str
    media_type: str
    size: int
    plan_id: int | None
    party_id: int | None


Drawn = tuple[DrawnPaper, ...]


def draw(office: Office, outcome: Outcome, after: Situation, ask: Ask) -> Drawn:
    """Render every paper that the step orders and keep its bytes, synced to disk.

    An unused file is harmless; a missing one is not. So this comes before the first write.
    """
    asks = [
        paper_ask
        for order in outcome.orders
        if isinstance(order, Paper)
        for paper_ask in paper_asks(order, after, ask)
    ]
    return tuple(drawn for each in asks for drawn in _draw(office, _completed(office, each), ask))


def _completed(office: Office, ask: PaperAsk) -> PaperAsk:
    """The ask with what stands beside the step: where to check, and the committee's list."""
    checked = replace(ask, check_at=office.check_at)
    notice = ask.situation.notice
    if ask.kind is not PaperKind.ANMALNINGSLISTA or notice is None or notice.meeting is None:
        return checked
    before = printed(ask.situation.listings.get(notice.meeting.id, ()))
    return replace(checked, listing=(*before, listed(ask.situation, notice.position or 1)))


def _draw(office: Office, paper: PaperAsk, ask: Ask) -> Drawn:
    """The paper in each of its forms; what goes out as the organisation's word is sealed."""
    return tuple(
        DrawnPaper(
            kind=paper.kind,
            name=rendered.name,
            sha256=office.files.put(content),
            media_type=rendered.media_type,
            size=len(content),
            plan_id=paper.plan.id if paper.plan else None,
            party_id=paper.delivery.party.id if paper.delivery else None,
        )
        for rendered in office.renderer.papers(paper)
        for content in (_sealed(office, paper, rendered, ask),)
    )


# The decision itself, and the papers by which it and its results are told to others.
SEALED = frozenset(
    {
        PaperKind.DELEGATIONSBESLUT,
        PaperKind.UTDRAG,
        PaperKind.RATTELSE,
        PaperKind.UPPFOLJNING,
        PaperKind.ARSRAPPORT,
        PaperKind.ATERRAPPORTERING,
    }
)


def _sealed(office: Office, paper: PaperAsk, rendered: Rendered, ask: Ask) -> bytes:
    if office.sealer is None or rendered.media_type != RECORD or paper.kind not in SEALED:
        return rendered.content
    situation = paper.situation
    reason = f"{situation.region.name}, ärende {situation.case.reference}"
    return office.sealer.seal(rendered.content, ask.at, reason)


def opened(outcome: Outcome) -> tuple[Thing, ...]:
    """The things that begin their own life after the step."""
    return tuple(order.thing for order in outcome.orders if isinstance(order, Open))


def keep(
    connection: Connection, after: Situation, outcome: Outcome, ask: Ask, drawn: Drawn
) -> None:
    """Write down each paper and where it belongs; an older one of the same kind steps back."""
    for paper in drawn:
        _step_back(connection, after, paper)
    for paper in drawn:
        add_paper(connection, paper)
        _use(connection, after, outcome, ask, paper)
        if paper.kind is PaperKind.UTDRAG and paper.media_type != EDITABLE:
            _send_along(connection, after, paper)


def add_paper(connection: Connection, paper: DrawnPaper) -> None:
    """Note that the bytes are kept; the same bytes twice are one paper."""
    row = {
        "sha256": paper.sha256,
        "kind": paper.kind.value,
        "name": paper.name,
        "media_type": paper.media_type,
        "size": paper.size,
    }
    connection.execute(unless_there(connection, t.paper), row)


def _belongs(after: Situation, paper: DrawnPaper) -> dict[str, object]:
    return {
        "case_id": after.case.id,
        "kind": paper.kind.value,
        "plan_id": paper.plan_id,
        "party_id": paper.party_id,
    }


def _step_back(connection: Connection, after: Situation, paper: DrawnPaper) -> None:
    """An older paper of the same kind on the same thing counts no longer."""
    if paper.kind is PaperKind.RATTELSE:  # every correction stands beside the others
        return
    older = update(t.paper_use).where(t.paper_use.c.current)
    for column, value in _belongs(after, paper).items():
        older = older.where(t.paper_use.c[column].is_not_distinct_from(value))
    if paper.plan_id is None:  # a plan's paper is the plan's, whichever decision adopts it
        decision_id = after.decision.id if after.decision else None
        older = older.where(t.paper_use.c.decision_id.is_not_distinct_from(decision_id))
    connection.execute(older, {"current": False})


def _use(
    connection: Connection, after: Situation, outcome: Outcome, ask: Ask, paper: DrawnPaper
) -> None:
    use = {
        **_belongs(after, paper),
        "decision_id": after.decision.id if after.decision else None,
        "sha256": paper.sha256,
        "name": paper.name,
        "notice_id": after.notice.id
        if outcome.step.thing is Thing.NOTICE and after.notice
        else None,
        "step": outcome.step.name,
        "made_on": ask.on,
    }
    connection.execute(insert(t.paper_use), use)


def _send_along(connection: Connection, after: Situation, paper: DrawnPaper) -> None:
    """The recipient's copy now has its paper, named by hash."""
    for delivery in after.dispatch.deliveries if after.dispatch else ():
        if delivery.party.id == paper.party_id:
            copy = replace(delivery, sha256=paper.sha256, paper_name=paper.name)
            moves.write_delivery(connection, copy)


def newest(
    connection: Connection, after: Situation, kinds: tuple[PaperKind, ...], party_id: int | None
) -> list[tuple[PaperRef, str]]:
    """The current papers of the kinds that a letter to this party encloses, with media types."""
    rows = current(connection, after, kinds, party_id)
    return [(ref(row), row.media_type) for row in rows]


def ref(row: Row[Any]) -> PaperRef:
    """A paper and where it belongs, as its row has it."""
    return PaperRef(row.kind, row.name, row.sha256, row.plan_id, row.party_id)


def current(
    connection: Connection, after: Situation, kinds: tuple[PaperKind, ...], party_id: int | None
) -> list[Row[Any]]:
    """The rows of those papers, kind by kind as they are asked for, with their sizes."""
    if not kinds:
        return []
    words = [kind.value for kind in kinds]
    plans = [plan.id for plan in after.plans]
    decision_id = after.decision.id if after.decision else None
    found = [
        row
        for row in _CURRENT.rows(connection, case=after.case.id, kinds=words)
        if row.party_id in (None, party_id)
        and (row.plan_id in plans or (row.plan_id is None and row.decision_id == decision_id))
    ]
    return sorted(found, key=lambda row: words.index(row.kind))

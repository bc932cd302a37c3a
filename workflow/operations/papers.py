"""Drawing up a step's papers before its transaction, and writing where they belong in it."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select, update

from workflow.expansion import listed, paper_asks
from workflow.facts import Ask, PaperRef, Situation
from workflow.machine import Outcome
from workflow.operations.office import Office
from workflow.orders import Open, Paper, PaperAsk
from workflow.states import PaperKind, Thing
from workflow.store import moves
from workflow.store import tables as t
from workflow.store.engine import unless_there


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
    return tuple(_draw(office, _with_listing(each)) for each in asks)


def _with_listing(ask: PaperAsk) -> PaperAsk:
    """The committee's list: what stood on it before, and this decision after it."""
    notice = ask.situation.notice
    if ask.kind is not PaperKind.ANMALNINGSLISTA or notice is None or notice.meeting is None:
        return ask
    before = ask.situation.listings.get(notice.meeting.id, ())
    return replace(ask, listing=(*before, listed(ask.situation, notice.position or 1)))


def _draw(office: Office, ask: PaperAsk) -> DrawnPaper:
    rendered = office.renderer.paper(ask)
    return DrawnPaper(
        kind=ask.kind,
        name=rendered.name,
        sha256=office.files.put(rendered.content),
        media_type=rendered.media_type,
        size=len(rendered.content),
        plan_id=ask.plan.id if ask.plan else None,
        party_id=ask.delivery.party.id if ask.delivery else None,
    )


def opened(outcome: Outcome) -> tuple[Thing, ...]:
    """The things that begin their own life after the step."""
    return tuple(order.thing for order in outcome.orders if isinstance(order, Open))


def keep(
    connection: Connection, after: Situation, outcome: Outcome, ask: Ask, drawn: Drawn
) -> None:
    """Write down each paper and where it belongs; an older one of the same kind steps back."""
    for paper in drawn:
        add_paper(connection, paper)
        _use(connection, after, outcome, ask, paper)
        if paper.kind is PaperKind.UTDRAG:
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


def _use(
    connection: Connection, after: Situation, outcome: Outcome, ask: Ask, paper: DrawnPaper
) -> None:
    belongs = {
        "case_id": after.case.id,
        "kind": paper.kind.value,
        "plan_id": paper.plan_id,
        "party_id": paper.party_id,
    }
    decision_id = after.decision.id if after.decision else None
    older = update(t.paper_use).where(t.paper_use.c.current)
    for column, value in belongs.items():
        older = older.where(t.paper_use.c[column].is_not_distinct_from(value))
    if paper.plan_id is None:  # a plan's paper is the plan's, whichever decision adopts it
        older = older.where(t.paper_use.c.decision_id.is_not_distinct_from(decision_id))
    if paper.kind is not PaperKind.RATTELSE:  # every correction stands beside the others
        connection.execute(older, {"current": False})
    use = {
        **belongs,
        "decision_id": decision_id,
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
    found: list[tuple[PaperRef, str]] = []
    plans = [plan.id for plan in after.plans]
    decision_id = after.decision.id if after.decision else None
    for kind in kinds:
        rows = connection.execute(
            select(t.paper_use, t.paper.c.media_type)
            .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
            .where(t.paper_use.c.kind == kind.value, t.paper_use.c.current)
            .where(t.paper_use.c.case_id == after.case.id)
            .order_by(t.paper_use.c.id)
        )
        for row in rows:
            of_plan = row.plan_id in plans
            of_decision = row.plan_id is None and row.decision_id == decision_id
            if (of_plan or of_decision) and row.party_id in (None, party_id):
                ref = PaperRef(row.kind, row.name, row.sha256, row.plan_id, row.party_id)
                found.append((ref, row.media_type))
    return found

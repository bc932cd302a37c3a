"""Reading what follows a decision: its notice to the committee and its dispatch."""

from dataclasses import replace

from sqlalchemy import Connection, select

from workflow.facts import Delivery, Dispatch, Meeting, Notice, Party
from workflow.states import DeliveryState, DispatchState, NoticeState
from workflow.store import tables as t


def notice(connection: Connection, decision_id: int | None) -> Notice | None:
    """The notice of a decision, with its meeting; ``None`` before the decision."""
    row = connection.execute(
        select(t.notice, t.meeting.c.held_on, t.meeting.c.stop_on)
        .outerjoin(t.meeting, t.meeting.c.id == t.notice.c.meeting_id)
        .where(t.notice.c.decision_id == decision_id)
    ).one_or_none()
    if row is None:
        return None
    held = Meeting(row.meeting_id, row.held_on, row.stop_on) if row.meeting_id else None
    return Notice(
        id=row.id,
        version=row.version,
        state=NoticeState(row.state),
        meeting=held,
        position=row.position,
        paragraph=row.paragraph,
        adjusted_on=row.adjusted_on,
        posted_on=row.posted_on,
        posted_place=row.posted_place,
        last_appeal_on=row.last_appeal_on,
        in_force_on=row.in_force_on,
    )


def dispatch(
    connection: Connection, decision_id: int | None, parties: dict[int, Party]
) -> Dispatch | None:
    """The dispatch of a decision: every recipient by the name and address of that day."""
    row = connection.execute(
        select(t.dispatch).where(t.dispatch.c.decision_id == decision_id)
    ).one_or_none()
    if row is None:
        return None
    deliveries = connection.execute(
        select(t.delivery).where(t.delivery.c.dispatch_id == row.id).order_by(t.delivery.c.id)
    )
    return Dispatch(
        id=row.id,
        version=row.version,
        state=DispatchState(row.state),
        deliveries=tuple(
            Delivery(
                id=each.id,
                party=replace(parties[each.party_id], name=each.party_name, email=each.address),
                state=DeliveryState(each.state),
                sha256=each.paper_sha256,
                paper_name=each.paper_name,
                settled_on=each.settled_on,
                settled_how=each.settled_how,
                settled_by=each.settled_by,
            )
            for each in deliveries
        ),
    )

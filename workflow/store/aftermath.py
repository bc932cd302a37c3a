"""Reading what follows a decision: its notice to the committee and its dispatch."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from workflow.facts import (
    Delivery,
    Dispatch,
    GroundKind,
    ListedDecision,
    Meeting,
    Notice,
    Party,
    adopted,
)
from workflow.facts.mandates import in_a_list
from workflow.references import decision_number, with_title
from workflow.states import Channel, DeliveryState, DispatchState, NoticeState
from workflow.store import tables as t
from workflow.store.at_once import together
from workflow.store.prepared import Prepared, Source

_DECISION: BindParameter[int] = bindparam("decision")
NOTICE = Prepared(
    select(t.notice, t.meeting.c.held_on, t.meeting.c.stop_on, t.meeting.c.summoned_at)
    .outerjoin(t.meeting, t.meeting.c.id == t.notice.c.meeting_id)
    .where(t.notice.c.decision_id == _DECISION)
)
_AT_THESE = t.notice.c.meeting_id.in_(bindparam("meetings", expanding=True))
_LISTED = Prepared(
    select(
        t.notice.c.meeting_id,
        t.notice.c.decision_id,
        t.notice.c.position,
        t.notice.c.state.label("notice_state"),
        t.matter_case.c.reference,
        *(t.decision.c[name] for name in ("number_serial", "number_year", "decided_on", "title")),
        *(t.decision.c[name] for name in ("decider_name", "decider_title")),
        t.delegation.c.ground_kind,
        t.delegation.c.ground_label,
    )
    .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
    .join(t.delegation, t.delegation.c.id == t.decision.c.delegation_id)
    .where(_AT_THESE)
    .order_by(t.notice.c.position, t.notice.c.id)
)
_TITLES = Prepared(
    select(t.decision_plan.c.decision_id, t.plan.c.title)
    .join(t.plan, t.plan.c.id == t.decision_plan.c.plan_id)
    .join(t.notice, t.notice.c.decision_id == t.decision_plan.c.decision_id)
    .where(_AT_THESE)
    .order_by(t.decision_plan.c.decision_id, t.decision_plan.c.position)
)
DISPATCH = Prepared(select(t.dispatch).where(t.dispatch.c.decision_id == _DECISION))
DELIVERIES = Prepared(
    select(t.delivery)
    .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
    .where(t.dispatch.c.decision_id == _DECISION)
    .order_by(t.delivery.c.id)
)


def notice(connection: Source, decision_id: int | None) -> Notice | None:
    """The notice of a decision, with its meeting; ``None`` before the decision."""
    row = NOTICE.row(connection, decision=decision_id)
    if row is None:
        return None
    days = (row.held_on, row.stop_on, row.summoned_at)
    held = Meeting(row.meeting_id, *days) if row.meeting_id else None
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
        appealed_on=row.appealed_on,
        appeal_reference=row.appeal_reference,
        appeal_closed_on=row.appeal_closed_on,
        appeal_outcome=row.appeal_outcome,
        appeal_is_late=row.appeal_is_late,
        repealed_on=row.repealed_on,
    )


def dispatch(
    connection: Source, decision_id: int | None, parties: dict[int, Party]
) -> Dispatch | None:
    """The dispatch of a decision: every recipient by the name and address of that day."""
    row = DISPATCH.row(connection, decision=decision_id)
    if row is None:
        return None
    deliveries = DELIVERIES.rows(connection, decision=decision_id)
    return Dispatch(
        id=row.id,
        version=row.version,
        state=DispatchState(row.state),
        deliveries=tuple(
            Delivery(
                id=each.id,
                party=_frozen(parties[each.party_id], each),
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


def _frozen(party: Party, row: Row[Any]) -> Party:
    """The recipient by the name, channel and address that the list was frozen with."""
    named = replace(party, name=row.party_name, channel=Channel(row.channel))
    return named.at(row.address)


def listings(
    connection: Connection, meetings: Sequence[Meeting]
) -> dict[int, tuple[ListedDecision, ...]]:
    """What already stands on the list of each of the meetings, in the order of the list."""
    ids = [meeting.id for meeting in meetings]
    rows, titled = together(
        connection, [(_LISTED, {"meetings": ids}), (_TITLES, {"meetings": ids})]
    )
    titles: dict[int, list[str]] = {}
    for row in titled:
        titles.setdefault(row.decision_id, []).append(row.title)
    found: dict[int, list[ListedDecision]] = {}
    for row in rows:
        line = ListedDecision(
            position=row.position,
            reference=row.reference,
            number=decision_number(row.number_serial, row.number_year),
            decided_on=row.decided_on,
            title=row.title,
            delegate=with_title(row.decider_name, row.decider_title),
            ground=in_a_list(GroundKind(row.ground_kind), row.ground_label),
            sentence=adopted(titles[row.decision_id]),
            is_repealed=row.notice_state == NoticeState.REPEALED,
        )
        found.setdefault(row.meeting_id, []).append(line)
    return {meeting_id: tuple(lines) for meeting_id, lines in found.items()}

"""What those who have their copy on paper have yet to be told: that it is put right, or repealed.

Nobody writes to them by mail, so it is to be posted. The record says whether it has been: what
came after the copy was last handed to the post is owed.
"""

import json
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from workflow.states import Channel, DeliveryState, Thing
from workflow.store import tables as t

POSTED = "hand_to_post"


class News(StrEnum):
    """What has become of a decision since; by the step that did it."""

    CORRECTED = "correct"
    REPEALED = "repeal"


Owed = dict[int, tuple[News, ...]]


def owed(connection: Connection, decision_id: int) -> Owed:
    """By recipient who has a copy on paper: what has come since; of a repeal, that alone."""
    holders = connection.execute(
        select(t.delivery.c.party_id)
        .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        .where(t.dispatch.c.decision_id == decision_id)
        .where(t.delivery.c.channel == Channel.POST.value)
        .where(t.delivery.c.state != DeliveryState.WAITING.value)
    ).scalars()
    parties = holders.all()
    entries = _entries(connection, decision_id) if parties else []
    found = {party_id: _since(entries, party_id) for party_id in parties}
    return {party_id: news for party_id, news in found.items() if news}


def _entries(connection: Connection, decision_id: int) -> list[Row[Any]]:
    """What was posted, put right or repealed, in the order in which it was."""
    ids = connection.execute(
        select(t.decision.c.case_id, t.notice.c.id.label("notice_id"))
        .add_columns(t.dispatch.c.id.label("dispatch_id"))
        .join(t.notice, t.notice.c.decision_id == t.decision.c.id)
        .join(t.dispatch, t.dispatch.c.decision_id == t.decision.c.id)
        .where(t.decision.c.id == decision_id)
    ).one()
    about = {
        POSTED: (Thing.DISPATCH, ids.dispatch_id),
        News.CORRECTED: (Thing.DECISION, decision_id),
        News.REPEALED: (Thing.NOTICE, ids.notice_id),
    }
    these = or_(
        *(
            and_(
                t.event.c.step == str(step),
                t.event.c.thing == thing.value,
                t.event.c.thing_id == thing_id,
            )
            for step, (thing, thing_id) in about.items()
        )
    )
    mine = select(t.event.c.step, t.event.c.body).where(t.event.c.case_id == ids.case_id, these)
    return list(connection.execute(mine.where(~t.event.c.refused).order_by(t.event.c.seq)))


def _since(entries: list[Row[Any]], party_id: int) -> tuple[News, ...]:
    found: dict[News, None] = {}
    for entry in entries:
        if entry.step != POSTED:
            found[News(entry.step)] = None
        elif party_id in json.loads(entry.body)["given"]["party_ids"]:
            found.clear()
    return (News.REPEALED,) if News.REPEALED in found else tuple(found)

"""A decision's copies that go by post, as pages show them: which are still to be posted."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from workflow.operations.office import Office
from workflow.operations.owed_by_post import News, owed
from workflow.operations.posting import STEP
from workflow.operations.queries.copies import Copy, posted_state
from workflow.operations.queries.deliveries import DISPATCHES
from workflow.references import decision_number, swedish_key
from workflow.refusals import NotFound
from workflow.states import Channel, DeliveryState, DispatchState, Thing
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class PostCopy:
    """One copy on paper: where it goes, and the day it was handed to the post."""

    party_id: int
    name: str
    address: str
    state: Copy
    posted_on: date | None
    settled_on: date | None
    owed: tuple[News, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether something is to be posted: the copy itself, or what has become of it since."""
        return self.state is Copy.TO_POST or bool(self.owed)


@dataclass(frozen=True)
class PostPage:
    """The copies of one decision that go by post, the names in Swedish order."""

    decision_id: int
    reference: str
    number: str
    title: str
    decided_on: date
    state: DispatchState
    copies: tuple[PostCopy, ...]
    repealed_on: date | None = None

    @property
    def is_dispatched(self) -> bool:
        return self.state is not DispatchState.READY

    @property
    def waiting(self) -> tuple[PostCopy, ...]:
        """What is still to be posted, once it is dispatched; of what is repealed, the news."""
        if self.repealed_on is not None:
            return tuple(each for each in self.copies if each.owed)
        return tuple(each for each in self.copies if each.is_waiting)


def post_page(office: Office, decision_id: int) -> PostPage:
    """The copies on paper of a decision; ``NotFound`` where it has none."""
    with reading(office.engine) as connection:
        mine = DISPATCHES.where(t.dispatch.c.decision_id == decision_id)
        row = connection.execute(mine).one_or_none()
        if row is None:
            raise NotFound(f"the dispatch of decision {decision_id}")
        rows = connection.execute(
            select(t.delivery).where(
                t.delivery.c.dispatch_id == row.dispatch_id,
                t.delivery.c.channel == Channel.POST.value,
            )
        ).all()
        days = _posted_on(connection, row.case_id, row.dispatch_id)
        told = owed(connection, decision_id)
        repealed = select(t.notice.c.repealed_on).where(t.notice.c.decision_id == decision_id)
        repealed_on = connection.execute(repealed).scalar()
    if not rows:
        raise NotFound(f"copies by post of decision {decision_id}")
    copies = (
        PostCopy(
            each.party_id,
            each.party_name,
            each.address,
            posted_state(each.state, row.state),
            days.get(each.party_id),
            each.settled_on,
            told.get(each.party_id, ()),
        )
        for each in rows
    )
    return PostPage(
        decision_id=row.id,
        reference=row.reference,
        number=decision_number(row.number_serial, row.number_year),
        title=row.title,
        decided_on=row.decided_on,
        state=DispatchState(row.state),
        copies=tuple(sorted(copies, key=lambda each: swedish_key(each.name))),
        repealed_on=repealed_on,
    )


def _posted_on(connection: Connection, case_id: int, dispatch_id: int) -> dict[int, date]:
    """The day that each was handed to the post, as it stands on record."""
    notes = connection.execute(
        select(t.event.c.body)
        .where(t.event.c.case_id == case_id, t.event.c.step == STEP)
        .where(t.event.c.thing == Thing.DISPATCH.value, t.event.c.thing_id == dispatch_id)
        .order_by(t.event.c.seq)
    ).scalars()
    found: dict[int, date] = {}
    for body in notes:
        given = json.loads(body)["given"]
        found |= dict.fromkeys(given["party_ids"], date.fromisoformat(given["day"]))
    return found


def on_paper(office: Office, decision_id: int) -> tuple[int, int]:
    """How many copies of a decision go by post, and how many of them are still to be posted."""
    with reading(office.engine) as connection:
        states = connection.execute(
            select(t.delivery.c.state)
            .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
            .where(t.dispatch.c.decision_id == decision_id)
            .where(t.delivery.c.channel == Channel.POST.value)
        ).scalars()
        found = states.all()
    return len(found), found.count(DeliveryState.WAITING.value)


def to_be_told(office: Office, decision_id: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who has a copy on paper and is to get a correction by post, or word that it is repealed."""
    with reading(office.engine) as connection:
        told = owed(connection, decision_id)
        named = connection.execute(
            select(t.delivery.c.party_id, t.delivery.c.party_name)
            .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
            .where(t.dispatch.c.decision_id == decision_id, t.delivery.c.party_id.in_(told))
        ).all()
    names = sorted(named, key=lambda each: swedish_key(each.party_name))
    corrected, repealed = (
        tuple(each.party_name for each in names if news in told[each.party_id])
        for news in (News.CORRECTED, News.REPEALED)
    )
    return corrected, repealed

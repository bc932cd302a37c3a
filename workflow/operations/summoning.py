"""The summons goes out (kallelse): the meeting's list is kept as a paper and takes no more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from workflow.chain import BY_NAME
from workflow.facts import Meeting, printed
from workflow.operations import entries, meeting_duties
from workflow.operations.office import Office
from workflow.operations.papers import DrawnPaper, add_paper
from workflow.operations.register_record import By, Change, note, require
from workflow.orders import PaperAsk
from workflow.refusals import BadInput, NotFound, Outpaced
from workflow.states import NoticeState, PaperKind, Thing
from workflow.store import record, situations
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.situations import Subject

STEP = "summon"
RESTARTS = 20


@dataclass(frozen=True)
class Frozen:
    """A meeting whose list is closed: how many decisions, and the list in each of its forms."""

    listed: int
    papers: tuple[DrawnPaper, ...]


def summon(office: Office, meeting_id: int, by: By) -> Frozen:
    """Close the list of a meeting; what is decided from now on comes to the next.

    ``BadInput`` where the summons has gone out already or the meeting has been held.
    """
    require(by, Change.SUMMON_MEETING)
    for _ in range(RESTARTS):
        with reading(office.engine) as connection:
            meeting = _meeting(connection, meeting_id, by, office)
            listed = _listed(connection, meeting_id)
            ask = _list_of(connection, meeting, listed, by.on(office)) if listed else None
        drawn = _draw(office, ask) if ask else ()
        with writing(office.engine) as connection:
            _meeting(connection, meeting_id, by, office, hold=True)
            if _listed(connection, meeting_id) == listed:
                _close(connection, office, meeting, listed, drawn, by)
                return Frozen(len(listed), drawn)
    raise Outpaced(Change.SUMMON_MEETING.value)


@dataclass(frozen=True)
class _Held:
    """The meeting as its row has it."""

    fact: Meeting
    committee_id: int


@dataclass(frozen=True)
class _Line:
    """A decision on the list."""

    decision_id: int
    notice_id: int
    case_id: int


def _meeting(
    connection: Connection, meeting_id: int, by: By, office: Office, *, hold: bool = False
) -> _Held:
    own = select(t.meeting).where(t.meeting.c.id == meeting_id)
    row = connection.execute(own.with_for_update() if hold else own).one_or_none()
    if row is None:
        raise NotFound(f"meeting {meeting_id}")
    if row.summoned_at is not None:
        raise _complaint(row, "kallelsen har redan gått ut. Listan ändras inte.")
    if row.held_on < by.on(office):
        raise _complaint(row, "sammanträdet har redan hållits. Välj ett kommande.")
    return _Held(Meeting(row.id, row.held_on, row.stop_on), row.committee_id)


def _complaint(row: Row[Any], text: str) -> BadInput:
    return BadInput.about(f"Sammanträdet {row.held_on}", text)


def _listed(connection: Connection, meeting_id: int) -> tuple[_Line, ...]:
    """What stands on the list: decision, case and notice, in the order of the list."""
    rows = connection.execute(
        select(t.notice.c.decision_id, t.notice.c.id, t.decision.c.case_id)
        .join(t.decision, t.decision.c.id == t.notice.c.decision_id)
        .where(t.notice.c.meeting_id == meeting_id)
        .where(t.notice.c.state == NoticeState.LISTED.value)
        .order_by(t.notice.c.position)
    )
    return tuple(_Line(row.decision_id, row.id, row.case_id) for row in rows)


def _list_of(
    connection: Connection, meeting: _Held, listed: tuple[_Line, ...], on: date
) -> PaperAsk:
    subject = Subject(Thing.NOTICE, listed[0].decision_id)
    # Read as of the stop day, when the meeting is still ahead and its list can be seen.
    seen_on = min(on, meeting.fact.stop_on)
    situation = situations.read(connection, subject, BY_NAME["list"], seen_on)
    listing = printed(situation.listings[meeting.fact.id])
    kind = PaperKind.ANMALNINGSLISTA
    return PaperAsk(kind, situation, on, meeting=meeting.fact, listing=listing)


def _draw(office: Office, ask: PaperAsk) -> tuple[DrawnPaper, ...]:
    """The bytes are kept, synced to disk, before anything is written that names them."""
    return tuple(
        DrawnPaper(
            kind=ask.kind,
            name=form.name,
            sha256=office.files.put(form.content),
            media_type=form.media_type,
            size=len(form.content),
            plan_id=None,
            party_id=None,
        )
        for form in office.renderer.papers(ask)
    )


def _close(
    connection: Connection,
    office: Office,
    meeting: _Held,
    listed: tuple[_Line, ...],
    drawn: tuple[DrawnPaper, ...],
    by: By,
) -> None:
    summoned = update(t.meeting).where(t.meeting.c.id == meeting.fact.id)
    connection.execute(summoned, {"summoned_at": by.at})
    papers = [[str(each.kind), each.name, each.sha256] for each in drawn]
    given = {"held_on": meeting.fact.held_on.isoformat(), "listed": len(listed)}
    note(
        connection, office, by, Change.SUMMON_MEETING, meeting.fact.id, {**given, "papers": papers}
    )
    for paper in drawn:
        add_paper(connection, paper)
    for row in listed:
        _keep(connection, row, drawn, by.on(office))
    for case_id in sorted({row.case_id for row in listed}):
        body = entries.noted(STEP, "meeting", meeting.fact.id, given, by.actor, by.at)
        record.append(connection, case_id, {**body, "papers": papers}, office.key)
    meeting_duties.follow(connection, meeting.committee_id, by.on(office))


def _keep(connection: Connection, row: _Line, drawn: tuple[DrawnPaper, ...], on: date) -> None:
    """The closed list is the one that counts for each decision on it."""
    older = update(t.paper_use).where(
        t.paper_use.c.decision_id == row.decision_id,
        t.paper_use.c.kind == PaperKind.ANMALNINGSLISTA.value,
        t.paper_use.c.current,
    )
    connection.execute(older, {"current": False})
    for paper in drawn:
        use = {
            "sha256": paper.sha256,
            "case_id": row.case_id,
            "kind": paper.kind.value,
            "name": paper.name,
            "decision_id": row.decision_id,
            "notice_id": row.notice_id,
            "step": STEP,
            "made_on": on,
        }
        connection.execute(insert(t.paper_use), use)

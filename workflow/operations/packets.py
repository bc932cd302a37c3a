"""The committee's packet: everything for one meeting in one file, in the order it is taken up."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from workflow.chain import BY_NAME
from workflow.facts import Actor, Meeting, Situation, local_date, printed
from workflow.operations.office import Office
from workflow.operations.queries.listings import reports
from workflow.orders import PaperAsk, Rendered
from workflow.refusals import NotFound
from workflow.states import ActorKind, NoticeState, PaperKind, Thing
from workflow.store import situations
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


def meeting_packet(office: Office, committee_code: str, held_on: date, on: date) -> Rendered:
    """The list of delegated decisions, each with notice, text and corrections, then the reports.

    Drawn up on the local day ``on``, from the facts as they stand; nothing is recorded. Raises
    ``NotFound`` where there is no such meeting, ``PaperIncomplete`` where it has no papers.
    """
    with reading(office.engine) as connection:
        meeting = _meeting(connection, committee_code, held_on)
        asks = [
            *_notices(connection, office, meeting, on),
            *_reports(connection, meeting),
        ]
    checked = tuple(replace(each, check_at=office.check_at) for each in asks)
    return office.renderer.packet(checked, meeting, on)


def _meeting(connection: Connection, code: str, held_on: date) -> Meeting:
    row = connection.execute(
        select(t.meeting)
        .join(t.committee, t.committee.c.id == t.meeting.c.committee_id)
        .where(t.committee.c.code == code, t.meeting.c.held_on == held_on)
    ).one_or_none()
    if row is None:
        raise NotFound(f"Nämnden {code} har inget sammanträde den {held_on} i databasen.")
    return Meeting(row.id, row.held_on, row.stop_on, row.summoned_at)


def _notices(
    connection: Connection, office: Office, meeting: Meeting, on: date
) -> Iterator[PaperAsk]:
    decision_ids = connection.execute(
        select(t.notice.c.decision_id)
        .where(t.notice.c.meeting_id == meeting.id)
        .where(t.notice.c.state != NoticeState.REPEALED.value)
        .order_by(t.notice.c.position)
    ).scalars()
    for number, decision_id in enumerate(decision_ids.all()):
        subject = Subject(Thing.NOTICE, decision_id)
        # Read as of the stop day, when the meeting is still ahead and its list can be seen.
        situation = situations.read(connection, subject, BY_NAME["list"], meeting.stop_on)
        decided_on = situation.the_decision().decided_on or on
        if number == 0:
            listing = printed(situation.listings[meeting.id])
            kind = PaperKind.ANMALNINGSLISTA
            yield PaperAsk(kind, situation, on, meeting=meeting, listing=listing)
        yield PaperAsk(PaperKind.ANMALAN, situation, on, meeting=meeting)
        # By what the decision kept when it was taken, whatever the settings are now.
        yield PaperAsk(PaperKind.DELEGATIONSBESLUT, situation, decided_on)
        yield from _corrections(connection, office, situation)


def _corrections(
    connection: Connection, office: Office, situation: Situation
) -> Iterator[PaperAsk]:
    """Each correction as the record has it: who put what right, on which day."""
    steps = connection.execute(
        select(t.event.c.at, t.event.c.body)
        .where(t.event.c.case_id == situation.case.id, t.event.c.step == "correct")
        .where(t.event.c.thing == Thing.DECISION.value, ~t.event.c.refused)
        .where(t.event.c.thing_id == situation.the_decision().id)
        .order_by(t.event.c.seq)
    )
    for step in steps:
        said = json.loads(step.body)
        who = said["actor"]
        by = Actor(ActorKind.PERSON, who["name"], frozenset(), title=who["title"])
        on, reason = local_date(step.at, office.time_zone), said["given"]["reason"]
        yield PaperAsk(PaperKind.RATTELSE, situation, on, reason=reason, by=by)


def _reports(connection: Connection, meeting: Meeting) -> Iterator[PaperAsk]:
    """The plans whose report was drawn up for this meeting, as of the day it was drawn up."""
    for row in reports(connection, meeting.id):
        subject = Subject(Thing.PLAN, row.plan_id)
        step = BY_NAME["report_committee"]
        situation = situations.read(connection, subject, step, row.made_on)
        (plan,) = situation.plans
        kind = PaperKind.ATERRAPPORTERING
        yield PaperAsk(kind, situation, row.made_on, plan=plan, meeting=meeting)

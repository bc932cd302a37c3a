"""The notice to the committee (anmälan): listed, moved, noted or recorded, adjusted, posted."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workflow.facts import Actor, Ask, Given
from workflow.operations.office import Office
from workflow.operations.recalling import recall
from workflow.operations.steps import Done, take_step
from workflow.states import AppealOutcome, NoticeState, Thing
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.situations import Subject


@dataclass(frozen=True)
class Entered:
    """What has been entered of a notice, as it is to be; what is left empty stays.

    ``seen`` is what a page showed (``amending.seen_as``): what came meanwhile is not overwritten.
    """

    paragraph: str = ""
    adjusted_on: date | None = None
    posted_on: date | None = None
    place: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Ended:
    """How an appeal ended: the day on which it was settled for good, and the court's number."""

    day: date
    outcome: AppealOutcome
    reference: str = ""


def list_notice(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """Put the decision on the list of the next meeting that still takes papers."""
    return _take(office, decision_id, office.ask("list", actor, at, Given()))


def move_notice(
    office: Office, decision_id: int, meeting_id: int, reason: str, actor: Actor, at: datetime
) -> Done:
    """From the meeting that it was seen at to the next other one that takes papers."""
    given = Given(reason=reason, meeting_id=meeting_id)
    return _take(office, decision_id, office.ask("move_notice", actor, at, given))


def move_all(
    office: Office, meeting_id: int, reason: str, actor: Actor, at: datetime
) -> tuple[Done, ...]:
    """Everything on a meeting's list that has no paragraph, in the order of the list.

    What is moved is moved, also where the rules then refuse the next one.
    """
    with reading(office.engine) as connection:
        listed = select(t.notice.c.decision_id).where(
            t.notice.c.meeting_id == meeting_id, t.notice.c.state == NoticeState.LISTED.value
        )
        waiting = connection.execute(listed.order_by(t.notice.c.position)).scalars().all()
    return tuple(move_notice(office, each, meeting_id, reason, actor, at) for each in waiting)


def record(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """The decision is recorded separately (särskilt protokoll), since it is not notified."""
    return _take(office, decision_id, office.ask("record", actor, at, Given()))


def committee_decides(
    office: Office, decision_id: int, day: date, paragraph: str, actor: Actor, at: datetime
) -> Done:
    """Note what the committee decided itself in a matter left to it, on ``day``, by which §."""
    ask = office.ask("committee_decides", actor, at, Given(day=day, paragraph=paragraph))
    return take_step(office, Subject(Thing.DECISION, decision_id), ask)


def notify(office: Office, decision_id: int, paragraph: str, actor: Actor, at: datetime) -> Done:
    """The committee has taken note; ``paragraph`` with its year, as ``§ 187/2023``."""
    return _take(office, decision_id, office.ask("notify", actor, at, Given(paragraph=paragraph)))


def adjust(office: Office, decision_id: int, day: date, actor: Actor, at: datetime) -> Done:
    """The minutes were adjusted on ``day`` (justering)."""
    return _take(office, decision_id, office.ask("adjust", actor, at, Given(day=day)))


def post(
    office: Office, decision_id: int, day: date, place: str, actor: Actor, at: datetime
) -> Done:
    """The adjustment was posted on ``day`` (anslag); ``place`` is where the minutes are kept."""
    return _take(office, decision_id, office.ask("post", actor, at, Given(day=day, place=place)))


def amend_notice(
    office: Office, decision_id: int, entered: Entered, reason: str, actor: Actor, at: datetime
) -> Done:
    """Put right what was entered wrongly (rätta): the days that follow from it come anew."""
    given = Given(
        reason=reason,
        seen=frozenset({entered.seen} if entered.seen else ()),
        paragraph=entered.paragraph,
        adjusted_on=entered.adjusted_on,
        posted_on=entered.posted_on,
        place=entered.place,
    )
    return _take(office, decision_id, office.ask("amend_notice", actor, at, given))


def gain_force(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """A person confirms that the time of appeal has passed without appeal (laga kraft)."""
    return _take(office, decision_id, office.ask("gain_force", actor, at, Given()))


def appeal(
    office: Office, decision_id: int, day: date, reference: str, actor: Actor, at: datetime
) -> Done:
    """An appeal came to the court on ``day``; ``reference`` is the court's own number, if known."""
    given = Given(day=day, reference=reference)
    return _take(office, decision_id, office.ask("appeal", actor, at, given))


def appeal_late(
    office: Office, decision_id: int, day: date, reference: str, actor: Actor, at: datetime
) -> Done:
    """An appeal came after the last day: the court says what becomes of it, force stays."""
    given = Given(day=day, reference=reference)
    return _take(office, decision_id, office.ask("appeal_late", actor, at, given))


def close_appeal(
    office: Office,
    decision_id: int,
    ended: Ended,
    actor: Actor,
    at: datetime,
) -> Done:
    """The appeal is settled for good, and the decision stands."""
    given = Given(day=ended.day, outcome=ended.outcome, reference=ended.reference)
    return _take(office, decision_id, office.ask("close_appeal", actor, at, given))


def repeal(
    office: Office, decision_id: int, ended: Ended, reason: str, actor: Actor, at: datetime
) -> Done:
    """The court has repealed the decision: its plans go with it, and nothing more is asked.

    What has not left of its copies and their reminders is stopped.
    """
    given = Given(day=ended.day, reference=ended.reference, reason=reason)
    ask = office.ask("repeal", actor, at, given)
    return take_step(office, Subject(Thing.NOTICE, decision_id), ask, recall)


def _take(office: Office, decision_id: int, ask: Ask) -> Done:
    return take_step(office, Subject(Thing.NOTICE, decision_id), ask)

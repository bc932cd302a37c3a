"""The notice to the committee (anmälan): listed, noted, adjusted, posted, in force."""

from datetime import date, datetime

from workflow.facts import Actor, Ask, Given
from workflow.operations.office import Office
from workflow.operations.steps import Done, take_step
from workflow.states import Thing
from workflow.store.situations import Subject


def list_notice(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """Put the decision on the list of the next meeting that still takes papers."""
    return _take(office, decision_id, office.ask("list", actor, at, Given()))


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


def gain_force(office: Office, decision_id: int, actor: Actor, at: datetime) -> Done:
    """A person confirms that the time of appeal has passed without appeal (laga kraft)."""
    return _take(office, decision_id, office.ask("gain_force", actor, at, Given()))


def _take(office: Office, decision_id: int, ask: Ask) -> Done:
    return take_step(office, Subject(Thing.NOTICE, decision_id), ask)

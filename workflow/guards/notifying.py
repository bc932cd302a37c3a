"""Questions of the notice: meetings, paragraphs, what is recorded, adjustment and posting."""

from collections.abc import Iterator
from datetime import date

from workflow import references, year
from workflow.delegation import acting_as
from workflow.facts import Ask, Meeting, Situation
from workflow.guards.subjects import the_notice
from workflow.refusals import Refusal
from workflow.states import Role


def a_meeting_takes_papers(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if year.next_meeting(situation.meetings, ask.on) is None:
        yield Refusal.of("no_meeting", committee=situation.case.committee.name)


def the_committee_is_notified(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The committee itself says to what extent it is notified (7 kap. 8 § kommunallagen)."""
    if not situation.case.committee.notified:
        yield Refusal.of("recorded_separately", committee=situation.case.committee.name)


def the_committee_is_not_notified(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if situation.case.committee.notified:
        yield Refusal.of("notified_instead", committee=situation.case.committee.name)


def the_delegate_or_the_secretary(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """That the decision is recorded is the delegate's own responsibility."""
    decider = situation.the_decision().decider
    decided = decider is not None and decider.person_id == ask.actor.person_id
    if Role.SECRETARY in ask.actor.roles or decided or acting_as(situation, ask.actor, ask):
        return
    yield Refusal.of("wrong_role", actor=ask.actor.name, step="protokollföra särskilt")


def another_meeting_takes_papers(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A decision is moved from its meeting to the next other one."""
    if year.other_meeting(situation.meetings, _meeting(situation), ask.on) is None:
        yield Refusal.of("no_other_meeting", committee=situation.case.committee.name)


def moved_from_the_meeting_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who moves it a second time, not knowing of the first, does not move it further."""
    meeting = _meeting(situation)
    if ask.given is None or ask.given.meeting_id != meeting.id:
        yield Refusal.of("listed_elsewhere", held_on=meeting.held_on)


def _meeting(situation: Situation) -> Meeting:
    meeting = the_notice(situation).meeting
    if meeting is None:
        raise LookupError("a listed notice has a meeting")
    return meeting


def the_meeting_is_held(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    held_on = _meeting(situation).held_on
    if ask.on < held_on:
        yield Refusal.of("meeting_not_held", held_on=held_on)


def paragraph_of_the_meetings_year(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    text = ask.given.paragraph if ask.given else ""
    held_on = _meeting(situation).held_on
    try:
        right_year = references.paragraph(text).year == held_on.year
    except ValueError:
        right_year = False
    if not right_year:
        yield Refusal.of("paragraph_wrong", paragraph=text, year=held_on.year)


def adjusted_after_the_meeting(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """After the meeting or, where the decision is recorded separately, after the decision."""
    day = ask.given.day if ask.given else None
    meeting = the_notice(situation).meeting
    first = meeting.held_on if meeting else _decided_on(situation)
    if day is not None and first <= day <= ask.on:
        return
    if meeting:
        yield Refusal.of("adjustment_day_wrong", held_on=first, today=ask.on)
    else:
        yield Refusal.of("separate_adjustment_day_wrong", decided_on=first, today=ask.on)


def _decided_on(situation: Situation) -> date:
    decided_on = situation.the_decision().decided_on
    if decided_on is None:
        raise LookupError("a notice is of a decision that is taken")
    return decided_on


def posted_after_adjustment(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    day, adjusted_on = (ask.given.day if ask.given else None), the_notice(situation).adjusted_on
    if day is None or adjusted_on is None or not adjusted_on <= day <= ask.on:
        yield Refusal.of("posting_day_wrong", adjusted_on=adjusted_on, today=ask.on)


def place_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.place.strip():
        yield Refusal.of("place_missing")

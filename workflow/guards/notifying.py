"""Questions of the notice: meetings, paragraphs, days of adjustment and posting, legal force."""

from collections.abc import Iterator

from workflow import references, year
from workflow.facts import Ask, Meeting, Situation
from workflow.guards.subjects import the_notice
from workflow.refusals import Refusal
from workflow.states import NoticeState


def a_meeting_takes_papers(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if year.next_meeting(situation.meetings, ask.on) is None:
        yield Refusal.of("no_meeting", committee=situation.case.committee.name)


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
    day = ask.given.day if ask.given else None
    held_on = _meeting(situation).held_on
    if day is None or not held_on <= day <= ask.on:
        yield Refusal.of("adjustment_day_wrong", held_on=held_on, today=ask.on)


def posted_after_adjustment(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    day, adjusted_on = (ask.given.day if ask.given else None), the_notice(situation).adjusted_on
    if day is None or adjusted_on is None or not adjusted_on <= day <= ask.on:
        yield Refusal.of("posting_day_wrong", adjusted_on=adjusted_on, today=ask.on)


def place_given(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or not ask.given.place.strip():
        yield Refusal.of("place_missing")


def appeal_time_is_over(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    last = the_notice(situation).last_appeal_on
    if last is None or ask.on <= last:
        yield Refusal.of("appeal_time_runs", last=last)


def notice_is_in_force(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if situation.notice is None or situation.notice.state is not NoticeState.IN_FORCE:
        yield Refusal.of("not_in_force")

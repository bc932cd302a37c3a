"""Questions of the notice: meetings, paragraphs, what is recorded, adjustment and posting."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from workflow import amending, references, year
from workflow.delegation import acting_as
from workflow.facts import Ask, Given, Meeting, Situation
from workflow.guards.subjects import the_notice
from workflow.refusals import Refusal
from workflow.states import Role


def a_meeting_takes_papers(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if year.next_meeting(situation.meetings, ask.on) is None:
        yield Refusal.of("no_meeting", committee=situation.case.committee.name)


def the_committee_is_notified(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The committee itself says to what extent it is notified (7 kap. 8 § kommunallagen).

    A decision that says that it is notified is so, whatever is settled for later ones.
    """
    if not situation.its_committee().notified:
        yield Refusal.of("recorded_separately", committee=situation.case.committee.name)


def the_committee_is_not_notified(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if situation.its_committee().notified:
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


def decided_by_the_committee_since(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The committee decided after the matter was left to it, and not later than today."""
    day, since = (ask.given.day if ask.given else None), situation.the_decision().document_on
    if day is None or day > ask.on or (since is not None and day < since):
        yield Refusal.of("committees_day_wrong", since=since, today=ask.on)


def paragraph_of_that_year(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    text, day = (ask.given.paragraph, ask.given.day) if ask.given else ("", None)
    if day is not None and not _is_of_year(text, day.year):
        yield Refusal.of("paragraph_wrong", paragraph=text, year=day.year)


def _is_of_year(text: str, year_of_it: int) -> bool:
    try:
        return references.paragraph(text).year == year_of_it
    except ValueError:
        return False


def the_meeting_is_held(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    held_on = _meeting(situation).held_on
    if ask.on < held_on:
        yield Refusal.of("meeting_not_held", held_on=held_on)


def paragraph_of_the_meetings_year(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    text = ask.given.paragraph if ask.given else ""
    held_on = _meeting(situation).held_on
    if not _is_of_year(text, held_on.year):
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


# An amendment: what was entered wrongly, given anew.


def notice_is_the_one_seen(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """Who opened the page before somebody else amended it overwrites nothing unknowingly."""
    seen = ask.given.seen if ask.given else frozenset()
    if seen and amending.seen_as(the_notice(situation)) not in seen:
        yield Refusal.of("notice_changed")


def only_what_is_noted_is_amended(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """What has not been entered yet is entered by its own step."""
    given, notice = ask.given or Given(), the_notice(situation)
    found = (
        ("paragraf", given.paragraph.strip(), notice.paragraph),
        ("justeringsdag", given.adjusted_on, notice.adjusted_on),
        ("anslagsdag", given.posted_on, notice.posted_on),
        ("plats", given.place.strip(), notice.posted_place),
    )
    for what, written, noted in found:
        if written and not noted:
            yield Refusal.of("not_noted_yet", what=what)


def amended_as_first_entered(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The same questions as when each was first entered, as far as the notice has come."""
    now = amending.amended(the_notice(situation), ask.given or Given())
    becomes = replace(situation, notice=now)
    if now.meeting is not None:
        noting = replace(ask, given=Given(paragraph=now.paragraph))
        yield from paragraph_of_the_meetings_year(becomes, noting)
    if now.adjusted_on is not None:
        adjusting = replace(ask, given=Given(day=now.adjusted_on))
        yield from adjusted_after_the_meeting(becomes, adjusting)
    if now.posted_on is not None:
        posting = replace(ask, given=Given(day=now.posted_on))
        yield from posted_after_adjustment(becomes, posting)


def something_is_amended(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if not amending.is_amended(the_notice(situation), ask.given or Given()):
        yield Refusal.of("nothing_amended")

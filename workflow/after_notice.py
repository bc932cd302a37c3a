"""What the steps of a notice change in it: its place, paragraph, days, and any appeal; pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from workflow.amending import amended
from workflow.facts import Ask, Given, Meeting, Notice, Plan, Situation
from workflow.references import paragraph
from workflow.states import AppealOutcome
from workflow.year import last_appeal_day, next_meeting, other_meeting

Change = Callable[[Situation, Ask, Given], Situation]


def _the_notice(situation: Situation) -> Notice:
    if situation.notice is None:
        raise LookupError("a step on a notice needs one")
    return situation.notice


def _listed(situation: Situation, ask: Ask, given: Given) -> Situation:
    """The decision takes the place after those that already stand on the meeting's list."""
    return _on_the_list_of(next_meeting(situation.meetings, ask.on), situation)


def _notice_moved(situation: Situation, ask: Ask, given: Given) -> Situation:
    """From the meeting that it stands at to the next other one, last on its list."""
    meeting = _the_notice(situation).meeting
    if meeting is None:
        raise LookupError("a listed notice has a meeting")
    return _on_the_list_of(other_meeting(situation.meetings, meeting, ask.on), situation)


def _on_the_list_of(meeting: Meeting | None, situation: Situation) -> Situation:
    before = situation.listings.get(meeting.id, ()) if meeting else ()
    place = max((line.position for line in before), default=0) + 1
    notice = replace(_the_notice(situation), meeting=meeting, position=place)
    return replace(situation, notice=notice)


def _notified(situation: Situation, ask: Ask, given: Given) -> Situation:
    notice = replace(_the_notice(situation), paragraph=str(paragraph(given.paragraph)))
    return replace(situation, notice=notice)


def _adjusted(situation: Situation, ask: Ask, given: Given) -> Situation:
    return replace(situation, notice=replace(_the_notice(situation), adjusted_on=given.day))


def _posted(situation: Situation, ask: Ask, given: Given) -> Situation:
    notice = replace(
        _the_notice(situation),
        posted_on=given.day,
        posted_place=given.place.strip(),
        last_appeal_on=last_appeal_day(given.day or ask.on),
    )
    return replace(situation, notice=notice)


def _in_force(situation: Situation, ask: Ask, given: Given) -> Situation:
    """Legal force came the day after the last day of appeal; the person confirms it later.

    Where there was an appeal in time it did not come before that was settled.
    """
    notice = _the_notice(situation)
    came = _day_after(notice.last_appeal_on or ask.on)
    waited = None if notice.appeal_is_late else notice.appeal_closed_on
    return replace(situation, notice=replace(notice, in_force_on=max(came, waited or came)))


def _notice_amended(situation: Situation, ask: Ask, given: Given) -> Situation:
    return replace(situation, notice=amended(_the_notice(situation), given))


def _appealed(situation: Situation, ask: Ask, given: Given) -> Situation:
    """A new appeal takes the place of one that is settled; the record has them all.

    What was in force is so no longer, until the appeal is settled and force confirmed anew.
    """
    return replace(situation, notice=replace(_with_appeal(situation, given), in_force_on=None))


def _appealed_late(situation: Situation, ask: Ask, given: Given) -> Situation:
    """What is in force is so still: the time of appeal was over."""
    return replace(situation, notice=replace(_with_appeal(situation, given), appeal_is_late=True))


def _with_appeal(situation: Situation, given: Given) -> Notice:
    return replace(
        _the_notice(situation),
        appealed_on=given.day,
        appeal_reference=given.reference.strip(),
        appeal_closed_on=None,
        appeal_outcome="",
        appeal_is_late=False,
    )


def _appeal_closed(situation: Situation, ask: Ask, given: Given) -> Situation:
    notice = _the_notice(situation)
    closed = replace(
        notice,
        appeal_reference=given.reference.strip() or notice.appeal_reference,
        appeal_closed_on=given.day,
        appeal_outcome=given.outcome,
    )
    return replace(situation, notice=closed)


def _repealed(situation: Situation, ask: Ask, given: Given) -> Situation:
    outcome = replace(given, outcome=AppealOutcome.REPEALED)
    withdrawn = tuple(_out_of(plan, ask.on) for plan in situation.plans)
    closed = _appeal_closed(replace(situation, plans=withdrawn), ask, outcome)
    return replace(closed, notice=replace(_the_notice(closed), repealed_on=given.day))


def _out_of(plan: Plan, on: date) -> Plan:
    """Of a plan that is repealed no meeting to come is told."""
    ahead = plan.meeting is not None and on < plan.meeting.held_on
    return replace(plan, meeting=None) if ahead else plan


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


CHANGES: dict[str, Change] = {
    "list": _listed,
    "move_notice": _notice_moved,
    "notify": _notified,
    "adjust": _adjusted,
    "post": _posted,
    "gain_force": _in_force,
    "amend_notice": _notice_amended,
    "appeal": _appealed,
    "appeal_late": _appealed_late,
    "close_appeal": _appeal_closed,
    "repeal": _repealed,
}

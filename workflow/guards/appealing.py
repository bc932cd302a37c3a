"""Questions of legal force: the time of appeal, an appeal that is open, and how it ended."""

from collections.abc import Iterator
from datetime import date

from workflow.facts import Ask, Situation
from workflow.guards.subjects import the_notice
from workflow.refusals import Refusal
from workflow.states import AppealOutcome, NoticeState

# How an appeal ends that leaves the decision as it is; one that succeeds is a repeal.
DECISION_STANDS = (AppealOutcome.REJECTED, AppealOutcome.DISMISSED, AppealOutcome.WITHDRAWN)


def appeal_time_is_over(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    last = the_notice(situation).last_appeal_on
    if last is None or ask.on <= last:
        yield Refusal.of("appeal_time_runs", last=last)


def no_appeal_in_time_is_open(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    notice = the_notice(situation)
    if notice.appeal_stops_force:
        yield Refusal.of("appeal_is_open", day=notice.appealed_on)


def an_appeal_is_open(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if not the_notice(situation).appeal_is_open:
        yield Refusal.of("no_appeal")


def appealed_in_time(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The appeal had come to the court by the last day (13 kap. 5 § kommunallagen).

    One after the first goes against what the court has said, and has a time of its own. But where
    the first was itself too late, so is one that goes on from it.
    """
    notice, day = the_notice(situation), (ask.given.day if ask.given else None)
    first = notice.appealed_on is None or notice.appeal_is_late
    last = notice.last_appeal_on if first else None
    if day is None or not _can_have_come(situation, day, ask.on):
        yield _wrong_day(situation, ask.on)
    elif last is not None and day > last:
        yield Refusal.of("appealed_too_late", day=day, last=last)


def appealed_after_the_last_day(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """The appeal had not come to the court by the last day, and is noted as what it is.

    The time of appeal is over when the three weeks are (13 kap. 5 § kommunallagen): legal force
    follows from the days, and what came after them neither stops it nor takes it back. But that it
    came too late is the court's to say, not the secretary's: so the appeal is noted, is open until
    the court has dismissed it (avvisat), and is told of in every place meanwhile. Where the court
    finds that it was in time after all, it is noted as such, or the days are put right.
    """
    last, day = the_notice(situation).last_appeal_on, (ask.given.day if ask.given else None)
    if day is None or not _can_have_come(situation, day, ask.on):
        yield _wrong_day(situation, ask.on)
    elif last is not None and day <= last:
        yield Refusal.of("appealed_in_time", day=day, last=last)


def _can_have_come(situation: Situation, day: date, today: date) -> bool:
    decided_on = situation.the_decision().decided_on
    return (decided_on is None or decided_on <= day) and day <= today


def _wrong_day(situation: Situation, today: date) -> Refusal:
    decided_on = situation.the_decision().decided_on
    return Refusal.of("appeal_day_wrong", decided_on=decided_on, today=today)


def closed_after_it_came(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    day, came = (ask.given.day if ask.given else None), the_notice(situation).appealed_on
    if day is None or (came is not None and day < came) or day > ask.on:
        yield Refusal.of("appeal_end_day_wrong", appealed_on=came, today=ask.on)


def repealed_after_the_decision(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """From the day the appeal came, or of the decision where none was noted, until today."""
    day, came = (ask.given.day if ask.given else None), the_notice(situation).appealed_on
    since = came or situation.the_decision().decided_on
    if day is None or (since is not None and day < since) or day > ask.on:
        yield Refusal.of("repeal_day_wrong", since=since, today=ask.on)


def the_decision_stands(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    if ask.given is None or ask.given.outcome not in set(DECISION_STANDS):
        yield Refusal.of("appeal_outcome_missing")


def decision_is_not_repealed(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    notice = situation.notice
    if notice is not None and notice.state is NoticeState.REPEALED:
        yield Refusal.of("decision_repealed", day=notice.repealed_on)


def notice_is_in_force(situation: Situation, ask: Ask) -> Iterator[Refusal]:
    """A decision of the committee's own gains force by its minutes, outside this program."""
    decision = situation.decision
    if decision is not None and decision.is_by_committee:
        return
    if situation.notice is None or situation.notice.state is not NoticeState.IN_FORCE:
        yield Refusal.of("not_in_force")

"""Builders of the notice: as far as any of its states, with an appeal, or beside the committee."""

from dataclasses import replace
from datetime import date

from documents.sample.situation import MEETINGS
from workflow.facts import Notice, Situation
from workflow.states import NoticeState


def a_notice(state: NoticeState) -> Notice:
    """The notice with the facts that it has collected on its way to the state."""
    notice = Notice(1, 1, state)
    if state is NoticeState.RECORDED:  # beside the way by the committee
        return notice
    way = NOTICED.index(state)
    if way >= 1:
        notice = replace(notice, meeting=MEETINGS[0])
    if way >= 2:
        notice = replace(notice, paragraph="§ 187/2023")
    if way >= 3:
        notice = replace(notice, adjusted_on=date(2023, 11, 28))
    if way >= 4:
        notice = replace(
            notice,
            posted_on=date(2023, 11, 29),
            posted_place="Kansliet",
            last_appeal_on=date(2023, 12, 20),
        )
    if state is NoticeState.REPEALED:
        ended = date(2024, 2, 6)
        return replace(appealed(notice), appeal_closed_on=ended, repealed_on=ended)
    return replace(notice, in_force_on=date(2023, 12, 21)) if way == 5 else notice


NOTICED = [state for state in NoticeState if state is not NoticeState.RECORDED]


def appealed(notice: Notice) -> Notice:
    """The same with an appeal that is open."""
    return replace(notice, appealed_on=date(2023, 12, 11), appeal_reference="1234-23")


def not_notified(situation: Situation) -> Situation:
    """The same where the committee has its delegated decisions recorded separately."""
    committee = replace(situation.case.committee, notified=False)
    return replace(situation, case=replace(situation.case, committee=committee))

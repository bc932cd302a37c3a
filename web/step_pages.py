"""Which page each step of the chain has: where it is taken, and where it is only looked at."""

from dataclasses import dataclass

from flask import url_for

from web import current
from web.access import may


@dataclass(frozen=True)
class _Pages:
    """The endpoint where a step is taken, the one where it is seen, and what both are about."""

    taken: str
    seen: str
    about: str


_PLAN, _DECISION, _CASE = "plan_id", "decision_id", "case_id"
_FOLLOWED = "follow_up.show"
_NOTICE = _Pages("committee.notice", "committee.notice", _DECISION)
_DISPATCH = _Pages("dispatch.show", "dispatch.show", _DECISION)

_OF: dict[str, _Pages] = {
    "open_plan": _Pages("plans.new", "cases.show", _CASE),
    "write_measure": _Pages("plans.show", "plans.show", _PLAN),
    "remove_measure": _Pages("plans.show", "plans.show", _PLAN),
    "circulate": _Pages("rounds.show", "plans.show", _PLAN),
    "answer": _Pages("rounds.show", "rounds.show", _PLAN),
    "note_answer": _Pages("rounds.note", "rounds.show", _PLAN),
    "extend_answer": _Pages("rounds.extend", "rounds.show", _PLAN),
    "discard_plan": _Pages("plans.discard", "plans.show", _PLAN),
    "prepare": _Pages("decisions.new", "cases.show", _CASE),
    "revise": _Pages("decisions.draft", "decisions.show", _DECISION),
    "revise_basis": _Pages("decisions.basis", "decisions.show", _DECISION),
    "discard": _Pages("deciding.discard", "decisions.show", _DECISION),
    "declare_conflict": _Pages("deciding.conflict", "decisions.show", _DECISION),
    "submit": _Pages("decisions.show", "decisions.show", _DECISION),
    "take_back": _Pages("deciding.take_back", "decisions.show", _DECISION),
    "send_back": _Pages("deciding.send_back", "decisions.show", _DECISION),
    "refer": _Pages("deciding.refer", "decisions.show", _DECISION),
    "leave_to_committee": _Pages("deciding.leave_to_committee", "decisions.show", _DECISION),
    "committee_decides": _Pages("deciding.by_committee", "decisions.show", _DECISION),
    "hand_back": _Pages("deciding.hand_back", "decisions.show", _DECISION),
    "decide": _Pages("decisions.show", "decisions.show", _DECISION),
    "correct": _Pages("deciding.correct", "decisions.show", _DECISION),
    "list": _NOTICE,
    "move_notice": _NOTICE,
    "notify": _NOTICE,
    "record": _NOTICE,
    "adjust": _NOTICE,
    "post": _NOTICE,
    "gain_force": _NOTICE,
    "amend_notice": _NOTICE,
    "appeal": _NOTICE,
    "appeal_late": _NOTICE,
    "close_appeal": _NOTICE,
    "repeal": _NOTICE,
    "dispatch": _DISPATCH,
    "acknowledge": _DISPATCH,
    "resend": _DISPATCH,
    "complete": _DISPATCH,
    "open_follow_up": _Pages("follow_up.open_follow_up", _FOLLOWED, _PLAN),
    "report_outcome": _Pages("follow_up.outcomes", _FOLLOWED, _PLAN),
    "close_follow_up": _Pages("follow_up.close_follow_up", _FOLLOWED, _PLAN),
    "reopen_follow_up": _Pages("follow_up.reopen_follow_up", _FOLLOWED, _PLAN),
    "report_agency": _Pages("follow_up.report_agency", _FOLLOWED, _PLAN),
    "report_committee": _Pages("follow_up.report_committee", _FOLLOWED, _PLAN),
    "move_report": _Pages("follow_up.move_report", _FOLLOWED, _PLAN),
    "close": _Pages("follow_up.close", _FOLLOWED, _PLAN),
}


@dataclass(frozen=True)
class About:
    """The case, and the plan or the decision in it, that a step is about."""

    case_id: int
    plan_id: int | None = None
    decision_id: int | None = None


def where_taken(step: str, about: About) -> str:
    """The address where the signed-in person takes the step, or else where they see it."""
    pages = _OF[step]
    return _address(pages.taken if may(pages.taken, current.rights()) else pages.seen, about)


def where_seen(step: str, about: About) -> str:
    """The address where the step's thing is seen by whoever waits for it."""
    return _address(_OF[step].seen, about)


def _address(endpoint: str, about: About) -> str:
    if endpoint == "cases.show":
        return url_for(endpoint, case_id=about.case_id)
    key = next(each.about for each in _OF.values() if endpoint in (each.taken, each.seen))
    return url_for(endpoint, **{key: getattr(about, key)})

"""Who has the ball: the step that leads a thing onward, whose it is, and by which day; pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.chain import BY_NAME
from workflow.operations.queries.standings import OpenDuty, Standing
from workflow.orders import Settle
from workflow.states import (
    DecisionState,
    DispatchState,
    DutyKind,
    NoticeState,
    PlanState,
    Role,
    Thing,
)


@dataclass(frozen=True)
class Ball:
    """The next step, who may take it, and the organisations that it waits for.

    Before ``begins_on`` nobody can take it; ``last_on`` is the day by which it is due.
    """

    step: str
    roles: tuple[Role, ...]
    parties: tuple[str, ...] = ()
    begins_on: date | None = None
    last_on: date | None = None

    def is_ahead(self, on: date) -> bool:
        return self.begins_on is not None and on < self.begins_on

    def is_overdue(self, on: date) -> bool:
        return self.last_on is not None and self.last_on < on


# The step by which each thing leaves its state, where the state alone says which.
ONWARD: dict[tuple[Thing, str], str] = {
    (Thing.PLAN, PlanState.DRAFTING): "circulate",
    (Thing.PLAN, PlanState.ADOPTED): "open_follow_up",
    (Thing.PLAN, PlanState.FOLLOWED_UP): "report_agency",
    (Thing.PLAN, PlanState.REPORTED): "report_committee",
    (Thing.PLAN, PlanState.REPORTED_BACK): "close",
    (Thing.DECISION, DecisionState.DRAFTING): "submit",
    (Thing.DECISION, DecisionState.SUBMITTED): "decide",
    (Thing.DECISION, DecisionState.REFERRED): "committee_decides",
    (Thing.NOTICE, NoticeState.PENDING): "list",
    (Thing.NOTICE, NoticeState.LISTED): "notify",
    (Thing.NOTICE, NoticeState.NOTIFIED): "adjust",
    (Thing.NOTICE, NoticeState.RECORDED): "adjust",
    (Thing.NOTICE, NoticeState.ADJUSTED): "post",
    (Thing.NOTICE, NoticeState.POSTED): "gain_force",
    (Thing.DISPATCH, DispatchState.READY): "dispatch",
}
_OUTSIDE = frozenset({Role.MEMBER, Role.RECIPIENT, Role.RESPONSIBLE})
# The list is where a decision is to be noted; and a plan is not late since nobody answered.
_DUE = {
    "list": DutyKind.NOTIFY,
    "submit": None,
    "prepare": None,
    "close_follow_up": DutyKind.CLOSE_FOLLOW_UP,
}


def ball(standing: Standing, on: date) -> Ball | None:
    """Who has the ball on that day; nobody, where the thing is done or goes with another."""
    shared = _SHARED.get((standing.thing, standing.state))
    if shared is not None:
        return shared(standing, on)
    step = _beside(standing) or ONWARD.get((standing.thing, standing.state))
    if step is None or _goes_with_another(standing, step):
        return None
    return _ball(standing, step)


def _beside(standing: Standing) -> str | None:
    """The step of a notice that goes another way than by the committee to legal force."""
    if standing.thing is not Thing.NOTICE:
        return None
    if standing.state == NoticeState.PENDING and not standing.notified:
        return "record"
    appealed = standing.state == NoticeState.POSTED and standing.is_appealed
    return "close_appeal" if appealed else None


def _goes_with_another(standing: Standing, step: str) -> bool:
    """A plan that a decision covers waits for the decision, its notice and its dispatch."""
    return (step == "circulate" and standing.is_bound) or (
        step == "close" and not standing.is_settled
    )


def _ball(standing: Standing, step: str) -> Ball:
    roles = tuple(role for role in BY_NAME[step].by if role not in _OUTSIDE)
    due = _due(standing, step)
    begins_on = _begins(standing, step, due)
    return Ball(step, roles, begins_on=begins_on, last_on=due)


def _due(standing: Standing, step: str) -> date | None:
    kind = duty_of(step)
    return next((duty.due_on for duty in standing.duties if duty.kind is kind), None)


def duty_of(step: str) -> DutyKind | None:
    """The duty that somebody who takes the step has done."""
    if step in _DUE:
        return _DUE[step]
    settles = (order.kind for order in BY_NAME[step].orders if isinstance(order, Settle))
    return next(settles, None)


def _begins(standing: Standing, step: str, due: date | None) -> date | None:
    """The first day on which the step can be taken, where its day is set."""
    if step == "open_follow_up":
        return due
    if step in ("notify", "close"):
        return standing.held_on
    if step == "gain_force" and standing.last_appeal_on:
        return standing.last_appeal_on + timedelta(days=1)
    if step == "report_agency" and standing.year:
        return date(standing.year + 1, 1, 1)
    return None


def _circulated(standing: Standing, on: date) -> Ball | None:
    """The members answer until their day is over; then the officer goes on."""
    if standing.is_bound:
        return None
    answers = _open(standing, DutyKind.ANSWER)
    last = standing.answer_by
    if answers and last and on <= last:
        return Ball("answer", (Role.MEMBER,), _names(answers), last_on=last)
    return Ball("prepare", (Role.OFFICER,))


def _followed_up(standing: Standing, on: date) -> Ball:
    """The responsible answer until their day; the region's own, and the end, are the officer's."""
    asked = _open(standing, DutyKind.OUTCOME)
    own, others = [d for d in asked if not d.party], [d for d in asked if d.party]
    if own:
        return Ball("report_outcome", (Role.OFFICER,), _names(others), last_on=own[0].due_on)
    if others and on <= others[0].due_on:
        who = (Role.RESPONSIBLE,)
        return Ball("report_outcome", who, _names(others), last_on=others[0].due_on)
    last = _due(standing, "close_follow_up")
    return Ball("close_follow_up", (Role.OFFICER,), _names(others), last_on=last)


def _dispatched(standing: Standing, on: date) -> Ball:
    """The recipients confirm until their day; then the registrar asks them."""
    asked = _open(standing, DutyKind.ACKNOWLEDGE)
    if not asked:
        return Ball("complete", (Role.CALENDAR, Role.REGISTRAR))
    last = asked[0].due_on
    whose = Role.RECIPIENT if on <= last else Role.REGISTRAR
    return Ball("acknowledge", (whose,), _names(asked), last_on=last)


_SHARED: dict[tuple[Thing, str], Callable[[Standing, date], Ball | None]] = {
    (Thing.PLAN, PlanState.CIRCULATED): _circulated,
    (Thing.PLAN, PlanState.FOLLOWING_UP): _followed_up,
    (Thing.DISPATCH, DispatchState.DISPATCHED): _dispatched,
}


def _open(standing: Standing, kind: DutyKind) -> list[OpenDuty]:
    return [duty for duty in standing.duties if duty.kind is kind]


def _names(duties: list[OpenDuty]) -> tuple[str, ...]:
    return tuple(duty.party for duty in duties)

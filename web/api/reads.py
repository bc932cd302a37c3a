"""The API's reading: everything that a role may read, by the read models of the pages."""

from typing import Any

from apiflask import APIBlueprint
from apiflask.types import ResponsesObjectType
from flask import Response
from pydantic import BaseModel, Field

from web import current
from web.api import bearers
from web.api import schemas as s
from web.api.asks import Body
from web.api.subjects import BEARER, CASES, DECISIONS, PLANS, REGISTERS
from web.handing_out import handed_out
from web.paging import PER_PAGE
from workflow.chain import BY_NAME, STEPS
from workflow.measures import measure_fingerprint
from workflow.operations.queries import (
    asking,
    case_page,
    cases,
    decisions,
    delegations,
    drafts,
    history,
    meetings,
    papers,
)
from workflow.operations.queries.decisions import DecisionShown
from workflow.states import Thing

blueprint = APIBlueprint("api", __name__, url_prefix="/api/v1")

PAPER: ResponsesObjectType = {
    200: {
        "description": "Handlingens byte, av handlingens egen typ",
        "content": {"*/*": {"schema": {"contentMediaType": "application/octet-stream"}}},
    }
}


class Search(Body):
    q: str = Field(default="", max_length=200, description="Diarienummer, titel eller person")
    year: int | None = Field(default=None, ge=1990, le=2100)
    overdue: bool = False
    page: int = Field(default=1, ge=1, le=1_000_000)


class Page(Body):
    page: int = Field(default=1, ge=1, le=1_000_000)


@blueprint.get("/me")
@blueprint.doc(tags=[BEARER], operation_id="me")
@blueprint.output(s.Me)
def me() -> s.Me:
    """Vem åtkomstnyckeln gäller för."""
    actor, token = bearers.actor(), bearers.token()
    roles = sorted(str(role) for role in actor.roles)
    return s.Me(name=actor.name, roles=roles, scope=token.scope, expires_on=token.expires_on)


@blueprint.get("/cases")
@blueprint.doc(tags=[CASES], operation_id="cases")
@blueprint.input(Search, location="query", arg_name="search")
@blueprint.output(s.CaseList)
def case_list(search: Search) -> s.CaseList:
    """Ärenden, 50 i taget."""
    asked = cases.CaseFilter(text=search.q, year=search.year, overdue=search.overdue)
    found = cases.counted(current.office(), bearers.actor(), current.at(), asked, search.page)
    items = [s.CaseLine.model_validate(row) for row in found.rows]
    return s.CaseList(total=found.total, page=found.page, per_page=PER_PAGE, items=items)


@blueprint.get("/cases/<int:case_id>")
@blueprint.doc(tags=[CASES], operation_id="case")
@blueprint.output(s.Case)
def case(case_id: int) -> s.Case:
    """Ett ärende med dess planer och beslut."""
    found = case_page.case_page(current.office(), case_id, bearers.actor(), current.at())
    return s.Case(
        id=found.case.id,
        reference=found.case.reference,
        title=found.case.title,
        opened_on=found.case.opened_on,
        committee=found.case.committee.name,
        programme=found.programme.title,
        officer=found.case.officer.name,
        plans=[s.PlanLine.model_validate(plan) for plan in found.plans],
        decisions=[s.DecisionLine.model_validate(each) for each in found.decisions],
    )


@blueprint.get("/cases/<int:case_id>/events")
@blueprint.doc(tags=[CASES], operation_id="events")
@blueprint.input(Page, location="query", arg_name="asked")
@blueprint.output(s.EventList)
def events(case_id: int, asked: Page) -> s.EventList:
    """Ärendets händelser, de nyaste först."""
    found = history.history(current.office(), case_id, bearers.actor(), current.at(), asked.page)
    items = [s.Event.model_validate(entry) for entry in found.entries]
    return s.EventList(total=found.total, page=found.page, items=items)


@blueprint.get("/plans/<int:plan_id>")
@blueprint.doc(tags=[PLANS], operation_id="plan")
@blueprint.output(s.Plan)
def plan(plan_id: int) -> s.Plan:
    """En handlingsplan med insatser, mål och utfall."""
    found = drafts.draft_for(current.office(), plan_id, bearers.actor(), current.on())
    measures = [
        {**_fields(each, s.Measure), "fingerprint": measure_fingerprint(each)}
        for each in found.measures
    ]
    more = {"case_id": found.case.id, "measures": measures}
    return s.Plan.model_validate(_fields(found.plan, s.Plan) | more)


@blueprint.get("/plans/<int:plan_id>/steps")
@blueprint.doc(tags=[PLANS], operation_id="plan_steps")
@blueprint.output(s.StepList)
def plan_steps(plan_id: int) -> s.StepList:
    """Vilka steg som kan tas med planen nu, och varför inte de andra."""
    drafts.draft_for(current.office(), plan_id, bearers.actor(), current.on())
    return _steps((Thing.PLAN,), plan_id)


@blueprint.get("/decisions/<int:decision_id>")
@blueprint.doc(tags=[DECISIONS], operation_id="decision")
@blueprint.output(s.Decision)
def decision(decision_id: int) -> s.Decision:
    """Ett delegationsbeslut med underlag, anmälan och expediering."""
    return _decision(
        decisions.decision(current.office(), decision_id, bearers.actor(), current.at())
    )


def _decision(found: DecisionShown) -> s.Decision:
    situation = found.situation
    it, notice, dispatch = situation.the_decision(), situation.notice, situation.dispatch
    return s.Decision.model_validate(
        _fields(it, s.Decision)
        | {
            "case_id": situation.case.id,
            "text": list(it.text),
            "plans": situation.plans,
            "notice": notice
            and _fields(notice, s.Notice)
            | {"held_on": notice.meeting.held_on if notice.meeting else None},
            "dispatch": dispatch and dispatch.state,
            "deliveries": dispatch.deliveries if dispatch else (),
            "papers": found.papers,
        }
    )


@blueprint.get("/decisions/<int:decision_id>/steps")
@blueprint.doc(tags=[DECISIONS], operation_id="decision_steps")
@blueprint.output(s.StepList)
def decision_steps(decision_id: int) -> s.StepList:
    """Vilka steg som kan tas med beslutet, anmälan och expedieringen nu."""
    decisions.decision(current.office(), decision_id, bearers.actor(), current.at())
    return _steps((Thing.DECISION, Thing.NOTICE, Thing.DISPATCH), decision_id)


def _steps(things: tuple[Thing, ...], subject_id: int) -> s.StepList:
    names = [step.name for step in STEPS if step.thing in things and step.source]
    return s.StepList(items=[_step(name, subject_id) for name in names])


def _step(name: str, subject_id: int) -> s.StepLine:
    why = asking.why_not(current.office(), name, subject_id, bearers.actor(), current.at())
    return s.StepLine(step=name, swedish=BY_NAME[name].swedish, open=not why, why_not=list(why))


@blueprint.get("/papers/<sha256>")
@blueprint.doc(tags=[CASES], operation_id="paper", responses=PAPER)
def paper(sha256: str) -> Response:
    """En handling, precis som den sparades."""
    found = papers.paper(current.office(), sha256, bearers.actor(), current.at())
    return handed_out(found.content, found.media_type, found.name)


@blueprint.get("/meetings")
@blueprint.doc(tags=[REGISTERS], operation_id="meetings")
@blueprint.output(s.MeetingList)
def meeting_list() -> s.MeetingList:
    """Kommande sammanträden och hur många beslut som står på deras listor."""
    bearers.actor()
    found = meetings.overview(current.office(), current.on())
    return s.MeetingList(
        items=[
            s.Meeting.model_validate(_fields(row, s.Meeting) | {"committee": row.committee.name})
            for row in found.coming
        ]
    )


@blueprint.get("/delegations")
@blueprint.doc(tags=[REGISTERS], operation_id="delegations")
@blueprint.output(s.DelegationList)
def delegation_list() -> s.DelegationList:
    """Delegationsregistret som det ser ut i dag."""
    bearers.actor()
    found = delegations.delegations(current.office(), current.on())
    return s.DelegationList(items=[_delegation(entry) for entry in found])


def _delegation(entry: delegations.Entry) -> s.Delegation:
    return s.Delegation.model_validate(
        _fields(entry, s.Delegation)
        | {
            "ground": entry.ground.in_a_list(),
            "post": entry.post.title,
            "holder": entry.post.holder,
            "deputy": entry.deputy.title if entry.deputy else "",
        }
    )


def _fields(it: object, schema: type[BaseModel]) -> dict[str, Any]:
    """What a value has of the fields of its answer."""
    return {name: getattr(it, name) for name in schema.model_fields if hasattr(it, name)}

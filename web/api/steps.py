"""The API's steps: a view for each row of the table, and one that says why deciding has none."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, NoReturn

from apiflask import APIBlueprint
from apiflask.types import ResponsesObjectType
from flask import request

from web import current
from web.api import asks as a
from web.api import bearers, repeats
from web.api import schemas as s
from web.api.problems import ProblemError
from web.api.rows import Row, Sent
from web.api.subjects import DECISIONS
from web.api.table import DECISION, ROWS
from workflow.operations.steps import Done

View = Callable[..., Any]  # what it gives is made into an answer by the decorators

blueprint = APIBlueprint("steps", __name__, url_prefix="/api/v1")
NAMES = ("decide", *(row.name for row in ROWS))

# A person answers by personal link; every other step of the chain has its address here.
BY_LINK = frozenset({"answer"})

_ONLY_NO: ResponsesObjectType = {HTTPStatus.FORBIDDEN.value: {}}


@blueprint.before_request
def _ask_scope() -> None:
    bearers.acting()


repeats.install(blueprint)


@blueprint.post(f"{DECISION}/decide")
@blueprint.doc(
    summary="Finns för att säga nej: ett beslut fattas av en person i webben.",
    tags=[DECISIONS],
    operation_id="decide",
    responses=_ONLY_NO,
)
def decide(decision_id: int) -> NoReturn:
    """Whatever is sent, no program decides."""
    raise ProblemError(
        HTTPStatus.FORBIDDEN,
        "Ett beslut fattas av en person som har loggat in i webben (6 kap. 38 § "
        f"kommunallagen). Öppna /delegationsbeslut/{decision_id}.",
    )


def _add(row: Row[Any]) -> None:
    """Give the row its address, with what it asks for and answers."""

    def view(ask: a.Body, **ids: int) -> s.Taken:
        sent = Sent(ask, current.office(), bearers.acting(), current.at(), **ids)
        return _taken(row.act(sent))

    told = blueprint.doc(summary=row.swedish, tags=[row.tag], operation_id=row.name)
    answered = blueprint.output(s.Taken, status_code=row.status)
    whole = told(answered(_reading(row.ask, view)))
    blueprint.add_url_rule(row.rule, row.name, whole, methods=[row.method])


def _reading(ask: type[a.Body], view: View) -> View:
    """The view with its body read; where nothing in it is needed, it may be left out."""
    read: View = blueprint.input(ask, arg_name="ask")(view)

    @wraps(read)
    def either(**ids: int) -> object:
        return read(**ids) if request.get_data() else view(ask(), **ids)

    needs_something = any(field.is_required() for field in ask.model_fields.values())
    return read if needs_something else either


def _taken(done: Done) -> s.Taken:
    return s.Taken(step=done.step, case_id=done.situation.case.id, id=done.subject_id)


for each in ROWS:
    _add(each)

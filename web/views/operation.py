"""The operation: whether the program lives and is ready, its figures, and the operator's page."""

from flask import Blueprint, Response, jsonify, render_template

from web import current, metrics, nearby, readiness
from web.operator_page import shown
from web.readiness import Check
from workflow.operations.queries.operation import Look

blueprint = Blueprint("operation", __name__)

UNREADY, NOT_FOR_ALL = 503, 404


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is asked."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Whether the program can do its work: to everybody in a word, nearby with every check."""
    found = tuple(readiness.checks(current.settings(), _look()))
    status = readiness.status_of(found)
    said: dict[str, object] = {"status": status}
    if nearby.is_trusted():
        said["checks"] = [_check(each) for each in found]
        said["reasons"] = [each.text for each in found if not each.ok]
    return jsonify(said), UNREADY if status == "unready" else 200


def _check(check: Check) -> dict[str, object]:
    return {"name": check.name, "ok": check.ok, "stops": check.stops, "text": check.text}


@blueprint.get("/metrics")
def figures() -> tuple[Response, int] | Response:
    """The figures, for those who may have them; for others there is no such page."""
    if not nearby.is_trusted():
        return Response("404\n", mimetype="text/plain"), NOT_FOR_ALL
    said = Response(metrics.written(_look))
    said.content_type = "text/plain; version=0.0.4; charset=utf-8"
    return said


@blueprint.get("/drift")
def show() -> str:
    """What runs, what is red, and what to do about it."""
    return render_template("operation/show.html", page=shown(_look()))


def _look() -> Look:
    return readiness.ask(current.settings(), current.office(), current.at())

"""The description of the API (OpenAPI 3.1): what holds for every address, said once."""

from collections.abc import Iterator
from typing import Any

from apiflask import APIFlask

from web.api import repeats
from web.api.asks import LARGEST
from web.api.problems import MEANS, MEDIA_TYPE
from web.api.schemas import Problem
from web.api.subjects import SUBJECTS
from workflow.store.tables import Scope

VERSION = "1.0.0"

# Whatever OpenAPI calls an object.
Part = dict[str, Any]

_ABOUT = (
    "Läs det som din roll får läsa, och ta stegen i beslutskedjan. Reglerna är desamma som i "
    "webben, och ett nej säger varför. Ett beslut fattas alltid av en person i webben."
)
_SCHEME = "bearer"
_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "En åtkomstnyckel, som du gör under /konto. Den gäller för att läsa (read) "
    "eller för att också ta steg (steps), till och med sin sista dag.",
}
_KEY = {
    "name": repeats.HEADER,
    "in": "header",
    "description": "En nyckel som du väljer själv, ny för varje steg. Skickas samma begäran igen "
    "med samma nyckel tas steget inte en gång till: svaret blir det första.",
    "schema": {"type": "string", "minLength": 1, "maxLength": repeats.LONGEST},
}
_PATH_VALUES = {
    "integer": {"minimum": 1, "maximum": LARGEST},
    "string": {"pattern": "^[0-9a-f]{64}$"},  # a checksum
}
_ALWAYS, _OF_A_STEP = (401, 403, 429), (409, 422, 503)
_OF_AN_ID, _OF_A_QUERY, _OF_A_BODY = (404,), (422,), (400, 413)


def install(app: APIFlask) -> None:
    """Let the application describe its API; what it would say by itself is left out."""
    app.config.update(
        DESCRIPTION=_ABOUT,
        SERVERS=[{"url": "/", "description": "Den här installationen"}],
        TAGS=[{"name": name, "description": text} for name, text in SUBJECTS.items()],
        SECURITY_SCHEMES={_SCHEME: _BEARER},
        SUCCESS_DESCRIPTION="Det gick bra",
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
    )
    app.spec_callback = completed  # type: ignore[assignment]  # it is a str only where it is YAML


def completed(spec: Part) -> Part:
    """The description with what every address has in common."""
    components = spec["components"]
    components["schemas"]["Problem"] = Problem.model_json_schema()
    components["responses"] = {_problem(status): _response(status) for status in _statuses()}
    for methods in spec["paths"].values():
        for method, operation in methods.items():
            _complete(operation, components["schemas"], is_step=method != "get")
    return spec


def _complete(operation: Part, schemas: Part, *, is_step: bool) -> None:
    scope = Scope.STEPS if is_step else Scope.READ
    operation["security"] = [{_SCHEME: [scope.value]}]
    for status in _failures(operation, is_step=is_step):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{_problem(status)}"}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["schema"] |= _PATH_VALUES[parameter["schema"]["type"]]
    if is_step:
        operation["parameters"].append(_KEY)
    if "requestBody" in operation:
        operation["requestBody"]["required"] = _is_needed(operation["requestBody"], schemas)


def _failures(operation: Part, *, is_step: bool) -> Iterator[int]:
    places = {parameter["in"] for parameter in operation["parameters"]}
    yield from _ALWAYS
    if is_step:
        yield from _OF_A_STEP
    if "path" in places:
        yield from _OF_AN_ID
    if "query" in places:
        yield from _OF_A_QUERY
    if "requestBody" in operation:
        yield from _OF_A_BODY


def _is_needed(body: Part, schemas: Part) -> bool:
    """Whether the body holds anything that has to be sent."""
    name: str = body["content"]["application/json"]["schema"]["$ref"]
    return bool(schemas[name.rsplit("/", 1)[1]].get("required"))


def _statuses() -> list[int]:
    return sorted({*_ALWAYS, *_OF_A_STEP, *_OF_AN_ID, *_OF_A_QUERY, *_OF_A_BODY})


def _problem(status: int) -> str:
    return f"Problem{status}"


def _response(status: int) -> Part:
    """What is answered with the status, as a problem (RFC 9457)."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": MEANS[status], "content": content}

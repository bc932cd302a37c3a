"""What the API's description promises of every address, held against what is answered."""

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.house.tree import ROOT
from tests.operations.walking import submitted
from tests.web.api.caller import Caller
from tests.web.api.conftest import Asking
from tests.web.pages.site import Site
from web.api.problems import MEANS
from web.api.rows import Sent
from web.api.schemas import Problem
from web.api.table import ROWS
from workflow.store.tables import Scope

ADDRESS = re.compile(r"/api/v1(/[a-z0-9/-]+)")


@pytest.fixture
def spec(site: Site) -> Any:  # noqa: ANN401  # JSON of any shape
    return site.app.test_client().get("/api/v1/openapi.json").json


def operations(spec: Any) -> list[tuple[str, str, Any]]:  # noqa: ANN401  # JSON of any shape
    return [
        (method, path, operation)
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_address_asks_for_a_token_of_the_scope_it_needs(spec: Any) -> None:  # noqa: ANN401
    assert spec["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for method, path, operation in operations(spec):
        scope = "read" if method == "get" else "steps"
        assert operation["security"] == [{"bearer": [scope]}], path


def test_every_step_takes_a_key_and_no_reading_does(spec: Any) -> None:  # noqa: ANN401
    for method, path, operation in operations(spec):
        headers = [each["name"] for each in operation["parameters"] if each["in"] == "header"]
        assert headers == ([] if method == "get" else ["Idempotency-Key"]), path


def test_every_failure_is_described_as_a_problem(spec: Any) -> None:  # noqa: ANN401
    for _method, path, operation in operations(spec):
        failures = {status for status in operation["responses"] if status >= "400"}
        assert {"401", "403", "429"} <= failures, path
        for status in failures:
            assert operation["responses"][status] == {
                "$ref": f"#/components/responses/Problem{status}"
            }
    for response in spec["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_what_may_happen_to_a_step_is_described(spec: Any) -> None:  # noqa: ANN401
    step = spec["paths"]["/api/v1/plans/{plan_id}/circulate"]["post"]
    wanted = ["200", "400", "401", "403", "404", "409", "413", "422", "429", "503"]
    assert sorted(step["responses"]) == wanted


def test_every_address_has_a_name_a_sentence_and_a_subject(spec: Any) -> None:  # noqa: ANN401
    described = [tag["name"] for tag in spec["tags"]]
    found = [operation for _method, _path, operation in operations(spec)]
    assert len({operation["operationId"] for operation in found}) == len(found)
    assert all(operation["summary"].endswith(".") for operation in found)
    assert {tag for operation in found for tag in operation["tags"]} == set(described)


def test_a_body_is_needed_where_something_in_it_is(spec: Any) -> None:  # noqa: ANN401
    plan = spec["paths"]["/api/v1/plans/{plan_id}/circulate"]["post"]
    assert plan["requestBody"]["required"]
    decision = spec["paths"]["/api/v1/decisions/{decision_id}/submit"]["post"]
    assert not decision["requestBody"]["required"]


def test_the_description_names_no_host(spec: Any) -> None:  # noqa: ANN401
    assert [server["url"] for server in spec["servers"]] == ["/"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", spec["info"]["version"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_reads_the_ids_of_its_address(row: Any) -> None:  # noqa: ANN401  # rows of any body
    known = {field.name for field in fields(Sent)}
    assert set(re.findall(r"<int:(\w+)>", row.rule)) <= known


Asks = Callable[[Caller], TestResponse]
FAILURES: list[tuple[int, str, Asks]] = [
    (401, "officer", lambda c: c.http.get("/api/v1/me")),
    (403, "stranger", lambda c: c.ask("GET", "/cases")),
    (404, "officer", lambda c: c.ask("GET", "/cases/999")),
    (404, "officer", lambda c: c.ask("GET", "/nowhere")),
    (405, "officer", lambda c: c.ask("PUT", "/cases", {})),
    (409, "secretary", lambda c: c.post("/plans/1/close")),
    (422, "officer", lambda c: c.post("/plans/1/circulate", {"answer_by": "snart"})),
    (422, "officer", lambda c: c.ask("GET", "/cases?yaer=2023")),
]


@pytest.mark.case("W13")
@pytest.mark.parametrize(("status", "who", "ask"), FAILURES)
def test_a_failure_is_answered_as_described(
    site: Site, asking: Asking, status: int, who: str, ask: Asks
) -> None:
    submitted(site.world)
    answer = ask(asking(who))
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    problem = Problem.model_validate(answer.json)
    assert problem.status == status
    assert problem.detail.endswith(".")


def test_a_failure_says_by_its_headers_what_would_do(asking: Asking) -> None:
    caller = asking("officer", Scope.READ)
    unknown = caller.http.get("/api/v1/me")
    assert unknown.headers["WWW-Authenticate"].startswith("Bearer")
    allowed = caller.ask("PUT", "/cases", {}).headers["Allow"]
    assert "GET" in allowed


def test_the_page_on_the_api_names_only_addresses_that_there_are(site: Site) -> None:
    page = (ROOT / "docs/api.md").read_text("utf-8")
    known = {re.sub(r"<int:\w+>", "7", rule.rule) for rule in site.app.url_map.iter_rules()}
    named = {f"/api/v1{path}" for path in ADDRESS.findall(page)}
    assert len(named) >= 3
    assert {re.sub(r"/\d+", "/7", path) for path in named} <= known | {"/api/v1/openapi"}


def test_the_page_on_the_api_tells_every_status(spec: Any) -> None:  # noqa: ANN401
    page = (ROOT / "docs/api.md").read_text("utf-8")
    told = {int(status) for status in re.findall(r"^\| (\d{3}) \|", page, re.MULTILINE)}
    described = {int(name.removeprefix("Problem")) for name in spec["components"]["responses"]}
    assert told - {200, 201} == described | {405}
    assert described <= set(MEANS)

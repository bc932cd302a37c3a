"""What a program may do through the API: every step of the chain but deciding."""

from base64 import b64encode
from typing import Any

import pytest

from tests.operations.walking import ANSWER_BY, decided, drafted, opened, submitted
from tests.web.api.conftest import Asking
from tests.web.pages.site import Site
from web.api.steps import BY_LINK
from workflow.chain import BY_NAME
from workflow.operations import looking
from workflow.store.tables import Scope

MEASURE: dict[str, Any] = {
    "area": "Tillgång till service",
    "activity": "Stöd till en servicepunkt",
    "responsible_person": "Strateg",
    "starts_on": "2023-02-01",
    "ends_on": "2023-12-31",
    "targets": [
        {"level": "resultat", "text": "En öppnar.", "indicator": "Öppnade", "unit": "st", "goal": 1}
    ],
}


def test_every_step_of_the_chain_has_its_address_but_those_by_link(site: Site) -> None:
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules()}
    for name in set(BY_NAME) - BY_LINK:
        assert f"steps.{name}" in endpoints


def test_a_program_cannot_decide(site: Site, asking: Asking) -> None:
    matter = submitted(site.world)
    answer = asking("director").post(f"/decisions/{matter.decision_id}/decide")
    assert answer.status_code == 403
    assert "person" in (answer.json or {})["detail"]
    assert looking.papers_shown(site.office, matter.decision_id)


def test_a_token_for_reading_takes_no_step(site: Site, asking: Asking) -> None:
    plan_id = opened(site.world)
    caller = asking("officer", Scope.READ)
    body = {"answer_by": ANSWER_BY.isoformat()}
    assert caller.post(f"/plans/{plan_id}/circulate", body).status_code == 403


def test_a_plan_is_opened_and_written_in(site: Site, asking: Asking) -> None:
    caller = asking("officer")
    party = site.world.parties["are"].id
    body = {"year": 2023, "title": "Handlingsplan 2023", "measures": [MEASURE]}
    plan_id = caller.taken(f"/cases/{site.world.case_id}/plans", body)["id"]
    more = {**MEASURE, "activity": "Hemsändning", "responsible_id": party}
    assert caller.post(f"/plans/{plan_id}/measures", more).status_code == 201
    first, second = caller.get(f"/plans/{plan_id}")["measures"]
    assert (first["key"], second["key"]) == ("2023-1", "2023-2")
    assert second["responsible"]["name"] == "Åre kommun"


def test_a_measure_that_somebody_else_changed_is_not_overwritten(
    site: Site, asking: Asking
) -> None:
    caller, plan_id = asking("officer"), opened(site.world)
    measure = caller.get(f"/plans/{plan_id}")["measures"][0]
    address = f"/plans/{plan_id}/measures/{measure['id']}"
    mine = {**MEASURE, "seen": measure["fingerprint"]}
    assert caller.ask("PUT", address, mine).status_code == 200
    answer = caller.ask("PUT", address, {**mine, "activity": "Något annat"})
    assert answer.status_code == 409
    assert (answer.json or {})["codes"] == ["measure_changed"]


def test_a_decision_is_prepared_with_a_file_and_submitted(site: Site, asking: Asking) -> None:
    caller, plan_id = asking("officer"), opened(site.world)
    pdf = b64encode(site.office.files.get(site.office.files.put(_pdf()))).decode()
    body = {
        "title": "Handlingsplan 2023",
        "text": ["Planen har arbetats fram i nätverket."],
        "delegation_id": site.world.delegation_id,
        "dispatch_to": ["Länets kommuner"],
        "new_direction": False,
        "plan_ids": [plan_id],
        "basis": [
            {"title": "Utdrag", "dated_on": "2023-05-23", "name": "a.pdf", "content": pdf},
            {"plan_id": plan_id},
        ],
    }
    made = caller.taken(f"/cases/{site.world.case_id}/decisions", body)
    assert caller.post(f"/decisions/{made['id']}/submit").status_code == 200


def _pdf() -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0"
    body += b"/Kids[]>>endobj\n"
    start = str(len(body)).encode()
    return body + b"trailer<</Root 1 0 R>>\nstartxref\n" + start + b"\n%%EOF\n"


def test_what_the_rules_refuse_comes_back_with_every_reason(site: Site, asking: Asking) -> None:
    matter = drafted(site.world)
    answer = asking("secretary").post(f"/decisions/{matter.decision_id}/submit")
    assert answer.status_code == 409
    assert (answer.json or {})["codes"] == ["wrong_role"]
    assert "Nämndsekreteraren" in (answer.json or {})["reasons"][0]


def test_the_registrar_dispatches_and_notes_how_a_recipient_confirmed(
    site: Site, asking: Asking
) -> None:
    matter = decided(site.world)
    site.at("2023-10-25")
    caller, address = asking("registrar"), f"/decisions/{matter.decision_id}"
    assert caller.post(f"{address}/dispatch").status_code == 200
    assert caller.post(f"{address}/dispatch").status_code == 409
    body = {"party_id": site.world.parties["are"].id, "how": "Per telefon"}
    assert caller.post(f"{address}/acknowledge", body).status_code == 200


def test_a_step_that_needs_nothing_is_taken_without_a_body(site: Site, asking: Asking) -> None:
    matter = drafted(site.world)
    caller, address = asking("officer"), f"/decisions/{matter.decision_id}/submit"
    assert caller.post(address, {"force": True}).status_code == 422
    assert caller.ask("POST", address).status_code == 200


@pytest.mark.case("A04")
@pytest.mark.parametrize(
    "body",
    [
        {"year": 2023, "title": "T", "status": "decided"},
        {"year": "nästa", "title": "T"},
        {"year": 2023, "title": "T\u202e"},
        {"year": 2023, "title": "T" * 201},
        {"year": 2023},
        ["year"],
    ],
)
def test_a_body_that_is_not_as_described_is_refused(
    site: Site, asking: Asking, body: object
) -> None:
    answer = asking("officer").post(f"/cases/{site.world.case_id}/plans", body)
    assert answer.status_code == 422
    assert (answer.json or {})["reasons"]


@pytest.mark.case("W13")
def test_broken_json_is_told_as_a_problem(asking: Asking) -> None:
    caller = asking("officer")
    answer = caller.http.post(
        "/api/v1/cases/1/plans",
        data="{",
        content_type="application/json",
        headers={"Authorization": f"Bearer {caller.token}"},
    )
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_the_description_is_openapi_3_1_and_names_every_address(site: Site) -> None:
    spec = site.app.test_client().get("/api/v1/openapi.json").json
    assert spec["openapi"].startswith("3.1")
    rules = [r.rule for r in site.app.url_map.iter_rules() if r.endpoint.startswith("steps.")]
    described = {path.replace("{", "<int:").replace("}", ">") for path in spec["paths"]}
    assert set(rules) <= described
    assert all(path.startswith("/api/v1/") for path in spec["paths"])


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/cases/{case}/decisions"), ("PUT", "/decisions/{decision}/draft")],
)
def test_a_delegation_that_is_not_in_the_register_is_refused(
    site: Site, asking: Asking, method: str, path: str
) -> None:
    matter = drafted(site.world)
    draft = {"title": "T", "text": ["Text."], "delegation_id": 99, "dispatch_to": []}
    whole = {**draft, "plan_ids": [matter.plan_id], "basis": []}
    url = path.format(case=site.world.case_id, decision=matter.decision_id)
    answer = asking("officer").ask(method, url, whole if method == "POST" else draft)
    assert answer.status_code == 422
    assert "delegationen finns inte i registret." in (answer.json or {})["detail"]

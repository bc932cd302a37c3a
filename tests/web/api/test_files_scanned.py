"""A file by the API is let in as one on a page: when the virus scanner calls it clean."""

from base64 import b64encode
from dataclasses import replace

import pytest

from tests.clamd import EICAR, Started, as_clamd, guarded
from tests.operations.reading import rows
from tests.operations.walking import opened
from tests.web.api.caller import Caller
from tests.web.pages.site import Site
from workflow.operations import tokens
from workflow.store import tables as t
from workflow.store.tables import Scope

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n% " + EICAR + b"\nstartxref\n9\n%%EOF\n"


def caller(site: Site) -> Caller:
    at, officer = site.clock.at, site.person("officer")
    token = tokens.issue(site.office, officer, "test", Scope.STEPS, at.date(), at)
    return Caller(site.app.test_client(), token)


@pytest.mark.case("F08")
def test_an_infected_file_is_refused_and_no_decision_is_prepared(
    site: Site, scanner: Started
) -> None:
    plan_id = opened(site.world)
    file = {"title": "Utdrag", "dated_on": "2023-05-23", "name": "a.pdf"}
    basis = [{**file, "content": b64encode(PDF).decode()}, {"plan_id": plan_id}]
    body = {
        "title": "Plan",
        "text": ["Text."],
        "delegation_id": site.world.delegation_id,
        "dispatch_to": ["Länets kommuner"],
        "plan_ids": [plan_id],
        "basis": basis,
    }
    with scanner(as_clamd) as where:
        world = replace(site.world, office=guarded(site.office, where))
        answer = caller(replace(site, world=world)).post(f"/cases/{world.case_id}/decisions", body)
    assert answer.status_code == 422
    (reason,) = (answer.json or {})["reasons"]
    assert reason.startswith("a.pdf: filen innehåller skadlig kod (Eicar-Signature)")
    assert rows(site.office.engine, t.decision) == []

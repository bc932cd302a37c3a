"""What a program may read through the API: what its person may read, and nothing more."""

from datetime import timedelta

from tests.operations.walking import decided, submitted
from tests.web.api.conftest import Asking
from tests.web.pages.site import Site
from workflow.operations import tokens


def test_without_a_token_nothing_is_told(site: Site) -> None:
    answer = site.app.test_client().get("/api/v1/cases")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_a_cookie_is_no_token(site: Site) -> None:
    assert site.client("officer").http.get("/api/v1/cases").status_code == 401


def test_a_token_tells_whose_it_is(asking: Asking) -> None:
    said = asking("officer").get("/me")
    assert said["name"] == "Malin Nyqvist Ljungberg"
    assert said["roles"] == ["officer"]


def test_a_token_past_its_last_day_is_none(site: Site, asking: Asking) -> None:
    caller = asking("officer", days=1)
    site.clock.at += timedelta(days=2)
    assert caller.ask("GET", "/me").status_code == 401


def test_a_revoked_token_is_none_at_once(site: Site, asking: Asking) -> None:
    caller, person = asking("officer"), site.person("officer")
    (token,) = tokens.of_person(site.office, person)
    tokens.revoke(site.office, person, token.id, site.clock.at)
    assert caller.ask("GET", "/me").status_code == 401


def test_somebody_without_a_role_reads_no_case(asking: Asking) -> None:
    assert asking("stranger").ask("GET", "/cases").status_code == 403


def test_an_administrator_reads_no_case(asking: Asking) -> None:
    assert asking("administrator").ask("GET", "/cases").status_code == 403


def test_cases_are_found_by_reference(site: Site, asking: Asking) -> None:
    submitted(site.world)
    found = asking("secretary").get("/cases?q=run 536/2021")
    assert [case["reference"] for case in found["items"]] == ["RUN/536/2021"]


def test_a_plan_is_told_with_measures_and_targets(site: Site, asking: Asking) -> None:
    matter = submitted(site.world)
    plan = asking("officer").get(f"/plans/{matter.plan_id}")
    assert plan["state"] == "submitted"
    assert plan["measures"][0]["targets"][0]["goal"] == "2"


def test_a_decision_is_told_with_its_papers_and_number(site: Site, asking: Asking) -> None:
    matter = decided(site.world)
    decision = asking("registrar").get(f"/decisions/{matter.decision_id}")
    assert decision["number"] == "1/2023"
    assert decision["decider"]["name"] == "Magnus Aspegren"
    sha256 = decision["papers"][0]["sha256"]
    paper = asking("registrar").ask("GET", f"/papers/{sha256}")
    assert paper.data == site.office.files.get(sha256)


def test_events_and_meetings_and_delegations_are_told(site: Site, asking: Asking) -> None:
    decided(site.world)
    caller = asking("secretary")
    assert "decide" in [
        e["step"] for e in caller.get(f"/cases/{site.world.case_id}/events")["items"]
    ]
    assert caller.get("/meetings")["items"][0]["held_on"] == "2023-11-21"
    assert caller.get("/delegations")["items"][0]["ground"] == "§ 89/2023"


def test_steps_say_why_they_are_closed(site: Site, asking: Asking) -> None:
    matter = submitted(site.world)
    steps = asking("officer").get(f"/decisions/{matter.decision_id}/steps")["items"]
    decide = next(step for step in steps if step["step"] == "decide")
    assert not decide["open"]
    assert "Malin Nyqvist Ljungberg" in decide["why_not"][0]


def test_a_case_that_is_not_there_is_a_problem(asking: Asking) -> None:
    for number in ("999", "99999999999999999999"):
        answer = asking("officer").ask("GET", f"/cases/{number}")
        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"

"""The API while nothing may be written: it answers why, reads as ever, and forgets no key."""

from tests.operations.test_read_only import BY, WHY
from tests.operations.walking import ANSWER_BY, opened
from tests.web.api.conftest import Asking
from tests.web.pages.site import Site
from web.api.schemas import Problem
from workflow.operations import read_only


def test_a_step_is_answered_503_and_taken_when_it_is_sent_again(site: Site, asking: Asking) -> None:
    site.at("2023-09-04")
    path, body = f"/plans/{opened(site.world)}/circulate", {"answer_by": ANSWER_BY.isoformat()}
    caller = asking("officer")
    read_only.begin(site.office, WHY, BY)
    refused = caller.post(path, body, key="my-own-key")
    assert (refused.status_code, refused.mimetype) == (503, "application/problem+json")
    (reason,) = Problem.model_validate(refused.json).reasons
    assert reason.startswith("Programmet är skrivskyddat sedan ")
    assert WHY in reason
    assert caller.get("/cases")
    read_only.end(site.office, BY)
    assert caller.post(path, body, key="my-own-key").status_code == 200

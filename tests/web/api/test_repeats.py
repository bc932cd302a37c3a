"""A request that is sent again under its key gives the first answer, and is acted on once."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.operations.together import at_once
from tests.operations.walking import opened
from tests.web.api.caller import Caller
from tests.web.api.conftest import Asking
from tests.web.pages.site import Site
from web import once
from workflow.operations import form_uses

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
MEASURE: dict[str, Any] = {"area": "Prov av gränssnittet", "activity": "Hemsändning"}


@pytest.fixture
def address(site: Site) -> str:
    """Where measures are written."""
    return f"/plans/{opened(site.world)}/measures"


def written(caller: Caller, address: str) -> int:
    """How many measures of this module's kind there are in the plan."""
    measures = caller.get(address.removesuffix("/measures"))["measures"]
    return sum(measure["area"] == MEASURE["area"] for measure in measures)


def test_a_repeat_gets_the_first_answer_and_is_not_acted_on(asking: Asking, address: str) -> None:
    caller = asking("officer")
    first, again = (caller.post(address, MEASURE, KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.data, again.mimetype) == (first.data, first.mimetype)
    assert written(caller, address) == 1


def test_without_a_key_each_request_is_acted_on(asking: Asking, address: str) -> None:
    caller = asking("officer")
    for _ in range(2):
        assert caller.post(address, MEASURE).status_code == 201
    assert written(caller, address) == 2


def test_another_key_is_another_request(asking: Asking, address: str) -> None:
    caller = asking("officer")
    for key in ("one", "two"):
        assert caller.post(address, MEASURE, key).status_code == 201
    assert written(caller, address) == 2


def test_of_repeats_sent_at_once_one_is_acted_on(asking: Asking, address: str) -> None:
    callers = [asking("officer") for _ in range(4)]
    answers: list[TestResponse] = []
    at_once(*[lambda c=c: answers.append(c.post(address, MEASURE, KEY)) for c in callers])
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.data for answer in answers}) == 1
    assert written(callers[0], address) == 1


def test_a_key_is_not_used_for_another_body(asking: Asking, address: str) -> None:
    caller = asking("officer")
    assert caller.post(address, MEASURE, KEY).status_code == 201
    answer = caller.post(address, {**MEASURE, "activity": "Drivmedel"}, KEY)
    assert answer.status_code == 422
    assert "en annan begäran" in (answer.json or {})["detail"]
    assert written(caller, address) == 1


def test_a_key_is_not_used_for_another_address(asking: Asking, address: str) -> None:
    caller = asking("officer")
    assert caller.post(address, MEASURE, KEY).status_code == 201
    measure = caller.get(address.removesuffix("/measures"))["measures"][0]
    assert caller.ask("PUT", f"{address}/{measure['id']}", MEASURE, KEY).status_code == 422


def test_what_was_refused_may_be_tried_again_under_its_key(asking: Asking, address: str) -> None:
    caller = asking("officer")
    nobody = {**MEASURE, "responsible_id": 99_999}
    assert caller.post(address, nobody, KEY).status_code == 422
    assert caller.post(address, MEASURE, KEY).status_code == 201


def test_a_key_is_known_to_its_person_alone(asking: Asking, address: str) -> None:
    assert asking("officer").post(address, MEASURE, KEY).status_code == 201
    answer = asking("registrar").post(address, MEASURE, KEY)
    assert answer.status_code == 409
    assert (answer.json or {})["codes"] == ["wrong_role"]


def test_a_key_outlives_the_token_that_it_was_sent_with(asking: Asking, address: str) -> None:
    first = asking("officer").post(address, MEASURE, KEY)
    assert asking("officer").post(address, MEASURE, KEY).data == first.data
    assert written(asking("officer"), address) == 1


def test_a_repeat_does_not_act_while_the_first_has_no_answer(
    asking: Asking, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = asking("officer")
    monkeypatch.setattr(form_uses, "settle", lambda *_: None)
    monkeypatch.setattr(once, "_LONGEST_WAIT", 0)
    assert caller.post(address, MEASURE, KEY).status_code == 201
    answer = caller.post(address, MEASURE, KEY)
    assert answer.status_code == 409
    assert written(caller, address) == 1


def test_a_key_that_is_too_long_is_refused(asking: Asking, address: str) -> None:
    caller = asking("officer")
    assert caller.post(address, MEASURE, "k" * 201).status_code == 422
    assert caller.post(address, MEASURE, "k" * 200).status_code == 201

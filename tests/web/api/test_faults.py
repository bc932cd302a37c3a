"""What is wrong with a body is told in Swedish, field by field."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from web.api import asks as a
from web.api import faults
from web.api.reads import Search

PLAN: dict[str, Any] = {"year": 2023, "title": "Plan"}
MEASURE: dict[str, Any] = {"area": "A", "activity": "B"}
OUTCOME: dict[str, Any] = {"target_id": 1, "status": "reached"}
GOAL: dict[str, Any] = {"level": "resultat", "text": "T"}

CASES: list[tuple[type[BaseModel], object, str]] = [
    (a.PlanAsk, ["year"], "begäran: ska vara ett JSON-objekt."),
    (a.PlanAsk, {"year": 2023}, "title: saknas. Ange ett värde."),
    (a.PlanAsk, {**PLAN, "state": 1}, "state: finns inte i beskrivningen. Ta bort det."),
    (a.PlanAsk, {**PLAN, "year": "nästa"}, "year: ska vara ett heltal."),
    (a.PlanAsk, {**PLAN, "year": 1800}, "year: ska vara minst 1990."),
    (a.PlanAsk, {**PLAN, "year": 9999}, "year: ska vara högst 2100."),
    (a.PlanAsk, {**PLAN, "title": None}, "title: ska vara text."),
    (a.PlanAsk, {**PLAN, "title": "T" * 201}, "title: ska ha högst 200 tecken."),
    (a.PlanAsk, {**PLAN, "title": "T\nT"}, "title: ska stå på en rad."),
    (a.PlanAsk, {**PLAN, "measures": {}}, "measures: ska vara en lista."),
    (a.PlanAsk, {**PLAN, "measures": [{"area": "A"}]}, "measures.0.activity: saknas."),
    (a.OutcomesAsk, {"outcomes": []}, "outcomes: får inte vara tom. Ange minst 1."),
    (a.OutcomesAsk, {"outcomes": [{**OUTCOME, "value": "x"}]}, "ska vara ett tal"),
    (a.OutcomesAsk, {"outcomes": [{**OUTCOME, "status": "x"}]}, "status: ska vara något av '"),
    (a.MeasureAsk, {**MEASURE, "starts_on": "i dag"}, "starts_on: ska vara en dag"),
    (a.TargetAsk, {**GOAL, "goal": "NaN"}, "goal: ska vara ett tal"),
    (a.FundingAsk, {"amount": "250.000", "source": "S"}, "amount: ska vara ett heltal."),
    (a.FundingAsk, {"amount": 250.0, "source": "S"}, "amount: ska vara ett heltal."),
    (a.PlanAsk, {**PLAN, "title": ""}, "title: saknas. Ange ett värde."),
    (a.PlanAsk, {**PLAN, "title": " "}, "title: saknas. Ange ett värde."),
    (a.MeasureAsk, {**MEASURE, "area": ""}, "area: saknas. Ange ett värde."),
    (a.MeasureAsk, {**MEASURE, "activity": " "}, "activity: saknas. Ange ett värde."),
    (a.MeasureAsk, {**MEASURE, "participants": [""]}, "participants.0: saknas."),
    (a.TargetAsk, {**GOAL, "text": ""}, "text: saknas. Ange ett värde."),
    (a.FundingAsk, {"amount": 1, "source": ""}, "source: saknas. Ange ett värde."),
    (a.AnswerBy, {"answer_by": "9999-12-31"}, "answer_by: ska vara en dag mellan 1990 och 2100."),
    (a.DayAsk, {"day": "0203-10-24"}, "day: ska vara en dag mellan 1990 och 2100."),
    (
        a.MeasureAsk,
        {**MEASURE, "starts_on": "2024-02-02", "ends_on": "2024-02-01"},
        "ends_on: ligger före starts_on. Kontrollera dagarna.",
    ),
    (a.BasisAsk, {"content": "å"}, "content: ska vara Base64."),
    (Search, {"overdue": "kanske"}, "overdue: ska vara true eller false."),
]


@pytest.mark.parametrize(("ask", "body", "sentence"), CASES)
def test_a_fault_names_its_field_and_what_is_wrong(
    ask: type[BaseModel], body: object, sentence: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        ask.model_validate(body)
    told = list(faults.told(caught.value))
    assert any(sentence in each for each in told), told
    assert not any(" or " in each or "Input" in each for each in told)


def test_a_hidden_character_is_told_by_its_place() -> None:
    with pytest.raises(ValidationError) as caught:
        a.PlanAsk.model_validate({**PLAN, "title": "T\u202e"})
    (told,) = faults.told(caught.value)
    assert told.startswith("title: ")
    assert "error" not in told

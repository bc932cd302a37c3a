"""What a paper lacks is said by its Swedish name before anything is drawn up."""

from dataclasses import replace

import pytest

from documents import KINDS, HouseRenderer
from documents.sample import sample_ask, sample_situation
from workflow.facts import Decision, Situation
from workflow.orders import PaperAsk
from workflow.refusals import PaperIncomplete
from workflow.states import PaperKind

DECISION = PaperKind.DELEGATIONSBESLUT


def lacking(renderer: HouseRenderer, ask: PaperAsk) -> tuple[str, ...]:
    missing = renderer.missing(ask)
    return missing.fields if missing else ()


def with_decision(**changes: object) -> Situation:
    situation = sample_situation()
    decision: Decision = replace(situation.the_decision(), **changes)  # type: ignore[arg-type]  # a table of cases
    return replace(situation, decision=decision)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"title": " "}, "ärendemening"),
        ({"text": ()}, "ärendebeskrivning"),
        ({"basis": ()}, "beslutsunderlag"),
        ({"delegation_id": 99}, "delegation"),
        ({"dispatch_to": ()}, "mottagare av utdrag"),
        ({"decided_on": None}, "beslutsdatum"),
        ({"number": ""}, "beslutsnummer"),
        ({"decider": None}, "beslutsfattare"),
    ],
)
def test_a_decision_names_what_it_lacks(
    renderer: HouseRenderer, changes: dict[str, object], name: str
) -> None:
    assert name in lacking(renderer, sample_ask(DECISION, with_decision(**changes)))


def test_all_that_is_lacking_is_named_at_once(renderer: HouseRenderer) -> None:
    situation = with_decision(text=(), number="")
    assert lacking(renderer, sample_ask(DECISION, situation)) == (
        "ärendebeskrivning",
        "beslutsnummer",
    )


def test_nothing_is_drawn_up_when_something_is_lacking(renderer: HouseRenderer) -> None:
    with pytest.raises(PaperIncomplete) as caught:
        renderer.paper(sample_ask(DECISION, with_decision(basis=())))
    assert caught.value.missing.paper == "Delegationsbeslut"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_paper_needs_somebody_to_turn_to(renderer: HouseRenderer, kind: PaperKind) -> None:
    situation = sample_situation()
    nameless = replace(situation.case.officer, phone="", email=" ")
    decision = replace(situation.the_decision(), drafted_by=nameless)
    case = replace(situation.case, officer=nameless)
    ask = sample_ask(kind, replace(situation, case=case, decision=decision))
    assert lacking(renderer, ask) == (
        "handläggarens telefonnummer, som läggs in under Konto",
        "handläggarens e-postadress",
    )


@pytest.mark.parametrize(
    ("kind", "changes", "name"),
    [
        (PaperKind.HANDLINGSPLAN, {"plan": None}, "handlingsplan"),
        (PaperKind.UPPFOLJNING, {"plan": None}, "handlingsplan"),
        (PaperKind.HANSKJUTANDE, {"reason": " "}, "skäl"),
        (PaperKind.RATTELSE, {"reason": ""}, "skäl"),
        (PaperKind.ANMALAN, {"meeting": None}, "sammanträde"),
        (PaperKind.ANMALNINGSLISTA, {"meeting": None}, "sammanträde"),
        (PaperKind.ANMALNINGSLISTA, {"listing": ()}, "beslut att anmäla"),
        (PaperKind.UTDRAG, {"delivery": None}, "mottagare"),
        (PaperKind.FOLJEBREV, {"delivery": None}, "mottagare"),
        (PaperKind.PAMINNELSEBREV, {"delivery": None}, "mottagare"),
        (PaperKind.TILLKANNAGIVANDE, {"meeting": None}, "sammanträde"),
        (PaperKind.TILLKANNAGIVANDE, {"by": None}, "namn på den som undertecknar"),
        (PaperKind.RATTELSE, {"by": None}, "namn på den som rättar"),
    ],
)
def test_a_paper_names_what_it_was_asked_for_without(
    renderer: HouseRenderer, kind: PaperKind, changes: dict[str, object], name: str
) -> None:
    ask: PaperAsk = replace(sample_ask(kind), **changes)  # type: ignore[arg-type]  # a table of cases
    assert name in lacking(renderer, ask)


def test_a_target_that_cant_be_followed_up_is_named(renderer: HouseRenderer) -> None:
    situation = sample_situation()
    measure = situation.measures[1][0]
    target = replace(measure.targets[0], indicator="", goal=None)
    broken = replace(measure, responsible=None, targets=(target,))
    ask = sample_ask(PaperKind.HANDLINGSPLAN, replace(situation, measures={1: (broken,)}))
    where = "i insats 1 (Öppna serviceplatser i byar utan butik)"
    assert lacking(renderer, ask) == (
        f"ansvarig organisation {where}",
        f"indikator {where}",
        f"målvärde {where}",
    )


def test_a_plan_whose_measures_were_not_read_lacks_them(renderer: HouseRenderer) -> None:
    ask = sample_ask(PaperKind.UPPFOLJNING, replace(sample_situation(), measures={}))
    assert lacking(renderer, ask) == ("insatser i handlingsplan 2023",)


def test_an_outcome_without_figure_or_reason_is_named(renderer: HouseRenderer) -> None:
    situation = sample_situation()
    measure = situation.measures[1][0]
    silent = replace(measure, targets=(replace(measure.targets[0], outcome=None),))
    ask = sample_ask(PaperKind.UPPFOLJNING, replace(situation, measures={1: (silent,)}))
    assert lacking(renderer, ask) == ("utfall eller skäl för målet «Fem serviceplatser är öppna»",)


def test_a_house_without_a_word_for_the_decision_is_told(renderer: HouseRenderer) -> None:
    headings = tuple(
        pair for pair in sample_situation().region.house.headings if pair[0] != "beslut"
    )
    situation = sample_situation(headings=headings)
    assert lacking(renderer, sample_ask(DECISION, situation)) == (
        "rubriken «beslut» i husets mall",
    )


def test_a_deputy_without_a_reason_is_named(renderer: HouseRenderer) -> None:
    decider = sample_situation().the_decision().decider
    assert decider is not None
    deputy = replace(decider, deputy_for="Regional utvecklingsdirektör")
    ask = sample_ask(DECISION, with_decision(decider=deputy))
    assert lacking(renderer, ask) == ("skäl till att ersättare beslutar",)

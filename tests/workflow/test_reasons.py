"""Every refusal has its Swedish sentence, filled by exactly what the rule says, and no other."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from string import Formatter

import pytest

from tests.house.tree import modules, named
from workflow.chain import BY_NAME
from workflow.reasons import SENTENCES, STANDS, STEPS_BY_THEMSELVES, THINGS, sentence, sentences
from workflow.refusals import Refusal, Refused
from workflow.states import (
    DecisionState,
    DispatchState,
    NoticeState,
    PlanState,
    Role,
    Thing,
)

# What the law and the office call things must be spelt so; the rest is what no sentence may hold.
FOREIGN = ("workflow", "submit", "approv", "dashboard", "None", "true", "false")


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Every ``Refusal.of(...)`` in the core, and where it stands."""
    for path in modules("workflow"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal.of":
                yield f"{named(path)}:{node.lineno}", node


def _code(call: ast.Call) -> str:
    (code,) = call.args
    assert isinstance(code, ast.Constant), ast.unparse(call)
    return str(code.value)


def _given() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """For each code where it is named, and which params it is given there."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for place, call in _calls():
        found[_code(call)].append((place, frozenset(k.arg or "**" for k in call.keywords)))
    return dict(found)


GIVEN = _given()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_refusal_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert set(GIVEN) == set(SENTENCES)


@pytest.mark.parametrize("code", sorted(GIVEN))
def test_a_sentence_says_exactly_what_the_rule_gives(code: str) -> None:
    for place, params in GIVEN[code]:
        assert placeholders(SENTENCES[code]) == params, place


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_ends_and_begins_as_one(code: str) -> None:
    text = SENTENCES[code]
    assert text.removesuffix("”").endswith("."), text
    assert text[0].isupper() or text[0] in "{«", text
    assert "  " not in text
    assert text == text.strip()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_in_swedish_and_names_the_law_by_its_name(code: str) -> None:
    text = SENTENCES[code]
    assert not [word for word in FOREIGN if word in text]
    assert "§" not in text or "kommunallagen" in text or code == "paragraph_wrong"


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_repeats_what_it_is_given_as_it_was_written(code: str) -> None:
    written = {name: f"<{name} {{x}} %s>" for name in placeholders(SENTENCES[code])}
    written |= {"thing": Thing.PLAN.value} if "thing" in written else {}
    written |= {"state": PlanState.DRAFTING.value} if "state" in written else {}
    told = sentence(Refusal.of(code, **written))
    kept = {name: value for name, value in written.items() if name not in ("thing", "state")}
    assert all(value in told for value in kept.values())


KINDS = {
    Thing.PLAN: PlanState,
    Thing.DECISION: DecisionState,
    Thing.NOTICE: NoticeState,
    Thing.DISPATCH: DispatchState,
}
STANDINGS = [(thing, state) for thing, kind in KINDS.items() for state in ("–", *map(str, kind))]


@pytest.mark.parametrize(("thing", "state"), STANDINGS, ids=str)
def test_where_a_thing_stands_ends_a_swedish_sentence(thing: Thing, state: str) -> None:
    refusal = Refusal.of("wrong_state", step="besluta", state=state, thing=thing)
    told = sentence(refusal)
    assert f"{THINGS[thing]} {STANDS[thing, state]}." in told
    assert " är väntar " not in told
    assert " är har " not in told


def test_no_state_has_words_that_are_not_needed() -> None:
    assert {(thing, str(state)) for thing, state in STANDS} == set(STANDINGS)


@pytest.mark.parametrize("thing", list(Thing))
def test_every_thing_has_a_swedish_word(thing: Thing) -> None:
    assert THINGS[thing]


def test_what_the_calendar_does_has_words_of_its_own() -> None:
    assert set(STEPS_BY_THEMSELVES) == {n for n, s in BY_NAME.items() if Role.CALENDAR in s.by}


def test_a_wrong_state_is_told_in_swedish() -> None:
    refusal = Refusal.of("wrong_state", step="besluta", state="drafting", thing="decision")
    assert sentence(refusal) == (
        "Steget ”besluta” kan inte tas nu: beslutet är under beredning. "
        "Ladda om sidan för att se var ärendet står."
    )


def test_every_reason_of_a_refused_step_is_told_in_order() -> None:
    refused = Refused("submit", (Refusal.of("title_missing"), Refusal.of("no_recipients")))
    assert sentences(refused) == (SENTENCES["title_missing"], SENTENCES["no_recipients"])

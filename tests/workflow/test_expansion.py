"""From a step's orders to its papers, and letters: for whom, about what, and by which day."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from documents.sample import situation as seed
from documents.sample.measures import measures_2023
from documents.sample.parties import RECIPIENTS
from tests.workflow.builders import (
    DECIDED_ON,
    MEETING,
    a_dispatch,
    a_plan,
    a_situation,
    ready_ask,
    stepped,
)
from workflow.chain import STEPS
from workflow.expansion import (
    addressees,
    due_with,
    letter_asks,
    listed,
    paper_asks,
)
from workflow.orders import Addressee, Letter, LetterAsk, Paper, PaperAsk
from workflow.states import DecisionState, DispatchState, LetterKind, PaperKind, Role, To

_CORRECTION = Letter(LetterKind.CORRECTED, To.RECIPIENTS, (PaperKind.RATTELSE,))
MEMBERS = {party.name for party in seed.sample_situation().members}


def papers(step: str) -> list[PaperAsk]:
    outcome, found, ask = stepped(step)
    orders = [order for order in outcome.orders if isinstance(order, Paper)]
    return [paper for order in orders for paper in paper_asks(order, found, ask)]


def letters(step: str) -> list[LetterAsk]:
    outcome, found, ask = stepped(step)
    orders = [order for order in outcome.orders if isinstance(order, Letter)]
    return [
        letter
        for order in orders
        for letter in letter_asks(
            order, found, ask, found.plans[0], due_with(order, outcome, found, ask)
        )
    ]


# Papers


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("circulate", {PaperKind.HANDLINGSPLAN: 1}),
        ("submit", {PaperKind.HANDLINGSPLAN: 2, PaperKind.TJANSTESKRIVELSE: 1}),
        ("refer", {PaperKind.HANSKJUTANDE: 1}),
        ("decide", {PaperKind.DELEGATIONSBESLUT: 1, PaperKind.BESLUTSMISSIV: 1}),
        ("correct", {PaperKind.RATTELSE: 1}),
        ("list", {PaperKind.ANMALAN: 1, PaperKind.ANMALNINGSLISTA: 1}),
        ("move_notice", {PaperKind.ANMALAN: 1, PaperKind.ANMALNINGSLISTA: 1}),
        ("record", {PaperKind.SARSKILT_PROTOKOLL: 1}),
        ("post", {PaperKind.TILLKANNAGIVANDE: 1}),
        ("dispatch", {PaperKind.UTDRAG: 10, PaperKind.FOLJEBREV: 10}),
        ("close_follow_up", {PaperKind.UPPFOLJNING: 1}),
        ("report_agency", {PaperKind.ARSRAPPORT: 1}),
        ("report_committee", {PaperKind.ATERRAPPORTERING: 1}),
    ],
)
def test_a_step_draws_up_its_papers(step: str, expected: dict[PaperKind, int]) -> None:
    assert Counter(paper.kind for paper in papers(step)) == expected


def test_every_kind_of_paper_but_what_is_attached_or_asked_for_is_ordered_by_a_step() -> None:
    asked_for = {PaperKind.DELEGATIONSFORTECKNING, PaperKind.PAMINNELSEBREV}
    ordered = {o.kind for step in STEPS for o in step.orders if isinstance(o, Paper)}
    of_others = {PaperKind.UNDERLAG, PaperKind.INKOMMET}
    assert ordered == set(PaperKind) - of_others - asked_for


@pytest.mark.parametrize(
    "step", [s.name for s in STEPS if any(isinstance(o, Paper) for o in s.orders)]
)
def test_a_paper_has_the_steps_day_its_actor_and_the_facts_after_it(step: str) -> None:
    _, found, ask = stepped(step)
    for paper in papers(step):
        assert (paper.on, paper.by, paper.situation) == (ask.on, ask.actor, found)


def test_each_plan_has_its_own_paper() -> None:
    assert [p.plan.year for p in papers("submit") if p.plan] == [2023, 2024]


def test_each_recipient_has_a_copy_of_its_own() -> None:
    copies = [p for p in papers("dispatch") if p.kind is PaperKind.UTDRAG]
    assert [c.delivery.party for c in copies if c.delivery] == list(RECIPIENTS)


def test_a_list_is_for_the_meeting_and_a_report_for_the_next_one() -> None:
    assert [paper.meeting for paper in papers("list")] == [MEETING, MEETING]
    assert [paper.meeting for paper in papers("report_committee")] == [seed.MEETINGS[1]]


def test_a_paper_repeats_the_reason_that_was_written() -> None:
    assert [paper.reason for paper in papers("refer")] == ["Underlaget är inte komplett."]


def test_a_listed_decision_says_what_who_when_and_by_which_ground() -> None:
    line = listed(a_situation(DecisionState.DECIDED), 3)
    assert (line.position, line.reference, line.number) == (3, "RUN/536/2021", "1/2023")
    assert line.decided_on == DECIDED_ON
    assert line.delegate == "Magnus Aspegren, regional utvecklingsdirektör"
    assert line.ground == "§ 89/2023"


@pytest.mark.parametrize(
    ("years", "named"),
    [
        ((2023,), "Plan 2023 fastställs."),
        ((2023, 2024), "Plan 2023 och Plan 2024 fastställs."),
        ((2023, 2024, 2025), "Plan 2023, Plan 2024 och Plan 2025 fastställs."),
    ],
)
def test_a_listed_decision_names_every_plan(years: tuple[int, ...], named: str) -> None:
    plans = tuple(replace(a_plan(year=year, plan_id=year), title=f"Plan {year}") for year in years)
    decided = replace(a_situation(DecisionState.DECIDED), plans=plans)
    assert listed(decided, 1).sentence == named


def test_what_is_not_decided_is_not_listed() -> None:
    with pytest.raises(LookupError, match="only a decision that is taken"):
        listed(a_situation(), 1)


# Letters


@pytest.mark.parametrize(
    ("step", "kind", "names"),
    [
        ("circulate", LetterKind.CIRCULATION, MEMBERS),
        ("answer", LetterKind.THANKS, {"Åre kommun"}),
        ("answer", LetterKind.ANSWERED, {"Malin Nyqvist Ljungberg"}),
        ("submit", LetterKind.SUBMITTED, {"Magnus Aspegren"}),
        ("take_back", LetterKind.TAKEN_BACK, {"Magnus Aspegren"}),
        ("send_back", LetterKind.SENT_BACK, {"Malin Nyqvist Ljungberg"}),
        ("refer", LetterKind.REFERRED, {"Malin Nyqvist Ljungberg", "Nämndsekreteraren"}),
        ("decide", LetterKind.NOTICE_PENDING, {"Nämndsekreteraren"}),
        ("decide", LetterKind.DISPATCH_READY, {"Registratorn"}),
        ("dispatch", LetterKind.UTDRAG, {party.name for party in RECIPIENTS}),
        ("correct", LetterKind.CORRECTED, {"Malin Nyqvist Ljungberg", "Registratorn"}),
        ("report_agency", LetterKind.AGENCY_REPORT, {"Tillväxtverket"}),
        ("report_committee", LetterKind.COMMITTEE_REPORT, {"Nämndsekreteraren"}),
    ],
)
def test_a_letter_goes_to_those_it_concerns(step: str, kind: LetterKind, names: set[str]) -> None:
    found = [letter.to.name for letter in letters(step) if letter.kind is kind]
    assert sorted(found) == sorted(names)


@pytest.mark.parametrize(
    ("step", "kind"), [("correct", LetterKind.CORRECTED), ("repeal", LetterKind.REPEALED)]
)
def test_who_has_been_sent_the_decision_is_told_what_becomes_of_it(
    step: str, kind: LetterKind
) -> None:
    outcome, found, ask = stepped(step)
    sent = replace(found, dispatch=a_dispatch(DispatchState.DISPATCHED))
    (order,) = (o for o in outcome.orders if o in (Letter(kind, To.RECIPIENTS), _CORRECTION))
    assert isinstance(order, Letter)
    told = {letter.to.name for letter in letter_asks(order, sent, ask, None, None)}
    assert told == {party.name for party in RECIPIENTS}
    unsent = replace(found, dispatch=a_dispatch(DispatchState.READY))
    assert list(letter_asks(order, unsent, ask, None, None)) == []


def test_the_responsibles_are_asked_once_each_and_the_officer_for_the_region() -> None:
    found = [letter.to for letter in letters("open_follow_up")]
    parties = {m.responsible for m in measures_2023() if m.responsible}
    others = {p.name for p in parties if p.number != "232100-0214"}
    assert sorted(to.name for to in found) == sorted({*others, "Malin Nyqvist Ljungberg"})
    assert Addressee("Malin Nyqvist Ljungberg", seed.OFFICER.email, person_id=1) in found


def test_a_measure_that_nobody_answers_for_asks_nobody() -> None:
    _, found, ask = stepped("open_follow_up")
    orphan = replace(measures_2023()[0], responsible=None)
    assert addressees(To.RESPONSIBLES, replace(found, measures={1: (orphan,)}), ask) == ()


def test_where_a_task_has_nobody_the_officer_of_the_case_has_it() -> None:
    _, found, ask = stepped("decide")
    vacant = replace(found, staff={Role.REGISTRAR: seed.REGISTRAR})
    assert [a.name for a in addressees(To.SECRETARY, vacant, ask)] == ["Malin Nyqvist Ljungberg"]
    assert [a.name for a in addressees(To.REGISTRAR, vacant, ask)] == ["Registratorn"]


@pytest.mark.parametrize("to", list(To))
def test_everybody_who_is_written_to_has_an_address_and_is_one_of_two_kinds(to: To) -> None:
    _, found, _ = stepped("decide")
    for each in addressees(to, found, ready_ask("answer")):
        assert each.email
        assert (each.party_id is None) != (each.person_id is None)


@pytest.mark.parametrize(
    ("step", "kind", "due_on"),
    [
        ("circulate", LetterKind.CIRCULATION, date(2023, 9, 22)),
        ("answer", LetterKind.THANKS, None),
        ("submit", LetterKind.SUBMITTED, date(2023, 10, 26)),
        ("decide", LetterKind.DECIDED, None),
        ("decide", LetterKind.DISPATCH_READY, date(2023, 10, 25)),
        ("decide", LetterKind.NOTICE_PENDING, date(2023, 11, 21)),
        ("dispatch", LetterKind.UTDRAG, date(2023, 11, 8)),
        ("open_follow_up", LetterKind.OUTCOME_REQUEST, date(2024, 1, 31)),
        ("report_agency", LetterKind.AGENCY_REPORT, None),
    ],
)
def test_a_letter_says_by_which_day_its_reader_has_to_act(
    step: str, kind: LetterKind, due_on: date | None
) -> None:
    found = {letter.due_on for letter in letters(step) if letter.kind is kind}
    assert found == {due_on}


def test_a_letter_repeats_what_was_written() -> None:
    assert {letter.reason for letter in letters("send_back")} == {"Underlaget är inte komplett."}
    assert {letter.reason for letter in letters("answer")} == {"Vi tillstyrker planen."}

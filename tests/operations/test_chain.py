"""The chain by way of its operations: the right persons get through it, and nobody else does."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Engine

from documents import HouseRenderer
from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World, when
from tests.operations.reading import events, everything, findings, refused, row, rows
from tests.operations.together import at_once
from workflow.facts import Actor, Outcome, OutcomeStatus
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    looking,
    notifying,
    preparing,
    registers,
)
from workflow.operations.office import Office, token_hash
from workflow.orders import LetterAsk
from workflow.refusals import NotFound
from workflow.states import LetterKind
from workflow.store import tables as t

WHOLE = [
    *("open_plan", "circulate", "answer", "open_plan", "prepare", "submit", "decide"),
    *("dispatch", "acknowledge", "acknowledge", "acknowledge", "complete"),
    *("list", "notify", "adjust", "post", "gain_force"),
    *("open_follow_up", "report_outcome", "report_outcome", "close_follow_up"),
    *("report_agency", "report_committee", "close"),
]


def circulated(world: World) -> w.Matter:
    """A plan on its round in the network; there is no decision yet."""
    plan_id = w.opened(world)
    officer = world.actor("officer", w.CIRCULATED)
    drafting.circulate(world.office, plan_id, w.ANSWER_BY, officer, w.CIRCULATED)
    return w.Matter(world, (plan_id,), 0)


def prepared_after_answers(world: World) -> w.Matter:
    matter = circulated(world)
    bearer = matter.bearer("are", LetterKind.CIRCULATION)
    drafting.answer(world.office, matter.plan_id, "Inga synpunkter.", bearer, w.ANSWERED)
    plans = (matter.plan_id, w.opened(world, 2024))
    officer = world.actor("officer", w.PREPARED)
    draft = w.draft(world, *plans)
    done = preparing.prepare(world.office, world.case_id, draft, officer, w.PREPARED)
    return w.Matter(world, plans, done.subject_id)


def deliver(matter: w.Matter) -> None:
    world, office = matter.world, matter.world.office
    registrar = world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(office, matter.decision_id, registrar, w.DISPATCHED)
    for party in RECIPIENTS:
        bearer = matter.bearer(party, LetterKind.UTDRAG)
        dispatching.acknowledge(office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    dispatching.complete(office, matter.decision_id, registrar, w.ACKNOWLEDGED)


def follow_up(matter: w.Matter) -> None:
    world, office, plan_id = matter.world, matter.world.office, matter.plan_id
    officer = world.actor("officer", w.YEAR_END)
    following_up.open_follow_up(office, plan_id, officer, w.YEAR_END)
    w.report(matter, "own-2023", officer)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(office, plan_id, officer, w.CLOSED_UP)
    following_up.report_agency(office, plan_id, officer, w.AGENCY, "Bekräftat")
    following_up.report_committee(office, plan_id, officer, w.COMMITTEE)
    following_up.close(office, plan_id, world.actor("registrar", w.CLOSED), w.CLOSED)


def test_the_right_persons_walk_the_whole_chain_and_every_paper_is_kept(
    world: World, database: Engine
) -> None:
    matter = prepared_after_answers(world.with_renderer(HouseRenderer()))
    w.submit(matter)
    w.decide(matter)
    deliver(matter)
    w.in_force(matter)
    follow_up(matter)
    assert [entry["step"] for entry in events(world.office)] == WHOLE
    assert [plan.state for plan in rows(database, t.plan)] == ["closed", "adopted"]
    assert row(database, t.notice).state == "in_force"
    assert row(database, t.dispatch).state == "acknowledged"
    kinds = {use.kind for use in rows(database, t.paper_use)}
    assert len(kinds) == 11  # every kind of paper but a referral's and a correction's
    for paper in rows(database, t.paper):
        assert len(world.office.files.get(paper.sha256)) == paper.size
    assert findings(world.office) == []


def test_a_deputy_decides_with_a_reason_and_stands_on_record_as_deputy(
    world: World, database: Engine
) -> None:
    matter, deputy = w.submitted(world), world.actor("deputy", w.DECIDED)

    def decide(reason: str) -> object:
        seen = matter.seen()
        return deciding.decide(world.office, matter.decision_id, seen, deputy, w.DECIDED, reason)

    assert refused(decide, "") == ["deputy_without_reason"]
    decide(w.AWAY)
    decision = row(database, t.decision)
    assert decision.decider_name == "Ställföreträdaren"
    assert decision.deputy_for == "Regional utvecklingsdirektör"
    assert decision.deputy_reason == w.AWAY


# The wrong persons

Wrong = Callable[[Office, w.Matter, Actor], object]

AT_A_DRAFT: dict[str, Wrong] = {
    "circulate": lambda o, m, a: drafting.circulate(o, m.plan_id, w.ANSWER_BY, a, w.CIRCULATED),
    "revise": lambda o, m, a: preparing.revise(o, m.decision_id, w.text(m.world), a, w.PREPARED),
    "submit": lambda o, m, a: preparing.submit(o, m.decision_id, a, w.SUBMITTED),
}
AT_SUBMITTED: dict[str, Wrong] = {
    "send_back": lambda o, m, a: deciding.send_back(o, m.decision_id, "Nej", a, w.DECIDED),
    "refer": lambda o, m, a: deciding.refer(o, m.decision_id, "Nej", a, w.DECIDED),
    "decide": lambda o, m, a: deciding.decide(o, m.decision_id, m.seen(), a, w.DECIDED, w.AWAY),
}
AT_DECIDED: dict[str, Wrong] = {
    "correct": lambda o, m, a: deciding.correct(o, m.decision_id, "Fel", a, w.DISPATCHED),
    "dispatch": lambda o, m, a: dispatching.dispatch(o, m.decision_id, a, w.DISPATCHED),
    "list": lambda o, m, a: notifying.list_notice(o, m.decision_id, a, w.LISTED),
    "open_follow_up": lambda o, m, a: following_up.open_follow_up(o, m.plan_id, a, w.YEAR_END),
}
RIGHT = {
    "list": {"secretary"},
    "dispatch": {"registrar"},
    "correct": {"director", "deputy"},
    "send_back": {"director", "deputy"},
    "refer": {"director", "deputy"},
    "decide": {"director", "deputy"},
}
EVERYBODY = ("officer", "director", "deputy", "secretary", "registrar", "stranger")


def wrong_tries(
    world: World, matter: w.Matter, steps: dict[str, Wrong]
) -> list[tuple[str, str, list[str]]]:
    """Every step by everybody who may not take it, and the codes of the refusal."""
    tries = []
    for step, act in steps.items():
        for who in EVERYBODY:
            if who not in RIGHT.get(step, {"officer"}):
                actor = world.actor(who, w.DECIDED)
                codes = refused(act, world.office, matter, actor)
                tries.append((step, who, codes))
    return tries


@pytest.mark.parametrize(
    ("walk", "steps", "codes"),
    [
        (w.drafted, AT_A_DRAFT, {"wrong_role"}),
        (w.submitted, AT_SUBMITTED, {"not_the_holder", "drafted_by_decider"}),
        (w.decided, AT_DECIDED, {"wrong_role", "not_the_holder", "drafted_by_decider"}),
    ],
    ids=["drafting", "submitted", "decided"],
)
def test_at_no_step_do_the_wrong_persons_get_through_and_every_try_is_on_record(
    world: World,
    database: Engine,
    walk: Callable[[World], w.Matter],
    steps: dict[str, Wrong],
    codes: set[str],
) -> None:
    matter = walk(world)
    before = everything(database, "event", "matter_case")
    tries = wrong_tries(world, matter, steps)
    assert len(tries) >= 12
    assert {code for _, _, found in tries for code in found} <= codes
    assert everything(database, "event", "matter_case") == before
    recorded = [entry["step"] for entry in events(world.office) if entry["refused"]]
    assert recorded == [step for step, _, _ in tries]


def test_no_step_can_be_taken_before_its_turn(world: World) -> None:
    matter = w.drafted(world)
    director, seen = world.actor("director", w.DECIDED), matter.seen()
    decide = partial(deciding.decide, world.office, matter.decision_id, seen, director, w.DECIDED)
    assert "wrong_state" in refused(decide)
    registrar = world.actor("registrar", w.DECIDED)
    dispatch = partial(dispatching.dispatch, world.office, matter.decision_id, registrar, w.DECIDED)
    assert refused(dispatch) == ["wrong_state"]


# Back and forth


def test_a_matter_sent_back_is_rewritten_and_its_old_papers_step_back(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    first = matter.seen()
    director, officer = world.actor("director", w.SUBMITTED), world.actor("officer", w.SUBMITTED)
    deciding.send_back(world.office, matter.decision_id, "Mål saknas.", director, w.SUBMITTED)
    assert {plan.state for plan in rows(database, t.plan)} == {"drafting"}
    new = w.text(world, "Handlingsplaner, omarbetade")
    preparing.revise(world.office, matter.decision_id, new, officer, w.SUBMITTED)
    later = when("2023-10-16")
    preparing.submit(world.office, matter.decision_id, officer, later)
    second = matter.seen()
    underlag = row(database, t.paper_use, kind="underlag").sha256
    assert first & second == {underlag}
    old = [use for use in rows(database, t.paper_use, current=False) if use.decision_id]
    assert {use.sha256 for use in old} == first - {underlag}
    assert {use.made_on for use in old} == {date(2023, 10, 12)}
    for sha256 in first | second:
        assert world.office.files.get(sha256)
    letter = row(database, t.letter, kind="sent_back")
    assert "Mål saknas." in letter.body


def test_each_round_of_a_decision_has_its_own_duty_to_decide(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    director = world.actor("director", w.SUBMITTED)
    deciding.send_back(world.office, matter.decision_id, "Nej.", director, w.SUBMITTED)
    w.submit(matter)
    duties = rows(database, t.duty, kind="decide")
    assert [duty.settled_on is None for duty in duties] == [False, True]
    assert len(rows(database, t.letter, kind="submitted")) == 2


def test_a_matter_referred_to_the_committee_ends_there(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    director = world.actor("director", w.DECIDED)
    deciding.refer(world.office, matter.decision_id, "Ny inriktning.", director, w.DECIDED)
    assert row(database, t.decision).state == "referred"
    assert {plan.state for plan in rows(database, t.plan)} == {"referred"}
    assert row(database, t.paper_use, kind="hanskjutande").current
    addressed = {letter.to_email for letter in rows(database, t.letter, kind="referred")}
    assert addressed == {"officer@region.example", "secretary@region.example"}
    assert "wrong_state" in refused(w.decide, matter)


def test_a_correction_stands_beside_the_decision_whose_bytes_never_change(
    world: World, database: Engine
) -> None:
    matter = w.dispatched(world)
    used = rows(database, t.paper_use)
    before = {use.sha256: world.office.files.get(use.sha256) for use in used}
    director = world.actor("director", w.DISPATCHED)
    for reason in ("Målet är 75 procent.", "Ansvarig är Åre kommun."):
        deciding.correct(world.office, matter.decision_id, reason, director, w.DISPATCHED)
    assert [use for use in rows(database, t.paper_use) if use.kind != "rattelse"] == used
    assert {sha256: world.office.files.get(sha256) for sha256 in before} == before
    corrections = rows(database, t.paper_use, kind="rattelse", current=True)
    assert len({use.sha256 for use in corrections}) == 2
    assert row(database, t.decision).state == "decided"
    assert len(rows(database, t.letter, kind="corrected")) == 4


def test_a_delegation_revoked_while_a_decision_waits_is_on_the_cases_record(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    w.drafted(world, (2025,), world.another_case("RUN/600/2021"))
    secretary = world.actor("secretary", w.SUBMITTED)
    registers.revoke_delegation(
        world.office, world.delegation_id, date(2023, 10, 20), secretary, w.SUBMITTED
    )
    for case in rows(database, t.matter_case):
        entry = events(world.office, case_id=case.id)[-1]
        assert (entry["step"], entry["actor"]["name"]) == ("revoke_delegation", "Nämndsekreteraren")
        assert entry["given"] == {"ground": "§ 89/2023", "revoked_on": "2023-10-20"}
    assert refused(w.decide, matter) == ["delegation_revoked"]
    assert findings(world.office) == []


def test_a_decision_that_is_taken_is_untouched_by_a_later_revocation(
    world: World, database: Engine
) -> None:
    w.decided(world)
    said = events(world.office)
    secretary = world.actor("secretary", w.DISPATCHED)
    registers.revoke_delegation(
        world.office, world.delegation_id, date(2023, 10, 25), secretary, w.DISPATCHED
    )
    assert events(world.office) == said
    assert row(database, t.decision).state == "decided"


# Recipients and their links


def test_a_recipient_confirms_once_and_is_told_so_the_second_time(
    world: World, database: Engine
) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)

    def confirm() -> object:
        return dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)

    confirm()
    mine = row(database, t.delivery, party_id=world.parties["are"].id)
    assert (mine.state, mine.settled_by, mine.settled_on) == (
        *("acknowledged", "Åre kommun"),
        date(2023, 10, 26),
    )
    assert refused(confirm) == ["already_acknowledged"]
    assert row(database, t.delivery, party_id=world.parties["are"].id) == mine
    others = [each.state for each in rows(database, t.delivery) if each.id != mine.id]
    assert others == ["waiting", "waiting"]


def test_who_is_no_recipient_confirms_nothing(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    before = rows(database, t.delivery)
    county = Actor(
        matter.bearer("are", LetterKind.UTDRAG).kind,
        "Länsstyrelsen i Jämtlands län",
        matter.bearer("are", LetterKind.UTDRAG).roles,
        party_id=world.parties["lansstyrelsen"].id,
    )
    codes = refused(
        dispatching.acknowledge, world.office, matter.decision_id, county, w.ACKNOWLEDGED
    )
    assert codes == ["not_a_recipient"]
    assert rows(database, t.delivery) == before


def test_the_registrar_notes_who_confirmed_and_how(world: World, database: Engine) -> None:
    matter = w.dispatched(world)
    registrar, berg = world.actor("registrar", w.ACKNOWLEDGED), world.parties["berg"].id

    def note(how: str) -> object:
        return dispatching.acknowledge_otherwise(
            world.office, matter.decision_id, berg, how, registrar, w.ACKNOWLEDGED
        )

    assert refused(note, " ") == ["acknowledgement_without_how"]
    note("per telefon")
    delivery = row(database, t.delivery, party_id=berg)
    assert (delivery.state, delivery.settled_how, delivery.settled_by) == (
        *("acknowledged_otherwise", "per telefon"),
        "Registratorn",
    )
    duty = row(database, t.duty, kind="acknowledge", party_id=berg)
    assert duty.settled_on == date(2023, 10, 26)


def test_a_member_answers_for_its_own_plan_only_while_the_round_is_open(
    world: World, database: Engine
) -> None:
    matter = circulated(world)
    bearer = matter.bearer("berg", LetterKind.CIRCULATION)

    def answer(day: str, opinion: str = "Bra.") -> object:
        return drafting.answer(world.office, matter.plan_id, opinion, bearer, when(day))

    assert refused(answer, "2023-09-23") == ["answer_time_over"]
    assert refused(answer, "2023-09-22", " ") == ["opinion_missing"]
    answer("2023-09-22")
    answer("2023-09-22", "Mycket bra.")
    assert row(database, t.opinion).text == "Mycket bra."


def test_two_who_press_the_same_link_at_once_confirm_once(world: World) -> None:
    matter = w.dispatched(world)
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    became = at_once(
        *[lambda: dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)]
        * 4
    )
    assert sorted(became) == [*["already_acknowledged"] * 3, "done"]


def test_a_link_is_for_one_organisation_and_one_task(world: World) -> None:
    matter = w.dispatched(world)
    token = looking.token_in_letter(world.office, "registrator@are.example", ("utdrag",))
    assert token is not None
    bearer = looking.bearer(world.office, token, w.ACKNOWLEDGED)
    assert bearer.actor.name == "Åre kommun"
    assert bearer.actor.roles == {"recipient"}
    assert (bearer.plan_id, bearer.decision_id) == (None, matter.decision_id)
    outcome = ((1, Outcome(Decimal(1), OutcomeStatus.REACHED)),)
    report = partial(
        following_up.report_outcomes,
        world.office,
        matter.plan_id,
        outcome,
        bearer.actor,
        w.OUTCOMES_IN,
    )
    assert set(refused(report)) == {"wrong_state", "wrong_role"}


def test_an_unknown_link_and_an_outdated_one_are_equally_unknown(
    world: World, database: Engine
) -> None:
    w.dispatched(world)
    token = looking.token_in_letter(world.office, "registrator@are.example", ("utdrag",))
    assert token is not None
    last = row(database, t.personal_link, token_hash=token_hash(token)).expires_on
    at = when(str(last), 23, 59)
    assert looking.bearer(world.office, token, at).actor.name == "Åre kommun"
    told = set()
    for known, moment in ((token, at + timedelta(minutes=1)), (token + "x", at), ("", at)):
        with pytest.raises(NotFound) as missing:
            looking.bearer(world.office, known, moment)
        told.add(str(missing.value))
    assert len(told) == 1


def test_of_a_link_only_the_hash_is_kept_beside_the_letter_itself(
    world: World, database: Engine
) -> None:
    w.dispatched(world)
    tokens = [
        looking.token_in_letter(world.office, f"registrator@{party}.example", ("utdrag",))
        for party in RECIPIENTS
    ]
    assert len(set(tokens)) == len(RECIPIENTS)
    for token in tokens:
        assert token is not None
        assert row(database, t.personal_link, token_hash=token_hash(token)).purpose == "recipient"
        for table, found in everything(database, "letter").items():
            assert token not in repr(found), table


def test_a_letter_to_a_person_carries_no_link(world: World) -> None:
    asked: list[str] = []
    matter = w.submitted(world)
    w.decide(
        matter,
        world.meanwhile(lambda ask: asked.append(ask.link) if isinstance(ask, LetterAsk) else None),
    )
    assert asked == ["", "", ""]

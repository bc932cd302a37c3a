"""Recipients and members come by personal links: each for itself, for one thing, while it lasts."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World, when
from tests.operations.reading import everything, newest_token, refused, row, rows
from tests.operations.together import at_once
from workflow.facts import Actor, Outcome, OutcomeStatus
from workflow.jobs.reminding import remind
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    looking,
)
from workflow.operations.office import token_hash
from workflow.orders import LetterAsk
from workflow.refusals import NotFound
from workflow.states import LetterKind
from workflow.store import tables as t


@pytest.mark.case("M08")
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
    matter = w.circulated(world)
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
    token = newest_token(world.office, "registrator@are.example", "utdrag")
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
    token = newest_token(world.office, "registrator@are.example", "utdrag")
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
        newest_token(world.office, f"registrator@{party}.example", "utdrag") for party in RECIPIENTS
    ]
    assert len(set(tokens)) == len(RECIPIENTS)
    for token in tokens:
        assert token is not None
        assert row(database, t.personal_link, token_hash=token_hash(token)).purpose == "recipient"
        for table, found in everything(database, "letter").items():
            assert token not in repr(found), table


def test_a_letter_to_a_person_opens_the_page_where_they_act(world: World) -> None:
    asked: dict[str, str] = {}

    def note(ask: object) -> None:
        if isinstance(ask, LetterAsk):
            asked[ask.kind] = ask.link

    listening = world.meanwhile(note)
    matter = w.drafted(listening)
    w.submit(matter)
    w.decide(matter)
    base, id_ = "https://beslut.region.example", matter.decision_id
    assert asked == {
        "submitted": f"{base}/delegationsbeslut/{id_}",
        "decided": f"{base}/delegationsbeslut/{id_}",
        "notice_pending": f"{base}/anmalan/{id_}",
        "dispatch_ready": f"{base}/expediering/{id_}",
    }


def test_a_link_to_one_decision_does_not_confirm_another(world: World, database: Engine) -> None:
    first = w.dispatched(world)
    case_id = world.another_case("RUN/12/2022")
    second = w.decided(world, case_id=case_id)
    registrar = world.actor("registrar", w.DISPATCHED)
    dispatching.dispatch(world.office, second.decision_id, registrar, w.DISPATCHED)
    newest = second.bearer("are", LetterKind.UTDRAG)
    before = rows(database, t.delivery)
    codes = refused(
        dispatching.acknowledge, world.office, first.decision_id, newest, w.ACKNOWLEDGED
    )
    assert codes == ["link_for_something_else"]
    assert rows(database, t.delivery) == before


@pytest.mark.case("A06")
def test_whoever_hands_a_matter_over_cannot_decide_it(world: World) -> None:
    matter = w.submitted(world)
    officer = world.actor("officer", w.DECIDED)
    codes = refused(
        deciding.decide, world.office, matter.decision_id, matter.seen(), officer, w.DECIDED
    )
    assert "drafted_by_decider" in codes


def test_a_link_that_is_valid_lasts_from_the_newest_letter_that_repeats_it(
    world: World, database: Engine
) -> None:
    w.dispatched(world)
    are = world.parties["are"]
    first = row(database, t.personal_link, party_id=are.id)
    remind(world.office, when("2023-11-08", 8))
    assert newest_token(world.office, are.email, "reminder") == newest_token(
        world.office, are.email, "utdrag"
    )
    again = row(database, t.personal_link, party_id=are.id)
    assert (again.id, again.expires_on - first.expires_on) == (first.id, timedelta(days=14))

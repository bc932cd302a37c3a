"""Ways round the rules that a reviewer found: each is closed, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import refused, row, rows
from workflow.operations import deciding, following_up, notifying, preparing, registers
from workflow.orders import LetterAsk, PaperAsk
from workflow.refusals import BadInput, NotFound
from workflow.states import PaperKind
from workflow.store import tables as t


@pytest.mark.case("A03")
def test_a_decision_cannot_take_in_another_cases_plan(world: World) -> None:
    elsewhere = w.opened(world, 2024, world.another_case("RUN/12/2022"))
    officer = world.actor("officer", w.PREPARED)
    draft = w.draft(world, w.opened(world), elsewhere)
    with pytest.raises(NotFound):
        preparing.prepare(world.office, world.case_id, draft, officer, w.PREPARED)


def test_a_revoked_delegation_does_not_live_again_by_a_later_day(world: World) -> None:
    who, at = world.actor("secretary", w.PREPARED), w.PREPARED
    registers.revoke_delegation(world.office, world.delegation_id, date(2023, 10, 20), who, at)
    with pytest.raises(BadInput, match=r"från och med 2023-10-20\. Ange den dagen"):
        registers.revoke_delegation(world.office, world.delegation_id, date(2030, 1, 1), who, at)


def test_two_decisions_listed_at_once_get_a_place_each(world: World, database: Engine) -> None:
    first = w.decided(world)
    second = w.decided(world, case_id=world.another_case("RUN/12/2022"))
    listed: list[int] = []

    def meanwhile(ask: PaperAsk | LetterAsk) -> None:
        if isinstance(ask, PaperAsk) and ask.kind is PaperKind.ANMALNINGSLISTA and not listed:
            listed.append(1)
            w.listed(replace(second, world=world))

    w.listed(replace(first, world=world.meanwhile(meanwhile)))
    assert sorted(each.position for each in rows(database, t.notice)) == [1, 2]


@pytest.mark.case("A06")
def test_whoever_opened_the_plan_cannot_decide_it(world: World, database: Engine) -> None:
    matter = w.submitted(world)
    with database.begin() as connection:
        opened_by = {"opened_by": world.people["director"]}
        connection.execute(t.plan.update().where(t.plan.c.id == matter.plan_id), opened_by)
    director = world.actor("director", w.DECIDED)
    codes = refused(
        deciding.decide, world.office, matter.decision_id, matter.seen(), director, w.DECIDED
    )
    assert codes == ["drafted_by_decider"]


def test_nothing_is_reported_to_an_agency_without_an_address(
    world: World, database: Engine
) -> None:
    matter = w.asked_for_outcomes(world)
    with database.begin() as connection:
        connection.execute(t.plan.update(), {"state": "followed_up"})
        agency = world.parties["tillvaxtverket"].id
        connection.execute(t.party.update().where(t.party.c.id == agency), {"email": ""})
    officer = world.actor("officer", w.AGENCY)
    codes = refused(following_up.report_agency, world.office, matter.plan_id, officer, w.AGENCY)
    assert codes == ["recipient_without_address"]
    assert row(database, t.plan, id=matter.plan_id).state == "followed_up"


def test_the_list_of_the_meeting_is_whole_for_the_later_decision(world: World) -> None:
    w.listed(w.decided(world))
    second = w.decided(world, case_id=world.another_case("RUN/12/2022"))
    secretary = world.actor("secretary", when("2023-10-30"))
    done = notifying.list_notice(world.office, second.decision_id, secretary, when("2023-10-30"))
    notice = done.situation.notice
    assert notice is not None
    assert notice.position == 2

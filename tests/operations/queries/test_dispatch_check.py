"""The last look before a dispatch: what is known of each address, and what is new in the list."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from tests.operations import walking as w
from tests.operations.builders import World, when
from tests.operations.reading import row
from tests.operations.test_party_register import change, group, verify
from tests.operations.test_register_changes import BY
from workflow.operations import dispatching, party_register, preparing
from workflow.operations.queries import dispatch_check as query
from workflow.operations.queries.dispatch_check import Checked, DispatchCheck, Doubt
from workflow.operations.register_record import By
from workflow.refusals import NotFound
from workflow.states import Channel, LetterKind
from workflow.store import tables as t
from workflow.store.engine import writing

ON = date(2023, 10, 25)
UNVERIFIED = (Doubt.NEVER_VERIFIED,)


def check(world: World, matter: w.Matter, on: date = ON) -> DispatchCheck:
    return query.dispatch_check(world.office, matter.decision_id, on)


def one(world: World, matter: w.Matter, name: str = "Åre kommun", on: date = ON) -> Checked:
    return next(each for each in check(world, matter, on).recipients if each.name == name)


def second(world: World) -> w.Matter:
    """Another decision of the same committee, after one that was dispatched."""
    return w.decided(world, case_id=world.another_case("RUN/12/2022"))


def left(world: World, **columns: object) -> None:
    """What became of every letter that bears an utdrag."""
    with writing(world.office.engine) as connection:
        letters = t.letter.c.kind == LetterKind.UTDRAG.value
        connection.execute(update(t.letter).where(letters).values(columns))


def names(found: Iterable[Checked]) -> list[str]:
    return [each.name for each in found]


def test_the_first_dispatch_has_nothing_to_be_compared_with(world: World) -> None:
    matter = w.decided(world)
    found = check(world, matter)
    assert names(found.recipients) == ["Bergs kommun", "Tillväxtverket", "Åre kommun"]
    assert (found.last, found.differs, found.removed) == (None, False, ())
    are = found.recipients[-1]
    assert (are.address, are.confirmed_on, are.sent_on) == ("registrator@are.example", None, None)
    assert {each.doubts for each in found.recipients} == {UNVERIFIED}


def test_it_is_compared_with_the_newest_of_the_case_and_else_of_the_committee(
    world: World,
) -> None:
    first = w.dispatched(world)
    other = check(world, second(world)).last
    assert other is not None
    assert (other.decision_id, other.number) == (first.decision_id, "1/2023")
    again = check(world, w.decided(world, years=(2025,))).last
    assert again is not None
    assert again.decision_id == first.decision_id


def test_another_committees_dispatches_tell_nothing(world: World) -> None:
    w.dispatched(world)
    matter = second(world)
    with writing(world.office.engine) as connection:
        case = t.matter_case.c.reference == "RUN/12/2022"
        (region,) = connection.execute(t.region.select())
        new = {"region_id": region.id, "code": "HSN", "name": "nämnden", "genitive": "nämndens"}
        made = connection.execute(t.committee.insert().returning(t.committee.c.id), new)
        connection.execute(update(t.matter_case).where(case).values(committee_id=made.scalar()))
    assert check(world, matter).last is None


def test_a_list_that_is_the_same_says_so(world: World) -> None:
    w.dispatched(world)
    found = check(world, second(world))
    assert not found.differs
    assert [(each.is_added, each.before) for each in found.recipients] == [(False, "")] * 3


def test_who_is_added_who_is_gone_and_whose_address_is_new_is_shown(world: World) -> None:
    w.dispatched(world)
    change(world, "are", email="ny@are.example")
    group(world, "are", "lansstyrelsen")()
    found = check(world, _to_new_group(world))
    assert found.differs
    assert found.removed == ("Bergs kommun", "Tillväxtverket")
    assert [(each.name, each.is_added, each.before) for each in found.recipients] == [
        ("Länsstyrelsen i Jämtlands län", True, ""),
        ("Åre kommun", False, "registrator@are.example"),
    ]


def _to_new_group(world: World) -> w.Matter:
    case_id = world.another_case("RUN/12/2022")
    matter = w.drafted(world, case_id=case_id)
    officer = world.actor("officer", w.SUBMITTED)
    text = replace(w.text(world), dispatch_to=("Ny grupp",))
    preparing.revise(world.office, matter.decision_id, text, officer, w.SUBMITTED)
    w.submit(matter)
    w.decide(matter)
    return matter


def test_when_an_address_last_worked_is_shown(world: World) -> None:
    matter = w.dispatched(world)
    left(world, state="sent", sent_at=when("2023-10-25", 23, 30))
    bearer = matter.bearer("are", LetterKind.UTDRAG)
    dispatching.acknowledge(world.office, matter.decision_id, bearer, w.ACKNOWLEDGED)
    after = second(world)
    are, berg = one(world, after), one(world, after, "Bergs kommun")
    assert (are.sent_on, are.confirmed_on) == (date(2023, 10, 25), date(2023, 10, 26))
    assert (berg.sent_on, berg.confirmed_on) == (date(2023, 10, 25), None)


def test_what_worked_for_another_address_says_nothing_of_this(world: World) -> None:
    w.dispatched(world)
    left(world, state="sent", sent_at=w.DISPATCHED)
    change(world, "are", email="ny@are.example")
    assert one(world, second(world)).sent_on is None


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "failed"},
        {"state": "bounced", "sent_at": w.DISPATCHED},
        {"state": "sent", "sent_at": w.DISPATCHED, "bounced_at": w.ACKNOWLEDGED},
    ],
)
def test_an_address_that_mail_came_back_from_is_doubtful_until_it_is_another(
    world: World, columns: dict[str, object]
) -> None:
    w.dispatched(world)
    left(world, **columns)
    matter = second(world)
    assert one(world, matter).doubts == (Doubt.CAME_BACK, *UNVERIFIED)
    change(world, "are", email="ny@are.example")
    assert Doubt.CAME_BACK not in one(world, _again(world)).doubts


def _again(world: World) -> w.Matter:
    return w.decided(world, case_id=world.another_case("RUN/13/2022"))


def test_two_recipients_with_one_address_are_told_apart(world: World) -> None:
    change(world, "berg", email="Registrator@ARE.example")
    found = check(world, w.decided(world))
    doubtful = [each.name for each in found.recipients if Doubt.SHARED in each.doubts]
    assert doubtful == ["Bergs kommun", "Åre kommun"]


def test_a_domain_that_nothing_went_to_before_is_doubtful(world: World) -> None:
    w.dispatched(world)
    change(world, "are", email="registrator@annan.example")
    change(world, "berg", email="diariet@berg.example")
    matter = second(world)
    assert Doubt.NEW_DOMAIN in one(world, matter).doubts
    assert Doubt.NEW_DOMAIN not in one(world, matter, "Bergs kommun").doubts


def test_before_anything_is_sent_the_registers_own_past_is_asked(world: World) -> None:
    change(world, "are", email="registrator@annan.example")
    matter = w.decided(world)
    assert Doubt.NEW_DOMAIN in one(world, matter).doubts
    assert Doubt.NEW_DOMAIN not in one(world, matter, "Bergs kommun").doubts


def test_a_verified_address_is_doubtful_after_a_year(world: World) -> None:
    verify(world, "are")
    matter = w.decided(world)
    are = one(world, matter, on=date(2024, 10, 24))
    assert (are.verified_on, are.verified_by) == (date(2023, 10, 24), "Administratören")
    assert are.doubts == ()
    assert one(world, matter, on=date(2024, 10, 25)).doubts == (Doubt.VERIFIED_LONG_AGO,)


def test_a_day_that_comes_every_fourth_year_has_a_year_after_it_too(world: World) -> None:
    at = when("2024-02-29")
    verify(world, "are", by=By(world.actor("registrar", at), at))
    matter = w.decided(world)
    assert one(world, matter, on=date(2025, 2, 28)).doubts == ()
    assert one(world, matter, on=date(2025, 3, 1)).doubts == (Doubt.VERIFIED_LONG_AGO,)


def test_an_address_that_is_another_in_the_register_now_is_not_the_one_that_was_verified(
    world: World,
) -> None:
    matter = w.decided(world)
    change(world, "are", email="ny@are.example")
    verify(world, "are")
    are = one(world, matter)
    assert (are.address, are.now) == ("registrator@are.example", "ny@are.example")
    assert are.verified_on is None
    assert are.doubts == (Doubt.CHANGED_SINCE, *UNVERIFIED)


def test_who_is_no_longer_in_force_is_doubtful(world: World) -> None:
    matter = w.decided(world)
    change(world, "are", valid_to=date(2023, 10, 24))
    assert one(world, matter).doubts == (Doubt.NOT_IN_FORCE, *UNVERIFIED)


def test_who_gets_paper_is_counted_and_has_no_domain(world: World) -> None:
    w.dispatched(world)
    change(world, "berg", channel=Channel.POST, contact="Box 73, 840 40 Svenstavik")
    found = check(world, second(world))
    berg = found.recipients[0]
    assert (found.by_post, berg.by_post) == (1, True)
    assert (berg.address, berg.before) == ("Box 73, 840 40 Svenstavik", "registrator@berg.example")
    assert berg.doubts == UNVERIFIED


def test_members_that_stand_on_no_line_are_named_with_the_reason(world: World) -> None:
    change(world, "berg", valid_to=date(2023, 10, 1))
    matter = w.decided(world)
    kommuner = row(world.office.engine, t.party_group, name="Länets kommuner")
    three = tuple(world.parties[key].id for key in ("are", "berg", "lansstyrelsen"))
    party_register.change_members(world.office, kommuner.id, three, BY)
    found = [(each.party.name, each.group, each.in_force) for each in check(world, matter).left_out]
    assert found == [
        ("Bergs kommun", "Länets kommuner", False),
        ("Länsstyrelsen i Jämtlands län", "Länets kommuner", True),
    ]


def test_a_decision_that_is_not_there_has_no_check(world: World) -> None:
    with pytest.raises(NotFound):
        query.dispatch_check(world.office, 99, ON)

"""A matter may be sent back, referred, corrected; what was kept before stays as it was."""

from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World, a_mandate, when
from tests.operations.reading import events, findings, refused, row, rows
from workflow.operations import (
    deciding,
    preparing,
    registers,
)
from workflow.store import tables as t


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


def test_a_matter_whose_delegation_is_revoked_is_taken_back_and_submitted_on_another(
    world: World, database: Engine
) -> None:
    matter, office = w.submitted(world), world.office
    secretary, officer = (world.actor(who, w.DECIDED) for who in ("secretary", "officer"))
    registers.revoke_delegation(
        office, world.delegation_id, date(2023, 10, 20), secretary, w.DECIDED
    )
    another = registers.add_delegation(office, a_mandate(world.committee_id, world.posts))
    assert refused(w.decide, matter) == ["delegation_revoked"]
    preparing.take_back(office, matter.decision_id, "Delegationen är ny.", officer, w.DECIDED)
    assert {plan.state for plan in rows(database, t.plan)} == {"drafting"}
    anew = replace(w.text(world), delegation_id=another)
    preparing.revise(office, matter.decision_id, anew, officer, w.DECIDED)
    preparing.submit(office, matter.decision_id, officer, w.DECIDED)
    w.decide(matter)
    assert row(database, t.decision).state == "decided"
    assert findings(office) == []


def test_the_officer_leaves_to_the_committee_what_nobody_else_can_decide(
    world: World, database: Engine
) -> None:
    matter, office = w.submitted(world), world.office
    director, officer = (world.actor(who, w.DECIDED) for who in ("director", "officer"))
    registers.end_holding(office, world.holdings["deputy"], date(2023, 10, 1))
    deciding.declare_conflict(office, matter.decision_id, "Närstående.", director, w.DECIDED)
    for act in (deciding.send_back, deciding.refer):
        assert refused(act, office, matter.decision_id, "Jäv.", director, w.DECIDED)
    deciding.leave_to_committee(office, matter.decision_id, "Jäv.", officer, w.DECIDED)
    assert row(database, t.decision).state == "referred"
    assert row(database, t.paper_use, kind="hanskjutande").current
    assert "secretary@region.example" in {each.to_email for each in rows(database, t.letter)}


def test_what_the_committee_hands_back_is_a_draft_and_is_decided_after_all(
    world: World, database: Engine
) -> None:
    matter, office = w.submitted(world), world.office
    director, secretary = (world.actor(who, w.SUBMITTED) for who in ("director", "secretary"))
    deciding.refer(office, matter.decision_id, "Ny inriktning.", director, w.SUBMITTED)
    said = "Nämnden lämnar ärendet åter, § 190/2023."
    deciding.hand_back(office, matter.decision_id, said, secretary, w.SUBMITTED)
    assert {plan.state for plan in rows(database, t.plan)} == {"drafting"}
    assert said in row(database, t.letter, kind="sent_back").body
    w.submit(matter)
    w.decide(matter)
    assert findings(office) == []


def test_a_decision_is_corrected_though_its_delegation_has_been_revoked_since(
    world: World, database: Engine
) -> None:
    matter, at = w.decided(world), w.DISPATCHED
    secretary, director = (world.actor(who, at) for who in ("secretary", "director"))
    revoked_on = date(2023, 10, 25)
    registers.revoke_delegation(world.office, world.delegation_id, revoked_on, secretary, at)
    deciding.correct(world.office, matter.decision_id, "Läs 2024.", director, at)
    assert row(database, t.paper_use, kind="rattelse").current


def test_the_decider_gets_word_of_a_matter_taken_back_and_is_not_reminded_of_it(
    world: World, database: Engine
) -> None:
    matter = w.submitted(world)
    officer = world.actor("officer", w.DECIDED)
    preparing.take_back(world.office, matter.decision_id, "Fel bilaga.", officer, w.DECIDED)
    letter = row(database, t.letter, kind="taken_back")
    assert letter.to_email == "director@region.example"
    assert "Fel bilaga." in letter.body
    assert row(database, t.duty, kind="decide").settled_by == "take_back"
    assert "wrong_state" in refused(w.decide, matter)


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
    told = Counter(each.to_name for each in rows(database, t.letter, kind="corrected"))
    recipients = [world.parties[each].name for each in RECIPIENTS]
    assert told == dict.fromkeys(["Malin Nyqvist Ljungberg", "Registratorn", *recipients], 2)


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

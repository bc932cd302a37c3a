"""What must hold after every act, whoever did it and on whatever day."""

import json
from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, select

from tests.operations.builders import ZONE, World
from tests.operations.fold import folded
from workflow.chaining import GENESIS, event_hash
from workflow.delivery.fakes import Outbasket
from workflow.states import LetterKind
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.verify import verify_record

DECIDED_WITH = {"tjansteskrivelse", "handlingsplan", "underlag", "delegationsbeslut"}
READ = (
    *(t.matter_case, t.plan, t.decision, t.decision_plan, t.delegation, t.holding, t.conflict),
    *(t.notice, t.dispatch, t.delivery, t.event, t.paper_use, t.letter, t.duty, t.reminder),
)


class Invariants:
    """Checks a world, and against what it saw the last time: what is signed may not change."""

    def __init__(self, world: World, post: Outbasket) -> None:
        self.world = world
        self.post = post
        self.signed: dict[int, dict[str, Any]] = {}
        self.recorded: list[str] = []
        self.found: dict[str, list[Row[Any]]] = {}
        self.events: list[dict[str, Any]] = []

    def check(self) -> None:
        with reading(self.world.office.engine) as connection:
            self.found = {
                table.name: list(connection.execute(select(table).order_by(table.c.id)))
                for table in READ
            }
            findings = verify_record(connection, self.world.office.files, self.world.office.key)
        assert findings == ()
        self.events = [json.loads(entry.body) for entry in self.rows(t.event)]
        self.one_decision_for_each_round()
        self.every_decider_has_the_mandate_that_day()
        self.every_entry_hangs_on_the_one_before()
        self.states_are_what_the_record_says()
        self.every_decided_case_has_its_papers()
        self.each_recipient_gets_one_copy()
        self.nothing_left_without_a_letter()
        self.each_reminder_is_one()
        self.what_is_signed_stays()
        self.what_is_recorded_stays()

    def rows(self, table: Table, **columns: object) -> list[Row[Any]]:
        return [
            row
            for row in self.found[table.name]
            if all(row._mapping[name] == value for name, value in columns.items())
        ]

    def one_decision_for_each_round(self) -> None:
        """I1: one event, one adoption of each plan, and numbers without a gap."""
        decided = self.rows(t.decision, state="decided")
        taken = [e["thing_id"] for e in self.events if e["step"] == "decide" and not e["refused"]]
        assert sorted(taken) == [each.id for each in decided]
        adopted = [each.plan_id for each in self.rows(t.decision_plan, adopted=True)]
        assert len(set(adopted)) == len(adopted)
        for year in {each.number_year for each in decided}:
            serials = sorted(each.number_serial for each in decided if each.number_year == year)
            assert serials == list(range(1, len(serials) + 1))

    def every_decider_has_the_mandate_that_day(self) -> None:
        """I2: asked of the register when the decision has just been taken."""
        for decision in self.rows(t.decision, state="decided"):
            if decision.id in self.signed:
                continue
            on, decider = decision.decided_on, decision.decider_id
            assert on == decision.decided_at.astimezone(ZONE).date()
            assert self._mandated(decision.delegation_id, decider, on)
            assert decider not in {decision.drafted_by, *decision.handled_by}
            assert not self.rows(t.conflict, decision_id=decision.id, person_id=decider)

    def _mandated(self, delegation_id: int, person_id: int, on: date) -> bool:
        (mandate,) = self.rows(t.delegation, id=delegation_id)
        ends = mandate.valid_to or date.max
        revoked = mandate.revoked_on or date.max
        return (
            mandate.valid_from <= on <= ends
            and on < revoked
            and any(
                held.post_id in (mandate.post_id, mandate.deputy_post_id)
                and held.valid_from <= on <= (held.valid_to or date.max)
                for held in self.rows(t.holding, person_id=person_id)
            )
        )

    def every_entry_hangs_on_the_one_before(self) -> None:
        """I3."""
        for case in self.rows(t.matter_case):
            head = GENESIS
            for entry in self.rows(t.event, case_id=case.id):
                assert entry.previous == head
                head = event_hash(head, entry.body)
                assert entry.hash == head
            assert case.head_hash == head

    def states_are_what_the_record_says(self) -> None:
        """I4: the states in the tables are the record, folded."""
        covers: dict[int, list[int]] = {}
        for each in self.rows(t.decision_plan):
            covers.setdefault(each.decision_id, []).append(each.plan_id)
        stands = {("plan", each.id): each.state for each in self.rows(t.plan)}
        stands |= {("decision", each.id): each.state for each in self.rows(t.decision)}
        of: dict[tuple[str, int | None], int] = {}
        for table in (t.notice, t.dispatch):
            for each in self.rows(table):
                stands[(table.name, each.decision_id)] = each.state
                of[(table.name, each.id)] = each.decision_id
        named = [
            {**e, "thing_id": of.get((e["thing"], e["thing_id"]), e["thing_id"])}
            for e in self.events
        ]
        assert folded(named, covers) == stands

    def every_decided_case_has_its_papers(self) -> None:
        """I5: under the hash that the record names, with bytes that have it."""
        named = {sha256 for e in self.events for _kind, _name, sha256 in e["papers"]}
        uses = self.rows(t.paper_use)
        assert {use.sha256 for use in uses} == named
        for sha256 in named:
            assert self.world.office.files.get(sha256)  # refuses bytes that have another hash
        for decision in self.rows(t.decision, state="decided"):
            kinds = {use.kind for use in uses if use.decision_id == decision.id and use.current}
            assert kinds >= DECIDED_WITH

    def each_recipient_gets_one_copy(self) -> None:
        """I6: one utdrag for each once it is dispatched, and none before; one more each time
        that a person sends it again, and then nothing of the old one waits to leave.
        """
        copies = Counter(
            each.delivery_id for each in self.rows(t.letter, kind=LetterKind.UTDRAG.value)
        )
        again = Counter(
            (e["thing_id"], e["given"]["party_id"])
            for e in self.events
            if e["step"] == "resend" and not e["refused"]
        )
        state = {each.id: each.state for each in self.rows(t.dispatch)}
        for delivery in self.rows(t.delivery):
            dispatched = state[delivery.dispatch_id] != "ready"
            expected = dispatched + again[delivery.dispatch_id, delivery.party_id]
            assert copies.pop(delivery.id, 0) == expected
            waiting = self.rows(t.letter, delivery_id=delivery.id, state="waiting")
            assert len(waiting) <= 1
        assert not copies

    def nothing_left_without_a_letter(self) -> None:
        """I7: what the post has seen is a committed letter; what it took is marked as sent."""
        letters = {each.message_id: each.state for each in self.rows(t.letter)}
        assert set(self.post.tries) <= set(letters)
        sent = {message_id for message_id, state in letters.items() if state == "sent"}
        assert sent == set(self.post.sent)

    def each_reminder_is_one(self) -> None:
        """I8: a duty gives one letter a day at most, and each of its levels is shown once."""
        sent = [each for each in self.rows(t.reminder) if each.sent_on is not None]
        days = {(each.duty_id, each.addressee, each.sent_on) for each in sent}
        reminding = (LetterKind.REMINDER, LetterKind.NOTICE_MISSED)
        letters = [each for each in self.rows(t.letter) if each.kind in reminding]
        assert len(letters) == len(days)
        open_once = Counter(
            (each.kind, each.plan_id, each.decision_id, each.party_id)
            for each in self.rows(t.duty, settled_on=None)
        )
        assert all(count == 1 for count in open_once.values())

    def what_is_signed_stays(self) -> None:
        """I10."""
        decided = self.rows(t.decision, state="decided")
        now = {each.id: dict(each._mapping) for each in decided}
        for decision_id, before in self.signed.items():
            assert {**now[decision_id], "version": 0} == {**before, "version": 0}
        self.signed = now

    def what_is_recorded_stays(self) -> None:
        """I11: the record only grows."""
        bodies = [entry.body for entry in self.rows(t.event)]
        assert bodies[: len(self.recorded)] == self.recorded
        self.recorded = bodies

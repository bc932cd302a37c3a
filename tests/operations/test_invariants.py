"""Random steps by random people on random days: whatever they try, the invariants hold."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.databases import Server
from tests.operations import walking as w
from tests.operations.acts import ACTS, EVERYBODY, ONWARD, STAFF, actor
from tests.operations.builders import BEGAN, World, a_mandate, a_world, an_office, when
from tests.operations.invariants import Invariants
from tests.operations.reading import rows
from workflow.delivery.fakes import Outbasket
from workflow.jobs.sender import send_due
from workflow.jobs.tick import tick
from workflow.operations import registers, summoning
from workflow.operations.register_record import By
from workflow.refusals import BadInput, Conflict
from workflow.states import Role
from workflow.store import tables as t
from workflow.store.engine import open_database

Make = Callable[[], World]

BEGINNINGS = (
    *(w.drafted, w.submitted, w.drafted, w.submitted),
    *(w.decided, w.dispatched, w.asked_for_outcomes),
)
# Most acts are of today; some are dated back, or far outside the delegation.
DAYS_OFF = (0, 0, 0, 0, 1, -1, 20, -20, -200, 900)
DAYS_ON = (0, 0, 0, 1, 3, 14, 60)


class Office(RuleBasedStateMachine):
    """An office where anybody may try anything, on any day."""

    def __init__(self, make: Make, tally: Counter[str]) -> None:
        super().__init__()
        self.world = make()
        # Who may both draft and decide, but never in the same matter.
        registers.grant_role(self.world.office, self.world.people["deputy"], Role.OFFICER, BEGAN)
        self.tally = tally
        self.acts = 0
        self.post = Outbasket()
        self.today = date(2023, 10, 12)
        self.all_of_it = Invariants(self.world, self.post)
        self.matter: w.Matter | None = None

    @initialize(beginning=st.sampled_from(BEGINNINGS))
    def begin(self, beginning: Callable[[World], w.Matter]) -> None:
        self.matter = beginning(self.world)

    def _try(self, name: str, who: str, day: date) -> None:
        assert self.matter is not None
        at = when(str(day))
        try:
            ACTS[name](self.matter, actor(self.world, who, at), at)
        except Conflict:
            self.tally["refused"] += 1
        else:
            self.tally[name] += 1

    @rule(seed=st.integers(0, 10**6), acts=st.integers(4, 8))
    def a_while_passes(self, seed: int, acts: int) -> None:
        """Half of what happens is in order; the rest is tried by somebody, or changes the register.

        One rule, for the framework leaves out rules in most of its walks: here all are in each.
        """
        ways: dict[Callable[[Random], None], int] = {
            self._the_right_person_goes_on: 10,
            self._the_wrong_person_or_day: 6,
            self._anybody_tries_anything: 3,
            self._somebody_declares_a_conflict: 3,
            self._who_wrote_the_draft_tries_to_decide: 2,
            self._the_delegation_is_revoked: 1,
            self._a_decider_leaves: 1,
            self._a_summons_goes_out: 1,
            self._the_clock_ticks: 3,
            self._the_sender_runs: 2,
        }
        for _ in range(acts):
            self.acts += 1
            # Dice of their own: those of the framework favour the first of every list.
            dice = Random(f"{seed}/{self.acts}")
            (way,) = dice.choices(list(ways), list(ways.values()))
            way(dice)
            self.all_of_it.check()

    def _the_right_person_goes_on(self, dice: Random) -> None:
        self.today += timedelta(days=dice.choice(DAYS_ON))
        name, who = dice.choice(self._onward())
        self._try(name, who, self.today)

    def _the_wrong_person_or_day(self, dice: Random) -> None:
        name, right = dice.choice(self._onward())
        who = dice.choice((right, *STAFF))
        self._try(name, who, self.today + timedelta(days=dice.choice(DAYS_OFF)))

    def _anybody_tries_anything(self, dice: Random) -> None:
        day = self.today + timedelta(days=dice.choice(DAYS_OFF))
        self._try(dice.choice(sorted(ACTS)), dice.choice(EVERYBODY), day)

    def _somebody_declares_a_conflict(self, dice: Random) -> None:
        who = dice.choice(("director", "deputy", "officer"))
        self._try("declare_conflict", who, self.today)
        self._try("decide", who, self.today)

    def _who_wrote_the_draft_tries_to_decide(self, dice: Random) -> None:
        who = dice.choice(("deputy", "officer"))
        for name, by in (("revise", who), ("submit", "officer"), ("decide", who)):
            self._try(name, by, self.today)

    def _the_delegation_is_revoked(self, dice: Random) -> None:
        """From some day on; and a new one is given, for drafts that are written from now on."""
        world, at = self.world, when(str(self.today))
        revoked = self.today + timedelta(days=dice.choice(DAYS_OFF))
        secretary = world.actor("secretary", at)
        registers.revoke_delegation(world.office, world.delegation_id, revoked, secretary, at)
        mandate = a_mandate(world.committee_id, world.posts)
        world.delegation_id = registers.add_delegation(world.office, mandate)

    def _a_decider_leaves(self, dice: Random) -> None:
        world, who = self.world, dice.choice(("director", "deputy"))
        (held,) = rows(world.office.engine, t.holding, id=world.holdings[who])
        last = max(self.today + timedelta(days=dice.choice(DAYS_OFF)), held.valid_from)
        registers.end_holding(world.office, world.holdings[who], last)
        world.holdings[who] = registers.add_holding(
            world.office, world.posts[who], world.people["stranger"], last + timedelta(days=1)
        )

    def _a_summons_goes_out(self, dice: Random) -> None:
        """Of any meeting, also of one that is held or summoned already."""
        office, at = self.world.office, when(str(self.today))
        meeting = dice.choice(rows(office.engine, t.meeting))
        try:
            summoning.summon(office, meeting.id, By(self.world.actor("secretary", at), at))
        except BadInput:
            self.tally["refused"] += 1
        else:
            self.tally["summoned"] += 1

    def _onward(self) -> list[tuple[str, str]]:
        """What moves the case on from where it stands, and by whom."""
        tables = (t.decision, t.plan, t.notice, t.dispatch)
        return [
            each
            for table in tables
            for found in rows(self.world.office.engine, table)
            for each in ONWARD.get((table.name, found.state), ())
        ] or [("correct", "director")]

    def _the_clock_ticks(self, dice: Random) -> None:
        self.today += timedelta(days=dice.choice(DAYS_ON))
        at = when(str(self.today), 8)
        ticked = tick(self.world.office, at)
        self.tally.update(f"calendar: {step}" for step in ticked.steps)
        again = tick(self.world.office, at)
        assert (again.steps, again.reminders) == ((), 0)

    def _the_sender_runs(self, dice: Random) -> None:
        self.post.down = dice.random() < 0.3
        left = send_due(self.world.office, self.post, "sender", when(str(self.today), 20))
        assert not (self.post.down and left)

    @invariant()
    def everything_holds(self) -> None:
        self.all_of_it.check()

    def teardown(self) -> None:
        self.world.office.engine.dispose()


def walk(make: Make, examples: int, steps: int) -> Counter[str]:
    """Random walks through an office; what was done in them."""
    tally: Counter[str] = Counter()
    moderate = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],  # a walk that fails is told as it was: a shorter one takes minutes
        suppress_health_check=list(HealthCheck),
    )

    class Walked(Office):
        def __init__(self) -> None:
            super().__init__(make, tally)

    run_state_machine_as_test(Walked, settings=moderate)
    return tally


@pytest.fixture
def on_sqlite(_migrated_sqlite: Path, tmp_path: Path) -> Make:
    """A world on a fresh copy of the same file, each time."""
    source, work = tmp_path / "source.db", tmp_path / "work.db"
    shutil.copy(_migrated_sqlite, source)
    engine = open_database(f"sqlite:///{source}")
    made = a_world(an_office(engine))
    engine.dispose()

    def make() -> World:
        for name in ("work.db", "work.db-wal", "work.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        shutil.copy(source, work)
        return made.on(open_database(f"sqlite:///{work}"))

    return make


@pytest.fixture
def on_postgresql(postgresql: Server, _migrated_postgresql: str) -> Iterator[Make]:
    urls: list[str] = []

    def make() -> World:
        urls.append(postgresql.make(_migrated_postgresql))
        return a_world(an_office(open_database(urls[-1])))

    yield make
    for url in urls:
        postgresql.drop(url)


@pytest.mark.case("R02")
def test_whatever_anybody_tries_on_sqlite_the_invariants_hold(on_sqlite: Make) -> None:
    done = walk(on_sqlite, examples=30, steps=5)
    assert done.keys() >= {"decide", "dispatch", "acknowledge", "calendar: list", "summoned"}
    assert done["refused"] > 100


def test_whatever_anybody_tries_on_postgresql_the_invariants_hold(on_postgresql: Make) -> None:
    done = walk(on_postgresql, examples=5, steps=4)
    assert done["refused"] > 10
    assert sum(done.values()) > 30

"""Random steps by random people on random days: whatever they try, the invariants hold."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

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
from tests.operations.builders import World, a_mandate, a_world, an_office, when
from tests.operations.invariants import Invariants
from tests.operations.reading import rows
from workflow.delivery.fakes import Outbasket
from workflow.jobs.sender import send_due
from workflow.jobs.tick import tick
from workflow.operations import registers
from workflow.refusals import Conflict
from workflow.store import tables as t
from workflow.store.engine import open_database

Make = Callable[[], World]

BEGINNINGS = (w.drafted, w.submitted, w.decided, w.dispatched, w.asked_for_outcomes)
# Most acts are of today; some are dated back, or far outside the delegation.
DAYS_OFF = st.sampled_from([0, 0, 0, 0, 1, -1, 20, -20, -200, 900])
DAYS_ON = st.sampled_from([0, 1, 3, 14, 60])


class Office(RuleBasedStateMachine):
    """An office where anybody may try anything, on any day."""

    def __init__(self, make: Make, tally: Counter[str]) -> None:
        super().__init__()
        self.world = make()
        self.tally = tally
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

    @rule(days=st.lists(DAYS_ON, min_size=1, max_size=5), data=st.data())
    def the_right_persons_go_on(self, days: list[int], data: st.DataObject) -> None:
        for passed in days:
            self.today += timedelta(days=passed)
            name, who = data.draw(st.sampled_from(self._onward()))
            self._try(name, who, self.today)
            self.all_of_it.check()

    def _onward(self) -> list[tuple[str, str]]:
        assert self.matter is not None
        tables = {"decision": t.decision, "plan": t.plan, "notice": t.notice}
        return [
            each
            for thing, table in {**tables, "dispatch": t.dispatch}.items()
            for found in rows(self.world.office.engine, table)
            for each in ONWARD.get((thing, found.state), ())
        ] or [("correct", "director")]

    @rule(name=st.sampled_from(sorted(ACTS)), who=st.sampled_from(EVERYBODY), off=DAYS_OFF)
    def anybody_tries_anything(self, name: str, who: str, off: int) -> None:
        self._try(name, who, self.today + timedelta(days=off))

    @rule(who=st.sampled_from(STAFF))
    def somebody_declares_a_conflict(self, who: str) -> None:
        self._try("declare_conflict", who, self.today)

    @rule(off=DAYS_OFF)
    def the_delegation_is_revoked_and_given_anew(self, off: int) -> None:
        world, at = self.world, when(str(self.today))
        revoked = self.today + timedelta(days=off)
        secretary = world.actor("secretary", at)
        registers.revoke_delegation(world.office, world.delegation_id, revoked, secretary, at)
        mandate = a_mandate(world.committee_id, world.posts)
        world.delegation_id = registers.add_delegation(world.office, mandate)

    @rule(who=st.sampled_from(["director", "deputy"]), off=DAYS_OFF)
    def a_decider_leaves_the_post_for_another(self, who: str, off: int) -> None:
        world = self.world
        (held,) = rows(world.office.engine, t.holding, id=world.holdings[who])
        last = max(self.today + timedelta(days=off), held.valid_from)
        registers.end_holding(world.office, world.holdings[who], last)
        world.holdings[who] = registers.add_holding(
            world.office, world.posts[who], world.people["stranger"], last + timedelta(days=1)
        )

    @rule(days=DAYS_ON)
    def the_clock_ticks(self, days: int) -> None:
        self.today += timedelta(days=days)
        at = when(str(self.today), 8)
        ticked = tick(self.world.office, at)
        self.tally.update(f"calendar: {step}" for step in ticked.steps)
        again = tick(self.world.office, at)
        assert (again.steps, again.reminders) == ((), 0)

    @rule(down=st.booleans())
    def the_sender_runs(self, down: bool) -> None:
        self.post.down = down
        left = send_due(self.world.office, self.post, "sender", when(str(self.today), 20))
        assert not (down and left)

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


def test_whatever_anybody_tries_on_sqlite_the_invariants_hold(on_sqlite: Make) -> None:
    done = walk(on_sqlite, examples=40, steps=16)
    tried = {"decide", "send_back", "dispatch", "acknowledge", "correct", "refused"}
    assert done.keys() >= {*tried, "calendar: list", "report_outcome", "declare_conflict"}


def test_whatever_anybody_tries_on_postgresql_the_invariants_hold(on_postgresql: Make) -> None:
    done = walk(on_postgresql, examples=8, steps=12)
    assert done.keys() >= {"decide", "refused"}

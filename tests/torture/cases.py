"""Every case of torture: what it is called, which case it shows, how often it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.torture import (
    copied,
    corrupted,
    cut_off,
    drained,
    full_disk,
    hanging,
    killed,
    migrating,
    paused,
)
from tests.torture.bed import Beds
from tests.torture.outcome import Outcome

BOTH, SQLITE, POSTGRESQL = ("sqlite", "postgresql"), ("sqlite",), ("postgresql",)
NEVER = ()


@dataclass(frozen=True)
class Case:
    """``rounds`` in the long form, on each of ``on``; ``short``: one round in every test run."""

    name: str
    swedish: str
    ids: str
    run: Callable[[Beds, int], Outcome]
    rounds: int
    short: tuple[str, ...] = BOTH
    on: tuple[str, ...] = BOTH


# fmt: off
CASES = (
    Case("killed-step", "dödad vid varje skrivning i ett steg", "R01",
         killed.at_every_write, 12, NEVER),  # tests/operations/test_killed_steps.py is its short
    Case("killed-clients", "dödad mitt i fyra klienters handlingar", "R02",
         killed.at_random, 100),
    Case("restarted", "PostgreSQL faller eller stoppas mitt i", "R06",
         cut_off.restarted, 12, NEVER, POSTGRESQL),
    Case("unanswered", "svaret på en commit försvinner", "R06", cut_off.unanswered, 12, SQLITE),
    Case("full-database", "disken full i databasen", "R04",
         full_disk.in_the_database, 4, SQLITE),
    Case("full-papers", "disken full bland handlingarna", "R04",
         full_disk.in_the_papers, 4, POSTGRESQL),
    Case("full-temp", "disken full i den tillfälliga mappen", "R04", full_disk.in_temp, 3, NEVER),
    Case("hanging", "den som gör handlingar hänger eller faller", "R07", hanging.maker, 6, NEVER),
    Case("paused", "sändare stoppad förbi sin lånetid", "R09",
         paused.past_the_lease, 9, POSTGRESQL),
    Case("copied", "säkerhetskopia under arbete, tillbakalagd", "R11",
         copied.while_writing, 8, POSTGRESQL),
    Case("old-copy", "gammal säkerhetskopia tillbakalagd", "R11", copied.old_one, 3, SQLITE),
    Case("half-migrated", "migrering dödad halvvägs", "R13", migrating.half_way, 25, SQLITE),
    Case("old-program", "gammalt program på nytt schema", "R13",
         migrating.old_program, 3, POSTGRESQL),
    Case("drained", "SIGTERM under last", "R15", drained.under_load, 3, NEVER),
    Case("corrupted", "överskrivna byte", "R16", corrupted.bytes_of_it, 20, SQLITE),
)
# fmt: on

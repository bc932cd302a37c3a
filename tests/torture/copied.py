"""R11: a copy is taken while people work, put back, and an old one sends nothing a second time."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import select

from tests.operations.builders import KEY
from tests.operations.walking import DISPATCHED, Matter
from tests.torture import clients, log
from tests.torture.bed import LAST_POST, Bed, Beds
from tests.torture.clients import Client
from tests.torture.log import Answer
from tests.torture.outcome import Outcome
from workflow.delivery.fakes import Outbasket
from workflow.delivery.journal import FILE, FileJournal
from workflow.facts import Actor
from workflow.jobs.sender import Sender
from workflow.operations import dispatching, restored
from workflow.operations.backup import Places, making, restoring
from workflow.operations.register_record import By
from workflow.refusals import RecordBroken
from workflow.states import ActorKind, Role
from workflow.store import tables as t
from workflow.store.engine import open_database, reading

ADMINISTRATOR = Actor(ActorKind.PERSON, "Administratören", frozenset({Role.ADMINISTRATOR}))
STARTS = ("drafted", "submitted", "decided", "dispatched")


def places(bed: Bed) -> Places:
    """Where the office keeps its things, with its key."""
    key = bed.folder / "record.key"
    if not key.exists():
        key.touch(0o600)
        key.write_bytes(KEY)
    return Places(bed.url, bed.papers, key, bed.folder / "seal", bed.folder / FILE)


def elsewhere(beds: Beds, bed: Bed) -> Bed:
    """An empty place of the same kind."""
    folder = bed.folder.with_name(f"{bed.folder.name}-back")
    folder.mkdir()
    (folder / "logs").mkdir()
    url = beds.database() if beds.server else f"sqlite:///{folder / 'chain.db'}"
    return replace(bed, folder=folder, url=url)


def copy(bed: Bed, folder: Path) -> None:
    engine = open_database(bed.url)
    making.make(engine, places(bed), KEY, folder, datetime.now(UTC), with_keys=False)
    engine.dispose()


def while_writing(beds: Beds, rounds: int, acts: int = 25) -> Outcome:
    """A copy in the middle of four clients' acts holds all that was acknowledged before it."""
    outcome = Outcome(note="kopia medan fyra klienter arbetar, tillbakalagd och kontrollerad")
    for number in range(rounds):
        bed = beds.make(STARTS[number % len(STARTS)])
        children = [
            clients.spawn(lambda who=who, seed=number: Client(bed, who, seed).act(acts))  # type: ignore[misc]  # noqa: B023  # bound now
            for who in range(1, 5)
        ]
        log.until(bed.logs, Random(number).randint(5, 3 * acts))
        known = [line for line in log.read(bed.logs) if line.answer is Answer.DONE]
        copy(bed, bed.folder / "copy")
        codes = [clients.wait(child) for child in children]
        crashed = [f"en klient slutade med {code}" for code in codes if code]
        faults = _drill(beds, bed, known)
        outcome.add([*crashed, *faults, *bed.faults()], int(bool(known)))
        beds.done_with(bed)
    return outcome


def _drill(beds: Beds, bed: Bed, known: list[log.Line]) -> list[str]:
    """Put the copy back in an empty place; what does not hold there."""
    back = elsewhere(beds, bed)
    now = datetime.now(UTC)
    try:
        restoring.put_back(places(back), bed.folder / "copy", now, accept_damage=False)
    except RecordBroken as broken:
        return [f"tillbaka: {each}" for each in broken.findings]
    office = back.office()
    with reading(office.engine) as connection:
        query = select(t.event.c.step, t.event.c.at, t.event.c.refused)
        events = Counter((row.step, row.at, row.refused) for row in connection.execute(query))
    office.engine.dispose()
    beds.done_with(back)
    return [f"tillbaka: {text}" for line in known for text in log.faults(line, events)]


def old_one(beds: Beds, rounds: int) -> Outcome:
    """Letters leave after the copy; it is put back, the step taken anew: none leaves twice."""
    outcome = Outcome(note="brev skickas efter kopian, kopian läggs tillbaka, steget görs om")
    for _ in range(rounds):
        bed = beds.make("decided")
        copy(bed, bed.folder / "copy")
        left = _dispatch_and_send(bed)
        back = elsewhere(beds, bed)
        (back.folder / FILE).write_bytes((bed.folder / FILE).read_bytes())
        now = datetime.now(UTC)
        restoring.put_back(places(back), bed.folder / "copy", now, accept_damage=False)
        faults = _sends_nothing(back)
        _let_go(back)
        again = _dispatch_and_send(back)
        twice = sorted(left.keys() & again.keys())
        faults += [f"{each} skickades två gånger" for each in twice]
        outcome.add([*faults, *bed.faults()], len(left))
        beds.done_with(back)
        beds.done_with(bed)
    return outcome


def _dispatch_and_send(bed: Bed) -> dict[str, bytes]:
    """The registrar dispatches, and every letter leaves that may; gives them."""
    office, post = bed.office(), Outbasket()
    matter: Matter = bed.matter_in(bed.world(office))
    who = matter.world.actor("registrar", DISPATCHED)
    dispatching.dispatch(office, matter.decision_id, who, DISPATCHED)
    one = Sender(office, post, "sender", lambda: LAST_POST, FileJournal(bed.folder / FILE))
    while one.send(20).claimed:
        pass
    office.engine.dispose()
    bed.mail.mkdir(exist_ok=True)
    for number, message in enumerate(post.sent.values()):
        (bed.mail / f"{number}.eml").write_bytes(message)
    return post.sent


def _sends_nothing(bed: Bed) -> list[str]:
    office, post = bed.office(), Outbasket()
    sent = Sender(office, post, "early", lambda: LAST_POST).send(50).sent
    office.engine.dispose()
    return [f"{sent} brev lämnades innan någon hade bekräftat"] * bool(sent)


def _let_go(bed: Bed) -> None:
    office = bed.office()
    restored.release(office, By(ADMINISTRATOR, datetime.now(UTC)))
    office.engine.dispose()

"""An office in a folder, with a database, to be tormented; and what is asked of it afterwards."""

import base64
import os
import pickle
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.databases import Server
from tests.operations import walking as w
from tests.operations.builders import KEY, World, a_world, an_office, when
from tests.torture import log
from workflow.delivery.files import PaperFolder
from workflow.delivery.folder_post import FolderPost, left_in
from workflow.delivery.journal import FILE, FileJournal
from workflow.jobs.sender import Sender
from workflow.jobs.tick import tick
from workflow.operations import registers
from workflow.operations.office import Office
from workflow.ports import Renderer
from workflow.states import Role
from workflow.store import migrate
from workflow.store import tables as t
from workflow.store.engine import open_database, reading
from workflow.store.invariants import everything

BEGINNINGS: dict[str, Callable[[World], w.Matter]] = {
    each.__name__: each
    for each in (w.circulated, w.drafted, w.submitted, w.decided, w.dispatched, w.acknowledged)
} | {"asked_for_outcomes": w.asked_for_outcomes}
# A working day after everything: what was due has fallen due, and letters have had their time.
_KEPT = "bed.pickle"
LAST_TICK, LAST_POST = when("2026-06-03", 9), when("2030-01-02", 12)


@dataclass(frozen=True)
class Bed:
    """One office: where it lies, and who is in it (``told`` is its world without the tools)."""

    folder: Path
    url: str
    told: str
    matter: tuple[tuple[int, ...], int]

    def office(self, renderer: Renderer | None = None) -> Office:
        """The tools, with connections of this process's own."""
        return an_office(open_database(self.url), PaperFolder(self.papers), renderer)

    def world(self, office: Office) -> World:
        found: World = pickle.loads(base64.b64decode(self.told))
        return replace(found, office=office)

    def matter_in(self, world: World) -> w.Matter:
        return w.Matter(world, *self.matter)

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    def sender(self, office: Office, name: str, at: datetime) -> Sender:
        """A sender whose letters become files, with its journal."""
        journal = FileJournal(self.folder / FILE)
        return Sender(office, FolderPost(self.mail), name, lambda: at, journal)

    def faults(self) -> list[str]:
        """What does not hold, when what was left undone has been done."""
        office = self.office()
        try:
            return [*self._promises(office), *self._settled(office), *self._answers(office)]
        finally:
            office.engine.dispose()

    def _promises(self, office: Office) -> list[str]:
        """I1–I10, as they stand right after the fault, and again after the calendar's last day.

        A reminder that was cut off may be late until the next beat (I8), but no longer.
        """
        found = [each for each in self._holds(office) if not each.startswith("I8")]
        tick(office, LAST_TICK)
        return [*found, *(f"sedan: {each}" for each in self._holds(office))]

    def _holds(self, office: Office) -> list[str]:
        with reading(office.engine) as connection:
            found = everything(connection, office.files, office.key, left_in(self.mail))
        return [f"{each.kind}: {each.text}" for each in found]

    def _settled(self, office: Office) -> list[str]:
        """I6: whoever was killed, every letter leaves, and the folder has each once."""
        # What was being handed over when its sender was killed rests a little before it goes again.
        for later in (timedelta(), timedelta(minutes=5)):
            sender = self.sender(office, "last", LAST_POST + later)
            while sender.send(50).claimed:
                pass
        with reading(office.engine) as connection:
            query = select(t.letter.c.message_id, t.letter.c.state)
            letters = {row.message_id: row.state for row in connection.execute(query)}
        stuck = sorted({*letters.values()} - {"sent", "withdrawn", "held"})
        lost = {m for m, state in letters.items() if state == "sent"} - set(left_in(self.mail))
        return [f"I6: brev har inte lämnats: {', '.join(stuck)}"] * bool(stuck) + [
            f"I6: {len(lost)} skickade brev finns inte"
        ] * bool(lost)

    def _answers(self, office: Office) -> list[str]:
        """I11: what anybody was told was done is on record once, whatever was killed since."""
        with reading(office.engine) as connection:
            query = select(t.event.c.step, t.event.c.at, t.event.c.refused)
            events = Counter((row.step, row.at, row.refused) for row in connection.execute(query))
        return [text for line in log.read(self.logs) for text in log.faults(line, events)]


class Beds:
    """Makes offices on one kind of database: each is a copy of one that was walked to a state."""

    def __init__(self, folder: Path, server: Server | None, patterns: Path | None = None) -> None:
        """``patterns`` is where others may have walked offices already."""
        self.folder, self.server = folder, server
        self._patterns = patterns or folder / "patterns"
        self._made = 0

    @property
    def kind(self) -> str:
        return "PostgreSQL" if self.server else "SQLite"

    def make(self, beginning: str) -> Bed:
        """A new office, where things stand as named."""
        pattern = self._pattern(beginning)
        self._made += 1
        folder = self.folder / f"{beginning}-{self._made}"
        shutil.copytree(pattern.folder, folder, ignore=shutil.ignore_patterns(_KEPT))
        (folder / "logs").mkdir()
        if self.server is None:
            return replace(pattern, folder=folder, url=f"sqlite:///{folder / 'chain.db'}")
        template = pattern.url.partition("@/")[2].partition("?")[0]
        return replace(pattern, folder=folder, url=self.database(template))

    def database(self, template: str = "template0") -> str:
        """A new database of PostgreSQL, as the template is; its URL."""
        assert self.server is not None
        self._made += 1
        name = f"bed_{os.getpid()}_{self._made}"
        self.server.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY = FILE_COPY")
        return self.server.url(name)

    def done_with(self, bed: Bed) -> None:
        """The office is not needed any more."""
        shutil.rmtree(bed.folder)
        if self.server is not None:
            self.server.drop(bed.url)

    def _pattern(self, beginning: str) -> Bed:
        folder = self._patterns / beginning
        if (folder / _KEPT).is_file():
            kept: Bed = pickle.loads((folder / _KEPT).read_bytes())
            return kept
        folder.mkdir(parents=True)
        url = self.database() if self.server else f"sqlite:///{folder / 'chain.db'}"
        engine = open_database(url)
        migrate.upgrade(engine)
        world = a_world(an_office(engine, PaperFolder(folder / "papers")))
        # Who may both draft and decide, but never in the same matter.
        registers.grant_role(world.office, world.people["deputy"], Role.OFFICER, BEGAN)
        matter = BEGINNINGS[beginning](world)
        engine.dispose()
        told = pickle.dumps(replace(world, office=_nothing()))
        ids = (matter.plan_ids, matter.decision_id)
        made = Bed(folder, url, base64.b64encode(told).decode(), ids)
        (folder / _KEPT).write_bytes(pickle.dumps(made))
        return made


def _nothing() -> Any:  # noqa: ANN401  # an office is put in its place
    return None


BEGAN = when("2021-01-01").date()
__all__ = ["KEY", "Bed", "Beds"]

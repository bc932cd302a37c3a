"""Letters a second, each with a PDF of 100 kB, and claims of the next due, on both databases.

The mail server is a process of its own on the same machine; the outbox and the papers are on disk.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from benchmarks.figures import Figure, report
from tests.databases import running_server
from tests.operations.builders import an_office
from tests.store.samples import NOON, a_case
from workflow.delivery.files import PaperFolder
from workflow.delivery.journal import FILE, FileJournal
from workflow.delivery.smtp_post import Server, SmtpPost
from workflow.jobs.sender import Sender
from workflow.operations.office import Office
from workflow.states import LetterKind
from workflow.store import migrate, outbox
from workflow.store import tables as t
from workflow.store.clock import DatabaseClock
from workflow.store.engine import open_database, writing

LETTERS, PAPERS, PAPER_BYTES = 10_000, 100, 100_000
ROWS, CLAIMS, BATCH = 100_000, 1_000, 20
GOAL, GOAL_MS, GOAL_GROWTH = 300, 5.0, 1.1
_BODY = "Hej!\n\nRegionen skickar ett utdrag.\n\nBifogat:\n- utdrag.pdf\n\nBekräfta senast.\n"


@contextmanager
def databases(folder: Path) -> Iterator[tuple[str, ...]]:
    """The URLs of an empty database of either kind."""
    with running_server() as server:
        yield f"sqlite:///{folder / 'chain.db'}", server.make()


@contextmanager
def sink() -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.sink"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:  # noqa: S603  # our own
        yield int(process.stdout.readline() if process.stdout else 0)


def filled(engine: Engine, count: int, papers: list[str]) -> None:
    """Letters that wait, each a second older than the next, and no others."""
    with writing(engine) as connection:
        connection.execute(delete(t.letter))
        case_id = connection.execute(select(t.matter_case.c.id)).scalar() or a_case(connection)
        for start in range(0, count, 1_000):
            rows = [_row(case_id, n, papers) for n in range(start, start + 1_000)]
            connection.execute(insert(t.letter), rows)


def _row(case_id: int, number: int, papers: list[str]) -> dict[str, object]:
    attached = [
        f"RUN-536-2021_utdrag_{number}.pdf",
        papers[number % len(papers)],
        "application/pdf",
    ]
    return {
        "key": f"letter {number}",
        "case_id": case_id,
        "kind": LetterKind.UTDRAG.value,
        "to_name": f"Kommunen nr {number}",
        "to_email": f"registrator{number}@kommun.example",
        "subject": "RUN/536/2021: Utdrag ur delegationsbeslut för år 2024",
        "body": _BODY,
        "attachments": [attached],
        "message_id": f"<{number:032x}@region.example>",
        "reply_to": "handlaggare@region.example",
        "created_at": NOON,
        "next_at": NOON + timedelta(seconds=number),
        "state": "waiting",
        "attempts": 0,
        "claimed_by": "",
        "problem": "",
        "as_link": False,
    }


def sent_a_second(office: Office, folder: Path, port: int) -> tuple[float, int, int]:
    """Letters a second of one sender, and its memory in kB after a tenth and at the end."""
    post = SmtpPost(Server("localhost", port, "none", per_second=10_000))
    journal = FileJournal(folder / FILE)
    sender = Sender(office, post, "bench", DatabaseClock(office.engine), journal)
    sent, early, start = 0, 0, perf_counter()
    while (took := sender.send(BATCH)).claimed:
        sent += took.sent
        if not early and sent >= LETTERS // 10:
            early = resident()
    if sent != LETTERS:
        raise RuntimeError(f"{sent} of {LETTERS} letters left")
    return sent / (perf_counter() - start), early, resident()


def resident() -> int:
    """What the process has in memory now, in kB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def slowest_claim(engine: Engine) -> float:
    """The time of a claim, in milliseconds, that 99 of 100 stay under."""
    taken = []
    for number in range(CLAIMS):
        with writing(engine) as connection:
            start = perf_counter()
            outbox.claim(connection, f"bench {number}", NOON + timedelta(days=9), 1, 300)
            taken.append(1_000 * (perf_counter() - start))
    return sorted(taken)[CLAIMS * 99 // 100]


def measure() -> list[Figure]:
    """The figures of both databases."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls, sink() as port:
        folder, random = Path(name), Random(1)  # noqa: S311  # papers that no compression helps
        store = PaperFolder(folder / "papers")
        papers = [store.put(random.randbytes(PAPER_BYTES)) for _ in range(PAPERS)]
        for url in urls:
            engine = open_database(url)
            migrate.upgrade(engine)
            kind = engine.dialect.name
            filled(engine, ROWS, papers)
            claim = slowest_claim(engine)
            filled(engine, LETTERS, papers)
            (folder / FILE).unlink(missing_ok=True)
            rate, early, late = sent_a_second(an_office(engine, store), folder, port)
            engine.dispose()
            figures += [
                Figure(f"mail.{kind}.per_second", rate, "/s", GOAL),
                Figure(f"mail.{kind}.memory_growth", late / early, "times", GOAL_GROWTH, "less"),
                Figure(f"mail.{kind}.claim_p99_ms", claim, "ms", GOAL_MS, "less"),
            ]
    return figures


def main() -> int:
    return report(measure())


if __name__ == "__main__":
    sys.exit(main())

"""A sender that kills itself, with no warning, at one moment of its work: a process of its own."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tests.forking import die, serve
from tests.operations.builders import an_office
from workflow.delivery.files import PaperFolder
from workflow.delivery.journal import FileJournal
from workflow.delivery.smtp_post import Server, SmtpPost, as_data
from workflow.jobs.sender import Sender
from workflow.outgoing import Envelope, Posted, TryLater
from workflow.store.engine import open_database

MOMENTS = ("claimed", "ready", "journal", "marked", "half the letter", "taken", "settled")


class Post(SmtpPost):
    """Hands over to a real server, as far as it comes."""

    moment = ""

    def ready(self) -> TryLater | None:
        if self.moment == "claimed":
            die()
        return super().ready()

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        if self.moment == "marked":
            die()
        became = super().send(envelope, message)
        if self.moment == "taken":
            die()
        return became

    def _hand_over(self, message: bytes) -> Posted:
        if self.moment == "half the letter" and self._smtp is not None:
            self._smtp.send(as_data(message)[: len(message) // 2])
            die()
        return super()._hand_over(message)


class Journal(FileJournal):
    """The journal, where the sender may die before its lines are written, or after."""

    moment = ""

    def note(self, attempts: Mapping[str, int], at: datetime) -> None:
        if self.moment == "ready":
            die()
        super().note(attempts, at)
        if self.moment == "journal":
            die()


def run(told: dict[str, str]) -> None:
    """Send until the moment comes."""
    office = an_office(open_database(told["url"]), PaperFolder(Path(told["papers"])))
    post = Post(Server("localhost", int(told["port"]), "none", per_second=10_000))
    journal = Journal(Path(told["journal"]))
    post.moment = journal.moment = told["moment"]
    now = datetime.fromisoformat(told["now"])
    Sender(office, post, f"killed-{os.getpid()}", lambda: now, journal).send(1)
    die()


if __name__ == "__main__":
    serve(run)

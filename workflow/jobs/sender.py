"""The sender: carries letters out of the outbox, one claim at a time, after the commit.

About one commit for each letter: the transaction that settles the last one marks the next as being
handed over. Only between that mark and the settling is it unknown whether a letter has left.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workflow.delivery import message
from workflow.delivery.journal import NoJournal
from workflow.facts import local_date
from workflow.operations import restored, undelivered
from workflow.operations.letters import LINK_DAYS
from workflow.operations.office import Office
from workflow.outgoing import (
    Outgoing,
    Posted,
    Refused,
    Sent,
    TryLater,
    Unknown,
    linked,
)
from workflow.ports import Journal, Post
from workflow.refusals import BadInput
from workflow.store import outbox
from workflow.store.engine import upkeep, writing
from workflow.store.outbox import Claimed

_LOG = logging.getLogger("beslutskedjan.sender")

LEASE_SECONDS = 300
# 1, 5, 15, 60 minutes, then every hour, until two days have passed: then a person must look.
RETRY_MINUTES = (1, 5, 15, 60)
GIVE_UP_AFTER = timedelta(hours=48)
TRIES_AT_LEAST = 5  # also of a letter that waited while the sender was off
FORGOTTEN = (
    "brevet lämnades till e-postservern, men databasen vet inget om det. Den är återställd från en"
    " säkerhetskopia. Kontrollera med mottagaren innan brevet skickas igen."
)
_NO_JOURNAL = NoJournal()


@dataclass(frozen=True)
class Round:
    """What one round did: how many letters it took, how many left, and if it had to stop."""

    claimed: int
    sent: int
    stopped: bool


def send_due(office: Office, post: Post, worker: str, now: datetime, limit: int = 50) -> int:
    """Send what is due at one moment; gives the number of letters that left.

    A letter that can't leave waits for its next try; the others go on.
    """
    return Sender(office, post, worker, lambda: now).send(limit).sent


class Sender:
    """One of those who share an outbox: ``worker`` is its name among them.

    ``ended`` says when to stop: the letter in hand is finished, the others are let go.
    """

    def __init__(
        self,
        office: Office,
        post: Post,
        worker: str,
        clock: Callable[[], datetime],
        journal: Journal = _NO_JOURNAL,
        ended: Callable[[], bool] = lambda: False,
    ) -> None:
        self.office = office
        self.post = post
        self.worker = worker
        self.clock = clock
        self.journal = journal
        self.ended = ended
        self._unsettled: list[tuple[Claimed, Posted]] = []
        self._to_note: dict[str, int] = {}
        self._sending = threading.Lock()

    def send(self, limit: int) -> Round:
        """Take up to so many letters that are due, and hand over each; one round at a time."""
        if not self._sending.acquire(blocking=False):
            return Round(0, 0, stopped=True)
        try:
            return self._send(limit)
        finally:
            self._sending.release()

    def _send(self, limit: int) -> Round:
        claimed = self._claim(limit)
        sent, down = 0, False
        left = [each for each in reversed(claimed) if not self._is_forgotten(each)]
        self._to_note = {each.letter.message_id: each.attempt for each in left}
        while left and not down and not self.ended():
            became = self._take(left.pop())
            sent += isinstance(became, Sent)
            down = isinstance(became, TryLater) and became.down
        self._finish(left)
        if not claimed:
            self.post.rest()
        return Round(len(claimed), sent, stopped=down or self.ended())

    def _claim(self, limit: int) -> tuple[Claimed, ...]:
        waits = self.office.mailing.unsure_waits
        with writing(self.office.engine) as connection:
            if restored.holds(connection):
                return ()
            return outbox.claim(
                connection, self.worker, self.clock(), limit, LEASE_SECONDS, unsure_waits=waits
            )

    def _is_forgotten(self, claimed: Claimed) -> bool:
        """Whether the journal knows of this attempt: the database is older than the journal."""
        known = self.journal.attempt(claimed.letter.message_id)
        if known < claimed.attempt:
            return False
        with upkeep(self.office.engine) as connection:
            outbox.hold(connection, claimed, FORGOTTEN, known)
        return True

    def _take(self, claimed: Claimed) -> Posted | None:
        """Make the letter, mark it, hand it over; ``None`` where it is not ours to send."""
        made = self._made(claimed.letter)
        became = self._handed(claimed, made) if isinstance(made, bytes) else made
        if became is not None:
            self._note(claimed, became)
        return became

    def _made(self, letter: Outgoing) -> bytes | TryLater | Refused:
        """The message, and a post that is ready for it: nothing has been handed over yet."""
        try:
            content = self._message(letter)
            if not self.post.at_once():  # what has left is not unsettled while we wait
                self._finish([])
            return self.post.ready() or content
        except BadInput as problem:
            return Refused(str(problem))
        except Exception as problem:  # noqa: BLE001 - the worker's loop: one letter never stops the rest
            return TryLater(f"{type(problem).__name__}: {problem}")

    def _message(self, letter: Outgoing) -> bytes:
        office = self.office
        if letter.as_link:
            made_on = local_date(letter.created_at, office.time_zone)
            until = made_on + timedelta(days=LINK_DAYS)
            letter = linked(letter, until if office.link("") in letter.body else None)
        papers = [office.files.get(attached.sha256) for attached in letter.attachments]
        return message.build(letter, office.sender_name, office.sender_email, papers)

    def _handed(self, claimed: Claimed, content: bytes) -> Posted | None:
        marked_at = self.clock()
        if problem := self._write_journal(marked_at):
            return problem
        with upkeep(self.office.engine) as connection:
            self._settle(connection, marked_at)
            mine = outbox.hand(connection, claimed, marked_at, LEASE_SECONDS)
        self._unsettled.clear()
        if not mine:
            return None
        # Whoever slept here past its lease wakes to find that the letter may be another's.
        if self.clock() >= marked_at + timedelta(seconds=LEASE_SECONDS):
            return None
        try:
            return self.post.send(self.office.envelope(claimed.letter), content)
        except Exception as problem:  # noqa: BLE001 - the worker's loop, as above
            return Unknown(f"{type(problem).__name__}: {problem}")

    def _write_journal(self, at: datetime) -> TryLater | None:
        """Note all that this round is about to hand over, before the first of them: one sync."""
        try:
            if self._to_note:
                self.journal.note(self._to_note, at)
        except OSError as problem:
            return TryLater(f"journalen går inte att skriva: {problem.strerror}", down=True)
        self._to_note = {}
        return None

    def _note(self, claimed: Claimed, became: Posted) -> None:
        """What is to be settled with the next mark, or now where it is for good."""
        match became:
            case Refused(problem=problem, too_large=too_large):
                if too_large and _has_papers_by_link(claimed.letter, self.office.base_url):
                    self._by_link(claimed, problem)
                elif claimed.unsure:  # a no now says nothing of the time that may have arrived
                    self._unsettled.append((claimed, became))
                else:
                    self._give_up(claimed, problem)
            case TryLater(problem=problem) if self._is_over(claimed) and not claimed.unsure:
                self._give_up(claimed, problem)
            case _:
                self._unsettled.append((claimed, became))
        if isinstance(became, TryLater) and became.setup:
            _LOG.error("%s", became.problem)

    def _is_over(self, claimed: Claimed) -> bool:
        waited = self.clock() - claimed.letter.created_at
        return waited >= GIVE_UP_AFTER and claimed.attempt >= TRIES_AT_LEAST

    def _finish(self, left: list[Claimed]) -> None:
        """Settle the last letter, and let go of those that were not tried."""
        if not self._unsettled and not left:
            return
        now = self.clock()
        with upkeep(self.office.engine) as connection:
            self._settle(connection, now)
            for each in left:  # one that stands in the journal keeps its attempt
                outbox.release(connection, each, now, tried=not self._to_note)
        self._unsettled.clear()

    def _settle(self, connection: Connection, now: datetime) -> None:
        waits = self.office.mailing.unsure_waits
        for claimed, became in self._unsettled:
            match became:
                case Sent():
                    _sent(connection, claimed, now)
                case Unknown(problem=problem):
                    outbox.unsure(connection, claimed, problem, _next_at(claimed, now), waits=waits)
                case Refused(problem=problem):
                    outbox.unsure(connection, claimed, problem, now, waits=True)
                case TryLater(problem=problem) if self._is_over(claimed):
                    outbox.unsure(connection, claimed, problem, now, waits=True)
                case TryLater(problem=problem):
                    outbox.later(connection, claimed, problem, _next_at(claimed, now))

    def _by_link(self, claimed: Claimed, problem: str) -> None:
        with upkeep(self.office.engine) as connection:
            outbox.by_link(connection, claimed, problem, self.clock())

    def _give_up(self, claimed: Claimed, problem: str) -> None:
        """Nobody need find out by themselves: a duty and a letter come with it."""
        now = self.clock()
        try:
            with upkeep(self.office.engine) as connection:
                if outbox.give_up(connection, claimed, problem):
                    undelivered.note(connection, self.office, claimed.id, now)
        except Exception:  # noqa: BLE001 - the worker's loop: what can't be told is not sent for ever
            _LOG.exception("letter %d failed, and nobody could be told", claimed.id)
            with upkeep(self.office.engine) as connection:
                outbox.give_up(connection, claimed, problem)


def _has_papers_by_link(letter: Outgoing, base_url: str) -> bool:
    """Whether the letter can do without the papers in it: its body says where to fetch them."""
    return bool(letter.attachments) and not letter.as_link and base_url in letter.body


def _sent(connection: Connection, claimed: Claimed, now: datetime) -> None:
    delivery_id = claimed.letter.delivery_id
    if outbox.done(connection, claimed, now) and delivery_id is not None:
        outbox.count_as_sent(connection, delivery_id)


def _next_at(claimed: Claimed, now: datetime) -> datetime:
    minutes = RETRY_MINUTES[min(claimed.attempt, len(RETRY_MINUTES)) - 1]
    return now + timedelta(minutes=minutes)

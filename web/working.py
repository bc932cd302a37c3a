"""`beslutskedjan work`: the tick and the sender beside each other, until the process is ended."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from web import bootstrap, meters
from web.watching import watch
from workflow.delivery import journal
from workflow.delivery.folder_post import FolderPost
from workflow.delivery.journal import FileJournal, NoJournal
from workflow.delivery.log_post import LogPost
from workflow.delivery.smtp_post import Server, SmtpPost
from workflow.inbound.imap import ImapAccount, ImapBox
from workflow.inbound.maildir import MaildirBox
from workflow.inbound.waiting import Mailbox
from workflow.jobs import ticker
from workflow.jobs.clock_guard import ClockGuard
from workflow.jobs.sender import Sender
from workflow.operations import read_only
from workflow.operations.clocks import Limits
from workflow.ports import Journal, Post
from workflow.settings import Settings
from workflow.store.clock import DatabaseClock


def post_of(settings: Settings) -> Post:
    """Where letters go; only ``smtp`` sends anything to anybody."""
    mail = settings.mail
    if mail.really_sends:
        return SmtpPost(
            Server(
                mail.smtp_host,
                mail.smtp_port,
                mail.smtp_security,
                mail.smtp_user,
                mail.smtp_password,
                mail.smtp_timeout_seconds,
                mail.per_second,
            )
        )
    return FolderPost(mail.folder) if mail.mode == "folder" else LogPost()


def journal_of(settings: Settings) -> Journal:
    """What was handed over, beside the key; nothing is where nothing leaves the house."""
    if not settings.mail.really_sends:
        return NoJournal()
    return FileJournal(settings.record.key_file.with_name(journal.FILE))


def mailbox_of(settings: Settings) -> Mailbox | None:
    """Where bounces and answers come in, if anywhere."""
    mail = settings.mail
    if mail.mailbox == "imap":
        return ImapBox(
            ImapAccount(
                mail.imap_host,
                mail.imap_port,
                mail.imap_user,
                mail.imap_password,
                mail.imap_security,
                mail.imap_folder,
                mail.imap_done_folder,
            )
        )
    folder = mail.mailbox.removeprefix("maildir:")
    return MaildirBox(Path(folder)) if folder else None


def where_letters_go(settings: Settings) -> str:
    """One sentence for whoever starts the program."""
    mail = settings.mail
    if mail.really_sends:
        return f"Breven skickas PÅ RIKTIGT genom {mail.smtp_host}."
    where = mail.folder if mail.mode == "folder" else "loggen"
    return f"Breven hamnar i {where}; inget skickas till någon."


def work(settings: Settings, seconds: int, begun: Callable[[], None]) -> None:
    """Beat until SIGTERM or SIGINT; the letter in hand is finished first.

    ``begun`` is called when the worker can be told to end.
    """
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda _sign, _frame: ended.set())
    office = replace(bootstrap.open_office(settings, _now()), watcher=meters.saw_step)
    post = post_of(settings)
    clock = DatabaseClock(office.engine)

    def ends() -> bool:
        return ended.is_set() or read_only.now(office) is not None

    sender = Sender(office, post, _name(), clock, journal_of(settings), ends)
    begun()
    mailbox = mailbox_of(settings)
    guard = ClockGuard(office, _limits(settings), time.monotonic)
    own = settings.office
    scheduler = ticker.start(office, sender, own.hour, seconds, mailbox, guard, watch(settings))
    ended.wait()
    scheduler.shutdown(wait=True)
    post.rest()
    office.engine.dispose()


def _limits(settings: Settings) -> Limits:
    """How far the clock may go before somebody has to say that it is right."""
    own = settings.office
    jump = timedelta(minutes=own.clock_jump_minutes)
    return Limits(jump, timedelta(days=own.longest_pause_days))


def _name() -> str:
    """This worker among all that share the database."""
    return f"{socket.gethostname()}-{os.getpid()}"


def _now() -> datetime:
    return datetime.now(UTC)

"""`beslutskedjan work`: the tick and the sender beside each other, until the process is ended."""

import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from web import bootstrap
from workflow.delivery.folder_post import FolderPost
from workflow.delivery.log_post import LogPost
from workflow.jobs import ticker
from workflow.ports import Post
from workflow.settings import Settings


def post_of(settings: Settings) -> Post:
    """Where letters go; neither way sends anything to anybody."""
    return FolderPost(settings.mail.folder) if settings.mail.mode == "folder" else LogPost()


def work(settings: Settings, seconds: int, begun: Callable[[], None]) -> None:
    """Beat until SIGTERM or SIGINT; a beat that has begun is finished first.

    ``begun`` is called when the worker can be told to end.
    """
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda _sign, _frame: ended.set())
    office = bootstrap.open_office(settings, _now())
    begun()
    scheduler = ticker.start(
        office, post_of(settings), _name(), settings.office.hour, _now, seconds
    )
    ended.wait()
    scheduler.shutdown(wait=True)
    office.engine.dispose()


def _name() -> str:
    """This worker among all that share the database."""
    return f"{socket.gethostname()}-{os.getpid()}"


def _now() -> datetime:
    return datetime.now(UTC)

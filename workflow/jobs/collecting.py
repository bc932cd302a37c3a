"""The mailbox: what has come in is filed, one message at a time, and marked after the commit."""

import logging
from datetime import datetime

from workflow.inbound.waiting import Mailbox
from workflow.operations import incoming
from workflow.operations.office import Office

_LOG = logging.getLogger("beslutskedjan.mailbox")
MOST = 200  # messages of one beat; the rest come with the next
_MOST_FAILING = 1_000  # that don't count, lest they keep the others out


def collect(office: Office, mailbox: Mailbox, at: datetime, limit: int = MOST) -> int:
    """File what nobody has filed; gives the number of new messages.

    A message that can't be filed stays, and the others go on. One that was filed just before the
    program stopped is met again, and known again.
    """
    filed, done = 0, 0
    for waiting in mailbox.messages(limit + _MOST_FAILING):
        try:
            filed += incoming.file(office, waiting.raw, at).is_new
            waiting.done()
            done += 1
        except Exception:  # noqa: BLE001 - the worker's loop: one message never stops the rest
            _LOG.exception("the message %s can't be filed", waiting.name)
        if done == limit:
            break
    return filed

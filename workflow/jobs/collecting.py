"""The mailbox: what has come in is filed, one message at a time, and marked after the commit."""

import logging
from datetime import datetime

from workflow.inbound.waiting import Mailbox
from workflow.operations import incoming, virus_check
from workflow.operations.office import Office
from workflow.refusals import NotScanned

_LOG = logging.getLogger("beslutskedjan.mailbox")
MOST = 200  # messages of one beat; the rest come with the next
_MOST_FAILING = 1_000  # that don't count, lest they keep the others out


def collect(office: Office, mailbox: Mailbox, at: datetime, limit: int = MOST) -> int:
    """File what nobody has filed; gives the number of new messages.

    A message that can't be filed stays, and the others go on. One that was filed just before the
    program stopped is met again, and known again. One that can't be scanned for viruses stays too;
    ``NotScanned`` says so when the others are filed, so that the job is heard of as one that went
    wrong. Where the scanner tells nothing at all they wait with it.
    """
    filed, done = 0, 0
    unscanned: NotScanned | None = None
    for waiting in mailbox.messages(limit + _MOST_FAILING):
        try:
            filed += incoming.file(office, waiting.raw, at).is_new
            waiting.done()
            done += 1
        except NotScanned as error:
            _LOG.error("the message %s has to wait: %r", waiting.name, error.why)
            unscanned = error
            if not virus_check.answers(office):
                break
        except Exception:  # noqa: BLE001 - the worker's loop: one message never stops the rest
            _LOG.exception("the message %s can't be filed", waiting.name)
        if done == limit:
            break
    if unscanned is not None:
        raise unscanned
    return filed

"""A post that only notes: each letter becomes one line of the log, and goes nowhere."""

import logging
from email import message_from_bytes
from email.policy import default

_LOG = logging.getLogger("beslutskedjan.mail")


class LogPost:
    """Notes who would have got what; the letter itself stays in the outbox."""

    def send(self, message_id: str, message: bytes) -> None:
        letter = message_from_bytes(message, policy=default)
        _LOG.info("letter %s to %s: %s", message_id, letter["To"], letter["Subject"])

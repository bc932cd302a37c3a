"""The sender: carries letters out of the outbox, one claim at a time, after the commit."""

from datetime import datetime, timedelta

from sqlalchemy import update

from workflow.delivery import message
from workflow.operations.office import Office
from workflow.ports import Post
from workflow.states import DeliveryState
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import writing

LEASE_SECONDS = 300
# 1, 5, 15, 60 minutes, then every hour, until two days have passed: then a person must look.
RETRY_MINUTES = (1, 5, 15, 60)
TRIES = 51


def send_due(office: Office, post: Post, worker: str, now: datetime, limit: int = 50) -> int:
    """Send what is due; gives the number of letters that left.

    A letter that can't leave waits for its next try; the others go on.
    """
    with writing(office.engine) as connection:
        claimed = outbox.claim(connection, worker, now, limit, LEASE_SECONDS)
    return sum(_send(office, post, each, now) for each in claimed)


def _send(office: Office, post: Post, claimed: outbox.Claimed, now: datetime) -> bool:
    letter = claimed.letter
    try:
        papers = [office.files.get(attached.sha256) for attached in letter.attachments]
        built = message.build(letter, office.sender_name, office.sender_email, papers)
        post.send(letter.message_id, built.as_bytes())
    except Exception as problem:  # noqa: BLE001 - the worker's loop: one letter never stops the rest
        _try_again(office, claimed, f"{type(problem).__name__}: {problem}", now)
        return False
    with writing(office.engine) as connection:
        if outbox.done(connection, claimed, now) and letter.delivery_id is not None:
            sent = update(t.delivery).where(
                t.delivery.c.id == letter.delivery_id,
                t.delivery.c.state == DeliveryState.WAITING.value,
            )
            connection.execute(sent, {"state": DeliveryState.SENT.value})
    return True


def _try_again(office: Office, claimed: outbox.Claimed, problem: str, now: datetime) -> None:
    minutes = RETRY_MINUTES[min(claimed.attempt, len(RETRY_MINUTES)) - 1]
    with writing(office.engine) as connection:
        if claimed.attempt >= TRIES:
            outbox.give_up(connection, claimed, problem)
        else:
            outbox.later(connection, claimed, problem, now + timedelta(minutes=minutes))

"""A letter whose copy is sent anew while it is being handed over: it does not go again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from tests.operations import walking as w
from tests.operations.builders import World
from tests.operations.reading import rows
from workflow.delivery.fakes import Outbasket
from workflow.jobs.sender import send_due
from workflow.operations import mending
from workflow.outgoing import Envelope, Posted, Refused, TryLater, Unknown
from workflow.store import outbox
from workflow.store import tables as t
from workflow.store.engine import writing

NOW, MINUTE = w.DISPATCHED, timedelta(minutes=1)


class Interrupted(Outbasket):
    """A post during whose first letter something else happens; that letter gets this answer."""

    def __init__(self, became: Posted, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.became = became
        self.meanwhile = meanwhile

    def send(self, envelope: Envelope, message: bytes) -> Posted:
        if self.tries:
            return super().send(envelope, message)
        self.meanwhile()
        self.tries.append(envelope.message_id)
        return self.became


def are_alone(world: World) -> w.Matter:
    """A decision has been dispatched, and of its letters only one is still to go."""
    matter = w.dispatched(world)
    of_are = t.letter.c.to_email == "registrator@are.example"
    with writing(world.office.engine) as connection:
        others = update(t.letter).where(~of_are | (t.letter.c.kind != "utdrag"))
        connection.execute(others.values(state="sent"))
    return matter


@pytest.mark.parametrize(
    ("became", "told"),
    [
        (TryLater("e-postservern svarade 450"), "e-postservern svarade 450"),
        (Unknown("avbrott"), f"{outbox.MAYBE}avbrott"),
        (Refused("för stort", too_large=True), "för stort"),
    ],
)
def test_it_does_not_go_again_to_the_old_address(
    world: World, database: Engine, became: Posted, told: str
) -> None:
    def anew() -> None:
        to = {"address": "diarium@are.example", "reason": "Fel adress."}
        mending.resend(world.office, decision_id, are, registrar, NOW, **to)

    decision_id, are = are_alone(world).decision_id, world.parties["are"].id
    registrar = world.actor("registrar", NOW)
    post = Interrupted(became, anew)
    for minutes in (0, 10, 20):
        send_due(world.office, post, "sender", NOW + minutes * MINUTE)
    old, new = rows(database, t.letter, kind="utdrag", to_name="Åre kommun")
    assert (old.state, old.problem) == ("withdrawn", f"{told}. {outbox.REPLACED}")
    assert (new.state, post.tries) == ("sent", [old.message_id, new.message_id])

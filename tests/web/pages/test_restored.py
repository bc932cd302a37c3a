"""A database that was put back holds its letters until the administrator has looked."""

from datetime import timedelta

import pytest

from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.reading import row
from tests.web.pages.site import Site
from workflow.delivery.fakes import Outbasket
from workflow.jobs import ticker
from workflow.jobs.sender import Sender
from workflow.operations import restored
from workflow.store import tables as t
from workflow.store.engine import upkeep

HELD = "Inga brev och påminnelser går ut"


@pytest.fixture
def put_back(site: Site) -> Site:
    """A decision is dispatched, and then the database is put back from a copy of the day before."""
    w.dispatched(site.world)
    at = site.at("2023-10-26", 9)
    with upkeep(site.office.engine) as connection:
        restored.hold(connection, at - timedelta(days=1), at)
    return site


def sent(site: Site) -> int:
    """How many letters leave at a beat."""
    post = Outbasket()
    sender = Sender(site.office, post, "sender", lambda: site.clock.at)
    ticker.beat(site.office, sender, 8)
    return len(post.sent)


def test_nothing_leaves_and_the_calendar_waits(put_back: Site) -> None:
    assert sent(put_back) == 0
    assert row(put_back.office.engine, t.notice).state == "pending"


def test_everybody_sees_it_and_only_the_administrator_lets_go(put_back: Site) -> None:
    page = put_back.client("officer").see("/")
    assert page.has(HELD)
    assert page.has("Be en administratör")
    put_back.client("officer").http.post("/aterstalld")
    assert restored.is_held(put_back.office)


def test_what_was_held_leaves_when_the_administrator_says_so(put_back: Site) -> None:
    client = put_back.client("administrator")
    client.send("/aterstalld", client.see("/").form("/aterstalld"))
    assert not client.see("/").has(HELD)
    assert sent(put_back) > 0
    noted = row(put_back.office.engine, t.register_event, step="release_letters")
    assert noted.actor_name == "Administratören"


def test_letting_go_of_what_is_not_held_changes_nothing(site: Site) -> None:
    site.clock.at = when("2023-10-24")
    client = site.client("administrator")
    client.send("/aterstalld", follow=False)
    assert restored.held(site.office) is None

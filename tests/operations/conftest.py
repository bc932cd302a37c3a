"""What the tests of operations may ask for."""

import pytest
from sqlalchemy import Engine

from tests.operations.builders import World, a_world, an_office


@pytest.fixture
def world(database: Engine) -> World:
    """An office with its people, mandate and case, on either kind of database."""
    return a_world(an_office(database))

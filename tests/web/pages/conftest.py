"""The web application for the tests of its pages."""

from dataclasses import replace

import pytest

from tests.operations.builders import World, when
from tests.web.pages import applications
from tests.web.pages.site import Clock, Site
from workflow.settings import Office, Settings


@pytest.fixture
def settings() -> Settings:
    """The settings of the pages' tests: plain HTTP on this machine."""
    return Settings(office=Office(base_url="http://localhost"))


@pytest.fixture
def site(sqlite_world: World, settings: Settings) -> Site:
    """The application on a small office, on the day after the committee gave the mandate."""
    office = replace(sqlite_world.office, base_url=settings.office.base_url)
    world, clock = replace(sqlite_world, office=office), Clock(when("2023-10-24"))
    return Site(world, clock, settings, applications.lent(settings, office, clock))

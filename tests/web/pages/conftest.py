"""The web application for the tests of its pages."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.operations.builders import a_world, an_office, when
from tests.web.pages.site import Clock, Site
from workflow.settings import Office, Settings
from workflow.store.engine import open_database


@pytest.fixture
def settings() -> Settings:
    """The settings of the pages' tests: plain HTTP on this machine."""
    return Settings(office=Office(base_url="http://localhost"))


@pytest.fixture
def site(tmp_path: Path, _migrated_sqlite: Path, settings: Settings) -> Iterator[Site]:
    """The application on a small office, on the day after the committee gave the mandate."""
    shutil.copy(_migrated_sqlite, tmp_path / "chain.db")
    engine = open_database(f"sqlite:///{tmp_path / 'chain.db'}")
    world = a_world(replace(an_office(engine), base_url=settings.office.base_url))
    yield Site(world, Clock(when("2023-10-24")), settings)
    engine.dispose()

"""What the tests of signing in may ask for."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from tests.web.pages.conftest import settings, site
from tests.web.pages.site import Site
from tests.web.sign_in.coming_back import with_provider
from tests.web.sign_in.providers import Told, told_provider
from web.sign_in import passwords
from workflow.operations import identities

__all__ = ["settings", "site"]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same way of keeping passwords, without the work that slows guessing down."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    monkeypatch.setattr(passwords, "_NOBODYS", quick.hash("nobody's"))


@pytest.fixture
def told() -> Iterator[Told]:
    with told_provider() as provider:
        yield provider


@pytest.fixture
def house(site: Site, told: Told) -> Site:
    """The office with a provider of sign-in, at which the officer is known as ``subject-1``."""
    identities.link(site.office, site.person("officer"), told.address, "subject-1", site.clock.at)
    return with_provider(site, told.address)

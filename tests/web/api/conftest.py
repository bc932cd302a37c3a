"""The API for its tests: the pages' site, and clients that bear tokens."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.web.api.caller import Caller
from tests.web.pages.conftest import settings, site
from tests.web.pages.site import Site
from workflow.facts import local_date
from workflow.operations import tokens
from workflow.store.tables import Scope

__all__ = ["settings", "site"]

Asking = Callable[..., Caller]


@pytest.fixture
def asking(site: Site) -> Asking:
    """A caller with a token of one of the office's people."""

    def made(who: str, scope: Scope = Scope.STEPS, days: int = 30) -> Caller:
        at = site.clock.at
        last = local_date(at, site.office.time_zone) + timedelta(days=days)
        token = tokens.issue(site.office, site.person(who), "test", scope, last, at)
        return Caller(site.app.test_client(), token)

    return made

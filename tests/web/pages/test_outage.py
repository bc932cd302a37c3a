"""A disk that is full, or a database that is gone: 503, nothing half, and then it goes again."""

import errno
import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import OperationalError

from tests.web.pages.site import Site
from workflow.store.outage import Outage, outage_of


def sqlite_says(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error


def wrapped(cause: Exception) -> OperationalError:
    return OperationalError("UPDATE", {}, cause)


OUTAGES = [
    (OSError(errno.ENOSPC, "no space left"), Outage.FULL),
    (OSError(errno.EDQUOT, "quota"), Outage.FULL),
    (OSError(errno.EACCES, "not yours"), None),
    (wrapped(sqlite_says(sqlite3.SQLITE_FULL)), Outage.FULL),
    (wrapped(sqlite_says(sqlite3.SQLITE_IOERR_WRITE)), Outage.FULL),
    (wrapped(sqlite_says(sqlite3.SQLITE_CORRUPT)), None),
    (wrapped(errors.DiskFull("full")), Outage.FULL),
    (wrapped(errors.AdminShutdown("stopped")), Outage.GONE),
    (wrapped(psycopg.OperationalError("connection refused")), Outage.GONE),
    (wrapped(errors.UniqueViolation("twice")), None),
    (RuntimeError("a fault"), None),
    (None, None),
]


@pytest.mark.parametrize(("error", "outage"), OUTAGES)
def test_an_outage_is_told_from_a_fault(error: Exception | None, outage: Outage | None) -> None:
    assert outage_of(error) is outage


def failing(error: Exception) -> Callable[[], str]:
    def fails() -> str:
        raise error

    return fails


@pytest.mark.case("R04")
@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "no space left"), "Det finns ingen plats kvar att spara på."),
        (wrapped(psycopg.OperationalError("gone")), "Databasen går inte att nå just nu."),
    ],
)
def test_an_outage_is_answered_503_in_plain_words(site: Site, error: Exception, says: str) -> None:
    site.app.view_functions["public.decisions"] = failing(error)
    answer = site.app.test_client().get("/beslut")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    text = answer.get_data(as_text=True)
    assert says in text
    assert "är inte sparat" in text
    assert "UPDATE" not in text


@pytest.mark.case("R06")
def test_the_page_of_an_outage_asks_the_database_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.client("officer")
    gone = failing(wrapped(psycopg.OperationalError("gone")))
    monkeypatch.setattr(site.office.engine, "connect", lambda *_, **__: gone())
    answer = client.http.get("/")
    assert answer.status_code == 503
    assert "Databasen går inte att nå" in answer.get_data(as_text=True)

"""Faults that are not the program's: the disk is full, or the database can't be reached."""

import errno
import sqlite3
from enum import StrEnum

import psycopg
from sqlalchemy.exc import DBAPIError, TimeoutError  # noqa: A004  # the pool's own

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What PostgreSQL says when it is full, stops, starts or is no longer there.
_FULL, _GONE = ("53100",), ("08", "57P0", "53300")
_SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}


class Outage(StrEnum):
    """Why nothing can be saved for now, though nothing is wrong with what was asked."""

    FULL = "full"
    GONE = "gone"


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage behind a fault, if there is one."""
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in _NO_ROOM else None
    if isinstance(error, TimeoutError):
        return Outage.GONE
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return Outage.FULL if cause.sqlite_errorcode in _SQLITE_FULL else None
    return _of_server(cause) if isinstance(cause, psycopg.OperationalError) else None


def _of_server(error: psycopg.OperationalError) -> Outage | None:
    state = error.sqlstate or "08"  # without a code there was nobody to give one
    if state in _FULL:
        return Outage.FULL
    return Outage.GONE if state.startswith(_GONE) else None

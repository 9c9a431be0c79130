"""When the database itself fails: away, full, locked by somebody else.

That is expected to happen once in a while, and is told in one line; whatever was being
written is undone by the database. Faults in our own statements are not among these.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from core.errors import OutageError

# The primary result codes of SQLite that speak of the file, the disk or the lock.
_SQLITE = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    )
)


@contextmanager
def telling_outages() -> Iterator[None]:
    """Raises OutageError in place of what the driver raises when the database cannot
    be used; every other error as it is."""
    try:
        yield
    except DBAPIError as error:
        if not _is_outage(error):
            raise
        raise OutageError(
            "The database cannot be used just now: {details}. Nothing was changed; "
            "try again once it answers and has room.",
            details=" ".join(str(error.orig).split()),
        ) from error


def _is_outage(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _SQLITE
    return isinstance(error, OperationalError)

"""One scheduler leads; others of the same database stand by.

PostgreSQL: an advisory lock on a connection of its own. SQLite: a locked file beside
the database. Either is given back by the system when the process dies.
"""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from store.engine import Database
from store.outage import telling_outages

# Any number will do as long as nobody else locks the same one in this database.
_LOCK = 4_173_2025


class Lead(Protocol):
    """The right to run jobs, held or sought."""

    def take(self) -> bool:
        """Whether this process leads now; never waits. OutageError while the
        database cannot be asked."""

    def held(self) -> bool:
        """Whether the lead is still ours: False once the connection was lost."""

    def give_back(self) -> None:
        """Lets a stand-by take over."""


def lead_of(db: Database) -> Lead:
    """The lead among the schedulers of `db`."""
    url = db.engine.url
    if db.dialect == "sqlite":
        return FileLead(Path(f"{url.database}.scheduler"))
    return AdvisoryLead(url)


class FileLead:
    """A lock on a file of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        if self._file is None:
            file = self._path.open("a")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
            self._file = file
        return True

    def held(self) -> bool:
        return self._file is not None

    def give_back(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class AdvisoryLead:
    """A lock in the database, for schedulers on several machines."""

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        self._connection: Connection | None = None

    def take(self) -> bool:
        if self.held():
            return True
        asked = text("select pg_try_advisory_lock(:key)")
        with telling_outages():
            connection = self._engine.connect()
            if connection.execute(asked, {"key": _LOCK}).scalar_one():
                self._connection = connection
                return True
            connection.close()
        return False

    def held(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("select 1"))
        except DBAPIError:
            self._connection.invalidate()
            self._connection = None
            return False
        return True

    def give_back(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

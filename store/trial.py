"""Doing something to see what would become of it, and keeping nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from store.engine import Database


@dataclass(frozen=True)
class Trial(Database):
    """A database inside one write transaction that is undone at its end. What reads
    it sees what was written before; a part that fails is undone alone."""

    connection: Connection

    @property
    def kept(self) -> bool:
        """False: nothing that is written stays."""
        return False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The connection of the trial itself."""
        yield self.connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The same connection; what fails in it is undone to this point."""
        with self.connection.begin_nested():
            yield self.connection


@contextmanager
def trial(db: Database) -> Iterator[Trial]:
    """A database to try things in. It holds the write lock of SQLite until its end;
    readers of `db` see nothing of it and do not wait."""
    writing = db.engine.execution_options(haicap_write=True)
    with writing.connect() as connection:
        transaction = connection.begin()
        try:
            yield Trial(db.engine, db.jobs_engine, db.settings, connection)
        finally:
            transaction.rollback()

"""Reading another database, any that SQLAlchemy has a dialect for; never writing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from core.errors import SourceError

# What each engine's driver calls the seconds to wait for a connection.
_CONNECT = {
    "postgresql": "connect_timeout",
    "mysql": "connect_timeout",
    "mariadb": "connect_timeout",
    "mssql": "timeout",
    "sqlite": "timeout",
}
_PREPARE = {
    "postgresql": (
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "SET statement_timeout = {milliseconds}",
    ),
    "mysql": (
        "SET SESSION TRANSACTION READ ONLY",
        "SET SESSION max_execution_time = {milliseconds}",
    ),
    "mariadb": (
        "SET SESSION TRANSACTION READ ONLY",
        "SET SESSION max_statement_time = {seconds}",
    ),
    "sqlite": ("PRAGMA query_only = ON",),
}


@dataclass(frozen=True)
class Wanted:
    """A query to another database; `values` fill its parameters. `chunk`: rows at a
    time; seconds for the connection, for a statement and for the whole."""

    query: str
    values: Mapping[str, Any]
    chunk: int
    connect_seconds: int
    statement_seconds: int
    run_seconds: float


def read(source: str, address: str, wanted: Wanted) -> Iterator[list[dict[str, Any]]]:
    """The rows of the query, a chunk at a time; the first chunk may be empty.

    Raises SourceError, which names the source and never the address or a password,
    when the database cannot be reached, refuses the query, goes away while it is read
    or takes longer than allowed.
    """
    with _told(source, address):
        engine = _engine(source, address, wanted)
        try:
            yield from _chunks(source, engine, wanted)
        finally:
            engine.dispose()


def _engine(source: str, address: str, wanted: Wanted) -> Engine:
    url = make_url(address)
    name = url.get_backend_name()
    if name == "sqlite":
        _must_be_there(source, url)
    known = _CONNECT.get(name)
    options = {known: wanted.connect_seconds} if known else {}
    engine = create_engine(
        url, poolclass=NullPool, connect_args=options, hide_parameters=True
    )
    times = {
        "seconds": wanted.statement_seconds,
        "milliseconds": wanted.statement_seconds * 1000,
    }
    statements = [one.format(**times) for one in _PREPARE.get(name, ())]

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    return engine


def _must_be_there(source: str, url: URL) -> None:
    # SQLite would make an empty file of a mistyped name.
    if not url.database or not Path(url.database).is_file():
        raise SourceError("{source}: there is no such database file.", source=source)


def _chunks(
    source: str, engine: Engine, wanted: Wanted
) -> Iterator[list[dict[str, Any]]]:
    end = time.monotonic() + wanted.run_seconds
    with engine.connect() as connection:
        result = _ask(connection, wanted)
        names = list(result.keys())
        if len(set(names)) < len(names):
            raise SourceError("{source}: two columns have one name.", source=source)
        for rows in result.partitions(wanted.chunk):
            yield [dict(zip(names, row, strict=True)) for row in rows]
            if time.monotonic() > end:
                raise SourceError(
                    "{source}: reading took longer than {seconds} seconds and was "
                    "given up. Nothing of it was kept.",
                    source=source,
                    seconds=wanted.run_seconds,
                )


def _ask(connection: Connection, wanted: Wanted) -> Any:
    streaming = connection.execution_options(
        stream_results=True, max_row_buffer=wanted.chunk
    )
    statement = text(wanted.query)
    return streaming.execute(statement.bindparams(**wanted.values))


@contextmanager
def _told(source: str, address: str) -> Iterator[None]:
    try:
        yield
    except (ArgumentError, NoSuchModuleError):
        raise SourceError(
            "{source}: the database's address cannot be used. It is written like "
            "postgresql://user:password@host/name, and its driver must be installed.",
            source=source,
        ) from None
    except (SQLAlchemyError, ImportError) as error:
        raise SourceError(
            "{source}: the database could not be read: {details}. Nothing was kept.",
            source=source,
            details=_details(error, address),
        ) from None


def _details(error: Exception, address: str) -> str:
    """The driver's first line, without the address or a password in it."""
    said = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
    secrets = [address]
    try:
        secrets.append(str(make_url(address).password or ""))
    except ArgumentError:
        return type(error).__name__
    for secret in filter(None, secrets):
        said = said.replace(secret, "***")
    return said

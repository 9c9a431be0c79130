"""A consistent copy while running, as one SQLite file, from either engine.

A copy taken on PostgreSQL can be restored into the embedded database and back.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, select, text
from sqlalchemy.exc import DatabaseError

from core.errors import KpiError
from store import migrate
from store.schema import jobs_metadata

_CHUNK = 20_000


def backup(engine: Engine, file: Path) -> Path:
    """Write a copy of everything to `file`; KpiError when it exists."""
    if file.exists():
        raise KpiError("{file} exists. Name a file that does not.", file=file.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".part")
    partial.unlink(missing_ok=True)
    if engine.dialect.name == "sqlite":
        _copy_file(str(engine.url.database), str(partial))
    else:
        target = create_engine(f"sqlite:///{partial}")
        _copy_tables(engine, target)
        target.dispose()
    partial.rename(file)
    return file


def restore(engine: Engine, file: Path) -> None:
    """Replace everything in the database with the copy in `file`, or nothing, and
    bring it to the newest schema.

    Raises KpiError when the file is no copy of a Hai Cấp database.
    """
    if not file.is_file():
        raise KpiError("There is no file {file}.", file=str(file))
    source = create_engine(f"sqlite:///{file}")
    if not _revision(source):
        raise KpiError("{file} is no backup of this software.", file=file.name)
    if engine.dialect.name == "sqlite":
        _copy_file(str(file), str(engine.url.database))
    else:
        _copy_tables(source, engine)
    source.dispose()
    migrate.to_revision(engine, "head")


def _revision(engine: Engine) -> str:
    try:
        return migrate.revision(engine)
    except DatabaseError:
        # Not a SQLite file at all: the caller says so.
        return ""


def _copy_file(source: str, target: str) -> None:
    """SQLite's own online backup: page by page, while others read and write."""
    old, new = sqlite3.connect(source), sqlite3.connect(target)
    try:
        old.backup(new)
    finally:
        old.close()
        new.close()


def _copy_tables(source: Engine, target: Engine) -> None:
    """Every row of `source` into `target`, made anew at the source's revision."""
    known = migrate.revision(source)
    writing = target.execution_options(haicap_write=True)
    with source.connect() as reading, writing.begin() as connection:
        if source.dialect.name == "postgresql":
            reading = reading.execution_options(isolation_level="REPEATABLE READ")
        _drop_all(connection)
        migrate.run(connection, known)
        old, new = _tables(reading), _tables(connection)
        for name, table in new.items():
            result = reading.execution_options(yield_per=_CHUNK).execute(
                select(old[name])
            )
            for rows in result.partitions():
                connection.execute(table.insert(), [row._asdict() for row in rows])
            _reset_sequence(connection, table)


def _tables(connection: Connection) -> dict[str, Table]:
    """The tables that migrations make, by name."""
    found = MetaData()
    found.reflect(connection)
    aside = {"alembic_version", *jobs_metadata.tables}
    return {name: table for name, table in found.tables.items() if name not in aside}


def _drop_all(connection: Connection) -> None:
    for table in _tables(connection).values():
        table.drop(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def _reset_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers on from the highest id that was copied."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    connection.execute(
        text(
            "SELECT setval(pg_get_serial_sequence(:name, 'id'), "
            f'GREATEST((SELECT MAX(id) FROM "{table.name}"), 1))'
        ),
        {"name": table.name},
    )

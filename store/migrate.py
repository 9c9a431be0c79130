"""Bringing a database to the newest schema.

Every command asks whether there is anything to do, so that question is answered
without the migration library, which takes half a second to import.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    inspect,
    select,
)

FOLDER = Path(__file__).resolve().parent / "migrations"
_VERSION = Table("alembic_version", MetaData(), Column("version_num", Text))


def newest() -> str:
    """The revision that this version of the software needs; a file is named after
    its revision, "0001_first_schema.py"."""
    return max(path.name.split("_")[0] for path in FOLDER.glob("versions/*_*.py"))


def revision(engine: Engine) -> str:
    """The database's revision, "" when it has none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_VERSION.name):
            return ""
        return connection.scalar(select(_VERSION.c.version_num)) or ""


def run(connection: Connection, target: str) -> None:
    """Migrate up to `target` within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # A path may hold a per cent sign, which the parser would read as a reference.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def to_revision(engine: Engine, target: str) -> None:
    """Migrate up to `target` in one transaction."""
    with engine.execution_options(haicap_write=True).begin() as connection:
        run(connection, target)


def needed(engine: Engine) -> tuple[str, str]:
    """(the database's revision, the newest one)."""
    return revision(engine), newest()

"""Bringing a database to the newest schema, a backup first."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).resolve().parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    # A path may hold a per cent sign, which the parser would read as a reference.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this version of the software needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision(engine: Engine) -> str:
    """The database's revision, "" when it has none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def run(connection: Connection, target: str) -> None:
    """Migrate up to `target` within the connection's transaction."""
    command.upgrade(_config(connection), target)


def to_revision(engine: Engine, target: str) -> None:
    """Migrate up to `target` in one transaction."""
    with engine.execution_options(haicap_write=True).begin() as connection:
        run(connection, target)


def needed(engine: Engine) -> tuple[str, str]:
    """(the database's revision, the newest one)."""
    return revision(engine), newest()

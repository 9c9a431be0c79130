"""Opening the database: one file for the embedded one, or a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    create_engine,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from core.clock import now
from core.errors import SettingsError
from core.settings import Settings
from store import migrate
from store.backup import backup
from store.outage import telling_outages
from store.schema import jobs_metadata, setting

# Readers hardly ever wait for a writer (WAL); a writer waits for another this long.
_BUSY_SECONDS = 120


@dataclass(frozen=True)
class Database:
    """An open database. On SQLite the scheduler's rows live in a file of their own."""

    engine: Engine
    jobs_engine: Engine
    settings: Settings

    @property
    def timezone(self) -> str:
        """Where a day begins and ends."""
        return self.settings.timezone

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @property
    def kept(self) -> bool:
        """Whether what is written stays; False where it is tried (store.trial)."""
        return True

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one consistent state."""
        with telling_outages(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are kept together or not at all."""
        writing = self.engine.execution_options(haicap_write=True)
        with telling_outages(), writing.begin() as connection:
            yield connection

    @contextmanager
    def jobs_read(self) -> Iterator[Connection]:
        with telling_outages(), self.jobs_engine.connect() as connection:
            yield connection

    @contextmanager
    def jobs_write(self) -> Iterator[Connection]:
        writing = self.jobs_engine.execution_options(haicap_write=True)
        with telling_outages(), writing.begin() as connection:
            yield connection

    @property
    def demo(self) -> bool:
        """Whether the database holds the demo city."""
        with self.read() as connection:
            return read_setting(connection, "demo") == "yes"

    def close(self) -> None:
        self.engine.dispose()
        self.jobs_engine.dispose()


def open_database(settings: Settings) -> Database:
    """The database of `settings`, brought to the newest schema.

    Raises SettingsError when it cannot be reached, or when HAICAP_TIMEZONE is not the
    one a filled database was counted in: days would move silently.
    """
    url = make_url(settings.url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = _engine(url)
    database = Database(engine, _jobs_engine(url, engine), settings)
    try:
        _upgrade(engine, settings.var)
        jobs_metadata.create_all(database.jobs_engine)
        _hold_timezone(database)
    except OperationalError as error:
        raise SettingsError(
            "The database cannot be opened: {details}. Check HAICAP_DATABASE_URL.",
            details=" ".join(str(error.orig).split()),
        ) from error
    return database


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        # COPY sends bytes as they are, whatever the server's own encoding is.
        encoding = {"client_encoding": "utf8"}
        return create_engine(url, pool_pre_ping=True, connect_args=encoding)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _jobs_engine(url: URL, engine: Engine) -> Engine:
    if url.get_backend_name() != "sqlite" or not url.database:
        return engine
    path = Path(url.database)
    beside = path.with_name(f"{path.stem}-jobs{path.suffix}")
    return _engine(url.set(database=str(beside)))


def _prepare_sqlite(connection, record) -> None:  # type: ignore[no-untyped-def]
    # SQLAlchemy then says BEGIN itself, so that reads see one state and a write can
    # take its lock at the start.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={_BUSY_SECONDS * 1000}",
        # What is sorted goes to disk where it is more than the cache holds, so that
        # memory does not grow with the data.
        "temp_store=FILE",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("haicap_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


# Made once: every page asks for it.
_SETTING = select(setting.c.value).where(setting.c.key == bindparam("key"))


def read_setting(connection: Connection, key: str) -> str:
    """A row of the setting table; "" when there is none."""
    return connection.scalar(_SETTING, {"key": key}) or ""


def write_setting(connection: Connection, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    connection.execute(setting.delete().where(setting.c.key == key))
    connection.execute(setting.insert().values(key=key, value=value))


def _upgrade(engine: Engine, var: Path) -> None:
    """Migrate when needed; a filled database is backed up under var/backups first."""
    known, newest = migrate.needed(engine)
    if known == newest:
        return
    if known:
        moment = now().strftime("%Y%m%dT%H%M%SZ")
        backup(engine, var / "backups" / f"before-{newest}-{moment}.db")
    migrate.to_revision(engine, "head")


def _hold_timezone(database: Database) -> None:
    with database.read() as connection:
        kept = read_setting(connection, "timezone")
        filled = _filled(connection)
    if kept == database.timezone:
        return
    if kept and filled:
        raise SettingsError(
            "The database was counted in the time zone {kept}; HAICAP_TIMEZONE says "
            "{asked}. Set it back, or start a new database.",
            kept=kept,
            asked=database.timezone,
        )
    with database.write() as connection:
        write_setting(connection, "timezone", database.timezone)


def _filled(connection: Connection) -> bool:
    if not inspect(connection).has_table("load"):
        return False
    return connection.execute(text("SELECT 1 FROM load LIMIT 1")).first() is not None


def data_version(connection: Connection) -> int:
    """Raised with every change of data, reference or evaluation: the key of caches."""
    return int(read_setting(connection, "data_version") or 0)


def raise_data_version(connection: Connection) -> int:
    """The next data version, kept in the transaction of the change itself."""
    following = data_version(connection) + 1
    write_setting(connection, "data_version", str(following))
    return following

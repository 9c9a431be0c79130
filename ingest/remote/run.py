"""One run of a source that is asked: ask, write down, load, and only then move on."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.clock import moment_now, now
from core.errors import SourceError, UsageError
from core.settings import Settings
from ingest.apart import hold_apart_from_demo
from ingest.load import FileResult, load_paths
from ingest.remote.breaker import failed, may_try, trying
from ingest.remote.client import AskedToWait, Client
from ingest.remote.credentials import Credentials
from ingest.remote.described import Http, Sql
from ingest.remote.marks import like, stored
from ingest.remote.over_http import Run, read_http
from ingest.remote.over_sql import read_sql_rows
from ingest.remote.secrets import Secrets
from ingest.remote.spool import Spool, as_file
from ingest.sources import Source
from store import sources as known
from store.engine import Database
from store.sources import Circuit, Reached

# Reads all rows into a spool; None: the source says that nothing has changed.
Reader = Callable[[Run, Spool], Reached | None]


@dataclass(frozen=True)
class _Wish:
    """What somebody who asks by hand wants: now, and from where on."""

    by_hand: bool
    since: str


def fetch_remote(
    source: Source,
    db: Database,
    settings: Settings,
    by_hand: bool = False,
    since: str = "",
    sleep: Callable[[float], None] = time.sleep,
) -> list[FileResult]:
    """What became of the rows of one run; nothing where there was nothing new.

    `by_hand`: somebody asks, so a source that is left alone is tried all the same, and
    has to answer in full; `since`: ask from there on, whatever the mark says. Raises
    SourceError where the source failed: nothing was kept and the mark did not move.
    """
    hold_apart_from_demo(db, source.id, settings, demo=False)
    reader = _reader(source, sleep)
    with _alone(settings.var, source):
        circuit = known.circuit(db, source.id)
        if not by_hand and not may_try(circuit, now()):
            raise _resting(source, circuit, settings.timezone)
        known.keep_circuit(db, source.id, trying(circuit), moment_now())
        try:
            results = _take(source, db, settings, reader, _Wish(by_hand, since))
        except SourceError as error:
            _keep_failure(source, db, circuit, error)
            raise
        known.keep_circuit(db, source.id, Circuit(), moment_now())
        return results


def _resting(source: Source, circuit: Circuit, timezone: str) -> SourceError:
    until = datetime.fromisoformat(circuit.next_try_at).astimezone(ZoneInfo(timezone))
    return SourceError(
        "{source}: it failed {failures} times in a row and is left alone until "
        "{moment}. To try it now: python -m ingest fetch {source}",
        source=source.id,
        failures=circuit.failures,
        moment=f"{until:%d/%m/%Y %H:%M}",
    )


def _keep_failure(
    source: Source, db: Database, circuit: Circuit, error: SourceError
) -> None:
    wait = error.wait_seconds if isinstance(error, AskedToWait) else 0.0
    now_is = failed(circuit, now(), source.breaker, wait)
    moment = moment_now()
    known.keep_circuit(db, source.id, now_is, moment, error.message, error.values)


@contextmanager
def _alone(var: Path, source: Source) -> Iterator[None]:
    """One run of a source at a time, whoever starts it."""
    folder = var / "fetched"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{source.id}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SourceError(
                "{source}: it is being fetched just now.", source=source.id
            ) from None
        yield


def _reader(source: Source, sleep: Callable[[float], None]) -> Reader:
    """How the source is read; raises SettingsError where a variable is missing."""
    secrets = Secrets(source.id)
    if source.sql is not None:
        return _sql_reader(source.sql, secrets.of(source.sql.url_env))
    if source.http is None:
        raise ValueError(f"{source.id} is not asked for rows")
    return _http_reader(source.id, source.http, secrets, sleep)


def _sql_reader(sql: Sql, address: str) -> Reader:
    def read(run: Run, spool: Spool) -> Reached:
        return read_sql_rows(run, sql, address, spool)

    return read


def _http_reader(
    source: str, http: Http, secrets: Secrets, sleep: Callable[[float], None]
) -> Reader:
    credentials = Credentials(source, http.auth, secrets)

    def read(run: Run, spool: Spool) -> Reached | None:
        with Client(source, http.limits, secrets, sleep) as client:
            return read_http(run, http, client, credentials, spool)

    return read


def _take(
    source: Source, db: Database, settings: Settings, reader: Reader, wish: _Wish
) -> list[FileResult]:
    with db.read() as connection:
        reached = known.reached(connection, source.id)
    if wish.by_hand:
        # Perhaps what it gave was taken back: it is wanted, changed or not.
        reached = replace(reached, etag="", last_modified="")
    run = Run(source, reached, _since(source, reached, wish.since), settings.timezone)
    spool = Spool(settings.var / "fetched", source)
    try:
        far = reader(run, spool)
        results = _load(spool, source, db, settings) if spool.rows else []
    finally:
        spool.remove()
    # Rows of which none could be taken are asked for again, once somebody has looked.
    none_taken = any(r.read and r.rejected == r.read for r in results)
    if far is None or none_taken:
        far = reached
    elif any(result.rejected for result in results):
        # Rejected rows are tried again with the same answer, so it has to come again.
        far = replace(far, etag="", last_modified="")
    with db.write() as connection:
        known.succeeded(connection, source.id, moment_now(), far)
    return results


def _since(source: Source, reached: Reached, asked: str) -> Any:
    """From where on the source is asked: what somebody said, else its mark, else what
    its description begins with."""
    if source.since is None:
        if asked:
            raise UsageError(
                "The source {source} is always read as a whole: it has no since.",
                source=source.id,
            )
        return None
    mark = stored(reached.mark, reached.mark_type)
    usual = source.since.first if mark is None else mark.value
    return like(usual, asked) if asked else usual


def _load(
    spool: Spool, source: Source, db: Database, settings: Settings
) -> list[FileResult]:
    results = load_paths([spool.finish()], db, settings, sources=[as_file(source)])
    for result in results:
        if result.error is not None:
            raise result.error
    return results

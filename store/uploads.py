"""Uploads: what a person handed in or wants undone, and how far it is.

On SQLite these rows stand in the file of the scheduler's rows, so that a long load
never makes the page wait that shows its progress.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from core.clock import moment_now, now, written
from metrics.uploads import OPEN, File, Upload
from store.audit import Deed, came
from store.engine import Database
from store.schema import upload

_TOLD = ("looked", "done", "note")


def add(
    db: Database, token: str, files: Iterable[File], who: str, undoes: int | None = None
) -> None:
    """A new row that waits for a look."""
    moment = moment_now()
    with db.jobs_write() as connection:
        connection.execute(
            insert(upload).values(
                id=token,
                created_at=moment,
                changed_at=moment,
                who=who,
                state="received",
                undoes=undoes,
                files=_files(files),
                progress=0.0,
            )
        )
        _told(connection, who, "undo_asked" if undoes else "received", token)


def get(db: Database, token: str) -> Upload | None:
    """The row `token`; None where there is none."""
    with db.jobs_read() as connection:
        row = connection.execute(select(upload).where(upload.c.id == token)).first()
    return None if row is None else _upload(row)


def newest(db: Database, limit: int = 20) -> list[Upload]:
    """The newest rows first, those discarded left out."""
    statement = (
        select(upload)
        .where(upload.c.state != "discarded")
        .order_by(upload.c.created_at.desc(), upload.c.id)
        .limit(limit)
    )
    return _all(db, statement)


def in_states(db: Database, states: Iterable[str]) -> list[Upload]:
    """The rows in one of `states`, the oldest first."""
    wanted = upload.c.state.in_(list(states))
    return _all(db, select(upload).where(wanted).order_by(upload.c.changed_at))


def unchanged_for(db: Database, hours: int) -> list[Upload]:
    """Rows that wait for a person and that nobody touched for so many hours."""
    limit = written(now() - timedelta(hours=hours))
    wanted = upload.c.state.in_(OPEN) & (upload.c.changed_at < limit)
    return _all(db, select(upload).where(wanted))


def move(
    db: Database,
    token: str,
    of: Iterable[str],
    state: str,
    who: str = "",
    **values: Any,
) -> bool:
    """Bring the row from one of the states `of` into `state`, `values` with it
    (`files`, `looked`, `done`, `note`, `progress`, `data_version`); False where it is
    in none of them, whoever was quicker. `who`: the person that did, for the audit;
    "" is the scheduler."""
    written = {
        name: _files(value)
        if name == "files"
        else json.dumps(value, ensure_ascii=False, default=str)
        if name in _TOLD
        else value
        for name, value in values.items()
    }
    this = (upload.c.id == token) & upload.c.state.in_(list(of))
    with db.jobs_write() as connection:
        changed = connection.execute(
            update(upload)
            .where(this)
            .values(state=state, changed_at=moment_now(), **written)
        )
        if who and changed.rowcount:
            _told(connection, who, state, token)
    return bool(changed.rowcount)


def forget(db: Database, days: int) -> None:
    """Remove rows that are over for so many days."""
    limit = written(now() - timedelta(days=days))
    over = upload.c.state.in_(("done", "discarded")) & (upload.c.changed_at < limit)
    with db.jobs_write() as connection:
        connection.execute(delete(upload).where(over))


def _all(db: Database, statement: Any) -> list[Upload]:
    with db.jobs_read() as connection:
        return [_upload(row) for row in connection.execute(statement)]


def _told(connection: Connection, who: str, state: str, token: str) -> None:
    came(connection, Deed(who, f"upload_{state}", token))


def _files(files: Iterable[File]) -> str:
    return json.dumps([vars(file) for file in files], ensure_ascii=False)


def _upload(row: Row[Any]) -> Upload:
    values = dict(row._mapping)
    told = {name: json.loads(values.pop(name) or "{}") for name in _TOLD}
    files = tuple(File(**one) for one in json.loads(values.pop("files")))
    return Upload(**values, files=files, **told)

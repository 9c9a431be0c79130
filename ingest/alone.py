"""One load at a time on a machine, in whatever process."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from ingest.archive import sweep
from store.engine import Database

_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def one_load_at_a_time(db: Database) -> Iterator[None]:
    """Checks look at what is kept before they write, so loads do not overlap. Who
    holds this already goes on at once."""
    var = db.settings.var
    if var in _held.get():
        yield
        return
    var.mkdir(parents=True, exist_ok=True)
    with (var / "load.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sweep(var / "archive")
        before = _held.set(_held.get() | {var})
        try:
            yield
        finally:
            _held.reset(before)

"""One load at a time on a machine, in whatever process."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TextIO

from core.errors import UsageError
from ingest.archive import sweep
from store.engine import Database

_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def one_load_at_a_time(db: Database, *, wait: bool = True) -> Iterator[None]:
    """Checks look at what is kept before they write, so loads do not overlap. Who
    holds this already goes on at once. UsageError where another load goes on and the
    caller does not `wait`."""
    var = db.settings.var
    if var in _held.get():
        yield
        return
    var.mkdir(parents=True, exist_ok=True)
    with (var / "load.lock").open("a") as lock:
        _hold(lock, wait)
        sweep(var / "archive")
        before = _held.set(_held.get() | {var})
        try:
            yield
        finally:
            _held.reset(before)


def _hold(lock: TextIO, wait: bool) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        raise UsageError(
            "Files are being taken just now, and nothing was changed. Try again in a "
            "few minutes."
        ) from None

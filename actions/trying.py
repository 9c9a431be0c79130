"""Doing a thing first to see what it changes: the very same code in one write
transaction that is undone, so that what is told cannot differ from what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from actions.standings import difference, standings
from ingest.alone import one_load_at_a_time
from store.engine import Database, data_version
from store.trial import Trial, trial

Found = TypeVar("Found")


@dataclass(frozen=True)
class Tried(Generic[Found]):
    """What was done and undone: what it gave, which standings it moves (see
    `actions.standings.difference`), and the data version it was tried on."""

    found: Found
    moves: dict[str, Any]
    version: int


def tried(db: Database, do: Callable[[Trial], Found]) -> Tried[Found]:
    """`do` in a database of which nothing is kept. No load runs meanwhile; on SQLite
    nobody else writes either, readers do not wait."""
    with one_load_at_a_time(db), trial(db) as attempt:
        version = data_version(attempt.connection)
        before = standings(attempt)
        found = do(attempt)
        return Tried(found, difference(before, standings(attempt)), version)

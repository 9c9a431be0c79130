"""Taking a load back, and seeing what that would change before."""

from __future__ import annotations

from accounts.rights import LOADS, allow
from actions.trying import Tried, tried
from core.settings import Settings
from ingest.undo import Undone, undo_load
from store.engine import Database


def undo(db: Database, settings: Settings, load_id: int, who: str, why: str) -> Undone:
    """Take a load and its retries back: everything then counts as if it had never been
    made, and an evaluation is frozen, cause "undo". What was changed.

    NotAllowedError where the account may not; UsageError where it cannot be undone,
    SourceError where an archive is missing.
    """
    allow(LOADS)
    return undo_load(db, load_id, who, why)


def preview_undo(db: Database, settings: Settings, load_id: int) -> Tried[Undone]:
    """What `undo` would change, standings included, without keeping any of it; raises
    what it would raise."""
    return tried(db, lambda attempt: undo_load(attempt, load_id))

"""Deciding on rows that are held back."""

from __future__ import annotations

from accounts.rights import LOADS, allow
from core.settings import Settings
from ingest import held
from store.engine import Database


def release(
    db: Database, settings: Settings, load_id: int, reason: str = ""
) -> tuple[int, int]:
    """Take what a load holds back (for one reason): how many rows now count or say
    nothing new, and how many a check that rejects still keeps out."""
    who = allow(LOADS).name
    taken = held.release(db, settings, load_id, reason, who)
    return taken.accepted + taken.unchanged, taken.rejected


def discard(db: Database, settings: Settings, load_id: int, reason: str = "") -> int:
    """Reject what a load holds back (for one reason) for good; how many rows."""
    return held.discard(db, load_id, reason, allow(LOADS).name)

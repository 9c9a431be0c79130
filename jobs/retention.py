"""Once a night what is kept of people longer than it may be is taken out."""

from __future__ import annotations

from accounts.retention import forget
from core.settings import Settings
from jobs.job import Note
from store.engine import Database


def forget_what_is_over(db: Database, settings: Settings) -> Note:
    """Takes it out."""
    return Note("{rows} rows that were over are forgotten.", {"rows": forget(db)})

"""What people handed in is looked at, and taken once they confirmed it."""

from __future__ import annotations

from actions.carry import carry_out
from core.settings import Settings
from jobs.job import Note
from store.engine import Database


def work(db: Database, settings: Settings) -> Note:
    """Carries out what waits."""
    carried = carry_out(db, settings)
    if not carried:
        return Note("Nothing is waiting.", logged=False)
    return Note("{carried} uploads carried out.", {"carried": carried})

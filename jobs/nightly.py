"""Once a night the day's standing is frozen, whether or not a file came."""

from __future__ import annotations

from core.settings import Settings
from jobs.job import Note
from store.engine import Database
from store.evaluations import freeze


def evaluate(db: Database, settings: Settings) -> Note:
    """Freezes an evaluation."""
    return Note("Evaluation {number} frozen.", {"number": freeze(db, "nightly")})

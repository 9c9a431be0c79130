"""Once a deadline has passed, what was known is frozen for it."""

from __future__ import annotations

from core.clock import moment_now
from core.settings import Settings
from jobs.job import Note
from store.deadlines import deadlines, frozen_moments
from store.engine import Database
from store.evaluations import freeze


def freeze_passed(db: Database, settings: Settings) -> Note:
    """Freezes an evaluation for each deadline that has passed since the software had
    data, once; also for one that passed while nothing was running."""
    with db.read() as connection:
        passed = [
            one
            for one in deadlines(connection, db.timezone)
            if one.moment <= moment_now()
        ]
        done = frozen_moments(connection)
    numbers = [
        freeze(db, "deadline", one.moment)
        for one in passed
        if one.known and one.moment not in done
    ]
    if numbers:
        told = ", ".join(map(str, numbers))
        return Note("Frozen for deadlines: evaluation {numbers}.", {"numbers": told})
    before = sum(not one.known for one in passed)
    if before:
        said = "{count} deadlines passed before there were data; nothing is frozen."
        return Note(said, {"count": before}, logged=False)
    return Note("No deadline has passed since.", logged=False)

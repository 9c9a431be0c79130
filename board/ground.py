"""What pages hang on beside the data version and the clock."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from board import dialogue_rules, limits, thresholds, tolerances
from core import rules
from core.settings import Settings
from store import jobs, ledger, sources
from store.engine import Database

OWN = (
    *(thresholds.OWN, tolerances.OWN, rules.OWN, dialogue_rules.OWN),
    *limits.OWN,
)


def own_files(settings: Settings) -> tuple[bytes | str, ...]:
    """What each of an office's own files holds now; why it cannot be read, where it
    cannot. Their text and not their time: it may be written twice in one moment."""
    return tuple(_held(settings.var / name) for name in OWN)


def _held(path: Path) -> bytes | str:
    try:
        return path.read_bytes()
    except OSError as error:
        # Whoever needs the file says it; here it only must differ from a readable one.
        return str(error.strerror)


def of_ledger(db: Database) -> int:
    """The newest load: a file that is refused changes no data, and no data version."""
    with db.read() as connection:
        return ledger.newest(connection)


def of_running(db: Database) -> Hashable:
    """What is known of jobs and of the systems that are asked, in no language."""
    return jobs.standing(db), sources.asked_of(db)

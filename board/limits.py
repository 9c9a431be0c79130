"""Limits in force, of one file: as shipped, and an office's own over them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.settings import Settings
from core.written import read_written
from metrics.limits import AllLimits, limits_of, over

STOCKTAKE, SOLVED = "stocktake.yaml", "solved.yaml"
OWN = (STOCKTAKE, SOLVED)


def limits_in_force(settings: Settings, name: str) -> AllLimits:
    """What is in force now of the file `name`; an office's own is read each time, so
    that a change shows at once. Raises SettingsError in one line for a file that cannot
    be used."""
    shipped, own = _shipped(name), settings.var / name
    if not own.exists():
        return shipped
    known = {part: frozenset(limits) for part, limits in shipped.items()}
    return over(shipped, limits_of(read_written(own), known, name))


@cache
def _shipped(name: str) -> AllLimits:
    written = read_written(Path(__file__).with_name(name))
    told = written if isinstance(written, dict) else {}
    known = {str(part): frozenset(map(str, limits)) for part, limits in told.items()}
    return limits_of(told, known, name)

"""By what units are picked: as shipped, and an office's own over it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.settings import Settings
from core.written import read_written
from metrics.limits import AllLimits, limits_of, over

SHIPPED = Path(__file__).with_name("stocktake.yaml")
OWN = "stocktake.yaml"


def stocktake_limits(settings: Settings) -> AllLimits:
    """What is in force now; an office's own file is read each time, so that a change
    shows at once. Raises SettingsError in one line for a file that cannot be used."""
    shipped, own = _shipped(), settings.var / OWN
    if not own.exists():
        return shipped
    known = {part: frozenset(limits) for part, limits in shipped.items()}
    return over(shipped, limits_of(read_written(own), known, own.name))


@cache
def _shipped() -> AllLimits:
    written = read_written(SHIPPED)
    told = written if isinstance(written, dict) else {}
    known = {str(part): frozenset(map(str, limits)) for part, limits in told.items()}
    return limits_of(told, known, SHIPPED.name)

"""How many working days an answer may take: shipped, and an office's own over it."""

from __future__ import annotations

from pathlib import Path

from core.errors import SettingsError
from core.settings import ROOT, Settings
from core.written import read_written

SHIPPED = ROOT / "core" / "time_limits.yaml"
OWN = "time_limits.yaml"
# A dispute, from the day it is sent to its decision.
DISPUTE = "dispute"


def working_days(settings: Settings, what: str) -> int:
    """The limit of `what` in working days; an office's own file is read each time, so
    that a change holds at once. SettingsError in one line for one that cannot be
    meant so."""
    limits = _read(SHIPPED)
    own = settings.var / OWN
    if own.exists():
        written = _read(own)
        if strange := sorted(set(written) - set(limits)):
            raise _wrong(own, f"there is no time limit {strange[0]}")
        limits |= written
    return limits[what]


def _read(path: Path) -> dict[str, int]:
    written = read_written(path) or {}
    if not isinstance(written, dict):
        raise _wrong(path, "it is no list of time limits")
    for name, days in written.items():
        if isinstance(days, bool) or not isinstance(days, int) or days < 1:
            raise _wrong(path, f"{name}: {days} is no number of working days from 1 on")
    return {str(name): days for name, days in written.items()}


def _wrong(path: Path, details: str) -> SettingsError:
    return SettingsError(
        "{file}: {details}. Correct it; docs/disputes.md says what may stand there.",
        file=path.name,
        details=details,
    )

"""What may differ in a reconciliation: as shipped, and an office's own over it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from core.errors import SettingsError
from core.settings import Settings
from core.written import read_written
from metrics.limits import AllLimits, limits_of, over
from metrics.residuals import WHYS, Tolerance, Tolerances

SHIPPED = Path(__file__).with_name("reconciliation.yaml")
OWN = "reconciliation.yaml"
_KNOWN = {why: frozenset(("dossiers", "percent")) for why in WHYS}


def tolerances(settings: Settings) -> Tolerances:
    """What is in force now, one for each of WHYS; an office's own file is read each
    time, so that a change shows at once. Raises SettingsError in one line for a file
    that cannot be used."""
    limits, owners = _shipped()
    own = settings.var / OWN
    if own.exists():
        changed, others = _read(own)
        limits, owners = over(limits, changed), {**owners, **others}
    return tuple(
        Tolerance(why, limits[why]["dossiers"], limits[why]["percent"], owners[why])
        for why in WHYS
    )


@cache
def _shipped() -> tuple[AllLimits, dict[str, str]]:
    # Every page of data and of a unit asks; reading YAML took a quarter of its time.
    return _read(SHIPPED)


def _read(path: Path) -> tuple[AllLimits, dict[str, str]]:
    """The numbers and the owners that a file names."""
    written = read_written(path)
    owners: dict[str, str] = {}
    numbers: dict[object, object] = {}
    for why, part in written.items() if isinstance(written, Mapping) else ():
        kept = dict(part) if isinstance(part, Mapping) else part
        if isinstance(kept, dict) and "owner" in kept:
            owners[str(why)] = _owner(str(why), kept.pop("owner"), path.name)
        numbers[why] = kept
    asked = numbers if isinstance(written, Mapping) else written
    return limits_of(asked, _KNOWN, path.name), owners


def _owner(why: str, said: object, file: str) -> str:
    if not isinstance(said, str) or not said.strip():
        raise SettingsError(
            "{file}: “{entry}” must name who must look.",
            file=file,
            entry=f"{why}.owner",
        )
    return said.strip()

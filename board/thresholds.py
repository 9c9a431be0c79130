"""The thresholds in force: those shipped, and an office's own over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from core.settings import Settings
from core.written import read_written
from metrics.guardrails import GUARDRAILS
from metrics.limits import limits_of, over
from metrics.signals import SIGNALS

SHIPPED = Path(__file__).with_name("signals.yaml")
OWN = "signals.yaml"
KNOWN = {signal.key: frozenset(signal.thresholds) for signal in SIGNALS}
KNOWN |= {one.key: frozenset({"worse"}) for one in GUARDRAILS}
KNOWN["hollow"] = frozenset({"days", "rise", "least"})


@dataclass(frozen=True)
class Thresholds:
    """Every part's thresholds, as something that answers can be kept by."""

    parts: tuple[tuple[str, tuple[tuple[str, Fraction], ...]], ...]

    def all(self) -> Mapping[str, Mapping[str, Fraction]]:
        return {key: dict(part) for key, part in self.parts}


def thresholds(settings: Settings) -> Thresholds:
    """What is in force now; an office's own file is read each time, so that a change
    shows at once. Raises SettingsError in one line for a file that cannot be used."""
    shipped = _shipped()
    own = settings.var / OWN
    merged = over(shipped, _read(own)) if own.exists() else shipped
    return Thresholds(tuple((k, tuple(part.items())) for k, part in merged.items()))


@cache
def _shipped() -> dict[str, dict[str, Fraction]]:
    return _read(SHIPPED)


def _read(path: Path) -> dict[str, dict[str, Fraction]]:
    return limits_of(read_written(path), KNOWN, path.name)

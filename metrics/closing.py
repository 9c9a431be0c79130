"""Deadlines of targets that are over before the next working day is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Closing:
    """Targets that end on `deadline`, as told on the last working day before it.
    `tomorrow`: whether that is the next day; `ending`: by unit code, the indicators
    of the plan whose target in force there ends then, the leading ones first."""

    deadline: date
    tomorrow: bool
    ending: Mapping[str, tuple[str, ...]]

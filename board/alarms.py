"""How often signals show where nothing was planted: measured on the demo city by
`python -m bench.signals`, kept beside this file, and told beside each signal."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from metrics.integrity import Alarms

FILE = Path(__file__).with_name("false_alarms.csv")
COLUMNS = ("planted", "found", "without", "false")


# The row of marked rises (metrics/guardrails.py), which is no signal.
HOLLOW = "hollow"


@cache
def _measured() -> Mapping[str, Alarms]:
    if not FILE.exists():
        return {}
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["signal"]: Alarms(*(int(row[name]) for name in COLUMNS))
            for row in csv.DictReader(file)
        }


def measured_alarms() -> Mapping[str, Alarms]:
    """Signal -> what was measured; a signal that was not measured is left out."""
    return {key: alarms for key, alarms in _measured().items() if key != HOLLOW}


def hollow_alarms() -> Alarms | None:
    """The same of rises that are marked; None where it was not measured."""
    return _measured().get(HOLLOW)

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


@cache
def measured_alarms() -> Mapping[str, Alarms]:
    """Signal -> what was measured; a signal that was not measured is left out."""
    if not FILE.exists():
        return {}
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["signal"]: Alarms(*(int(row[name]) for name in COLUMNS))
            for row in csv.DictReader(file)
        }

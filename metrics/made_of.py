"""What one number is made of, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.questions import Reading


@dataclass(frozen=True)
class MadeOf:
    """What one number is made of, one level down: by procedure, then by day, then by
    load. `by`: "procedure", "day", "load" or "service"; `frame`: key, label,
    numerator, denominator, value and, by load, file, known_at; by service: level,
    valid_from, valid_to, decision, load_id, file. `counts`: the reported cells behind
    it: procedure_code, period_start, period_end, reported_at, load_id, file, used
    ("counted", "reconciles", "set_aside", "incomplete") and a column a measure."""

    reading: Reading
    unit_code: str
    unit_name: str
    procedure_code: str
    procedure_name: str
    day: date | None
    by: str
    frame: pd.DataFrame
    counts: pd.DataFrame

"""What a reader is told of completeness: who lacks what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.completeness import Period

# basis: "dossiers" (working days), "reports" (periods), "" (no history to expect
# anything by); expected, lacking: how many of them; gaps: the Periods, neighbours
# joined; last_day: its newest data; behind: working days from then to the newest data
# of all; due: the Period to be reported next.
COLUMNS = (
    "unit_code",
    "unit_name",
    "name_en",
    "basis",
    "expected",
    "lacking",
    "gaps",
    "last_day",
    "behind",
    "due",
)


@dataclass(frozen=True)
class Expected:
    """Completeness of units from `start` to `end`, the newest day with data of any.
    `frame`: COLUMNS; `days`: working days on which some unit had data; `nobody`: those
    on which none had."""

    frame: pd.DataFrame
    start: date
    end: date
    days: int
    nobody: tuple[Period, ...]

    @property
    def lacking(self) -> pd.DataFrame:
        """The units that lack something, the most first."""
        found = self.frame[self.frame["lacking"].astype(int) > 0]
        order = found["lacking"].astype(int).sort_values(ascending=False, kind="stable")
        return found.loc[order.index].reset_index(drop=True)

    @property
    def untold(self) -> pd.DataFrame:
        """The units of which nothing can be expected: no history of their own."""
        return self.frame[self.frame["basis"] == ""].reset_index(drop=True)

    @property
    def complete(self) -> int:
        """How many units have brought all that was expected of them."""
        return len(self.frame) - len(self.lacking) - len(self.untold)

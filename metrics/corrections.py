"""Rows that replace rows: which columns change, and from what to what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from core.kinds import Kind

# Columns whose few words say what happened to a row.
_WORDS = (
    "status",
    "channel",
    "service_level",
    "online_level",
    "result_form",
    "deleted",
)


@dataclass
class Changes:
    """What rows of one kind do: `new` identities, `corrected` ones, `older` rows that
    are kept beside a newer one. `columns`: column -> corrected rows in which it
    changes; `words`: (column, before, after) -> rows; `units`: unit code -> rows that
    enter or leave it."""

    kind: str
    new: int = 0
    corrected: int = 0
    older: int = 0
    columns: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    def add(self, kind: Kind, rows: pd.DataFrame, stood: pd.DataFrame) -> None:
        """Count `rows` of `kind` (versions with `current`) against the versions that
        `stood` before: the current ones, any that share no identity included."""
        fresh = rows[rows["current"].astype(bool)]
        self.older += len(rows) - len(fresh)
        identity = list(kind.identity)
        both = fresh[list(kind.names)].merge(
            stood[list(kind.names)], on=identity, how="inner", suffixes=("", "_before")
        )
        self.corrected += len(both)
        self.new += len(fresh) - len(both)
        for name in kind.names:
            if name not in identity:
                self._compare(name, both[f"{name}_before"], both[name])
        self._touch(kind, fresh, both)

    def _compare(self, name: str, before: pd.Series, after: pd.Series) -> None:
        differs = ~((before == after) | (before.isna() & after.isna()))
        if not differs.any():
            return
        self.columns[name] += int(differs.sum())
        if name in _WORDS:
            pairs = zip(before[differs], after[differs], strict=True)
            self.words.update((name, str(old), str(new)) for old, new in pairs)

    def _touch(self, kind: Kind, fresh: pd.DataFrame, both: pd.DataFrame) -> None:
        name = "code" if kind.name == "units" else "unit_code"
        if name not in kind.names:
            return
        self.units.update(str(code) for code in fresh[name])
        if f"{name}_before" in both:
            left = both[both[name] != both[f"{name}_before"]]
            self.units.update(str(code) for code in left[f"{name}_before"])

"""What was measured, as a table: both sides, their ratio and what it may be."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Row:
    """Two sides of a comparison, in `unit`; `budget`: what their ratio may be at most,
    None where nothing was agreed."""

    what: str
    mine: float
    theirs: float
    budget: float | None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times the other side."""
        return self.mine / self.theirs

    @property
    def missed(self) -> bool:
        """Whether the ratio is above its budget."""
        return self.budget is not None and self.ratio > self.budget


def report(rows: Sequence[Row], command: str) -> str:
    """The rows as a page of Markdown."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    python = platform.python_version()
    lines = [
        "# Side by side",
        "",
        f"`{command}` on {datetime.now(UTC):%d %B %Y}; {machine}, Python {python}. "
        "What each row says is in `docs/performance.md`.",
        "",
        "| what | ours | beside it | ratio | at most |",
        "|---|---|---|---|---|",
    ]
    lines += [_line(row) for row in rows]
    return "\n".join([*lines, ""])


def _line(row: Row) -> str:
    sides = f"{_side(row.mine, row.unit)} | {_side(row.theirs, row.unit)}"
    budget = "" if row.budget is None else _ratio(row.budget)
    mark = " (missed)" if row.missed else ""
    return f"| {row.what} | {sides} | **{_ratio(row.ratio)}** | {budget}{mark} |"


def _side(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value:.0f} MB"
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.2f} ms"


def _ratio(ratio: float) -> str:
    """As 2.31, or as a part: 1/250."""
    return f"{ratio:.3g}" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"

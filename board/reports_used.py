"""How the reports of units are used for an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from board.known import Known
from metrics.counts import Cell, choose
from metrics.indicators import Indicator
from metrics.windows import Window


def counted_reports(
    known: Known, units: Iterable[str], indicator: Indicator, window: Window
) -> Mapping[str, tuple[tuple[Cell, str], ...]]:
    """How the reports of each unit are used for an indicator in a window."""
    cells = known.facts.cells
    return {
        code: choose(cells[code], indicator, window).uses
        for code in units
        if cells.get(code)
    }

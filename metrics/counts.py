"""Reported counts: which of the reports that overlap is read (contract, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from metrics.indicators import Indicator
from metrics.windows import Window

Use = Literal["counted", "reconciles", "set_aside", "incomplete"]


@dataclass(frozen=True)
class Cell:
    """What one unit reported of one procedure ("" is the unit's total) for one
    period. `set_aside`: the unit has a dossier received within the period."""

    unit_code: str
    procedure_code: str
    period_start: date
    period_end: date
    measures: Mapping[str, int] = field(hash=False)
    reported_at: str = ""
    load_id: int = 0
    set_aside: bool = False

    def overlaps(self, other: Cell) -> bool:
        return (
            self.period_start <= other.period_end
            and other.period_start <= self.period_end
        )

    @property
    def days(self) -> int:
        return (self.period_end - self.period_start).days + 1


@dataclass(frozen=True)
class Reported:
    """How each cell of one unit in a window was used."""

    uses: tuple[tuple[Cell, Use], ...]

    def cells(self, use: Use) -> tuple[Cell, ...]:
        return tuple(cell for cell, how in self.uses if how == use)


def choose(cells: Iterable[Cell], indicator: Indicator, window: Window) -> Reported:
    """Which cells of one unit are counted for `indicator` in `window`.

    A report counts only where its whole period lies in the window. Complete cells
    only; the longest period first, then the latest report; one that overlaps a chosen
    one of the same procedure, or of the unit's total, only reconciles. Incomplete
    ones that no chosen one overlaps lack something: they lower the coverage.
    """
    needed = indicator.count_measures()
    inside = [c for c in cells if window.holds(c.period_start, c.period_end)]
    aside = [c for c in inside if c.set_aside]
    free = [c for c in inside if not c.set_aside]
    complete = [c for c in free if all(key in c.measures for key in needed)]
    chosen = _longest_first(complete)
    picked, whole = set(chosen), set(complete)
    uses: list[tuple[Cell, Use]] = [(cell, "set_aside") for cell in aside]
    uses += [(cell, "counted") for cell in chosen]
    for cell in free:
        if cell in picked or not any(key in cell.measures for key in needed):
            continue
        missing = cell not in whole and not _covered(cell, chosen)
        uses.append((cell, "incomplete" if missing else "reconciles"))
    return Reported(tuple(uses))


def _covered(cell: Cell, chosen: Iterable[Cell]) -> bool:
    """Whether a chosen cell of the same procedure, of the unit's total, or, for a
    total, of any procedure speaks of some of the same days."""
    return any(
        other.overlaps(cell)
        for other in chosen
        if "" in (other.procedure_code, cell.procedure_code)
        or other.procedure_code == cell.procedure_code
    )


def _longest_first(complete: list[Cell]) -> list[Cell]:
    # Ties: the latest report; then the later load, so that the choice is stable.
    order = sorted(complete, key=lambda c: (c.reported_at, c.load_id), reverse=True)
    order.sort(key=lambda c: (c.procedure_code != "", -c.days))
    chosen: list[Cell] = []
    rivals: dict[str, list[Cell]] = {}
    for cell in order:
        # Totals come first: no chosen one of a procedure can cover a total.
        near = {"", cell.procedure_code}
        if not any(_covered(cell, rivals.get(one, ())) for one in near):
            chosen.append(cell)
            rivals.setdefault(cell.procedure_code, []).append(cell)
    return chosen

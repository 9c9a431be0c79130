"""How the reports of units are used for an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from board.known import Known
from metrics.asking import Asked
from metrics.counts import Cell, Use, choose
from metrics.members import reports_at

Used = tuple[tuple[Cell, Use], ...]


def counted_reports(
    known: Known, asked: Asked, units: Iterable[str]
) -> Mapping[str, Used]:
    """How the reports counted at each unit are used in the window asked for; units
    without any are left out."""
    found = {code: _used(known, asked, code) for code in units}
    return {code: uses for code, uses in found.items() if uses}


def _used(known: Known, asked: Asked, code: str) -> Used:
    material = known.facts.material(asked.span)
    taken = list(reports_at(asked.tree, material, code))
    uses = [
        use
        for cells in taken
        for use in choose(cells, asked.indicator, asked.span).uses
    ]
    # Those that today's borders leave out: a parent's own, or not to be divided.
    here = {cell for cells in taken for cell in cells}
    left_out = [
        (cell, "reconciles")
        for one in asked.tree.members(code)
        for cell in material.cells.get(one, ())
        if cell not in here and asked.span.holds(cell.period_start, cell.period_end)
    ]
    return (*uses, *left_out)  # type: ignore[arg-type]

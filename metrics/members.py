"""What is counted at a unit: its own data, and under today's borders those of the
units that were merged into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from metrics.counts import Cell
from metrics.facts import Material
from metrics.units import Tree


def dossiers_at(tree: Tree, material: Material, code: str) -> Mapping[str, int] | None:
    """The dossiers counted at a unit, by measure; None where there are none."""
    if code not in tree.merged:
        return material.tally.get(code)
    found = [material.tally[m] for m in tree.members(code) if m in material.tally]
    if not found:
        return None
    return {key: sum(one[key] for one in found) for key in found[0]}


def reports_at(tree: Tree, material: Material, code: str) -> Iterable[tuple[Cell, ...]]:
    """The reports that may count at a unit, of each of its members by themselves:
    two that were merged reported side by side."""
    if code not in tree.past:
        return [material.cells.get(code, ())]
    return [_own_reports(tree, material, code, one) for one in tree.members(code)]


def _own_reports(
    tree: Tree, material: Material, code: str, member: str
) -> tuple[Cell, ...]:
    """A report counts only where no unit then under its own has data, as for any
    parent; one beyond the days its unit was in force, where others were counted for
    the rest of them, cannot be divided and is left out."""
    cells, past = material.cells.get(member, ()), tree.past[member]
    if any(_has_data(material, one) for one in past.under):
        return ()
    others = [one for one in tree.members(code) if one != member]
    if not any(_has_data(material, one) for one in others):
        return cells
    return tuple(c for c in cells if past.spans(c.period_start, c.period_end))


def _has_data(material: Material, code: str) -> bool:
    """Whether a unit has a dossier, or a whole report, within the window."""
    return code in material.tally or any(
        material.window.holds(cell.period_start, cell.period_end)
        for cell in material.cells.get(code, ())
    )

"""Who is near a unit, and who is like it."""

from __future__ import annotations

from math import cos, hypot, radians

from metrics.ranking import Ranked
from metrics.units import Tree, Unit

_SHOWN = 6


def _level(tree: Tree, code: str) -> tuple[bool, int]:
    """Whether a unit has children, and how deep in the tree it stands."""
    depth, above = 0, tree.parents.get(code)
    while above:
        depth, above = depth + 1, tree.parents.get(above)
    return bool(tree.children.get(code)), depth


def _others(tree: Tree, code: str) -> list[str]:
    """The other units of the same level, in alphabetical order."""
    level = _level(tree, code)
    return [c for c in tree.units if c != code and _level(tree, c) == level]


def nearest(tree: Tree, code: str) -> list[str]:
    """The nearest units of the same level, by the places they are given; none where
    the unit's own place is not known."""
    here = tree.units[code]
    placed = [c for c in _others(tree, code) if _apart(here, tree.units[c]) is not None]
    return sorted(placed, key=lambda c: _apart(here, tree.units[c]) or 0.0)[:_SHOWN]


def _apart(here: Unit, there: Unit) -> float | None:
    """How far apart two units stand, in degrees of latitude."""
    if here.latitude is None or here.longitude is None:
        return None
    if there.latitude is None or there.longitude is None:
        return None
    narrower = cos(radians((here.latitude + there.latitude) / 2))
    east = (there.longitude - here.longitude) * narrower
    return hypot(there.latitude - here.latitude, east)


def similar(dossiers: Ranked, catalogue: Ranked, code: str) -> list[str]:
    """The units of the same level with the most similar number of dossiers received,
    else of procedures in force; none where neither is known."""
    tree = dossiers.asked.tree
    for ranked in (dossiers, catalogue):
        own = ranked.amounts[code].denominator
        if own:
            sizes = {c: ranked.amounts[c].denominator for c in _others(tree, code)}
            known = {c: abs(size - own) for c, size in sizes.items() if size}
            return sorted(known, key=lambda c: known[c])[:_SHOWN]
    return []

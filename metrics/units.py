"""Units as a tree: which stand over which on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.names import alphabetical


@dataclass(frozen=True)
class Unit:
    """One version of a unit, valid on both bounding days."""

    code: str
    name: str
    kind: str
    parent_code: str = ""
    name_en: str = ""
    former_district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None
    population: int | None = None
    valid_from: date = date.min
    valid_to: date = date.max

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Tree:
    """The units in force on a day. A parent that is not among them, or that would
    close a circle, is taken as none: the unit is then a root."""

    units: Mapping[str, Unit]
    parents: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]
    bottom_up: tuple[str, ...] = field(default=())

    @property
    def leaves(self) -> tuple[str, ...]:
        return tuple(code for code in self.units if not self.children.get(code))

    @property
    def roots(self) -> tuple[str, ...]:
        return tuple(code for code in self.units if code not in self.parents)

    def below(self, code: str) -> tuple[str, ...]:
        """Every unit under `code`, at any depth."""
        found: list[str] = []
        for child in self.children.get(code, ()):
            found += [child, *self.below(child)]
        return tuple(found)


def units_on(versions: Iterable[Unit], day: date) -> dict[str, Unit]:
    """The version of each unit in force on `day`; where versions overlap the later
    `valid_from` wins. In Vietnamese alphabetical order of their names."""
    chosen: dict[str, Unit] = {}
    for unit in versions:
        known = chosen.get(unit.code)
        if unit.in_force(day) and (known is None or unit.valid_from > known.valid_from):
            chosen[unit.code] = unit
    order = sorted(
        chosen.values(), key=lambda unit: (alphabetical(unit.name), unit.code)
    )
    return {unit.code: unit for unit in order}


def tree(units: Mapping[str, Unit]) -> Tree:
    """The tree of `units` by their parent codes."""
    parents = {
        code: unit.parent_code
        for code, unit in units.items()
        if unit.parent_code in units and not _circles(code, units)
    }
    children: dict[str, list[str]] = {}
    for code, parent in parents.items():
        children.setdefault(parent, []).append(code)
    tied = {code: tuple(below) for code, below in children.items()}
    roots = [code for code in units if code not in parents]
    top_down = list(roots)
    for code in top_down:
        top_down.extend(tied.get(code, ()))
    return Tree(units, parents, tied, tuple(reversed(top_down)))


def _circles(code: str, units: Mapping[str, Unit]) -> bool:
    """Whether walking up from `code` comes back to it."""
    seen: set[str] = set()
    above = units[code].parent_code
    while above in units and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = units[above].parent_code
    return False

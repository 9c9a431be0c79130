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
    # Codes joined by "|", from the day after `valid_to`.
    replaced_by: str = ""

    @property
    def successors(self) -> tuple[str, ...]:
        """The codes of the units that took over, each once."""
        named = (code.strip() for code in self.replaced_by.split("|"))
        return tuple(dict.fromkeys(code for code in named if code))

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Past:
    """What a unit was: its `versions`, and the codes that were ever `under` it."""

    versions: tuple[Unit, ...]
    under: frozenset[str]

    def in_force(self, day: date) -> bool:
        return any(unit.in_force(day) for unit in self.versions)

    def spans(self, first: date, last: date) -> bool:
        """Whether no day from `first` to `last` lies before or after its life."""
        begin = min(unit.valid_from for unit in self.versions)
        end = max(unit.valid_to for unit in self.versions)
        return begin <= first and last <= end


@dataclass(frozen=True)
class Tree:
    """The units in force on a day. A parent that is not among them, or that would
    close a circle, is taken as none: the unit is then a root.

    Under today's borders (metrics.borders) `merged` names the former units whose data
    stand at their successor, `former` those that stand for themselves, not ranked,
    and `past` holds what the units of both were, by code.
    """

    units: Mapping[str, Unit]
    parents: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]
    bottom_up: tuple[str, ...] = field(default=())
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: frozenset[str] = frozenset()
    past: Mapping[str, Past] = field(default_factory=dict)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The units that are ranked: in force, without children."""
        return tuple(code for code in self.units if self.is_ranked(code))

    def is_ranked(self, code: str) -> bool:
        return not self.children.get(code) and code not in self.former

    def members(self, code: str) -> tuple[str, ...]:
        """The units whose data are counted at `code`: itself and those merged."""
        return (code, *self.merged.get(code, ()))

    def counted_at(self, code: str) -> tuple[str, ...]:
        """The units whose data are summed at `code`: its members, and those of every
        unit below it."""
        found = (code, *self.below(code))
        return tuple(one for node in found for one in self.members(node))

    def listed_on(self, code: str, day: date) -> tuple[str, ...]:
        """The members whose catalogue speaks for `code` on `day`: those in force;
        where none is, the unit itself unless it stands as a former one."""
        if code not in self.past:
            return (code,)
        members = self.members(code)
        here = [one for one in members if self.past[one].in_force(day)]
        return tuple(here) or (() if code in self.former else (code,))

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

"""Small counts that are told to nobody in particular, and what must go with them so
that they cannot be worked out from what is told.

A count below a limit is withheld, and so is a numerator that leaves less than it of
its denominator. What is withheld at a single unit is the whole minus all others: so
where it would be, the next larger unit is withheld too, large enough to hide whatever
the small ones are. One count that stands in several tables is withheld in all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from metrics.indicators import BY_KEY, Terms
from metrics.reading import UNKNOWN, Amount

# Indicator -> unit -> amount.
Tables = Mapping[str, Mapping[str, Amount]]
# A sum of measures at a unit, and what it comes to: where two tables tell other counts
# of the same, because one of them knows less, neither gives the other away. None: the
# sum of several roots, which no table has.
Cell = tuple[Terms, str, int | None]
Groups = Mapping[str, Iterable[str]]


class Withheld(str):
    """What stands in place of a count: "<5", or that it is withheld."""


WITHHELD = Withheld("withheld")
# They differ only where something is not known: told apart, they would be subtracted.
_SAME = {"due_known": "finished"}
# What would tell of the counts that are withheld, and what tells of other days' counts.
_WITH_IT = ("value", "rank", "gap", "status", "missing", "coverage")
_OTHER_DAYS = ("change_7d", "previous_rank", "expected")


def is_withheld(count: object) -> bool:
    """Whether it stands in place of a count that is not told."""
    return isinstance(count, Withheld)


@dataclass(frozen=True)
class Sums:
    """What an indicator divides, as sums of measures."""

    top: Terms
    below: Terms


def sums(indicator: str) -> Sums:
    """What is divided, without what is only left out because it is not known."""
    about = BY_KEY[indicator]
    return Sums(_sum(about.numerator), _sum(about.denominator))


def _sum(terms: Terms) -> Terms:
    known = (term for term in terms if term[0] != "level_unknown")
    return tuple((_SAME.get(measure, measure), sign) for measure, sign in known)


def withheld(tables: Tables, groups: Groups, least: int) -> frozenset[Cell]:
    """The counts of dossiers that are not told: none below `least` is, and none that
    what is told would give away. `groups`: each parent with the units below it ("":
    the roots, where their sum is told)."""
    found = _Withheld(tables, groups, least)
    found.small()
    while found.wider():
        pass
    return frozenset(found.cells)


@dataclass
class _Withheld:
    tables: Tables
    groups: Groups
    least: int

    def __post_init__(self) -> None:
        self.cells: set[Cell] = set()
        self.sums = {key: sums(key) for key in self.tables}
        self.rooms: dict[Cell, int] = {}
        for key, amounts in self.tables.items():
            for code, one in amounts.items():
                self._measure(key, code, one)

    def _measure(self, key: str, code: str, one: Amount) -> None:
        """By how much the counts at a unit could be otherwise than they are."""
        rest = _rest(one)
        if one.numerator is None or one.denominator is None or rest is None:
            return
        top, below = self._pair(key, code)
        for cell, room in ((top, min(one.numerator, rest)), (below, one.denominator)):
            self.rooms[cell] = min(room, self.rooms.get(cell, room))

    def _pair(self, key: str, code: str) -> tuple[Cell, Cell]:
        one, both = self.tables[key].get(code, UNKNOWN), self.sums[key]
        return (both.top, code, one.numerator), (both.below, code, one.denominator)

    def small(self) -> None:
        """What is small itself."""
        for key, amounts in self.tables.items():
            for code, one in amounts.items():
                top, below = self._pair(key, code)
                if self._is_small(one.denominator):
                    self.cells.add(below)
                if self._is_small(one.numerator) or self._is_small(_rest(one)):
                    self.cells.add(top)

    def _is_small(self, count: int | None) -> bool:
        return count is not None and count < self.least

    def wider(self) -> bool:
        """Withholds what would give something away; whether anything would."""
        before = len(self.cells)
        for key, amounts in self.tables.items():
            pairs = (self._pair(key, code) for code in (*amounts, *self.groups))
            self.cells |= {top for top, below in pairs if below in self.cells}
            for parent, units in self.groups.items():
                every = [self._pair(key, code) for code in units]
                for place, told in enumerate(self._pair(key, parent)):
                    self._hide(told, [pair[place] for pair in every])
        return len(self.cells) > before

    def _hide(self, whole: Cell, parts: list[Cell]) -> None:
        """One more of the parts, where what is withheld of them is the difference of
        what is told; the whole where none is large enough."""
        inside = [one for one in parts if one in self.cells]
        if not inside or whole in self.cells:
            return
        # What others are the parts of follows from them.
        alone = [one for one in parts if one[1] not in self.groups]
        large = [one for one in alone if self._hides(one)]
        if len(inside) > 1 and any(one in self.cells for one in large):
            return
        others = [one for one in large if one not in self.cells]
        least = min(others, key=lambda one: (self.rooms[one], one[1]), default=whole)
        self.cells.add(least)

    def _hides(self, cell: Cell) -> bool:
        # Whatever the small ones are, nothing of it becomes small or negative.
        return self.rooms.get(cell, -1) >= 2 * self.least


def _rest(one: Amount) -> int | None:
    if one.numerator is None or one.denominator is None:
        return None
    return one.denominator - one.numerator


def told(
    row: Mapping[str, Any], indicator: str, cells: frozenset[Cell], least: int
) -> dict[str, Any]:
    """A row of the ranking table without what is withheld of it, and without what tells
    the counts of other days."""
    both, code = sums(indicator), str(row["unit_code"])
    shown = dict(row) | dict.fromkeys(_OTHER_DAYS)
    closed = [
        name
        for name, what in (("numerator", both.top), ("denominator", both.below))
        if (what, code, row[name] if code else None) in cells
    ]
    if not closed:
        return shown | {"coverage": _rounded(row["coverage"])}
    shown |= {name: _instead(row[name], least) for name in closed}
    return shown | dict.fromkeys(_WITH_IT) | {"status": ""}


def _instead(count: Any, least: int) -> Withheld:
    small = count is not None and count == count and count < least
    return Withheld(f"<{least}") if small else WITHHELD


def _rounded(share: Any) -> Any:
    # At full precision it tells how many were not read.
    return None if share is None else round(float(share), 2)

"""Which standings differ between two rankings, and by how much."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from metrics.ranking import Ranked, whole

# What stands of a unit beside its name: counts, share (0 to 1), rank, status.
SIDE = ("numerator", "denominator", "value", "rank", "status")
Side = Mapping[str, object]


@dataclass(frozen=True)
class Move:
    """A unit's standing before and after (SIDE); None where it was not among those
    measured."""

    unit_code: str
    unit_name: str
    before: Side | None
    after: Side | None

    @property
    def seen(self) -> bool:
        """Whether share, rank or status differ, and not the counts alone."""
        if self.before is None or self.after is None:
            return True
        return any(self.before[n] != self.after[n] for n in ("value", "rank", "status"))

    @property
    def size(self) -> float:
        """By how much the share moved, 0 to 1; 1 where one side is not known."""
        values = [side["value"] if side else None for side in (self.before, self.after)]
        if values[0] == values[1]:
            return 0.0
        if None in values:
            return 1.0
        return abs(float(str(values[1])) - float(str(values[0])))


def moves(before: Ranked, after: Ranked) -> list[Move]:
    """Every unit of the kinds measured after whose SIDE differs, the widest change of
    share first, then by rank and name."""
    kinds = after.asked.kinds
    sides, following = dict(_sides(before, kinds)), dict(_sides(after, kinds))
    names = {code: unit.name for code, unit in before.asked.tree.units.items()}
    names |= {code: unit.name for code, unit in after.asked.tree.units.items()}
    found = [
        Move(code, names[code], sides.get(code), following.get(code))
        for code in dict.fromkeys([*following, *sides])
        if sides.get(code) != following.get(code)
    ]
    order = {code: place for place, code in enumerate(names)}
    return sorted(found, key=lambda move: (-move.size, order[move.unit_code]))


def _sides(ranked: Ranked, kinds: Collection[str]) -> Iterator[tuple[str, Side]]:
    """Of those listed, and of those that only the kinds of another plan leave out:
    whoever is measured by either stands somewhere before and after."""
    tree = ranked.asked.tree
    for code, unit in tree.units.items():
        amount = ranked.amounts[code]
        if kinds and unit.kind not in kinds:
            continue
        if code in tree.former and not amount.has_data:
            continue
        yield (
            code,
            {
                "numerator": amount.numerator,
                "denominator": amount.denominator,
                "value": None if amount.value is None else float(amount.value),
                "rank": ranked.ranks.get(code),
                "status": ranked.status(code),
            },
        )


def whole_side(ranked: Ranked) -> Side:
    """SIDE of the root, or of the sum of all roots; a whole has no rank."""
    row = whole(ranked, {})
    return {name: row[name] for name in SIDE}

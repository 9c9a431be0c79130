"""One indicator read at every unit: sums first, divided once.

A parent is the sum of its children and its own dossiers, never the mean of
percentages; what could not be read is left out and told as coverage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from metrics.counts import Cell, choose
from metrics.facts import CatalogueCount, Material
from metrics.indicators import Indicator, Terms
from metrics.members import dossiers_at, reports_at
from metrics.units import Tree
from metrics.windows import Window


@dataclass(frozen=True)
class Amount:
    """A numerator over a denominator; None is not known. `readable` of `should`: how
    much of what should count could be read."""

    numerator: int | None = None
    denominator: int | None = None
    readable: Fraction = Fraction(0)
    should: Fraction = Fraction(0)

    @property
    def value(self) -> Fraction | None:
        """The share, exact; None when it cannot be told."""
        # A reading asks several times, for every unit.
        return self._value

    @cached_property
    def _value(self) -> Fraction | None:
        if self.numerator is None or not self.denominator or self.denominator < 0:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def has_data(self) -> bool:
        """Whether anything was counted or reported, readable or not."""
        return self.denominator is not None or self.should > 0

    @property
    def coverage(self) -> Fraction:
        """The share of what should count that could be read, 0 to 1."""
        if self.should:
            return self.readable / self.should
        # Nothing should have counted: all of it was read, if a value can be told.
        return Fraction(int(self.value is not None))

    def __add__(self, other: Amount) -> Amount:
        """The sum of two amounts that are both known."""
        return Amount(
            (self.numerator or 0) + (other.numerator or 0),
            (self.denominator or 0) + (other.denominator or 0),
            self.readable + other.readable,
            self.should + other.should,
        )


UNKNOWN = Amount()
# What is left of a unit's dossiers where corrections set each of them apart
# (metrics.overlay): no value, but none of its reports or parents takes their place.
ALL_SET_APART = Amount(should=Fraction(1))


def read(
    indicator: Indicator, tree: Tree, material: Material, level_coverage: float
) -> dict[str, Amount]:
    """The amount of `indicator` at every unit of `tree`.

    `level_coverage`: the least share of online dossiers whose level must be known for
    a reading of end-to-end dossiers.
    """
    if indicator.basis == "dossiers":
        return _read_dossiers(indicator, tree, material, Fraction(str(level_coverage)))
    return _read_catalogue(indicator, tree, material)


def _up_the_tree(
    tree: Tree, own: Callable[[str, bool], Amount | None]
) -> dict[str, Amount]:
    """Sums from the leaves to the roots. `own(code, some_below)` is what a unit has
    itself (None: nothing), told whether a descendant has data."""
    found: dict[str, Amount] = {}
    leaves: dict[str, int] = {}
    for code in tree.bottom_up:
        children = tree.children.get(code, ())
        below = [found[child] for child in children]
        some_below = any(amount.has_data for amount in below)
        itself = own(code, some_below)
        # A former unit that had nothing to count lacks nothing.
        weighs = itself is not None or code not in tree.former
        leaves[code] = sum(leaves[child] for child in children) or int(weighs)
        found[code] = (
            _sum(itself, [(found[c], leaves[c]) for c in children])
            if children
            else itself or UNKNOWN
        )
    return found


def _sum(itself: Amount | None, below: list[tuple[Amount, int]]) -> Amount:
    """A parent: its known parts added; its coverage is the mean over the units below
    it, one without a value counting nothing."""
    parts = [(amount, leaves) for amount, leaves in below]
    if itself is not None:
        parts.append((itself, 1))
    known = [amount for amount, _ in parts if amount.value is not None]
    if not known:
        some = any(amount.has_data for amount, _ in parts)
        return Amount(should=Fraction(int(some)))
    return Amount(
        sum(amount.numerator or 0 for amount in known),
        sum(amount.denominator or 0 for amount in known),
        _covered(parts),
        Fraction(sum(leaves for _, leaves in parts)),
    )


def _covered(parts: list[tuple[Amount, int]]) -> Fraction:
    """The coverage of the parts with a value, each as many times as it has leaves."""
    whole, broken = 0, Fraction(0)
    for amount, leaves in parts:
        if amount.value is None:
            continue
        # Nearly every part is read whole, and exact fractions are slow to add.
        if amount.readable == amount.should:
            whole += leaves
        else:
            broken += amount.coverage * leaves
    return whole + broken


def _read_dossiers(
    indicator: Indicator, tree: Tree, material: Material, least: Fraction
) -> dict[str, Amount]:
    def own(code: str, some_below: bool) -> Amount | None:
        tally = dossiers_at(tree, material, code)
        counted = None if tally is None else of_tally(indicator, tally, least)
        # A parent's own reports only reconcile where a descendant has data.
        reported = None if some_below else _reported(indicator, tree, material, code)
        if counted is None or reported is None:
            return counted or reported
        if counted is ALL_SET_APART:
            return reported
        return counted + reported if counted.denominator is not None else counted

    return _up_the_tree(tree, own)


def _reported(
    indicator: Indicator, tree: Tree, material: Material, code: str
) -> Amount | None:
    """The reports counted at a unit, each read among those of the unit it is of."""
    parts = [
        _of_counts(indicator, cells, material.window)
        for cells in reports_at(tree, material, code)
    ]
    found = [part for part in parts if part is not None]
    return sum(found[1:], found[0]) if found else None


def _evaluate(terms: Terms, amounts: Mapping[str, int]) -> int:
    return sum(sign * amounts[key] for key, sign in terms)


def of_tally(indicator: Indicator, tally: Mapping[str, int], least: Fraction) -> Amount:
    """From dossiers, by measure. Where each was set apart by a correction, there is no
    value. `least`: as `level_coverage` of `read`."""
    if not tally["received"]:
        return ALL_SET_APART
    readable, should = _readable(indicator, tally)
    if indicator.level_bound and should and Fraction(readable, should) < least:
        # 0 of 10 because nobody said is not 0 %.
        return Amount(readable=Fraction(readable), should=Fraction(should))
    return Amount(
        _evaluate(indicator.numerator, tally),
        _evaluate(indicator.denominator, tally),
        Fraction(readable),
        Fraction(should),
    )


def _readable(indicator: Indicator, tally: Mapping[str, int]) -> tuple[int, int]:
    """How many dossiers that should count could be read: of the end-to-end readings
    those online with a known level, of timeliness those whose lateness can be told."""
    if indicator.level_bound:
        return tally["online"] - tally["level_unknown"], tally["online"]
    if indicator.key == "on_time":
        return tally["due_known"], tally["finished"]
    amount = _evaluate(indicator.denominator, tally)
    return amount, amount


def _of_counts(
    indicator: Indicator, cells: tuple[Cell, ...], window: Window
) -> Amount | None:
    """From reports; None where none carries all the measures."""
    if not indicator.in_counts or not cells:
        return None
    reported = choose(cells, indicator, window)
    counted = reported.cells("counted")
    if not counted:
        return None
    top, below = indicator.count_terms()
    weights = [_evaluate(below, cell.measures) for cell in counted]
    missing = [_weight(below, cell.measures) for cell in reported.cells("incomplete")]
    numerator = sum(_evaluate(top, cell.measures) for cell in counted)
    if any(weight is None for weight in missing):
        # A report without a volume cannot be weighed: count reports instead.
        readable, should = len(counted), len(counted) + len(missing)
    else:
        readable = sum(weights)
        should = readable + sum(weight or 0 for weight in missing)
    return Amount(numerator, sum(weights), Fraction(readable), Fraction(should))


def _weight(terms: Terms, measures: Mapping[str, int]) -> int | None:
    if any(key not in measures for key, _ in terms):
        return None
    return _evaluate(terms, measures)


def _read_catalogue(
    indicator: Indicator, tree: Tree, material: Material
) -> dict[str, Amount]:
    def own(code: str, some_below: bool) -> Amount | None:
        # Catalogue readings sum the units without children only.
        listed = tree.listed_on(code, material.window.end)
        counts = [material.catalogue[c] for c in listed if c in material.catalogue]
        if tree.children.get(code) or not counts:
            return None
        some = dossiers_at(tree, material, code) is not None
        return _of_catalogue(indicator, sum(counts[1:], counts[0]), some)

    return _up_the_tree(tree, own)


def _of_catalogue(indicator: Indicator, count: CatalogueCount, some: bool) -> Amount:
    """`some`: whether any dossier is counted at the unit."""
    in_force = Fraction(count.in_force)
    if indicator.key == "e2e_procedures":
        known = count.level_known == count.in_force
        return Amount(
            count.full if known else None,
            count.in_force,
            Fraction(count.level_known),
            in_force,
        )
    if indicator.key == "active_procedures":
        # Of units that were merged the one whose catalogue speaks may have had none,
        # and others some: then nothing in force was reached.
        used = 0 if count.used is None and some else count.used
        readable = in_force if used is not None else Fraction(0)
        return Amount(used, count.in_force, readable, in_force)
    return Amount(count.offered, count.in_force, in_force, in_force)

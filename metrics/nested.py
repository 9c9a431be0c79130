"""A long report beside the shorter ones inside its period: a month beside its weeks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.counts import Cell

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """What a shorter report says of its days."""

    start: date
    end: date
    value: int


class Shorter:
    """The reports of one unit, to find those that lie inside the period of another."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._of: dict[str, list[Cell]] = {}
        # Of one start the longest first, then the newest: so they are preferred.
        order = sorted(cells, key=lambda c: (c.reported_at, c.load_id), reverse=True)
        for cell in sorted(order, key=lambda c: (c.period_start, -c.days)):
            self._of.setdefault(cell.procedure_code, []).append(cell)
        self._starts = {
            code: [cell.period_start for cell in found]
            for code, found in self._of.items()
        }

    def inside(self, cell: Cell) -> list[Cell]:
        """The reports of the same procedure within the period of `cell`, shorter than
        it, by their first day."""
        starts = self._starts.get(cell.procedure_code, [])
        first = bisect_left(starts, cell.period_start)
        last = bisect_right(starts, cell.period_end)
        found = self._of.get(cell.procedure_code, [])[first:last]
        return [
            one
            for one in found
            if one.period_end <= cell.period_end and one.days < cell.days
        ]


def sums_inside(cell: Cell, shorter: Sequence[Cell]) -> dict[str, int]:
    """Measure -> what shorter reports say of the days of `cell`, where that can be
    told: where they follow each other over all of its days, or where those that do
    not overlap say more than it does already."""
    found = {}
    for measure, reported in cell.measures.items():
        pieces = [
            Piece(one.period_start, one.period_end, one.measures[measure])
            for one in shorter
            if measure in one.measures
        ]
        if not pieces:
            continue
        whole = covering(pieces, cell.period_start, cell.period_end)
        summed = most(pieces) if whole is None else sum(one.value for one in whole)
        if whole is not None or summed > reported:
            found[measure] = summed
    return found


def covering(
    pieces: Sequence[Piece], first: date, last: date
) -> tuple[Piece, ...] | None:
    """Pieces that follow each other from `first` to `last` without a gap, as few as
    there can be; None where there are none. `pieces` by their first day; of those
    that start together one named earlier is preferred."""
    onward: dict[date, tuple[Piece, ...]] = {last + _DAY: ()}
    by_start: dict[date, list[Piece]] = {}
    for piece in pieces:
        by_start.setdefault(piece.start, []).append(piece)
    for start in sorted(by_start, reverse=True):
        ways = [
            (piece, *onward[piece.end + _DAY])
            for piece in by_start[start]
            if piece.end + _DAY in onward
        ]
        if ways:
            onward[start] = min(ways, key=len)
    return onward.get(first)


def most(pieces: Iterable[Piece]) -> int:
    """The most that pieces which do not overlap can say together."""
    order = sorted(pieces, key=lambda piece: piece.end)
    ends = [piece.end for piece in order]
    best = [0]
    for piece in order:
        before = bisect_left(ends, piece.start)
        best.append(max(best[-1], best[before] + piece.value))
    return best[-1]

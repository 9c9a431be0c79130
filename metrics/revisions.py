"""What became of a published number: its difference, split by cause.

A number is counts over counts, so its revision is what each later load (or undo)
added and took away. The causes are applied in the order of the loads; the points of
each are what the value moved by when it was applied, so counts and points both add up
to the difference exactly. What no dossier or service explains stands as a line of its
own, never spread over the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from metrics.indicators import Terms
from metrics.measures import MEASURES
from metrics.questions import Reading
from metrics.reading import Amount

_WHEN = {measure.key: measure.when for measure in MEASURES}
# Columns of a dossier that measures are told from.
CONDITION_COLUMNS = tuple(
    dict.fromkeys(column for m in MEASURES for column, _ in m.when.clauses)
)
WAYS = ("entered", "left", "changed")


class Cause(NamedTuple):
    """Why a number moved: "load", "retry" (rejected rows of a load taken later),
    "undo" or "other"; `load_id` 0 for the last."""

    order: int
    word: str
    load_id: int


OTHER = Cause(2**62, "other", 0)


class Piece(NamedTuple):
    """What one dossier (or procedure at a unit) did: `way` as in WAYS."""

    cause: Cause
    way: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Part:
    """What one cause did in all. `points`: what the value moved by (a share), None
    where a value was not known before or after."""

    cause: Cause
    entered: int
    left: int
    changed: int
    numerator: int
    denominator: int
    points: Fraction | None


@dataclass(frozen=True)
class Revision:
    """One number as published and as known now, for the same day and window.

    `exact`: whether what came later can be told (not of evaluations frozen before it
    was kept). `parts`: `load_id`, cause, file, known_at, entered, left, changed,
    numerator, denominator, points (a share); they add up to the difference.
    `items`: load_id, cause, way, key (dossier code; of a catalogue the procedure
    code), unit_code, procedure_code, day, numerator, denominator, was, became.
    `rows`: other rows that came later: kind, load_id, file, known_at, rows.
    """

    published: Reading
    unit_code: str
    unit_name: str
    then: Amount
    now: Amount
    rank_then: int | None
    rank_now: int | None
    exact: bool
    parts: pd.DataFrame
    items: pd.DataFrame
    rows: pd.DataFrame

    @property
    def difference(self) -> Fraction | None:
        """Value now minus value then; None where either is not known."""
        return points(self.then, self.now)

    @property
    def superseded(self) -> bool:
        """Whether the counts are others than those published."""
        return counts(self.then) != counts(self.now)


@dataclass(frozen=True)
class Revised:
    """The units whose numbers are no longer those published, the widest difference
    first: unit_code, unit_name, numerator_then, denominator_then, value_then,
    rank_then, the same with _now, numerator, denominator, value (differences), loads
    (numbers of the loads and undos behind it, as text). `units`: how many were
    compared."""

    published: Reading
    frame: pd.DataFrame
    units: int
    exact: bool = True
    evaluations: tuple[tuple[int, str, str], ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class FrozenDeadline:
    """What was frozen for a plan's deadline. `moment`: the deadline (UTC); `late`:
    frozen more than some minutes after it; `addenda`: the revisions since."""

    moment: str
    evaluation: int
    known_at: str
    late: bool
    addenda: Revised


def counts(amount: Amount) -> tuple[int | None, int | None]:
    """Numerator and denominator."""
    return amount.numerator, amount.denominator


def points(then: Amount, now: Amount) -> Fraction | None:
    """What the value moved by; None where either is not known."""
    if then.value is None or now.value is None:
        return None
    return now.value - then.value


def contribution(rows: pd.DataFrame, terms: Terms) -> pd.Series:
    """What each dossier of `rows` (CONDITION_COLUMNS) adds to a sum of measures."""
    found = pd.Series(0, index=rows.index, dtype="int64")
    for key, sign in terms:
        holds = pd.Series(True, index=rows.index)
        for column, words in _WHEN[key].clauses:
            holds &= rows[column].isin(words)
        found += sign * holds.astype("int64")
    return found


def split(then: Amount, now: Amount, pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """The difference of two known amounts by cause, in the order of the causes."""
    grouped: dict[Cause, list[Piece]] = {}
    for piece in pieces:
        grouped.setdefault(piece.cause, []).append(piece)
    rest = _rest(then, now, [p for group in grouped.values() for p in group])
    if rest is not None:
        grouped[OTHER] = [rest]
    found: list[Part] = []
    reached, value = Amount(then.numerator, then.denominator), then.value
    known = points(then, now) is not None
    for cause in sorted(grouped):
        above, below = _sums(grouped[cause])
        reached = reached + Amount(above, below)
        # Halfway there may be nothing to divide by: the value then waits.
        following = reached.value if reached.value is not None else value
        moved = (
            following - value
            if known and following is not None and value is not None
            else None
        )
        found.append(_part(cause, grouped[cause], above, below, moved))
        value = following
    return tuple(found)


def _sums(pieces: Sequence[Piece]) -> tuple[int, int]:
    return sum(p.numerator for p in pieces), sum(p.denominator for p in pieces)


def _rest(then: Amount, now: Amount, pieces: Sequence[Piece]) -> Piece | None:
    """What the pieces leave open; None where they explain all."""
    if None in counts(then) or None in counts(now):
        return None
    above, below = _sums(pieces)
    left = (
        (now.numerator or 0) - (then.numerator or 0) - above,
        (now.denominator or 0) - (then.denominator or 0) - below,
    )
    return None if left == (0, 0) else Piece(OTHER, "", *left)


def _part(
    cause: Cause,
    pieces: Sequence[Piece],
    above: int,
    below: int,
    moved: Fraction | None,
) -> Part:
    ways = [sum(piece.way == way for piece in pieces) for way in WAYS]
    return Part(cause, ways[0], ways[1], ways[2], above, below, moved)

"""Who solved a procedure: units where the share of its dossiers that come online rose
sharply and stayed up. Arithmetic alone, of whole weeks.

A unit's weeks are cut in two where that explains most of them: by least squares of
dossiers that come online or not, which of two shares is the cut with the largest
(o2 n1 - o1 n2)^2 / (n1 n2). What is found so is held against chance by Newcombe's
interval (metrics/intervals.py) with more standard errors than 95 % has, for one cut of
many is taken at each of very many units and procedures; and against what the other
units did over the same weeks, so that nobody is praised for what rose everywhere. It
tells that a share rose, and never why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from metrics import intervals
from metrics.intervals import Span

Ints = npt.NDArray[np.int64]
# Dossiers that came online, and all that came.
Counts = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """When a procedure is solved (board/solved.yaml). `weeks`: looked at, the newest
    first; `points`: least rise; `beyond`: least rise beyond that of the other units, in
    points; `least`: dossiers before and after; `held`: weeks with dossiers after the
    rise, and before it; `newest`: dossiers of the newest `held` weeks, in which the
    rise still stands; `sure`: standard errors it lies beyond chance; `around`: weeks
    before and after it whose events are told with it."""

    weeks: int
    points: Fraction
    beyond: Fraction
    least: int
    held: int
    newest: int
    sure: Fraction
    around: int

    @classmethod
    def of(cls, limits: Mapping[str, Fraction]) -> Rule:
        """The rule of limits as they are written."""
        return cls(
            weeks=int(limits["weeks"]),
            points=limits["points"],
            beyond=limits["beyond"],
            least=int(limits["least"]),
            # Without a week before it or after it nothing is a rise.
            held=max(int(limits["held"]), 1),
            newest=int(limits["newest"]),
            sure=limits["sure"],
            around=int(limits["around"]),
        )


@dataclass(frozen=True)
class Rise:
    """What is told of a unit and procedure that was solved: from week number `week` on,
    which `before` and `after`, how the `newest` weeks stand, and what the other units
    did (None: had no dossiers). `rise`: shares, its limits of 95 %."""

    week: int
    before: Counts
    after: Counts
    newest: Counts
    others_before: Counts | None
    others_after: Counts | None
    rise: Span

    @property
    def more(self) -> Fraction:
        """How many more dossiers came online than at the share of before."""
        return self.after[0] - Fraction(*self.before) * self.after[1]


def rises(
    online: Ints, received: Ints, groups: Sequence[int], rule: Rule
) -> Iterator[tuple[int, Rise]]:
    """What was solved, with the number of its row. `online`, `received`: dossiers by
    unit and procedure (rows) and week (columns, the newest last); `groups`: which rows
    are of one procedure, and so beside each other."""
    of = np.asarray(groups, dtype=np.int64)
    size = int(of.max(initial=-1)) + 1
    all_online, all_received = (_added(of, size, one) for one in (online, received))
    for row in np.flatnonzero(_may_be(online, received, rule)).tolist():
        mine = (online[row].tolist(), received[row].tolist())
        rest = (
            all_online[of[row]] - online[row],
            all_received[of[row]] - received[row],
        )
        found = rise(*mine, rest[0].tolist(), rest[1].tolist(), rule)
        if found is not None:
            yield row, found


def _added(of: Ints, size: int, counts: Ints) -> Ints:
    both = np.zeros((size, counts.shape[1]), dtype=np.int64)
    np.add.at(both, of, counts)
    return both


def _may_be(online: Ints, received: Ints, rule: Rule) -> npt.NDArray[np.bool_]:
    """The rows with a cut between enough dossiers that rises enough; which cut it is
    is worked out for these alone."""
    n1, o1 = received.cumsum(axis=1)[:, :-1], online.cumsum(axis=1)[:, :-1]
    n2, o2 = received.sum(axis=1)[:, None] - n1, online.sum(axis=1)[:, None] - o1
    enough = np.minimum(n1, n2) >= max(rule.least, 1)
    # A hair less than is asked: the exact numbers decide later.
    wide = o2 * n1 - o1 * n2 >= (float(rule.points) / 100 - 1e-9) * n1 * n2
    may: npt.NDArray[np.bool_] = (enough & wide).any(axis=1)
    return may


def rise(
    online: Sequence[int],
    received: Sequence[int],
    others_online: Sequence[int],
    others_received: Sequence[int],
    rule: Rule,
) -> Rise | None:
    """What is told of the weeks of one unit and procedure, beside those of the other
    units; None where the rule finds nothing."""
    week = cut(online, received)
    if week is None or not _enough(received, week, rule):
        return None
    before = (sum(online[:week]), sum(received[:week]))
    after = (sum(online[week:]), sum(received[week:]))
    newest = (sum(online[-rule.held :]), sum(received[-rule.held :]))
    beside = [
        (sum(others_online[part]), sum(others_received[part]))
        for part in (slice(week), slice(week, None))
    ]
    others = beside if min(n for _o, n in beside) > 0 else [None, None]
    if not _stands(before, after, newest, others[0], others[1], rule):
        return None
    told = intervals.difference(intervals.share(*after), intervals.share(*before))
    return Rise(week, before, after, newest, others[0], others[1], told)


def cut(online: Sequence[int], received: Sequence[int]) -> int | None:
    """The number of the week with which the second part begins: the cut that explains
    most, the earliest of equal ones; None where there is none with dossiers before it.
    A part begins with a week that has dossiers."""
    best, found = Fraction(-1), None
    for week in range(1, len(received)):
        n1, n2 = sum(received[:week]), sum(received[week:])
        if not n1 or not received[week]:
            continue
        o1, o2 = sum(online[:week]), sum(online[week:])
        explains = Fraction((o2 * n1 - o1 * n2) ** 2, n1 * n2)
        if explains > best:
            best, found = explains, week
    return found


def _enough(received: Sequence[int], week: int, rule: Rule) -> bool:
    """Whether there are enough dossiers, and weeks with any, on either side."""
    return all(
        sum(part) >= rule.least and sum(n > 0 for n in part) >= rule.held
        for part in (received[:week], received[week:])
    )


def _stands(
    before: Counts,
    after: Counts,
    newest: Counts,
    others_before: Counts | None,
    others_after: Counts | None,
    rule: Rule,
) -> bool:
    """Whether the rise is wide enough, wider than that of the others, still there in
    the newest weeks, and beyond chance."""
    was, least = Fraction(*before), rule.points / 100
    rose = Fraction(*after) - was
    if rose < least or newest[1] < max(rule.newest, 1):
        return False
    if Fraction(*newest) - was < least:
        return False
    if others_before is not None and others_after is not None:
        elsewhere = Fraction(*others_after) - Fraction(*others_before)
        if rose - elsewhere < rule.beyond / 100:
            return False
    sure = float(rule.sure)
    later, earlier = (intervals.share(*one, sure) for one in (after, before))
    return intervals.difference(later, earlier).low > 0

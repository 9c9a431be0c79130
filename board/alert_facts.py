"""How a figure that fired an alert came there: what it was before, and which procedures
moved it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from board.known import Known
from board.made_of import made_of
from metrics import plain
from metrics.alerts import WEEK, Part, Reading, behind
from metrics.questions import Question
from metrics.ranking import Ranked

# Procedures that are named.
NAMED = 3


@dataclass(frozen=True)
class Earlier:
    """Where earlier standings of the same question are asked."""

    known: Known
    ranked: Callable[[date], Ranked]


def how_it_came(
    earlier: Earlier, now: Ranked, code: str, over: int
) -> dict[str, object]:
    """Rank, and what the share was `over` days before, or as many whole weeks as its
    window has (day, counts, rank); `behind`: where it fell, by which procedures.
    What is not known is left out."""
    told: dict[str, object] = {
        "rank": now.ranks.get(code),
        "ranked": len(now.ranks),
    }
    ago = _ago(earlier, now, code, over)
    if ago is None:
        return told
    before = reading(ago, code)
    told["before"] = {
        "day": before.day.isoformat(),
        "counts": [before.numerator, before.denominator],
        "rank": ago.ranks.get(code),
        "ranked": len(ago.ranks),
    }
    value, was = reading(now, code).value(), before.value()
    if value is not None and was is not None and value < was:
        told["behind"] = _behind(earlier.known, now, ago, code)
    return told


def _ago(earlier: Earlier, now: Ranked, code: str, over: int) -> Ranked | None:
    """None where the window had not begun: shares of two windows are not compared."""
    for days in range(over, 0, -WEEK):
        ago = earlier.ranked(now.asked.as_of - timedelta(days=days))
        before = reading(ago, code)
        if before.value() is not None and before.start == now.asked.start:
            return ago
    return None


def _behind(
    known: Known, now: Ranked, ago: Ranked, code: str
) -> list[dict[str, object]]:
    """The procedures that lowered the share most: code, name, numerator and denominator
    of what came since, and what that moved it by (an exact share)."""
    parts, names = _parts(known, now, ago, code)
    if not _whole(parts, ago, now, code):
        # Part of it was reported as sums: who brought that is not known.
        return []
    lowering = [(part, by) for part, by in behind(parts) if by < 0]
    return [
        {
            "code": part.key,
            "name": names.get(part.key, part.key),
            "counts": [part.now[at] - part.then[at] for at in (0, 1)],
            "moved": str(by),
        }
        for part, by in lowering[:NAMED]
    ]


def reading(ranked: Ranked, code: str) -> Reading:
    """A unit's share on the day of a standing, with the target in force there."""
    asked, amount = ranked.asked, ranked.amounts.get(code)
    if amount is None or amount.value is None:
        return Reading(asked.as_of, None, None, None, asked.start)
    target = ranked.target(code)
    line = target.value if target else None
    counts = (amount.numerator, amount.denominator)
    return Reading(asked.as_of, *counts, line, asked.start)


def _whole(parts: Sequence[Part], ago: Ranked, now: Ranked, code: str) -> bool:
    """Whether the procedures add up to both figures."""
    sums = [
        tuple(sum(side[at] for side in sides) for at in (0, 1))
        for sides in ([p.then for p in parts], [p.now for p in parts])
    ]
    told = [ranked.amounts[code] for ranked in (ago, now)]
    return sums == [(one.numerator, one.denominator) for one in told]


def _parts(
    known: Known, now: Ranked, ago: Ranked, code: str
) -> tuple[list[Part], dict[str, str]]:
    """The procedures of a unit then and now, and their names; none where a part of
    them is not known, for they would not add up."""
    sides: list[dict[str, tuple[int, int]]] = []
    names: dict[str, str] = {}
    for ranked in (ago, now):
        asked = ranked.asked
        plan = asked.plan.key if asked.plan else ""
        question = Question(asked.indicator.key, plan, as_of=asked.as_of)
        rows = plain.rows(made_of(known, question, code).frame)
        if any(row["numerator"] is None or row["denominator"] is None for row in rows):
            return [], {}
        names |= {str(row["key"]): str(row["label"]) for row in rows}
        sides.append(
            {str(r["key"]): (int(r["numerator"]), int(r["denominator"])) for r in rows}
        )
    then, since = sides
    keys = sorted({*then, *since})
    parts = [Part(key, then.get(key, (0, 0)), since.get(key, (0, 0))) for key in keys]
    return parts, names

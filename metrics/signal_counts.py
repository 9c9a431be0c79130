"""From what was counted to what is seen of each signal at each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from metrics.signals import Limits, Seen

ByUnit = Mapping[str, Seen]
# Signal -> what its dossiers are among, then pairs (known, whole) of the totals, the
# worst of which says how much can be looked at.
_AMONG: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "one_reference": ("online", (("online_ref", "online"),)),
    "reentered": (
        "online",
        (("counter_ref", "counter"), ("online_ref", "online")),
    ),
    "submitted_after": ("online", (("online_timed", "online"),)),
    "resubmitted": ("received", (("received_ref", "received"),)),
    "counter_visit": ("full_online", (("visit_known", "full_online"),)),
    "too_fast": ("finished", (("finished_timed", "finished"),)),
    "same_second": ("finished", (("finished_second", "finished"),)),
}


def counted(found: pd.DataFrame, totals: pd.DataFrame) -> dict[str, dict[str, Seen]]:
    """Signal -> unit -> what is seen, for the signals that point at dossiers; a unit
    without dossiers has no entry."""
    numbers = Counter(zip(found["signal"], found["unit_code"], strict=True))
    counts = totals.set_index("unit_code")
    rows: dict[str, dict[str, int]] = counts.to_dict("index")  # type: ignore[assignment]
    seen = {
        signal: {
            code: _seen(numbers[signal, code], row, of, pairs)
            for code, row in rows.items()
        }
        for signal, (of, pairs) in _AMONG.items()
    }
    return {**seen, "taken_out": _taken_out(numbers, rows)}


def _seen(
    found: int,
    row: Mapping[str, int],
    of: str,
    pairs: tuple[tuple[str, str], ...],
) -> Seen:
    known, whole = min(
        ((row[k], row[w]) for k, w in pairs),
        key=lambda pair: Fraction(pair[0], pair[1]) if pair[1] else Fraction(0),
    )
    return Seen(int(found), row[of], known, whole)


def _taken_out(
    numbers: Mapping[tuple[str, str], int], rows: Mapping[str, Mapping[str, int]]
) -> dict[str, Seen]:
    gone = {code: n for (signal, code), n in numbers.items() if signal == "taken_out"}
    seen = {}
    for code in {*rows, *gone}:
        lost = int(gone.get(code, 0))
        all_ever = lost + (rows[code]["received"] if code in rows else 0)
        seen[code] = Seen(lost, all_ever, all_ever, all_ever)
    return seen


def burst(rows: pd.DataFrame) -> dict[str, Seen]:
    """Unit -> online dossiers of the last hours against the mean of the earlier spans
    of as many hours in which the unit received anything.

    `rows`: unit_code, span (0: before the deadline, 1: a day earlier, …), received,
    online, online_timed, received_timed. Spans without a clock time are -1.
    """
    seen = {}
    for code, own in rows.groupby("unit_code"):
        timed = own[own["span"] >= 0]
        last = timed[timed["span"] == 0]
        before = timed[timed["span"] > 0]
        usual = (
            Fraction(int(before["online"].sum()), len(before)) if len(before) else None
        )
        known, whole = int(timed["received"].sum()), int(own["received"].sum())
        found = int(last["online"].sum())
        # Nothing before it: there is nothing to hold it against.
        seen[str(code)] = Seen(
            found, found, known, whole if usual is not None else 0, usual
        )
    return seen


class Came(NamedTuple):
    """What a unit received over some days."""

    received: int
    online: int
    counter: int


def vanished(now: Came, before: Came, movement: Fraction) -> Seen:
    """Counter dossiers missing against as many days before, less what came online
    more. `movement`: received in the whole now / before, which is not the unit's."""
    fewer = before.counter * movement - now.counter
    more = max(now.online - before.online * movement, Fraction(0))
    missing = max(int(fewer - more), 0)
    expected = int(before.received * movement)
    return Seen(missing, expected, before.received, before.received)


@dataclass(frozen=True)
class Stop:
    """A target that was passed: received and online in the days up to that day, and
    since."""

    before: tuple[int, int]
    since: tuple[int, int]


def passed(days: Sequence[tuple[int, int]], target: Fraction, span: int) -> Stop | None:
    """The last time that the share of all days so far went from below `target` to it
    or above; None where it never did. `days`: (received, online) by day, from the
    start of the window; `span`: days up to that day that are looked at."""
    received = online = 0
    crossing, below = None, True
    for place, (more_received, more_online) in enumerate(days):
        received, online = received + more_received, online + more_online
        above = received > 0 and online >= target * received
        if above and below and place:
            crossing = place
        below = not above
    if crossing is None:
        return None
    return Stop(
        _sum(days[max(crossing - span + 1, 0) : crossing + 1]),
        _sum(days[crossing + 1 :]),
    )


def _sum(days: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(day[0] for day in days), sum(day[1] for day in days)


def stopped(days: Sequence[tuple[int, int]], target: Fraction, limits: Limits) -> Seen:
    """Whether far fewer dossiers came online since the target was passed than in the
    days up to it: `found` then is how many fewer than at the share before. `days`:
    (received, online) by day, from the start of the window."""
    stop = passed(days, target, int(limits["days"]))
    if stop is None or not stop.before[0]:
        return Seen()
    since, online = stop.since
    share = Fraction(stop.before[1], stop.before[0])
    if not since or since < limits["least"]:
        return Seen(0, since, 1, 1)
    if share - Fraction(online, since) < limits["drop"]:
        return Seen(0, since, 1, 1)
    return Seen(int(share * since) - online, since, 1, 1)


def bunched(gaps: Sequence[Fraction], width: Fraction) -> tuple[int, int]:
    """How many units stand less than `width` below their target, and how many from
    it to less than `width` above. `gaps`: value - target of each unit."""
    return (
        sum(1 for gap in gaps if -width <= gap < 0),
        sum(1 for gap in gaps if 0 <= gap < width),
    )

"""Manipulations planted at a few units, so that signals have something to find.

Everything here is invented, as the whole city is. Each signal is planted strongly,
less strongly and hardly at all: what is missed then is part of what is measured
(docs/signals.md). The shares are of the dossiers that the signal is counted among.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from demo.cast import Cast
from demo.dossiers import COUNTER, ONLINE, Dossiers
from demo.ordinary import CITIZEN, KIOSK, OFFICER, Draft, chance, seconds, sign_at_once
from demo.place import Flags, Place, dice
from demo.rollout import FULL, Whole

START = np.datetime64("2025-07-01", "D")
DEADLINE = np.datetime64("2025-07-30", "D")

# Signal -> how strongly at each of its units.
STRENGTHS: dict[str, tuple[float, ...]] = {
    "one_reference": (0.50, 0.25, 0.08),
    "reentered": (0.30, 0.12, 0.03),
    "submitted_after": (0.40, 0.12, 0.03),
    "resubmitted": (0.20, 0.08, 0.02),
    "vanished": (0.60, 0.40),
    "taken_out": (0.08, 0.04, 0.005),
    "deadline_burst": (0.60, 0.35),
    "stopped": (0.95, 0.90),
    "counter_visit": (0.98, 0.90, 0.60),
    "too_fast": (0.40, 0.12, 0.03),
    "same_second": (0.50, 0.20, 0.03),
    # Not a signal: completions asked for while the online share rises.
    "hollow": (0.25, 0.15),
}


def planted(seed: int, cast: Cast) -> dict[str, list[int]]:
    """Signal -> the positions of the units where it is planted. Only units whose days
    are complete take part; most play two parts."""
    random = dice(seed, "planted")
    whole = cast.plain[cast.lag[cast.plain] == 0]
    whole = np.setdiff1d(
        whole, np.concatenate([cast.level_unsaid, cast.double_reporter])
    )
    chosen = random.permutation(whole)[:16]
    found: dict[str, list[int]] = {}
    place = 0
    for signal, strengths in STRENGTHS.items():
        found[signal] = [
            int(chosen[(place + n) % chosen.size]) for n in range(len(strengths))
        ]
        place += len(strengths)
    return found


def plant(
    seed: int, place: Place, cast: Cast, dossiers: Dossiers, until: date
) -> Dossiers:
    """`dossiers` with every manipulation planted; the other units' stay as they are."""
    random = dice(seed, "integrity")
    draft = Draft.of(dossiers)
    last = np.datetime64(until, "D")
    gone = np.zeros(len(dossiers), dtype=bool)
    for signal, units in planted(seed, cast).items():
        for unit, strength in zip(units, STRENGTHS[signal], strict=True):
            rows = draft.where(unit, draft["code_day"] >= START)
            here = _Here(random, draft, rows, strength, last)
            if signal == "vanished":
                gone[_vanish(here)] = True
            elif rows.size:
                _PLANTS[signal](here)
    return draft.done().take(~gone)


@dataclass(frozen=True)
class _Here:
    """One manipulation at one unit: its rows from the start on, and how strongly."""

    random: np.random.Generator
    draft: Draft
    rows: Whole
    strength: float
    last: np.datetime64

    def part(self, of: Flags) -> Whole:
        """A random part of the unit's rows that fit."""
        fitting = self.rows[of[self.rows]]
        return fitting[chance(self.random, fitting.size, self.strength)]


def _vanish(here: _Here) -> Whole:
    draft, last = here.draft, here.last
    recent = (draft["code_day"] > last - np.timedelta64(14, "D")) & ~draft.online
    return here.part(recent)


def _one_reference(here: _Here) -> None:
    """The fullest days, until they make the share."""
    draft, rows, strength = here.draft, here.rows, here.strength
    online = rows[draft.online[rows]]
    days, sizes = np.unique(draft["code_day"][online], return_counts=True)
    fullest = days[np.argsort(-sizes, kind="stable")]
    enough = np.cumsum(np.sort(sizes)[::-1]) < strength * online.size
    chosen = online[np.isin(draft["code_day"][online], fullest[: enough.sum() + 1])]
    draft["reference"][chosen] = 90_000 + draft["unit"][chosen]
    draft["submitter"][chosen] = CITIZEN


def _reentered(here: _Here) -> None:
    """Online dossiers come minutes after a counter dossier of their procedure."""
    random, draft, rows = here.random, here.draft, here.rows
    counters: dict[tuple[int, object], list[int]] = {}
    for row in rows[draft["channel"][rows] == COUNTER].tolist():
        key = (int(draft["procedure"][row]), draft["code_day"][row])
        counters.setdefault(key, []).append(row)
    for row in here.part(draft.online).tolist():
        key = (int(draft["procedure"][row]), draft["code_day"][row])
        if counters.get(key):
            twin = counters[key].pop()
            own = np.array([row])
            after = draft["received"][[twin]] + seconds(random, 1, 120, 1_500)
            draft.receive_at(own, after)
            draft["reference"][row] = draft["reference"][twin]
            draft["submitter"][row] = CITIZEN


def _submitted_after(here: _Here) -> None:
    random, draft = here.random, here.draft
    chosen = here.part(draft.online)
    late = seconds(random, chosen.size, 600, 5_400)
    draft["submitted"][chosen] = draft["received"][chosen] + late


def _resubmitted(here: _Here) -> None:
    """Each chosen dossier replaces the one before it of the same procedure."""
    random, draft, rows, strength = here.random, here.draft, here.rows, here.strength
    order = rows[np.lexsort((draft["received"][rows], draft["procedure"][rows]))]
    first, later = order[:-1], order[1:]
    same = draft["procedure"][first] == draft["procedure"][later]
    chosen = same & chance(random, later.size, strength)
    draft["replaces"][later[chosen]] = draft["number"][first[chosen]]
    draft["replaces_day"][later[chosen]] = draft["code_day"][first[chosen]]
    draft["reference"][later[chosen]] = draft["reference"][first[chosen]]


def _taken_out(here: _Here) -> None:
    """The second export deletes them (demo/corrections.py)."""
    draft, last = here.draft, here.last
    settled = ~draft.online & (draft["code_day"] < last)
    draft["deleted"][here.part(settled)] = True


def _deadline_burst(here: _Here) -> None:
    """What came online in the week before is received on the day of the deadline."""
    draft, last = here.draft, here.last
    if last < DEADLINE:
        return
    day = draft["code_day"]
    week = (day < DEADLINE) & (day > DEADLINE - np.timedelta64(7, "D"))
    chosen = here.part(draft.online & week)
    hour = draft["received"][chosen] - day[chosen]
    draft.receive_at(chosen, DEADLINE.astype("datetime64[s]") + hour)


def _stopped(here: _Here) -> None:
    """Counter dossiers are made online ones until six in ten are; then it stops."""
    random, draft, rows, strength = here.random, here.draft, here.rows, here.strength
    order = rows[np.argsort(draft["received"][rows], kind="stable")]
    online = draft.online[order]
    slow = draft["code_day"][order] < START + np.timedelta64(3, "D")
    raised = online | (~slow & chance(random, order.size, strength))
    share = np.cumsum(raised) / (np.arange(order.size) + 1)
    passed = np.flatnonzero((share >= 0.605) & ~slow & (np.arange(order.size) > 50))
    end = int(passed[0]) + 1 if passed.size else order.size
    turned = order[:end][raised[:end] & ~online[:end]]
    draft["channel"][turned] = ONLINE
    draft["submitter"][turned] = CITIZEN
    draft["submitted"][turned] = draft["received"][turned] - np.timedelta64(900, "s")


def _counter_visit(here: _Here) -> None:
    random, draft = here.random, here.draft
    full = draft.online & (draft["level"] == FULL)
    chosen = here.part(full)
    draft["submitter"][chosen] = np.where(
        chance(random, chosen.size, 0.7), OFFICER, KIOSK
    )


def _too_fast(here: _Here) -> None:
    random, draft = here.random, here.draft
    chosen = here.part(draft.finished)
    draft.end_at(
        chosen, draft["received"][chosen] + seconds(random, chosen.size, 3, 90)
    )


def _same_second(here: _Here) -> None:
    draft = here.draft
    chosen = here.part(draft.finished)
    days = draft["finished"][chosen].astype("datetime64[D]")
    for day in np.unique(days):
        sign_at_once(draft, chosen[days == day])


def _hollow(here: _Here) -> None:
    draft, last = here.draft, here.last
    recent = draft["code_day"] > last - np.timedelta64(7, "D")
    draft["supplements"][here.part(recent)] += 1


_PLANTS: dict[str, Callable[[_Here], None]] = {
    "one_reference": _one_reference,
    "reentered": _reentered,
    "submitted_after": _submitted_after,
    "resubmitted": _resubmitted,
    "taken_out": _taken_out,
    "deadline_burst": _deadline_burst,
    "stopped": _stopped,
    "counter_visit": _counter_visit,
    "too_fast": _too_fast,
    "same_second": _same_second,
    "hollow": _hollow,
}

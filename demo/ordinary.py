"""What happens everywhere without anybody gaming: citizens who come twice, clocks that
differ, results signed in batches, a mobile team's day. Signals must not take this for
more than it is; how often they do is measured (docs/signals.md)."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from demo.cast import Cast
from demo.dossiers import ONLINE, Dossiers
from demo.handling import FINISHED, RETURNED, WITHDRAWN
from demo.place import Flags, Place, dice
from demo.rollout import FULL, Whole

# Shares of dossiers, made up for the demo.
CAME_AGAIN, CLOCKS_DIFFER, DONE_AT_ONCE = 0.03, 0.01, 0.008
# Units that had a mobile team, and units where a kiosk hands in nearly everything.
TEAMS, KIOSK_UNITS = 6, 3
CITIZEN, OFFICER, KIOSK, PROXY = range(4)


@dataclass
class Draft:
    """Dossiers that are still being made up: arrays of its own, written into."""

    now: dict[str, np.ndarray]

    @classmethod
    def of(cls, dossiers: Dossiers) -> Draft:
        named = {f.name: getattr(dossiers, f.name).copy() for f in fields(Dossiers)}
        return cls(named)

    def done(self) -> Dossiers:
        return Dossiers(**self.now)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.now[name]

    def where(self, unit: int, condition: Flags) -> Whole:
        """The rows of one unit that meet a condition."""
        return np.flatnonzero((self["unit"] == unit) & condition)

    @property
    def online(self) -> Flags:
        return np.asarray(self["channel"] == ONLINE)

    @property
    def finished(self) -> Flags:
        done = np.isin(self["status"], (FINISHED, RETURNED))
        return np.asarray(done & ~np.isnat(self["finished"]))

    def end_at(self, rows: Whole, moment: np.ndarray) -> None:
        """Finish `rows` at a moment; nothing is handed over before."""
        self["finished"][rows] = moment
        self["returned"][rows] = np.maximum(self["returned"][rows], moment)
        known = ~np.isnat(self["returned"][rows])
        self["updated"][rows[known]] = self["returned"][rows[known]]

    def receive_at(self, rows: Whole, moment: np.ndarray) -> None:
        """Receive `rows` at a moment; what came after stays after."""
        self["received"][rows] = moment
        self["submitted"][rows] = moment - np.timedelta64(900, "s")
        late = self["finished"][rows] < moment + np.timedelta64(900, "s")
        self.end_at(rows[late], moment[late] + np.timedelta64(900, "s"))


def chance(random: np.random.Generator, size: int, share: float) -> Flags:
    """Which of `size` are chosen, each with this chance."""
    return np.asarray(random.random(size) < share)


def seconds(random: np.random.Generator, size: int, low: int, high: int) -> np.ndarray:
    """Spans of `low` to `high` seconds."""
    return random.integers(low, high, size).astype("timedelta64[s]")


def ordinary(seed: int, place: Place, cast: Cast, dossiers: Dossiers) -> Dossiers:
    """`dossiers` with the accidents of ordinary life; what counts stays as it is."""
    random = dice(seed, "ordinary")
    draft = Draft.of(dossiers)
    _come_again(random, draft)
    _withdraw_and_return(random, draft)
    _clocks(random, draft)
    _batches(random, draft, place.units.size)
    helped = random.permutation(cast.plain)
    _teams(random, draft, helped[:TEAMS])
    _kiosks(random, draft, helped[TEAMS : TEAMS + KIOSK_UNITS])
    return draft.done()


def _come_again(random: np.random.Generator, draft: Draft) -> None:
    """A citizen has two errands: the next dossier of the unit's day is theirs too."""
    unit, day = draft["unit"], draft["code_day"]
    again = chance(random, unit.size, CAME_AGAIN) & (draft["reference"] >= 0)
    again[1:] &= (unit[1:] == unit[:-1]) & (day[1:] == day[:-1])
    again[0] = False
    rows = np.flatnonzero(again)
    own = ~np.isin(draft["submitter"][rows - 1], (OFFICER, KIOSK, PROXY))
    rows = rows[own & (draft["reference"][rows - 1] >= 0)]
    draft["reference"][rows] = draft["reference"][rows - 1]


def _withdraw_and_return(random: np.random.Generator, draft: Draft) -> None:
    """Most who withdraw hand in again within days."""
    key = draft["unit"] * 10_000 + draft["procedure"]
    order = np.lexsort((draft["received"], key))
    first, later = order[:-1], order[1:]
    again = (draft["status"][first] == WITHDRAWN) & (key[first] == key[later])
    again &= chance(random, first.size, 0.6) & (draft["reference"][first] >= 0)
    draft["reference"][later[again]] = draft["reference"][first[again]]


def _clocks(random: np.random.Generator, draft: Draft) -> None:
    rows = np.flatnonzero(
        draft.online & chance(random, len(draft.online), CLOCKS_DIFFER)
    )
    late = seconds(random, rows.size, 60, 900)
    draft["submitted"][rows] = draft["received"][rows] + late
    quick = np.flatnonzero(
        draft.finished & chance(random, len(draft.online), DONE_AT_ONCE)
    )
    soon = draft["received"][quick] + seconds(random, quick.size, 40, 300)
    draft.end_at(quick, soon)


def _batches(random: np.random.Generator, draft: Draft, units: int) -> None:
    """Each unit signs a few results at once, now and then."""
    for unit in range(units):
        rows = draft.where(unit, draft.finished)
        for size in random.poisson(7, 2):
            if rows.size > size > 1:
                start = random.integers(0, rows.size - size)
                sign_at_once(draft, rows[start : start + size])


def sign_at_once(draft: Draft, rows: Whole) -> None:
    """Finish `rows` in one second: the last of their own."""
    end = np.maximum(draft["finished"][rows].max(), draft["received"][rows].max())
    draft.end_at(rows, np.full(rows.size, end))


def _teams(random: np.random.Generator, draft: Draft, units: Whole) -> None:
    """A mobile team hands in what comes on a day, through one account."""
    for unit in units.tolist():
        rows = draft.where(unit, draft.online)
        days = draft["code_day"][rows]
        found, sizes = np.unique(days, return_counts=True)
        if not found.size:
            continue
        team = rows[np.isin(days, found[np.argsort(sizes)[-2:]])]
        draft["reference"][team] = 1 + unit * 40 + 39
        draft["submitter"][team] = KIOSK


def _kiosks(random: np.random.Generator, draft: Draft, units: Whole) -> None:
    for unit in units.tolist():
        full = draft.online & (draft["level"] == FULL)
        rows = draft.where(unit, full)
        draft["submitter"][rows[chance(random, rows.size, 0.8)]] = KIOSK

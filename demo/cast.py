"""Who plays which part: the commune without data, the late ones, the replaced Chair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demo.place import Place, dice

Units = NDArray[np.int64]
Days = NDArray[np.int64]


@dataclass(frozen=True)
class Cast:
    """Positions of units. `lag` is, by unit, how many last days have not arrived;
    `caught_up` are late units whose rows come with the corrections."""

    empty: Units
    counts_only: Units
    level_unsaid: Units
    double_reporter: Units
    caught_up: Units
    replaced: Units
    acting: Units
    lag: Days

    @property
    def without_dossiers(self) -> Units:
        return np.concatenate([self.empty, self.counts_only])

    @property
    def plain(self) -> Units:
        """Units whose dossiers are complete or nearly so."""
        everyone = np.arange(self.lag.size)
        return np.setdiff1d(everyone, self.without_dossiers)


def choose_cast(seed: int, place: Place) -> Cast:
    """The parts for this seed; no unit plays two that contradict each other."""
    random = dice(seed, "cast")
    communes = random.permutation(np.flatnonzero(place.unit_kinds == "commune"))
    wards = random.permutation(np.flatnonzero(place.unit_kinds == "ward"))
    late = np.concatenate([communes[3:7], wards[1:3]])
    lag = np.zeros(place.units.size, dtype=np.int64)
    lag[late] = [2, 3, 5, 8, 2, 4]
    chairs = random.permutation(place.units.size)
    return Cast(
        empty=communes[:1],
        counts_only=communes[1:3],
        level_unsaid=wards[:1],
        double_reporter=wards[3:4],
        caught_up=late[[1, 4]],
        replaced=chairs[:9],
        acting=chairs[9:14],
        lag=lag,
    )

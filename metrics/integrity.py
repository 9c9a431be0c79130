"""What a reader is told of signals: a unit's figures with and without the part that is
looked at, and what a reviewer said of it. Official numbers are the first ones, always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from metrics.questions import Plan
from metrics.signals import BY_KEY, Limits, Seen, Signal
from metrics.windows import Window

# What a reviewer may say. Under "open" it is still looked at.
VERDICTS = ("open", "legitimate_help", "data_fault", "misuse")
# The headlines that are shown with and without.
HEADLINES = ("online_dossiers", "e2e_dossiers", "on_time")


@dataclass(frozen=True)
class Beside:
    """One indicator with all that counts, and without `dossiers` of them. `estimate`:
    the dossiers are no rows but a number that is missing."""

    indicator: str
    numerator: int | None
    denominator: int | None
    without_numerator: int | None
    without_denominator: int | None
    dossiers: int = 0
    estimate: bool = False

    @property
    def value(self) -> Fraction | None:
        return _share(self.numerator, self.denominator)

    @property
    def without(self) -> Fraction | None:
        return _share(self.without_numerator, self.without_denominator)

    @property
    def worth(self) -> Fraction | None:
        """value - without, a share: what the part looked at adds."""
        if self.value is None or self.without is None:
            return None
        return self.value - self.without


def _share(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or not denominator or denominator < 0:
        return None
    return Fraction(numerator, denominator)


@dataclass(frozen=True)
class Review:
    """What a reviewer said of one signal at one unit, of the days of `window`, when
    `found` dossiers were seen. `at`: a moment (UTC)."""

    signal: str
    unit_code: str
    window: Window
    verdict: str
    note: str
    who: str
    at: str
    found: int


def newest(
    reviews: tuple[Review, ...], window: Window
) -> dict[tuple[str, str], Review]:
    """Of each signal and unit the last review that speaks of a day of `window`.
    `reviews`: in the order they were given."""
    return {
        (one.signal, one.unit_code): one
        for one in reviews
        if (window.start is None or one.window.end >= window.start)
        and (one.window.start is None or one.window.start <= window.end)
    }


@dataclass(frozen=True)
class Judged:
    """One signal at one unit. `state`: see Signal.state."""

    signal: Signal
    unit_code: str
    unit_name: str
    name_en: str
    seen: Seen
    state: str
    review: Review | None = None
    beside: Beside | None = None

    @property
    def verdict(self) -> str:
        """ "" where nobody has said anything."""
        return self.review.verdict if self.review else ""

    @property
    def disputed(self) -> bool:
        """Whether its dossiers stand apart: judged so, or shown and not cleared."""
        return disputed(self.state, self.verdict)


def disputed(state: str, verdict: str) -> bool:
    """Whether the dossiers of a signal are left out of the number beside."""
    if verdict in ("data_fault", "misuse"):
        return True
    return state == "look" and verdict != "legitimate_help"


@dataclass(frozen=True)
class Alarms:
    """How often a signal shows where nothing was planted, measured on the demo city:
    `found` of `planted` units, and `false` of `without` units without planting."""

    planted: int
    found: int
    without: int
    false: int


@dataclass(frozen=True)
class Integrity:
    """All signals at all units of a window. `judged`: those that show or were judged,
    the heaviest first; `states`: signal -> state -> units; `whole`: the headlines of
    the whole with and without; `by_signal`: each signal's own headline of the whole
    without its dossiers alone; `bunching`: units just below and just above target."""

    plan: Plan | None
    window: str
    start: date | None
    as_of: date
    place: str
    judged: tuple[Judged, ...]
    states: Mapping[str, Mapping[str, int]]
    whole: tuple[Beside, ...]
    by_signal: Mapping[str, Beside]
    bunching: tuple[int, int] | None
    limits: Mapping[str, Limits]
    alarms: Mapping[str, Alarms] = field(default_factory=dict)

    def of(self, signal: str) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.signal.key == signal)


@dataclass(frozen=True)
class UnitIntegrity:
    """One unit: all its signals, its headlines with and without, all reviews. `leaf`:
    it has no units below it; only such are judged."""

    unit_code: str
    unit_name: str
    name_en: str
    start: date | None
    as_of: date
    judged: tuple[Judged, ...]
    besides: tuple[Beside, ...]
    reviews: tuple[Review, ...]
    limits: Mapping[str, Limits]
    leaf: bool = True

    @property
    def looks(self) -> tuple[Judged, ...]:
        """What shows or was judged."""
        return tuple(j for j in self.judged if j.state == "look" or j.verdict)

    def one(self, signal: str) -> Judged:
        return next(j for j in self.judged if j.signal is BY_KEY[signal])

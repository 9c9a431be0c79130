"""Signals judged by the thresholds, and figures with and without what they point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from board.known import Known
from board.signs import Signs, signs
from metrics.asking import Asked
from metrics.indicators import BY_KEY, Terms
from metrics.integrity import Beside, Judged, Review, disputed, newest
from metrics.limits import AllLimits
from metrics.questions import Question
from metrics.reading import UNKNOWN, Amount
from metrics.signals import SIGNALS, Seen, Signal
from store import reviews, signal_rows

# The indicator whose window, target and path the signals speak of.
LEADING = "online_dossiers"
Rows = pd.DataFrame


@dataclass(frozen=True)
class Examined:
    """What is seen of some units or all, and every review there is."""

    known: Known
    asked: Asked
    limits: AllLimits
    signs: Signs
    history: tuple[Review, ...]

    @classmethod
    def of(
        cls,
        known: Known,
        plan: str,
        window: str,
        as_of: date | None,
        limits: AllLimits,
        units: Sequence[str] | None = None,
    ) -> Examined:
        """UsageError for an unknown plan or window."""
        asked = known.resolve(Question(LEADING, plan, window, as_of=as_of))
        with known.db.read() as connection:
            history = reviews.reviews(connection)
        return cls(known, asked, limits, signs(known, asked, limits, units), history)

    @cached_property
    def said(self) -> Mapping[tuple[str, str], Review]:
        """The review that counts of each signal and unit."""
        return newest(self.history, self.asked.span)

    def seen(self, signal: Signal, code: str) -> Seen | None:
        return self.signs.seen[signal.key].get(code)

    def state(self, signal: Signal, code: str) -> str:
        return signal.state(self.seen(signal, code), self.limits[signal.key])

    def verdict(self, signal: Signal, code: str) -> str:
        said = self.said.get((signal.key, code))
        return said.verdict if said else ""

    @cached_property
    def states(self) -> dict[tuple[str, str], str]:
        """(signal, unit) -> state, of the units that have no children."""
        leaves = self.asked.childless(self.asked.tree.units)
        return {(s.key, code): self.state(s, code) for s in SIGNALS for code in leaves}

    @cached_property
    def rows(self) -> Rows:
        """The dossiers of signals that show or were judged, with a column a measure
        (0 or 1), a unit's in order."""
        every = self.signs.rows
        pairs = zip(every["signal"], every["unit_code"], strict=True)
        wanted = [
            self.states.get(pair) == "look" or pair in self.said for pair in pairs
        ]
        chosen = every[np.array(wanted, dtype=bool)]
        with self.known.db.read() as connection:
            counts = signal_rows.measured(connection, chosen["id"])
        return chosen.merge(counts, on="id")

    @cached_property
    def apart(self) -> Rows:
        """The rows of what stands apart: shown and not cleared, or judged so."""
        rows = self.rows
        pairs = zip(rows["signal"], rows["unit_code"], strict=True)
        said = self.said
        standing = [
            disputed(
                self.states.get(pair, ""), said[pair].verdict if pair in said else ""
            )
            for pair in pairs
        ]
        return rows[np.array(standing, dtype=bool)]

    def amounts(self, indicator: str) -> Mapping[str, Amount]:
        """An indicator at every unit in the window looked at."""
        plan = self.asked.plan.key if self.asked.plan else ""
        asked = self.known.resolve(Question(indicator, plan, as_of=self.asked.as_of))
        return self.known.amounts(asked, self.asked.span)

    def judged(self, signal: Signal, code: str, amount: Amount) -> Judged:
        """One signal at one unit; `amount`: its indicator there."""
        unit = self.asked.tree.units[code]
        seen = self.seen(signal, code) or Seen()
        state = self.state(signal, code)
        said = self.said.get((signal.key, code))
        beside = None
        if state == "look" or said:
            beside = self._own(signal, code, amount, seen)
        return Judged(signal, code, unit.name, unit.name_en, seen, state, said, beside)

    def _own(
        self, signal: Signal, code: str, amount: Amount, seen: Seen
    ) -> Beside | None:
        """The signal's headline at the unit without its own dossiers."""
        if signal.key == "vanished":
            return _with_missing(signal.indicator, amount, seen.found)
        if not signal.listed:
            return None
        return beside(signal.indicator, amount, of_units(self.rows_of(signal), (code,)))

    def rows_of(self, signal: Signal) -> Rows:
        return self.rows[self.rows["signal"] == signal.key]


def of_units(rows: Rows, codes: Iterable[str]) -> Rows:
    """The rows of some units."""
    return rows[rows["unit_code"].isin(list(codes))]


def beside(
    indicator: str, amount: Amount | None, rows: Rows, *, whole: bool = False
) -> Beside:
    """An indicator with all, and without the dossiers of `rows`, each once. What was
    taken out of a unit is put back; of the `whole` only what was deleted, for what
    moved still counts elsewhere in it."""
    amount = amount or UNKNOWN
    once = rows.drop_duplicates("id")
    if whole:
        once = once[(once["signal"] != "taken_out") | (once["knot"] == "")]
    sign = np.where(once["signal"] == "taken_out", -1, 1)
    about = BY_KEY[indicator]
    top, below = (_sum(once, sign, t) for t in (about.numerator, about.denominator))
    return Beside(
        indicator,
        amount.numerator,
        amount.denominator,
        None if amount.numerator is None else amount.numerator - top,
        None if amount.denominator is None else amount.denominator - below,
        len(once),
    )


def _sum(rows: Rows, sign: np.ndarray, terms: Terms) -> int:
    return sum(plus * int((rows[key] * sign).sum()) for key, plus in terms)


def _with_missing(indicator: str, amount: Amount, missing: int) -> Beside:
    """As if the missing counter dossiers had come."""
    below = amount.denominator
    return Beside(
        indicator,
        amount.numerator,
        below,
        amount.numerator,
        None if below is None else below + missing,
        missing,
        estimate=True,
    )

"""Dossiers of units by week, as they are compared (metrics/unusual.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from metrics.catalogue import LEVELS, Catalogue
from metrics.unusual import Numbers, Week

# Working days beyond which it is all the same how long a dossier took.
LONGEST = 60
_OFFERED = [LEVELS.index(level) for level in ("full", "partial", "online")]

Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True)
class UnitWeeks:
    """The weeks of a unit's history and the newest one, in order; `code` "" is the
    whole. `days`: how many working days each is worth; `received`, `online`: dossiers
    by week (rows) and procedure; `taken`: dossiers finished by week (rows) and working
    days that they took. `turned`: the procedures of which the share online is not
    comparable, as they were not offered alike in all these weeks."""

    code: str
    procedures: tuple[str, ...]
    days: tuple[float, ...]
    received: Numbers
    online: Numbers
    taken: Numbers
    turned: Collection[str] = ()

    def since(self, week: int) -> UnitWeeks:
        """Without the weeks before the number `week`."""
        return replace(
            self,
            days=self.days[week:],
            received=self.received[week:],
            online=self.online[week:],
            taken=self.taken[week:],
        )


@dataclass(frozen=True)
class Weeks:
    """What is compared: `weeks`, the newest last, and what each is worth in working
    days (`days`). `came`: unit_code, procedure_code, week (a number within `weeks`),
    received, online; `took`: unit_code, week (of finishing), took (working days, at
    most LONGEST), dossiers. `begun`: the first day with dossiers of each unit;
    `turned`: units and procedures of which the offer changed within the weeks."""

    weeks: Sequence[Week]
    days: tuple[float, ...]
    came: pd.DataFrame
    took: pd.DataFrame
    begun: Mapping[str, date]
    turned: Pairs = ()

    def units(self) -> Iterator[UnitWeeks]:
        """The whole, and each unit from the first whole week of its data on."""
        yield self._table("", self.came, self.took, {p for _, p in self.turned})
        turned: dict[str, set[str]] = {}
        for unit, procedure in self.turned:
            turned.setdefault(unit, set()).add(procedure)
        took = dict(iter(self.took.groupby("unit_code")))
        for name, own in self.came.groupby("unit_code", sort=True):
            code = str(name)
            ended = took.get(name, self.took[:0])
            unit_weeks = self._table(code, own, ended, turned.get(code, ()))
            before = sum(1 for week in self.weeks if week.first < self.begun[code])
            yield unit_weeks.since(before)

    def _table(
        self, code: str, came: pd.DataFrame, took: pd.DataFrame, turned: Iterable[str]
    ) -> UnitWeeks:
        places, procedures = pd.factorize(came["procedure_code"], sort=True)
        received, online = np.zeros((2, len(self.weeks), len(procedures)))
        np.add.at(received, (came["week"], places), came["received"])
        np.add.at(online, (came["week"], places), came["online"])
        taken = np.zeros((len(self.weeks), LONGEST + 1))
        np.add.at(taken, (took["week"], took["took"]), took["dossiers"])
        known = tuple(map(str, procedures))
        return UnitWeeks(
            code, known, self.days, received, online, taken, frozenset(turned)
        )


def took(
    ended: pd.DataFrame, weeks: Sequence[Week], holidays: Collection[date]
) -> pd.DataFrame:
    """Dossiers finished (unit_code; day, when they came; finished, the day; dossiers)
    as Weeks.took."""
    came, finished = (
        pd.to_datetime(ended[key]).to_numpy("datetime64[D]")
        for key in ("day", "finished")
    )
    off = np.array(sorted(holidays), dtype="datetime64[D]")
    days = np.clip(np.busday_count(came, finished, holidays=off), 0, LONGEST)
    starts = np.array([week.first for week in weeks], dtype="datetime64[D]")
    week = np.searchsorted(starts, finished, side="right") - 1
    # Days of a week that is left out, as one without a working day, belong to none.
    here = (week >= 0) & ((finished - starts[week]).astype(int) < 7)
    found = ended[["unit_code", "dossiers"]].assign(week=week, took=days)
    told: pd.DataFrame = found.loc[here]
    return told


def turned(catalogue: Catalogue, first: date, last: date) -> Pairs:
    """The units and procedures of which a service online began or ended between
    `first` and `last`: offered on some, not all, of the days in force."""
    days = np.minimum(catalogue.last, last.toordinal()) + 1
    days = np.maximum(days - np.maximum(catalogue.first, first.toordinal()), 0)
    pair = catalogue.unit * len(catalogue.procedures) + catalogue.procedure
    size = len(catalogue.units) * len(catalogue.procedures)
    in_force = np.bincount(pair, days, size)
    online = np.isin(catalogue.level, _OFFERED)
    offered = np.bincount(pair[online], days[online], size)
    found = np.flatnonzero((offered > 0) & (offered < in_force)).tolist()
    places = (divmod(at, len(catalogue.procedures)) for at in found)
    return frozenset((catalogue.units[u], catalogue.procedures[p]) for u, p in places)

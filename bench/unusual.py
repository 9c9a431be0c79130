"""`python -m bench.unusual`: how often weeks are told of where nothing is wrong.

The made-up city without any manipulation, in two editions: the limits of the checks
were chosen on the first, and what is kept in `ingest/unusual_alarms.csv` and told in
docs/checks.md is measured on the second, which nothing was fitted to. There faults are
planted in the newest weeks of some units, strongly, less strongly and hardly at all, to
see which are found.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from core.holidays import public_holidays
from core.reasons import UNUSUAL
from core.rules import shipped_rules
from demo.cast import choose_cast
from demo.dossiers import ONLINE, Dossiers, submit
from demo.handling import handle
from demo.ordinary import ordinary
from demo.place import Place, read_place
from demo.rollout import NONE, Rollout, plan_rollout
from demo.volumes import DOSSIERS_PER_DAY, arrive, ease
from ingest.described import ALARM_COLUMNS, ALARMS
from metrics.unlike import Looked, compare
from metrics.unusual import LEAST_WEEKS, Week, complete_weeks, days_worth
from metrics.weeks import LONGEST, Weeks, took

FIRST, UNTIL = date(2025, 6, 2), date(2025, 9, 21)
CHOSEN_ON, MEASURED_ON = 2025, 2027
# A week while online rises, one of quiet growth, and one with two days off.
PLANTED_IN = (date(2025, 7, 14), date(2025, 8, 11), date(2025, 9, 1))
HOLIDAYS = public_holidays("VN", FIRST.year, UNTIL.year)
# Each fault is planted at so many units, one in _EVERY, a third of them each strength.
_UNITS, _EVERY = 15, 8
OF = ("units", "procedures of units", "the whole", "procedures of the whole")
Measured = dict[tuple[str, str], Counter[str]]


@dataclass(frozen=True)
class City:
    """The city's dossiers from the day `first` on."""

    place: Place
    rollout: Rollout
    dossiers: Dossiers
    first: date

    @classmethod
    def of(cls, seed: int, first: date = FIRST, until: date = UNTIL) -> City:
        """One edition of the city, with the accidents of ordinary life alone."""
        place = read_place()
        cast = choose_cast(seed, place)
        rollout = plan_rollout(seed, place, ease(place))
        came = arrive(seed, place, first, until, DOSSIERS_PER_DAY)
        how = submit(seed, place, rollout, came, cast.level_unsaid)
        lived = ordinary(seed, place, cast, handle(seed, place, came, how, until))
        return cls(place, rollout, lived, first)

    def weeks(self, monday: date) -> Weeks:
        """What is compared once the week of `monday` is complete."""
        weeks = complete_weeks(self.first, monday + timedelta(days=6), HOLIDAYS)
        days, counts = np.unique(_day(self.dossiers.received), return_counts=True)
        return Weeks(
            weeks,
            days_worth(weeks, dict(zip(days.tolist(), counts.tolist(), strict=True))),
            self._came(weeks),
            took(self._ended(weeks), weeks, HOLIDAYS),
            dict.fromkeys(self.place.units.tolist(), self.first),
            self._turned(weeks),
        )

    def _came(self, weeks: Sequence[Week]) -> pd.DataFrame:
        day = _day(self.dossiers.received)
        found = []
        for number, week in enumerate(weeks):
            here = np.isin(day, np.array(week.days, dtype="datetime64[D]"))
            rows = self.dossiers.take(here)
            frame = pd.DataFrame(
                {
                    "unit_code": self.place.units[rows.unit],
                    "procedure_code": self.place.procedures[rows.procedure],
                    "week": number,
                    "received": 1,
                    "online": (rows.channel == ONLINE).astype(int),
                }
            )
            found.append(frame)
        keys = ["unit_code", "procedure_code", "week"]
        return pd.concat(found).groupby(keys, as_index=False).sum()

    def _ended(self, weeks: Sequence[Week]) -> pd.DataFrame:
        ended = _day(self.dossiers.finished)
        span = np.array([weeks[0].first, weeks[-1].last], dtype="datetime64[D]")
        rows = self.dossiers.take((ended >= span[0]) & (ended <= span[1]))
        frame = pd.DataFrame(
            {
                "unit_code": self.place.units[rows.unit],
                "day": _day(rows.received),
                "finished": _day(rows.finished),
            }
        )
        keys = ["unit_code", "day", "finished"]
        return (
            frame.groupby(keys, as_index=False)
            .size()
            .rename(columns={"size": "dossiers"})
        )

    def _turned(self, weeks: Sequence[Week]) -> set[tuple[str, str]]:
        unit, procedure = np.indices(self.rollout.online_from.shape)
        span = range(weeks[0].first.toordinal(), weeks[-1].last.toordinal() + 1)
        offered = sum(
            self.rollout.level(unit, procedure, np.full(unit.shape, day)) > NONE
            for day in span
        )
        part = np.nonzero((offered > 0) & (offered < len(span)))
        units, procedures = self.place.units, self.place.procedures
        return {(str(units[u]), str(procedures[p])) for u, p in zip(*part, strict=True)}


def _day(moments: np.ndarray) -> np.ndarray:
    return moments.astype("datetime64[D]")


# --- faults ------------------------------------------------------------------------

Fault = Callable[[Weeks, str, float], Weeks]


def lose(weeks: Weeks, unit: str, part: float) -> Weeks:
    """A part of the newest week's dossiers never arrives."""
    return _newest(
        weeks,
        unit,
        lambda rows: rows.assign(
            received=(rows["received"] * (1 - part)).round(),
            online=(rows["online"] * (1 - part)).round(),
        ),
    )


def turn(weeks: Weeks, unit: str, part: float) -> Weeks:
    """A part of the counter dossiers is put down as online."""
    return _newest(
        weeks,
        unit,
        lambda rows: rows.assign(
            online=rows["online"] + ((rows["received"] - rows["online"]) * part).round()
        ),
    )


def recode(weeks: Weeks, unit: str, part: float) -> Weeks:
    """A part of each procedure is put down under the one with most dossiers."""

    def moved(rows: pd.DataFrame) -> pd.DataFrame:
        most = rows["received"].idxmax()
        away = (rows["received"] * part).round().drop(most)
        rows = rows.assign(received=rows["received"].sub(away, fill_value=0))
        rows.loc[most, "received"] += away.sum()
        return rows

    return _newest(weeks, unit, moved)


def delay(weeks: Weeks, unit: str, part: float) -> Weeks:
    """A part of what was finished took three working days more."""
    late = (weeks.took["unit_code"] == unit) & (weeks.took["week"] == _last(weeks))
    rows = weeks.took[late]
    slower = rows.assign(
        dossiers=rows["dossiers"] * part, took=np.minimum(rows["took"] + 3, LONGEST)
    )
    rest = rows.assign(dossiers=rows["dossiers"] * (1 - part))
    return replace(weeks, took=pd.concat([weeks.took[~late], rest, slower]))


# Check -> a fault that it is to find, and the strengths of it.
FAULTS: dict[str, tuple[Fault, tuple[float, float, float]]] = {
    "unusual_volume": (lose, (0.6, 0.4, 0.2)),
    "unusual_share": (turn, (0.4, 0.2, 0.1)),
    "unusual_mix": (recode, (0.4, 0.2, 0.1)),
    "unusual_speed": (delay, (0.6, 0.3, 0.1)),
}


def _last(weeks: Weeks) -> int:
    return len(weeks.weeks) - 1


def _newest(
    weeks: Weeks, unit: str, change: Callable[[pd.DataFrame], pd.DataFrame]
) -> Weeks:
    here = (weeks.came["unit_code"] == unit) & (weeks.came["week"] == _last(weeks))
    changed = pd.concat([weeks.came[~here], change(weeks.came[here])])
    return replace(weeks, came=changed)


# --- what is told ------------------------------------------------------------------


def told(weeks: Weeks) -> Iterator[tuple[Looked, bool]]:
    """Every comparison by the checks as shipped, and whether it is told."""
    rules = {key: shipped_rules()[key] for key in UNUSUAL}
    least = {key: rule.least or 0 for key, rule in rules.items()}
    for one in compare(weeks.units(), least):
        yield one, one.compared.times > (rules[one.check].limit or 0)


def alarms(weeks: Weeks) -> Measured:
    """(check, of) -> comparisons without any fault, and how many are told."""
    counts: Measured = {}
    for one, far in told(weeks):
        of = OF[2 * (not one.unit) + bool(one.procedure)]
        counts.setdefault((one.check, of), Counter()).update(compared=1, told=int(far))
    return counts


def found(weeks: Weeks) -> dict[str, Counter[str]]:
    """By check: at how many units its fault was planted with each strength, and at how
    many of them it is found."""
    planted: dict[tuple[str, str], int] = {}
    for offset, (check, (fault, strengths)) in enumerate(FAULTS.items()):
        for at, unit in enumerate(sorted(weeks.begun)[offset::_EVERY][:_UNITS]):
            planted[check, unit] = at % len(strengths)
            weeks = fault(weeks, unit, strengths[at % len(strengths)])
    seen = {(one.check, one.unit) for one, far in told(weeks) if far}
    counts = {check: Counter(planted=_UNITS // 3) for check in FAULTS}
    for (check, unit), at in planted.items():
        counts[check][("strong", "middle", "weak")[at]] += (check, unit) in seen
    return counts


def mondays() -> list[date]:
    """Of every week with enough before it."""
    weeks = (UNTIL - FIRST).days // 7 + 1
    return [FIRST + timedelta(weeks=at) for at in range(LEAST_WEEKS, weeks)]


def measure(seed: int) -> Measured:
    """All weeks of an edition that have enough before them, without faults; and what
    is found of those planted in PLANTED_IN."""
    city = City.of(seed)
    total: Measured = {}
    for monday in mondays():
        here = city.weeks(monday)
        for key, counts in alarms(here).items():
            total.setdefault(key, Counter()).update(counts)
        if monday in PLANTED_IN:
            for check, counts in found(here).items():
                total[check, OF[0]].update(counts)
    return total


def main() -> int:
    """Measure, print and keep."""
    for seed in (CHOSEN_ON, MEASURED_ON):
        measured = measure(seed)
        keys = [
            (check, of) for check in UNUSUAL for of in OF if (check, of) in measured
        ]
        rows = [{"check": key[0], "of": key[1], **measured[key]} for key in keys]
        print(seed, pd.DataFrame(rows).to_string(), sep="\n")
    with ALARMS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ALARM_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())

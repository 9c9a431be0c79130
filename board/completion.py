"""Which recent days are provisional."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from board.whole import WHOLE
from metrics.asking import Asked
from metrics.completion import Provisional, expect, learn, provisional
from metrics.facts import Facts
from metrics.measures import MEASURE_KEYS
from metrics.ranking import total
from metrics.reading import Amount
from metrics.windows import Window
from store import completion
from store.engine import Database

if TYPE_CHECKING:
    from board.known import Known

_RECEIVED = MEASURE_KEYS.index("received")


def provisional_days(db: Database, facts: Facts) -> Provisional | None:
    """The recent days up to the last with data that past days say are not complete;
    None without dossiers."""
    if not facts.cube.days:
        return None
    last, zone = facts.cube.days[-1], db.timezone
    with db.read() as connection:
        known_on = completion.known_on(connection, zone)
        if known_on is None:
            return None
        curve = learn(completion.arrivals(connection, zone, last), known_on)
    return provisional(curve, _received(facts), known_on, last)


def _received(facts: Facts) -> dict[date, int]:
    """Dossiers received in all on each day with data."""
    cube = facts.cube
    sums = cube.sums[:, :, _RECEIVED].sum(axis=0)
    counts = (sums[1:] - sums[:-1]).tolist()
    return dict(zip(cube.days, counts, strict=True))


def reaching(known: Known, asked: Asked) -> Provisional | None:
    """The provisional days, of a reading that counts dossiers and reaches them (or
    that cannot tell); None of any other."""
    if asked.indicator.basis == "catalogue":
        return None
    recent = known.provisional
    if recent is None:
        return None
    told = recent.curve is not None
    return recent if recent.reached_by(asked.as_of) or not told else None


def expected(
    known: Known, asked: Asked, periods: Iterable[tuple[date, date]]
) -> dict[tuple[str, date], int]:
    """What the denominators of each unit ("" is the whole) are expected to become, by
    unit and last day, for the periods that hold provisional days."""
    found: dict[tuple[str, date], int] = {}
    recent = known.provisional if asked.indicator.basis == "dossiers" else None
    if recent is None or not recent.days:
        return found
    more = {day: _more(known, asked, day, share) for day, share in recent.days.items()}
    for start, end in periods:
        days = [day for day in more if start <= day <= end]
        for code, amount in _amounts(known, asked, Window(start, end), days).items():
            added = [more[day].get(code, 0) for day in days]
            if None not in added:
                found[code, end] = amount + sum(n or 0 for n in added)
    return found


def _amounts(
    known: Known, asked: Asked, window: Window, days: list[date]
) -> dict[str, int]:
    """Denominators of a window by unit; {} where it holds none of the days."""
    amounts = _whole(known, asked, window) if days else {}
    return {code: amount.denominator or 0 for code, amount in amounts.items()}


def _more(
    known: Known, asked: Asked, day: date, share: Fraction
) -> dict[str, int | None]:
    """How many more are expected of a day, by unit; None where nothing tells it."""
    found: dict[str, int | None] = {}
    for code, amount in _whole(known, asked, Window(day, day)).items():
        below = amount.denominator or 0
        final = expect(below, share)
        found[code] = None if final is None else final - below
    return found


def _whole(known: Known, asked: Asked, window: Window) -> dict[str, Amount]:
    amounts = known.amounts(asked, window)
    return {**amounts, WHOLE: total(asked.tree, amounts)}


def recent(known: Known) -> Provisional | None:
    """The provisional days as known now; None without dossiers."""
    return known.provisional

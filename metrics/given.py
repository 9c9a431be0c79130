"""Two sources that both give dossiers of a unit, beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from metrics.windows import Window, periods


class Given(NamedTuple):
    """Dossiers received of one unit, procedure and day, as one source last said."""

    unit_code: str
    procedure_code: str
    day: date
    source: str
    received: int


@dataclass(frozen=True)
class Beside:
    """What two sources say of a unit ("" of all its procedures together) on days that
    both speak of; None where what was kept does not tell."""

    unit_code: str
    procedure_code: str
    start: date
    end: date
    first: str
    second: str
    said: int | None
    other: int | None


def beside(rows: Iterable[Given], untold: set[tuple[str, str]]) -> Iterator[Beside]:
    """For each unit and pair of sources, on the days from the later of their first to
    the earlier of their last ones: the unit together by month, and over all of these
    days each procedure of which they say otherwise. One line without figures where
    (unit, source) is `untold`."""
    units: dict[str, dict[str, list[Given]]] = {}
    for row in rows:
        units.setdefault(row.unit_code, {}).setdefault(row.source, []).append(row)
    for code in sorted(units):
        for first, second in combinations(sorted(units[code]), 2):
            both = units[code][first], units[code][second]
            window = _common(both)
            if window is None:
                continue
            if {(code, first), (code, second)} & untold:
                yield Beside(code, "", *window, first, second, None, None)
            else:
                yield from _figures(code, (first, second), both, window)


Days = tuple[date, date]
Pair = tuple[Sequence[Given], Sequence[Given]]


def _common(both: Pair) -> Days | None:
    start = max(min(row.day for row in rows) for rows in both)
    end = min(max(row.day for row in rows) for rows in both)
    return (start, end) if start <= end else None


def _figures(
    code: str, named: tuple[str, str], both: Pair, window: Days
) -> Iterator[Beside]:
    for start, end in periods("month", *window):
        said, other = (_by_procedure(rows, Window(start, end)) for rows in both)
        yield Beside(code, "", start, end, *named, said.total(), other.total())
    said, other = (_by_procedure(rows, Window(*window)) for rows in both)
    for procedure in sorted(said.keys() | other.keys()):
        if said[procedure] != other[procedure]:
            figures = said[procedure], other[procedure]
            yield Beside(code, procedure, *window, *named, *figures)


def _by_procedure(rows: Iterable[Given], window: Window) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        if window.holds(row.day, row.day):
            found[row.procedure_code] += row.received
    return found


def untold(
    unclear: Iterable[tuple[int, str, str]],
    loads: Mapping[str, Sequence[int]],
    units: Iterable[str],
) -> set[tuple[str, str]]:
    """(unit, source) where it cannot be told what a source left out and what it only
    repeated. `unclear`: (load, source, unit), unit "" for a load that may have repeated
    others anywhere; `loads`: source -> its loads that were not undone."""
    firsts = {source: min(numbers) for source, numbers in loads.items()}
    every = tuple(units)
    found = set()
    for number, source, unit in unclear:
        if unit:
            # Undone: only a later load can have said the same again.
            if any(later > number for later in loads.get(source, ())):
                found.add((unit, source))
        elif any(first < number for one, first in firsts.items() if one != source):
            found |= {(code, source) for code in every}
    return found

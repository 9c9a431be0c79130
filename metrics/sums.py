"""The arithmetic of a drill: its rows, their sum, and what reports add to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from metrics.indicators import Terms
from metrics.made_of import MadeOf
from metrics.plain import rows

Row = dict[str, Any]
Sum = dict[str, int | None]
PARTS = ("numerator", "denominator")


def parts_of(made: MadeOf) -> list[Row]:
    """The rows of a drill; of the catalogue one a procedure, with its `levels`."""
    found = rows(made.frame)
    if made.by != "service" or made.procedure_code:
        return found
    procedures: dict[str, list[Row]] = {}
    for row in found:
        procedures.setdefault(str(row["key"]), []).append(row)
    return [_one(group) for group in procedures.values()]


def entries_of(made: MadeOf) -> list[Row]:
    """The entries of the catalogue behind one procedure, those of the same level,
    days, decision and file as one row that counts its units."""
    same: dict[object, list[Row]] = {}
    for row in rows(made.frame):
        names = ("level", "valid_from", "valid_to", "decision", "load_id", "file")
        same.setdefault(tuple(str(row[name]) for name in names), []).append(row)
    return [_one(group) for group in same.values()]


def _one(group: list[Row]) -> Row:
    total = added(group)
    above, below = total["numerator"], total["denominator"]
    return group[0] | {
        **total,
        "value": above / below if below and above is not None else None,
        "levels": list(dict.fromkeys(str(row["level"] or "") for row in group)),
    }


def added(found: Iterable[Mapping[str, Any]]) -> Sum:
    """The sums of numerators and denominators over the rows that are known."""
    listed = list(found)

    def total(name: str) -> int | None:
        known = [int(row[name]) for row in listed if row[name] is not None]
        return sum(known) if known else None

    return {name: total(name) for name in PARTS}


def reported(made: MadeOf) -> Sum:
    """What the reports that count add to the rows; None where there are none. No
    report speaks of one day."""
    if made.counts.empty or made.day is not None:
        return dict.fromkeys(PARTS)
    top, below = made.reading.indicator.count_terms()
    return added(
        {"numerator": _sum(row, top), "denominator": _sum(row, below)}
        for row in rows(made.counts)
        if row["used"] == "counted"
    )


def number_of(made: MadeOf, procedure: str) -> dict[str, Any]:
    """The number of one procedure within `made`: its rows, and its own reports. Where
    the level is not known a unit is left out, as in every number, and not counted as
    one that does not offer it."""
    found = [row for row in rows(made.frame) if str(row["key"]) == procedure]
    found = [row for row in found if row["numerator"] is not None]
    own = made.counts
    if not own.empty:
        own = own[own["procedure_code"] == procedure]
    total = added([*found, reported(replace(made, counts=own))])
    above, below = total["numerator"], total["denominator"]
    return {**total, "value": above / below if below and above is not None else None}


def _sum(row: Row, terms: Terms) -> int | None:
    values = [(row.get(measure), sign) for measure, sign in terms]
    if any(value is None for value, _sign in values):
        return None
    return sum(int(value) * sign for value, sign in values if value is not None)

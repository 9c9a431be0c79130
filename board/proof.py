"""A number worked out again by a second path, never from what was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from board.known import Known
from board.made_of import units_of
from board.reports_used import counted_reports
from board.whole import one_root
from core.clock import moment_now
from metrics import proving
from metrics.asking import Asked
from metrics.passports import Proof
from metrics.proving import Pair
from metrics.questions import Question
from metrics.ranking import total
from store import proof as second

COLUMNS = ["unit_code", "unit_name", "numerator", "denominator", "from"]
_FROM = {"dossiers": "dossiers", "catalogue": "services", "both": "services"}


def proof(known: Known, question: Question, unit_code: str) -> Proof:
    """The number of a unit ("" is the whole) beside the same counted anew from the
    dossiers, services rows and reported cells themselves. Raises UsageError for an
    unknown unit."""
    asked = known.resolve(question)
    unit_code = one_root(asked, unit_code)
    units = units_of(asked, unit_code)
    amounts = known.amounts(asked, asked.span)
    shown = amounts[unit_code] if unit_code else total(asked.tree, amounts)
    own, origin = _own(known, asked, units)
    again = proving.total(asked.tree, unit_code, own)
    rows = [
        (code, asked.tree.units[code].name, *own[code], origin[code])
        for code in units
        if code in own
    ]
    return Proof(
        reading=known.reading(asked),
        numerator=shown.numerator,
        denominator=shown.denominator,
        again_numerator=again[0],
        again_denominator=again[1],
        counted=pd.DataFrame(rows, columns=COLUMNS, dtype=object),
        at=moment_now(),
    )


def _own(
    known: Known, asked: Asked, units: Sequence[str]
) -> tuple[dict[str, Pair], dict[str, str]]:
    """What each unit has itself, and from where."""
    basis = asked.indicator.basis
    if basis != "dossiers":
        own = _from_services(known, asked, units)
        return own, dict.fromkeys(own, _FROM[basis])
    return _from_dossiers(known, asked, units)


def _from_services(known: Known, asked: Asked, units: Sequence[str]) -> dict[str, Pair]:
    leaves = tuple(code for code in units if not asked.tree.children.get(code))
    with known.db.read() as connection:
        rows = second.services(connection, asked.as_of).to_dict("records")
        reached: set[tuple[str, str]] = set()
        counts: Mapping[str, object] = {}
        if asked.indicator.basis == "both":
            reached = second.used(connection, leaves, asked.span)
            counts = second.counted(connection, leaves, asked.span)
    offered = proving.levels(
        ({str(k): v for k, v in row.items()} for row in rows),
        [asked.tree.units[code] for code in leaves],
    )
    used: dict[str, set[str]] = {code: set() for code in counts}
    for code, procedure in reached:
        used[code].add(procedure)
    found = {
        code: proving.of_catalogue(asked.indicator, offered[code], used.get(code))
        for code in leaves
    }
    return {code: pair for code, pair in found.items() if pair is not None}


def _from_dossiers(
    known: Known, asked: Asked, units: Sequence[str]
) -> tuple[dict[str, Pair], dict[str, str]]:
    least = Fraction(str(known.rules.level_coverage))
    reports = _reports(known, asked, units)
    with known.db.read() as connection:
        counts = second.counted(connection, tuple(units), asked.span)
    own: dict[str, Pair] = {}
    origin: dict[str, str] = {}
    inside = set(units)
    for code in (code for code in asked.tree.bottom_up if code in inside):
        dossiers = proving.of_dossiers(asked.indicator, counts.get(code), least)
        below = any(one in own for one in asked.tree.below(code))
        told = None if below else proving.of_reports(asked.indicator, reports[code])
        pair = proving.together(dossiers, told)
        if pair is not None:
            own[code] = pair
            origin[code] = "dossiers" if dossiers is not None else "reports"
    return own, origin


def _reports(
    known: Known, asked: Asked, units: Sequence[str]
) -> dict[str, list[dict[str, int]]]:
    """The reported cells of each unit that count, read anew."""
    found: dict[str, list[dict[str, int]]] = {code: [] for code in units}
    if not asked.indicator.in_counts:
        return found
    uses = counted_reports(known, asked, units)
    cells = [c for rows in uses.values() for c, use in rows if use == "counted"]
    keys = [
        (c.unit_code, c.procedure_code, c.period_start, c.period_end) for c in cells
    ]
    with known.db.read() as connection:
        for cell, values in zip(cells, second.reported(connection, keys), strict=True):
            found[cell.unit_code].append(values)
    return found

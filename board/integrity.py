"""What is worth a look in the units' figures, and the figures without it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from board.alarms import measured_alarms
from board.examined import LEADING, Examined, beside, of_units
from board.known import Known
from board.thresholds import Thresholds
from core.errors import UsageError
from metrics.integrity import HEADLINES, Integrity, Judged, UnitIntegrity
from metrics.ranking import total
from metrics.reading import UNKNOWN, Amount
from metrics.signal_counts import bunched
from metrics.signals import BY_KEY, SIGNALS
from store import signal_rows


def integrity(
    known: Known, plan: str, window: str, as_of: date | None, thresholds: Thresholds
) -> Integrity:
    """All signals at all units. Raises UsageError for an unknown plan or window."""
    found = Examined.of(known, plan, window, as_of, thresholds.all())
    asked = found.asked
    roots = asked.tree.roots
    return Integrity(
        plan=asked.plan,
        window=asked.window,
        start=asked.start,
        as_of=asked.as_of,
        place=asked.tree.units[roots[0]].name if len(roots) == 1 else "",
        judged=_judged(found),
        states={
            s.key: Counter(st for (key, _), st in found.states.items() if key == s.key)
            for s in SIGNALS
        },
        whole=tuple(
            beside(key, _whole(found, key), found.apart, whole=True)
            for key in HEADLINES
        ),
        by_signal={
            s.key: beside(
                s.indicator, _whole(found, s.indicator), found.rows_of(s), whole=True
            )
            for s in SIGNALS
            if s.listed
        },
        bunching=_bunching(found),
        limits=found.limits,
        alarms=measured_alarms(),
    )


def _whole(found: Examined, indicator: str) -> Amount:
    return total(found.asked.tree, found.amounts(indicator))


def _judged(found: Examined) -> tuple[Judged, ...]:
    """Of units without children what shows or was judged, the heaviest first."""
    amounts = {key: found.amounts(key) for key in HEADLINES}
    judged = [
        found.judged(BY_KEY[key], code, amounts[BY_KEY[key].indicator][code])
        for (key, code), state in found.states.items()
        if state == "look" or (key, code) in found.said
    ]
    return tuple(sorted(judged, key=_weight))


def _weight(judged: Judged) -> tuple[float, int]:
    worth = judged.beside.worth if judged.beside else None
    return -abs(float(worth or 0)), -judged.seen.found


def _bunching(found: Examined) -> tuple[int, int] | None:
    """Units just below and just above their target of online dossiers."""
    asked, amounts = found.asked, found.amounts(LEADING)
    gaps = []
    for code in asked.childless(asked.tree.units):
        target, value = asked.target(asked.tree.units[code]), amounts[code].value
        if target is not None and value is not None:
            gaps.append(value - target.value)
    width = found.limits["stopped"]["width"]
    return bunched(gaps, width) if gaps else None


def unit_integrity(
    known: Known,
    code: str,
    plan: str,
    window: str,
    as_of: date | None,
    thresholds: Thresholds,
) -> UnitIntegrity:
    """One unit. Raises UsageError when there is no such unit on as-of."""
    found = Examined.of(known, plan, window, as_of, thresholds.all(), (code,))
    return _unit(found, code)


def _unit(found: Examined, code: str) -> UnitIntegrity:
    asked = found.asked
    unit = asked.tree.units.get(code)
    if unit is None:
        raise UsageError(
            "There is no unit “{code}” on {day}.",
            code=code,
            day=asked.as_of.isoformat(),
        )
    amounts = {key: found.amounts(key).get(code, UNKNOWN) for key in HEADLINES}
    apart = of_units(found.apart, (code,))
    return UnitIntegrity(
        unit_code=code,
        unit_name=unit.name,
        name_en=unit.name_en,
        start=asked.start,
        as_of=asked.as_of,
        judged=tuple(found.judged(s, code, amounts[s.indicator]) for s in SIGNALS),
        besides=tuple(beside(key, amounts[key], apart) for key in HEADLINES),
        reviews=tuple(r for r in reversed(found.history) if r.unit_code == code),
        limits=found.limits,
        leaf=not asked.tree.children.get(code),
    )


@dataclass(frozen=True)
class Evidence:
    """The dossiers a signal points at, at one unit: `frame` has the columns of
    store.signal_rows.EVIDENCE, `procedure_name` and `knot`, what ties a row to
    others."""

    unit: UnitIntegrity
    judged: Judged
    frame: pd.DataFrame


def evidence(
    known: Known,
    signal: str,
    code: str,
    plan: str,
    window: str,
    as_of: date | None,
    thresholds: Thresholds,
) -> Evidence:
    """Every dossier, those tied together beside each other. Raises UsageError for an
    unknown signal or unit."""
    if signal not in BY_KEY:
        raise UsageError("There is no signal “{signal}”.", signal=signal)
    found = Examined.of(known, plan, window, as_of, thresholds.all(), (code,))
    unit = _unit(found, code)
    rows = found.signs.rows
    own = rows[(rows["signal"] == signal) & (rows["unit_code"] == code)]
    with known.db.read() as connection:
        frame = signal_rows.evidence(connection, own["id"])
    names = known.procedures_on(found.asked.as_of)["name"]
    frame["procedure_name"] = frame["procedure_code"].map(names)
    tied = frame.merge(own[["id", "knot"]], on="id")
    ordered = tied.sort_values(["knot", "received_at", "dossier_code"])
    return Evidence(unit, unit.one(signal), ordered.reset_index(drop=True))

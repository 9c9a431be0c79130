"""A second path to a number, past the tallies and the resolved catalogue: dossiers
are counted anew with conditions of their own, written down here a second time.

Nothing here may be shared with store/rollup.py or metrics/measures.py: what is wrong
there would be wrong here too, and prove itself right.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import Connection, Date, TextClause, bindparam, text

from metrics.windows import Window
from store import bulk

_RECEIVED = "status NOT IN ('registered', 'refused')"
_DONE = "status IN ('finished', 'returned')"
_OFFERED = "level IN ('full', 'partial', 'online')"
# The measures of contract, section 4, among the received.
_COUNTS = {
    "received": "1 = 1",
    "online": "channel = 'online'",
    "post": "channel = 'post'",
    "full_online": "channel = 'online' AND level = 'full'",
    "level_unknown": "channel = 'online' AND level IN ('online', '')",
    "eligible": _OFFERED,
    "online_eligible": f"channel = 'online' AND {_OFFERED}",
    "full_eligible": "level = 'full'",
    "finished": _DONE,
    "due_known": f"{_DONE} AND timeliness <> ''",
    "on_time": f"{_DONE} AND timeliness = 'on_time'",
    "e_result": f"{_DONE} AND result_form IN ('electronic', 'both')",
    "fee_due": "fee_due = '1'",
    "paid_online": "fee_due = '1' AND paid_online = '1'",
}
_HERE = (
    "FROM dossier WHERE \"current\" AND deleted <> '1' AND day >= :first AND "
    f"day <= :last AND {_RECEIVED}"
)


def _days(statement: str, window: Window) -> TextClause:
    return text(statement).bindparams(
        bindparam("first", window.start or date.min, type_=Date),
        bindparam("last", window.end, type_=Date),
    )


def _one(units: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """One unit is looked up; of several every unit is counted in one pass."""
    return (
        (" AND unit_code = :unit", {"unit": units[0]}) if len(units) == 1 else ("", {})
    )


def counted(
    connection: Connection, units: tuple[str, ...], window: Window
) -> dict[str, dict[str, int]]:
    """Unit -> measure -> dossiers received at it in the window, counted row by row; of
    one unit, or of all where `units` are several."""
    sums = ", ".join(
        f'SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS "{measure}"'
        for measure, condition in _COUNTS.items()
    )
    where, values = _one(units)
    statement = f"SELECT unit_code, {sums} {_HERE}{where} GROUP BY unit_code"
    rows = connection.execute(_days(statement, window), values)
    return {
        unit: {name: int(n) for name, n in zip(_COUNTS, counts, strict=True)}
        for unit, *counts in rows
    }


def used(
    connection: Connection, units: tuple[str, ...], window: Window
) -> set[tuple[str, str]]:
    """The (unit, procedure) pairs with a dossier that came online in the window."""
    where, values = _one(units)
    statement = f"SELECT DISTINCT unit_code, procedure_code {_HERE}{where}"
    rows = connection.execute(
        _days(f"{statement} AND channel = 'online'", window), values
    )
    return {(unit, procedure) for unit, procedure in rows}


def services(connection: Connection, day: date) -> pd.DataFrame:
    """Every services row valid on `day`, as it was loaded: id, load_id,
    procedure_code, unit_code, unit_kind, online_level, valid_from."""
    statement = (
        "SELECT id, load_id, procedure_code, unit_code, unit_kind, online_level, "
        'valid_from FROM service WHERE "current" AND valid_from <= :last AND '
        "valid_to >= :last"
    )
    return bulk.read_frame(
        connection, text(statement).bindparams(bindparam("last", day, type_=Date))
    )


def reported(
    connection: Connection, cells: Iterable[tuple[str, str, date, date]]
) -> list[dict[str, int]]:
    """What each reported cell (unit, procedure, first and last day) says now: measure
    -> figure; in the order of `cells`."""
    statement = text(
        'SELECT measure, value FROM reported_count WHERE "current" AND value IS NOT '
        "NULL AND unit_code = :unit AND procedure_code = :procedure AND "
        "period_start = :first AND period_end = :last"
    ).bindparams(bindparam("first", type_=Date), bindparam("last", type_=Date))
    found = []
    for unit, procedure, first, last in cells:
        values = {"unit": unit, "procedure": procedure, "first": first, "last": last}
        rows = connection.execute(statement, values)
        found.append({measure: int(value) for measure, value in rows})
    return found

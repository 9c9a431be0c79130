"""What looks doubtful about a row that counts all the same: counted, never rejected.

They are the distortions known from real synchronisation code (domain notes, 4.3).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ingest.known import Known
from ingest.normalise import Batch
from ingest.times import Mask, Times

DOUBTS: dict[str, str] = {
    "returned_before_received": "The result was returned before the dossier came in.",
    "submitted_after_received": "The dossier was submitted after it was received.",
    "finished_without_time": "Finished, but it is not told when.",
    "paid_without_fee": "Paid online, but no fee was due.",
    "online_without_service": "Came online for a procedure not offered online.",
    "unknown_handling_unit": "The handling unit is not in the list of units.",
    "unknown_parent": "The parent unit is not in the list of units.",
    "unknown_successor": "A unit that took over is not in the list of units.",
    "period_not_over": "The period of the report is not over yet.",
}


def doubts(batch: Batch, good: Mask, known: Known) -> dict[str, int]:
    """Doubt -> number of good rows it fits; doubts that fit none are left out."""
    found = {name: int((rows & good).sum()) for name, rows in _seen(batch, known)}
    return {name: count for name, count in found.items() if count}


def _seen(batch: Batch, known: Known) -> list[tuple[str, Mask]]:
    by_kind: dict[str, Callable[[Batch, Known], list[tuple[str, Mask]]]] = {
        "dossiers": _of_dossiers,
        "units": _of_units,
        "counts": _of_counts,
    }
    look = by_kind.get(batch.kind.name)
    return look(batch, known) if look else []


def _has(batch: Batch, column: str, *words: str) -> Mask:
    if column not in batch.rows:
        return np.zeros(len(batch.rows), dtype=bool)
    return np.asarray(batch.rows[column].isin(words), dtype=bool)


def _later(batch: Batch, first: str, second: str) -> Mask:
    one, other = batch.times.get(first), batch.times.get(second)
    if one is None or other is None:
        return np.zeros(len(batch.rows), dtype=bool)
    return one.after(other)


def _time_known(times: Times | None, rows: int) -> Mask:
    return np.zeros(rows, dtype=bool) if times is None else times.known


def _of_dossiers(batch: Batch, known: Known) -> list[tuple[str, Mask]]:
    count = len(batch.rows)
    ends = _time_known(batch.times.get("finished_at"), count) | _time_known(
        batch.times.get("returned_at"), count
    )
    finished = _has(batch, "status", "finished", "returned")
    online = _has(batch, "channel", "online")
    paid = _has(batch, "paid_online", "1")
    return [
        ("returned_before_received", _later(batch, "received_at", "returned_at")),
        ("submitted_after_received", _later(batch, "submitted_at", "received_at")),
        ("finished_without_time", finished & ~ends),
        ("paid_without_fee", paid & ~_has(batch, "fee_due", "1")),
        ("online_without_service", online & _has(batch, "service_level", *_OFFLINE)),
        ("unknown_handling_unit", _unlisted(batch, "handling_unit_code", known.units)),
    ]


_OFFLINE = ("info", "none")


def _unlisted(batch: Batch, column: str, units: pd.DataFrame) -> Mask:
    if column not in batch.rows:
        return np.zeros(len(batch.rows), dtype=bool)
    asked = batch.rows[column]
    return np.asarray((asked != "") & ~asked.isin(units["code"]), dtype=bool)


def _of_units(batch: Batch, known: Known) -> list[tuple[str, Mask]]:
    listed = pd.concat([known.units[["code"]], batch.rows[["code"]].astype(object)])
    return [
        ("unknown_parent", _unlisted(batch, "parent_code", listed)),
        ("unknown_successor", _strange_successors(batch, listed)),
    ]


def _strange_successors(batch: Batch, units: pd.DataFrame) -> Mask:
    """Rows with a code in `replaced_by` that stands nowhere."""
    if "replaced_by" not in batch.rows:
        return np.zeros(len(batch.rows), dtype=bool)
    named = batch.rows["replaced_by"].str.split("|").explode().str.strip()
    strange = (named != "") & ~named.isin(units["code"])
    return np.asarray(strange.groupby(level=0).any(), dtype=bool)


def _of_counts(batch: Batch, known: Known) -> list[tuple[str, Mask]]:
    over = batch.times["period_end"].after_moment(known.now, known.zone)
    return [("period_not_over", over)]

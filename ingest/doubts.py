"""What looks doubtful about a row; what is done with it is data (rules.py).

They are the distortions known from real synchronisation code (domain notes, 4.3).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from core.reasons import DOUBTS
from ingest.known import Known
from ingest.normalise import Batch
from ingest.times import Mask, Times

__all__ = ["DOUBTS", "Seen", "doubts", "flagged", "seen", "stopping"]

Seen = list[tuple[str, Mask]]
# Fewer rows of a unit than this in one file prove no habit of its software.
_HABIT = 20
_OFFLINE = ("info", "none")
_TOLD = ["doubt", "unit_code", "procedure_code", "owner"]


def seen(batch: Batch, known: Known) -> Seen:
    """(check, rows it fits) for every check of the batch's kind that is not off."""
    by_kind: dict[str, Callable[[Batch, Known], Seen]] = {
        "dossiers": _of_dossiers,
        "units": _of_units,
        "counts": _of_counts,
    }
    look = by_kind.get(batch.kind.name)
    found = look(batch, known) if look else []
    return [(name, rows) for name, rows in found if known.rules[name].action != "off"]


def stopping(found: Seen, known: Known) -> Seen:
    """Of what was seen that which rejects a row or holds it back."""
    stops = ("reject", "hold")
    return [(name, rows) for name, rows in found if known.rules[name].action in stops]


def flagged(batch: Batch, good: Mask, known: Known, found: Seen) -> pd.DataFrame:
    """The good rows that are doubtful all the same, one row a doubt: line, and as
    categories doubt, unit_code, procedure_code ("": none is spoken of), owner."""
    flags = {
        name: np.flatnonzero(rows & good)
        for name, rows in found
        if known.rules[name].action == "flag"
    }
    flags = {name: at for name, at in flags.items() if at.size}
    if not flags:
        return pd.DataFrame(columns=["line", *_TOLD])
    unit = "code" if batch.kind.name == "units" else "unit_code"
    none = pd.Series("", index=batch.rows.index)
    procedures = batch.rows.get("procedure_code", none)
    at = np.concatenate(list(flags.values()))
    each = np.repeat(np.arange(len(flags)), [one.size for one in flags.values()])
    owners = [known.rules[name].owner for name in flags]
    return pd.DataFrame(
        {
            "line": batch.rows["line"].to_numpy(dtype="int64")[at],
            "doubt": pd.Categorical(list(flags))[each],
            "unit_code": pd.Categorical(batch.rows[unit])[at],
            "procedure_code": pd.Categorical(procedures)[at],
            "owner": pd.Categorical(owners)[each],
        }
    )


def doubts(batch: Batch, good: Mask, known: Known) -> dict[str, int]:
    """Doubt -> number of good rows it fits; doubts that fit none are left out."""
    found = {name: int((rows & good).sum()) for name, rows in seen(batch, known)}
    return {name: count for name, count in found.items() if count}


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


def _of_dossiers(batch: Batch, known: Known) -> Seen:
    count = len(batch.rows)
    at = _time_known(batch.times.get("finished_at"), count)
    ends = at | _time_known(batch.times.get("returned_at"), count)
    finished = _has(batch, "status", "finished", "returned")
    online = _has(batch, "channel", "online")
    paid = _has(batch, "paid_online", "1")
    told = "status" in batch.rows
    return [
        ("returned_before_received", _later(batch, "received_at", "returned_at")),
        ("submitted_after_received", _later(batch, "submitted_at", "received_at")),
        ("submitted_as_received", _copied(batch, known)),
        ("finished_without_time", finished & ~ends),
        ("time_without_finish", at & ~finished if told else ~at & at),
        ("due_missing", _has(batch, "due_at", "")),
        ("paid_without_fee", paid & ~_has(batch, "fee_due", "1")),
        ("online_without_service", online & _has(batch, "service_level", *_OFFLINE)),
        ("online_not_offered", _not_offered(batch, online, known)),
        ("many_supplements", _supplemented(batch, known)),
        ("odd_dossier_code", _odd_code(batch, known)),
        ("unknown_handling_unit", _unlisted(batch, "handling_unit_code", known.units)),
    ]


def _copied(batch: Batch, known: Known) -> Mask:
    """Rows of units whose times submitted are nearly all the times received."""
    one, other = batch.times.get("submitted_at"), batch.times.get("received_at")
    if one is None or other is None:
        return np.zeros(len(batch.rows), dtype=bool)
    both = one.clock & other.clock
    same = both & (one.instant == other.instant)
    unit = batch.rows["unit_code"]
    rows = pd.Series(both).groupby(unit.to_numpy()).transform("sum")
    share = pd.Series(same).groupby(unit.to_numpy()).transform("sum") / rows.clip(1)
    limit = known.rules["submitted_as_received"].limit or 0.0
    return np.asarray(same & (rows >= _HABIT) & (share >= limit), dtype=bool)


def _not_offered(batch: Batch, online: Mask, known: Known) -> Mask:
    """Online dossiers that tell no level of their own and whose procedure stands in
    the catalogue as not offered online at their unit on their day."""
    found = np.zeros(len(batch.rows), dtype=bool)
    if known.levels is None:
        return found
    own = batch.rows.get("service_level", pd.Series("", index=batch.rows.index))
    at = online & np.asarray(own == "") & batch.times["received_at"].known
    if at.any():
        found[at] = known.levels(batch.rows[at]).isin(_OFFLINE).to_numpy(dtype=bool)
    return found


def _supplemented(batch: Batch, known: Known) -> Mask:
    if "supplement_requests" not in batch.rows:
        return np.zeros(len(batch.rows), dtype=bool)
    asked = batch.rows["supplement_requests"].astype(float)
    return np.asarray(asked > (known.rules["many_supplements"].limit or 0.0))


def _odd_code(batch: Batch, known: Known) -> Mask:
    pattern = known.rules["odd_dossier_code"].pattern
    codes = batch.rows["dossier_code"].astype("str")
    return np.asarray((codes != "") & ~codes.str.fullmatch(pattern), dtype=bool)


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

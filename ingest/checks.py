"""What makes a row bad: one small function a reason code, over whole columns.

Codes are tried in the order of the contract; a row is rejected with the first that
fits it. Whatever else looks doubtful is a doubt (see doubts.py): the row counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ingest.known import Known, covers
from ingest.normalise import Batch
from ingest.times import Mask
from ingest.twins import losers
from ingest.wholes import exceeding

Words = npt.NDArray[np.object_]
# (column at fault, rows at fault)
Found = Iterator[tuple[str, Mask]]
Check = Callable[[Batch, Mask, Known], Found]

_UNIT_COLUMNS = ("dossiers", "counts", "office_terms", "resources", "services")
_PROCEDURE_COLUMNS = ("dossiers", "counts", "services")
_SPANS = (
    ("period_start", "period_end"),
    ("valid_from", "valid_to"),
    ("starts_on", "ends_on"),
    ("starts_on", "deadline"),
    ("day", "ends_on"),
)
_PAST = ("received_at", "submitted_at", "finished_at", "returned_at")


@dataclass(frozen=True)
class Verdict:
    """For each row of a batch the reason it is not taken for ("": it is taken), and
    the column at fault. `holds`: reasons that hold a row back instead of rejecting."""

    reasons: npt.NDArray[np.object_]
    fields: npt.NDArray[np.object_]
    holds: frozenset[str] = frozenset()

    @property
    def held(self) -> Mask:
        return np.isin(self.reasons.astype(str), list(self.holds))

    @property
    def good(self) -> Mask:
        return np.asarray(self.reasons == "", dtype=bool)


def judge_rows(
    batch: Batch, known: Known, stopped: Sequence[tuple[str, Mask]] = ()
) -> Verdict:
    """Every row of `batch` held against every check. `stopped`: rows that checks of
    the office reject or hold back; another row of their identity is taken then."""
    reasons = np.full(len(batch.rows), "", dtype=object)
    fields = np.full(len(batch.rows), "", dtype=object)
    for reason, check in CHECKS.items():
        if reason == "duplicate_in_file":
            for name, rows in stopped:
                reasons[rows & (reasons == "")] = name
        good = np.asarray(reasons == "", dtype=bool)
        for column, rows in check(batch, good, known):
            wrong = rows & (reasons == "")
            reasons[wrong], fields[wrong] = reason, column
    return Verdict(reasons, fields, _holds(known))


def _holds(known: Known) -> frozenset[str]:
    return frozenset(key for key, rule in known.rules.items() if rule.action == "hold")


def _cells(reason: str) -> Check:
    """The check of faults that were seen when the cells were read."""

    def check(batch: Batch, good: Mask, known: Known) -> Found:
        for fault in batch.faults:
            if fault.reason == reason:
                yield fault.field, fault.rows

    return check


def _missing(batch: Batch, good: Mask, known: Known) -> Found:
    yield from _cells("missing_value")(batch, good, known)
    if batch.kind.name == "targets":
        scope, codes = _scopes(batch)
        yield "scope_code", np.isin(scope, ("unit", "kind")) & (codes == "")


def _scopes(batch: Batch) -> tuple[Words, Words]:
    """The scope and the codes of each target; "" where the file has no such column."""
    none = pd.Series("", index=batch.rows.index)
    scope, codes = (batch.rows.get(n, none) for n in ("scope_kind", "scope_code"))
    return scope.to_numpy(dtype=object), codes.to_numpy(dtype=object)


def _dates(batch: Batch, good: Mask, known: Known) -> Found:
    yield from _cells("bad_date")(batch, good, known)
    for first, last in _SPANS:
        start, end = batch.times.get(first), batch.times.get(last)
        if start is None or end is None:
            continue
        yield last, start.known & end.known & (start.day > end.day)


def _unknown_unit(batch: Batch, good: Mask, known: Known) -> Found:
    rows, codes = batch.rows, known.units["code"]
    if batch.kind.name in _UNIT_COLUMNS and "unit_code" in rows:
        filled = np.asarray(rows["unit_code"] != "")
        yield "unit_code", filled & ~np.asarray(rows["unit_code"].isin(codes))
    if batch.kind.name == "targets":
        scope, named = _scopes(batch)
        yield "scope_code", (scope == "unit") & ~np.isin(named, list(codes))


def _unknown_procedure(batch: Batch, good: Mask, known: Known) -> Found:
    rows = batch.rows
    if batch.kind.name in _PROCEDURE_COLUMNS and "procedure_code" in rows:
        asked = rows["procedure_code"]
        named = np.asarray(asked != "")
        yield (
            "procedure_code",
            named & ~np.asarray(asked.isin(known.procedures["code"])),
        )


def _future(batch: Batch, good: Mask, known: Known) -> Found:
    if batch.kind.name == "dossiers":
        for name in _PAST:
            if name in batch.times:
                yield name, batch.times[name].after_moment(known.now, known.zone)


def _finished_early(batch: Batch, good: Mask, known: Known) -> Found:
    if "finished_at" in batch.times and "received_at" in batch.times:
        received = batch.times["received_at"]
        yield "finished_at", received.after(batch.times["finished_at"])


def _not_in_force(batch: Batch, good: Mask, known: Known) -> Found:
    if batch.kind.name != "dossiers":
        return
    for name, versions in (
        ("unit_code", known.units),
        ("procedure_code", known.procedures),
    ):
        rows = batch.rows[good]
        outside = np.zeros(len(good), dtype=bool)
        outside[good] = ~covers(versions, rows[name], rows["day"])
        yield name, outside


def _exceeds(batch: Batch, good: Mask, known: Known) -> Found:
    if batch.kind.name == "counts":
        yield "value", exceeding(batch, good, known)


def _twins(batch: Batch, good: Mask, known: Known) -> Found:
    yield batch.kind.identity[0], losers(batch, good)


CHECKS: dict[str, Check] = {
    "missing_value": _missing,
    "bad_date": _dates,
    "bad_number": _cells("bad_number"),
    "negative": _cells("negative"),
    "unknown_unit": _unknown_unit,
    "unknown_procedure": _unknown_procedure,
    "unknown_word": _cells("unknown_word"),
    "future_date": _future,
    "finished_before_received": _finished_early,
    "not_in_force": _not_in_force,
    "part_exceeds_whole": _exceeds,
    "duplicate_in_file": _twins,
}

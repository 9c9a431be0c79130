"""From rows that stood then and stand now to what each of them did to a number, and
which load it came by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.indicators import Indicator
from metrics.revisions import OTHER, Cause, Piece, contribution

ITEM_COLUMNS = [
    "cause",
    "way",
    "key",
    "unit_code",
    "procedure_code",
    "day",
    "numerator",
    "denominator",
    "was",
    "became",
]
# The words of a dossier that a reader is told, then and now, joined by "|".
_TOLD = ["unit_code", "channel", "level", "status"]
_OFFERED = ("full", "partial", "online")
# Undos are applied after all loads.
_AFTER_LOADS = 2**31


@dataclass(frozen=True)
class Ledger:
    """Which loads an evaluation did not know: those after `last_load`, those that
    tried rejected rows again (place -> load), and those `undone` since; `last_row`:
    the last row it knew of the kind looked at."""

    last_load: int
    last_row: int
    retries: Mapping[int, int]
    undone: Collection[int]

    def cause(self, now: tuple[int, int] | None, then: tuple[int, int] | None) -> Cause:
        """Why the row `then` (id, load) gave way to `now`."""
        if now is not None and now[0] > self.last_row and now[1] > self.last_load:
            return Cause(now[1], "load", now[1])
        if then is not None and then[1] in self.undone:
            return Cause(_AFTER_LOADS + then[1], "undo", then[1])
        if now is not None and now[0] > self.last_row and now[1] in self.retries:
            retry = self.retries[now[1]]
            return Cause(retry, "retry", retry)
        if self.undone and now is not None and now[0] > self.last_row:
            # Written anew because what it was filled up from was undone.
            last = max(self.undone)
            return Cause(_AFTER_LOADS + last, "undo", last)
        return OTHER


def of_dossiers(
    then: pd.DataFrame, now: pd.DataFrame, indicator: Indicator, ledger: Ledger
) -> pd.DataFrame:
    """What each dossier did: ITEM_COLUMNS. `then`, `now`: one version a dossier, with
    `here` (whether it counts at the units and in the window asked)."""
    return _compared(_dossiers(then, indicator), _dossiers(now, indicator), ledger)


def _dossiers(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    here = rows["here"].astype("int64")
    told = rows[_TOLD].astype(str).itertuples(index=False, name=None)
    return pd.DataFrame(
        {
            "match": rows["dossier_code"],
            "key": rows["dossier_code"],
            "row": rows["id"],
            "load": rows["load_id"],
            "unit_code": rows["unit_code"],
            "procedure_code": rows["procedure_code"],
            "day": rows["day"],
            "above": contribution(rows, indicator.numerator) * here,
            "below": contribution(rows, indicator.denominator) * here,
            "told": ["|".join(words) for words in told],
        },
        dtype=object,
    )


def of_catalogue(
    then: pd.DataFrame, now: pd.DataFrame, indicator: Indicator, ledger: Ledger
) -> pd.DataFrame:
    """What each procedure at each unit did: ITEM_COLUMNS. `then`, `now`: unit_code,
    procedure_code, level, service_id, load_id of those in force."""
    needed = ("full",) if indicator.key == "e2e_procedures" else _OFFERED
    return _compared(_offered(then, needed), _offered(now, needed), ledger)


def by_later_rows(items: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """`items` without a cause of their own given that of the newest services row of
    their procedure that came since. `later`: id, load_id, procedure_code, unit_code."""
    causes = [_by_later_row(row, later) for row in items.to_dict("records")]
    return items.assign(cause=pd.Series(causes, index=items.index, dtype=object))


def _offered(rows: pd.DataFrame, needed: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "match": rows["unit_code"] + "|" + rows["procedure_code"],
            "key": rows["procedure_code"],
            "row": rows["service_id"],
            "load": rows["load_id"],
            "unit_code": rows["unit_code"],
            "procedure_code": rows["procedure_code"],
            "day": None,
            "above": rows["level"].isin(needed).astype("int64"),
            "below": 1,
            "told": rows["level"],
        },
        dtype=object,
    )


def _by_later_row(item: Mapping[Any, Any], later: pd.DataFrame) -> Cause:
    cause: Cause = item["cause"]
    if cause != OTHER:
        return cause
    fitting = later[
        (later["procedure_code"] == item["procedure_code"])
        & later["unit_code"].isin(["", item["unit_code"]])
    ]
    if fitting.empty:
        return OTHER
    last = int(fitting["load_id"].max())
    return Cause(last, "load", last)


def _compared(then: pd.DataFrame, now: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """ITEM_COLUMNS of what does not add the same now as it did then."""
    before = {row["match"]: row for row in then.to_dict("records")}
    after = {row["match"]: row for row in now.to_dict("records")}
    items = []
    for match in dict.fromkeys((*before, *after)):
        old, new = before.get(match), after.get(match)
        if _adds(old) != _adds(new):
            items.append(_item(old, new, ledger))
    return pd.DataFrame(items, columns=ITEM_COLUMNS, dtype=object)


Row = Mapping[Any, Any]


def _adds(row: Row | None) -> tuple[int, int]:
    return (0, 0) if row is None else (row["above"], row["below"])


def _version(row: Row | None) -> tuple[int, int] | None:
    return None if row is None else (int(row["row"]), int(row["load"]))


def _item(old: Row | None, new: Row | None, ledger: Ledger) -> dict[str, object]:
    was, is_now = _adds(old), _adds(new)
    way = "changed"
    if was == (0, 0) or is_now == (0, 0):
        way = "entered" if was == (0, 0) else "left"
    shown: Row = new if new is not None else old or {}
    return {
        "cause": ledger.cause(_version(new), _version(old)),
        "way": way,
        **{name: shown[name] for name in ("key", "unit_code", "procedure_code", "day")},
        "numerator": int(is_now[0] - was[0]),
        "denominator": int(is_now[1] - was[1]),
        "was": old["told"] if old is not None else "",
        "became": new["told"] if new is not None else "",
    }


def pieces(items: pd.DataFrame) -> list[Piece]:
    """The items as `metrics.revisions.split` takes them."""
    return [
        Piece(row["cause"], row["way"], row["numerator"], row["denominator"])
        for row in items.to_dict("records")
    ]

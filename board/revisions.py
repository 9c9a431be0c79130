"""What became of one published number, and why."""

from __future__ import annotations

from typing import Any

import pandas as pd

from board.compared import Compared, compare, name
from board.known import Known
from board.moved import moved
from core.kinds import DOSSIERS
from metrics import causes, revisions
from metrics.questions import Question
from metrics.revisions import Revision
from store import revisions as later

_PARTS = [
    "load_id",
    "cause",
    "file",
    "known_at",
    "entered",
    "left",
    "changed",
    "numerator",
    "denominator",
    "points",
]
_ITEMS = ["load_id", *causes.ITEM_COLUMNS]
_ROWS = ["kind", "load_id", "file", "known_at", "rows"]


def revision(known: Known, question: Question, unit_code: str, number: int) -> Revision:
    """What became of one unit's number ("" is the whole) since evaluation `number`,
    and why. Raises UsageError for an unknown unit, or what was not frozen."""
    both = compare(known, question, number)
    then, now = both.amounts(unit_code)
    exact = both.then.evaluation.last_load is not None
    items = moved(both, unit_code) if exact else None
    found: tuple[revisions.Part, ...] = ()
    if items is not None:
        found = revisions.split(then, now, causes.pieces(items))
    return Revision(
        published=both.then.about,
        unit_code=unit_code,
        unit_name=name(both, unit_code),
        then=then,
        now=now,
        rank_then=both.then.ranked.ranks.get(unit_code),
        rank_now=both.now.ranks.get(unit_code),
        exact=items is not None,
        parts=_parts(both, found),
        items=_of_loads(items),
        rows=_rows(both) if exact else pd.DataFrame(columns=_ROWS),
    )


def _ledger(both: Compared) -> pd.DataFrame:
    return both.since.ledger.set_index("load_id")


def _parts(both: Compared, found: tuple[revisions.Part, ...]) -> pd.DataFrame:
    ledger = _ledger(both)
    rows = []
    for part in found:
        known = part.cause.load_id in ledger.index
        one: Any = ledger.loc[part.cause.load_id] if known else {}
        undone = part.cause.word == "undo"
        rows.append(
            {
                "load_id": part.cause.load_id or None,
                "cause": part.cause.word,
                "file": one["file"] if known else "",
                "known_at": (one["undone_at"] if undone else one["known_at"])
                if known
                else "",
                "entered": part.entered,
                "left": part.left,
                "changed": part.changed,
                "numerator": part.numerator,
                "denominator": part.denominator,
                "points": None if part.points is None else float(part.points),
            }
        )
    return pd.DataFrame(rows, columns=_PARTS, dtype=object)


def _of_loads(items: pd.DataFrame | None) -> pd.DataFrame:
    """The items by load, their cause as a word."""
    if items is None or items.empty:
        return pd.DataFrame(columns=_ITEMS, dtype=object)
    rows = sorted(items.to_dict("records"), key=lambda row: row["cause"])
    told = [
        {**row, "load_id": row["cause"].load_id or None, "cause": row["cause"].word}
        for row in rows
    ]
    return pd.DataFrame(told, columns=_ITEMS, dtype=object)


def _rows(both: Compared) -> pd.DataFrame:
    """What else came since: services, units, targets, terms, reports."""
    with both.known.db.read() as connection:
        found = later.came_later(connection, both.since)
    found = found[found["kind"] != DOSSIERS.name]
    ledger = _ledger(both)[["file", "known_at"]]
    return found.join(ledger, on="load_id")[_ROWS].reset_index(drop=True)

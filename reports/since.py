"""Why a table that was taken away reads otherwise now, and what it said then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from board import Board
from core.errors import UsageError
from core.language import _
from figures import formats
from figures.causes import cause
from metrics.borders import THEN
from metrics.passports import Kept
from metrics.questions import Question, Reading
from metrics.revisions import Revision
from reports.asked import KINDS
from reports.tables import Table, table

# Causes of one row, and loads, that are named; of the rest the number is.
LISTED = 3


def as_published(board: Board, kept: Kept) -> Table | None:
    """The figures of a ranking as its evaluation froze them; None of another table, or
    one whose days or borders were not frozen."""
    asked = kept.asked
    if asked["what"] != "ranking" or asked["borders"] != THEN:
        return None
    kinds = tuple(asked["kinds"])
    question = Question(asked["indicator"], asked["plan"], asked["window"], kinds=kinds)
    try:
        answer = board.ranking(question, kept.evaluation)
    except UsageError:
        return None
    if not _same(answer.reading, asked):
        return None
    return table("", KINDS["ranking"].columns, answer.frame)


def _same(frozen: Reading, asked: Mapping[str, Any]) -> bool:
    """Whether what was frozen is of the days that were asked for."""
    if frozen.as_of.isoformat() != asked["as_of"]:
        return False
    return "start" not in asked or _day(frozen.start) == asked["start"]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def why(board: Board, kept: Kept, key: tuple[str, ...]) -> str:
    """By which loads the figure of a row moved, the widest first; "" where that was
    not kept."""
    found = _revision(board, kept, key)
    if found is None or found.parts.empty:
        return ""
    rows = sorted(found.parts.to_dict("records"), key=_least)
    told = [_cause(row) for row in rows[:LISTED]]
    if len(rows) > LISTED:
        told.append(_("and {count} more", count=len(rows) - LISTED))
    return _("{row} moved by: {causes}", row=key[0], causes="; ".join(told))


def _revision(board: Board, kept: Kept, key: tuple[str, ...]) -> Revision | None:
    """What became of a row's number, where its evaluation froze just that."""
    asked = kept.asked
    indicator, unit = asked.get("indicator", ""), key[0]
    if asked["what"] == "unit":
        indicator, unit = key[0], asked["code"]
    elif asked["what"] not in ("ranking", "chairs"):
        return None
    window = asked.get("window", "")
    try:
        question = Question(indicator, asked["plan"], window)
        found = board.revisions(question, unit, kept.evaluation)
    except UsageError:
        return None
    return found if _same(found.published, asked) else None


def _least(row: dict[Any, Any]) -> float:
    return -abs(float(row["points"] or 0))


def _cause(row: dict[Any, Any]) -> str:
    moved = formats.change(row["points"], 2)
    return f"{cause(row)} ({_('{points} points', points=moved)})"


def loads_since(board: Board, kept: Kept) -> str:
    """The loads taken since a table was; "" where there is none."""
    loads = board.data().loads
    later = loads[(loads["known_at"] > kept.made_at) & (loads["outcome"] == "taken")]
    if later.empty:
        return ""
    rows = later.head(LISTED).to_dict("records")
    named = [cause(row, "load") for row in rows]
    if len(later) > LISTED:
        named.append(_("and {count} more", count=len(later) - LISTED))
    return _("Taken since then: {loads}.", loads="; ".join(named))

"""An exemption of the demo city, made as a leader makes it."""

from __future__ import annotations

from datetime import date

from actions import exemptions
from board import Board
from demo.exemptions import DECISION, FIRST, LAST, PROCEDURES, REASON
from metrics.disputes import Pick
from metrics.plain import rows

# Neither the unit of the demo Chair nor one that disputes.
_UNIT = 4


def exempt(board: Board) -> None:
    """Enter it; nothing in a city made so small that the unit has too few
    procedures."""
    codes = [row["code"] for row in rows(board.units()) if not row["is_parent"]]
    unit = codes[_UNIT] if len(codes) > _UNIT else ""
    known = [code for code, _name, _field in board.promisable(unit)] if unit else []
    if len(known) <= max(PROCEDURES):
        return
    days = (date.fromisoformat(FIRST), date.fromisoformat(LAST))
    chosen = tuple(known[at] for at in PROCEDURES)
    pick = Pick(unit, first=days[0], last=days[1], procedures=chosen)
    effect = board.exemption_effect(pick)
    exemptions.exempt(board.db, pick, DECISION, REASON, effect)
